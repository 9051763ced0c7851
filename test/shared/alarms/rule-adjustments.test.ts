import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChairFacts } from '../../../shared/alarms/alarm-facts.ts';
import type { Rule } from '../../../shared/alarms/alarm-rule.ts';
import { CHAIR_RULES } from '../../../shared/alarms/alarm-rules.ts';
import { type RuleAdjustment, type RuleAdjustments, rulesWith } from '../../../shared/alarms/rule-adjustments.ts';
import { seconds } from '../../../shared/kernel/units.ts';

/** Fits any rule of the table: as many delays as it has, none longer than it gathers in. */
const adjustmentOf = ({ onsets }: Rule<ChairFacts>): fc.Arbitrary<RuleAdjustment> => {
  const [only, ...more] = onsets.map(({ within }) =>
    fc.integer({ min: 0, max: within === undefined ? 600 : within / 1_000 }),
  );
  if (only === undefined) throw new Error('a rule that never comes true');
  const delaySeconds: fc.Arbitrary<number | number[]> = more.length === 0 ? only : fc.tuple(only, ...more);
  const clearSeconds = fc.integer({ min: 0, max: 600 });
  return fc.record({ delaySeconds, clearSeconds, off: fc.boolean() }, { requiredKeys: [] });
};

const adjustments: fc.Arbitrary<RuleAdjustments> = fc.record(
  Object.fromEntries(CHAIR_RULES.map((rule) => [rule.id, adjustmentOf(rule)])),
  { requiredKeys: [] },
);

describe('the table with other numbers', () => {
  test('is the station’s own where none is given', () => {
    expect(rulesWith({})).toEqual(CHAIR_RULES);
  });

  test('has its rules in the same order, without those that are off, and no other number changed', () => {
    const before = structuredClone(CHAIR_RULES.map(({ onsets }) => onsets.map(({ delay }) => delay)));
    fc.assert(
      fc.property(adjustments, (given) => {
        const expected = CHAIR_RULES.filter(({ id }) => given[id]?.off !== true).map((rule) => {
          const { delaySeconds, clearSeconds } = given[rule.id] ?? {};
          const delays = delaySeconds === undefined ? undefined : [delaySeconds].flat();
          return {
            ...rule,
            onsets: rule.onsets.map((onset, i) => ({ ...onset, delay: seconds(delays?.[i] ?? onset.delay / 1_000) })),
            clearAfter: clearSeconds === undefined ? rule.clearAfter : seconds(clearSeconds),
          };
        });
        expect(rulesWith(given)).toEqual(expected);
      }),
    );
    expect(CHAIR_RULES.map(({ onsets }) => onsets.map(({ delay }) => delay))).toEqual(before);
  });

  test.each<[string, RuleAdjustments]>([
    ['HR-04 has 2 delays, not 1', { 'HR-04': { delaySeconds: 20 } }],
    ['HR-04 has 2 delays, not 3', { 'HR-04': { delaySeconds: [10, 60, 90] } }],
    ['OX-01 has 1 delays, not 2', { 'OX-01': { delaySeconds: [10, 60] } }],
    ['RH-01 cannot gather 61000 ms', { 'RH-01': { delaySeconds: 61 } }],
    ['no rule of a chair to adjust: RAT-01', { 'RAT-01': { off: true } }],
  ])('is not made of what fits no rule: %s', (reason, misfit) => {
    expect(() => rulesWith(misfit)).toThrow(new RangeError(reason));
  });

  test('takes the longest delay that can still be gathered', () => {
    const [onset] = rulesWith({ 'RH-01': { delaySeconds: 60 } }).find(({ id }) => id === 'RH-01')?.onsets ?? [];
    expect(onset).toMatchObject({ delay: seconds(60), within: seconds(60) });
  });
});
