import { describe, expect, test } from 'vitest';
import { parseLimits } from '../../../main/replay/limits-file.ts';
import { CHAIR_RULES } from '../../../shared/alarms/alarm-rules.ts';
import { rulesWith } from '../../../shared/alarms/rule-adjustments.ts';

/** The faults of a file; throws where it is taken. */
function faultsOf(json: unknown): readonly string[] {
  const parsed = parseLimits(JSON.stringify(json));
  if (parsed.ok) throw new Error(`taken as ${JSON.stringify(parsed.value)}`);
  return parsed.error;
}

describe('a file of limits', () => {
  test('may set every number of every rule of a chair, from 0 to 600 s', () => {
    for (const { id, onsets } of CHAIR_RULES) {
      for (const length of [0, 600]) {
        const own = onsets.map(({ within }) => (within === undefined ? length : Math.min(length, within / 1_000)));
        const adjustment = { delaySeconds: own.length === 1 ? own[0] : own, clearSeconds: length, off: false };
        const parsed = parseLimits(JSON.stringify({ [id]: adjustment }));
        expect(parsed).toEqual({ ok: true, value: { [id]: adjustment } });
        if (parsed.ok) expect(rulesWith(parsed.value)).toHaveLength(CHAIR_RULES.length);
      }
    }
  });

  test('is of whole seconds within bounds', () => {
    const wanted = 'wanted is a whole number of seconds from 0 to 600';
    for (const wrong of [-1, 601, 1.5, '15', null, [15]]) {
      expect(faultsOf({ 'OX-01': { delaySeconds: wrong } })).toEqual([`at OX-01.delaySeconds: ${wanted}`]);
      expect(faultsOf({ 'OX-01': { clearSeconds: wrong } })).toEqual([`at OX-01.clearSeconds: ${wanted}`]);
    }
    expect(faultsOf({ 'HR-04': { delaySeconds: [10, 601] } })).toEqual([`at HR-04.delaySeconds.1: ${wanted}`]);
  });

  test('gives a rule of two onsets two delays', () => {
    for (const wrong of [20, [20], [20, 60, 90], '20'])
      expect(faultsOf({ 'HR-04': { delaySeconds: wrong } })).toEqual([
        'at HR-04.delaySeconds: wanted are 2 numbers, one for each way the rule comes true; its own are [10, 60]',
      ]);
  });

  test('gives RH-01 no delay that it could never gather', () => {
    expect(faultsOf({ 'RH-01': { delaySeconds: 61 } })).toEqual([
      'at RH-01.delaySeconds: wanted is a whole number of seconds from 0 to 60: the rule gathers them within 60',
    ]);
  });

  test('names rules of a chair that exist, and settings that exist', () => {
    const known =
      'known are BP-01, BP-01D, BP-02, BP-03, BP-06, BP-07, HR-01, HR-02, HR-03, HR-04, HR-05, INF-01, OX-01, OX-02, RH-01, TEC-01, TEC-02, TEC-03, TEC-04, TEC-05';
    for (const id of ['OX-9', 'ox-01', 'RAT-01', 'constructor', '__proto__'])
      expect(faultsOf(JSON.parse(`{"${id}": {}}`))).toEqual([`at the top: no such rule: "${id}"; ${known}`]);
    expect(faultsOf({ 'OX-01': { limit: 88 } })).toEqual([
      'at OX-01: no such setting: "limit"; known are delaySeconds, clearSeconds, off',
    ]);
    expect(faultsOf({ 'OX-01': { off: 'yes' } })).toEqual(['at OX-01.off: wanted is true or false']);
  });

  test.each([[], null, 15, '"OX-01"'])('is an object: %j is refused', (json) => {
    expect(faultsOf(json)).toEqual([expect.stringMatching(/^at the top: wanted is an object of BP-01, /)]);
  });

  test('names ten faults at most, in short and without what a terminal would obey', () => {
    const everything = Object.fromEntries(CHAIR_RULES.map(({ id }) => [id, { off: 1 }]));
    expect(faultsOf(everything)).toHaveLength(10);
    const strange = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`\u001b[2J${i}${'x'.repeat(500)}`, {}]));
    const [fault = ''] = faultsOf(strange);
    expect(fault.length).toBeLessThan(1_000);
    expect(fault).not.toMatch(/\p{Cc}/u);
  });

  test('that is no JSON is refused in one line', () => {
    for (const text of ['', '{"OX-01":\n{"delaySeconds":}}', '{"\u001b[2J": 1}']) {
      const parsed = parseLimits(text);
      expect(parsed).toEqual({ ok: false, error: [expect.stringMatching(/^not JSON: \P{Cc}+$/u)] });
    }
  });
});
