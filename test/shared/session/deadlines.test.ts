import { describe, expect, it } from 'vitest';
import { after, instant, type Millis, minutes, seconds } from '../../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import { deadlines } from '../../../shared/session/deadlines.ts';
import { nextAction } from '../../../shared/session/next-action.ts';
import { createSuite, type Stage, type SuiteBuilder } from '../../support/suite-builder.ts';

const chair = 1 as const;
const ahead = (suite: SuiteBuilder) => deadlines(suite.state(), suite.vitals, suite.now(), KETAMINE_INFUSION);
const at = (phase: Stage) => {
  const suite = createSuite();
  suite.bring(1, phase);
  return suite;
};
/** Of a limit that still holds at its last moment, the first moment at which it does not. */
const justAfter = (suite: SuiteBuilder, by: Millis) => instant(after(suite.now(), by) + 1);

describe('deadlines', () => {
  it('are none in an empty suite', () => {
    expect(ahead(createSuite())).toEqual([]);
  });

  it('are in the future, in order, each once', () => {
    const suite = at('INFUSING');
    suite.bring(2, 'RECOVERY');
    const found = ahead(suite);
    expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
    expect(found.every((moment) => moment > suite.now())).toBe(true);
  });

  it('while infusing: 40:00, 42:00, 45:00, and the pressure at 15:00, 17:00, 20:00', () => {
    const suite = at('INFUSING');
    const expected = [40, 42, 45, 15, 17, 20].map((min) => after(suite.now(), minutes(min)));
    expect(ahead(suite)).toEqual(expect.arrayContaining(expected));
  });

  it('while paused: the moments from which a physician is needed; the run clock has none', () => {
    const suite = at('INFUSING');
    suite.wait(minutes(10));
    suite.act('ana', 'pause', { chair, reason: 'toilet' });
    expect(ahead(suite)).toEqual(
      expect.arrayContaining([justAfter(suite, minutes(20)), justAfter(suite, minutes(80))]),
    );
    expect(ahead(suite)).not.toContain(after(suite.now(), minutes(30)));
  });

  it('after a stop: the end of its undo and of the recovery', () => {
    const suite = at('INFUSING');
    suite.act('ana', 'stop', { chair, reason: 'other', note: '' });
    expect(ahead(suite)).toEqual(
      expect.arrayContaining([justAfter(suite, seconds(10)), after(suite.now(), minutes(30))]),
    );
  });

  it('before the start: the rest, the baseline’s end, the last moment of the pressure for a start', () => {
    const suite = at('BASELINE');
    expect(ahead(suite)).toContain(after(suite.now(), minutes(5)));
    suite.bring(1, 'READY');
    expect(ahead(suite)).toEqual(
      expect.arrayContaining([
        after(suite.now(), minutes(30)),
        justAfter(suite, minutes(30)),
        justAfter(suite, minutes(5)),
      ]),
    );
  });

  it('are the moments at which a reading turns stale and its feed lost', () => {
    const suite = at('READY');
    expect(ahead(suite)).toEqual(
      expect.arrayContaining([justAfter(suite, seconds(10)), justAfter(suite, seconds(30))]),
    );
    suite.bring(1, 'CLOSED');
    expect(ahead(suite)).toEqual([]);
  });

  it('are the ends of overrides', () => {
    const suite = createSuite();
    suite.act('charge', 'grantRatioOverride', { nurse: 'ben', reason: 'break', minutes: 20 });
    expect(ahead(suite)).toEqual([after(suite.now(), minutes(20))]);
    suite.wait(minutes(20));
    expect(ahead(suite)).toEqual([]);
  });

  it('miss nothing: between two of them the next action stays what it is', () => {
    const suite = at('READY');
    suite.act('ana', 'ondansetron', { chair, outcome: 'given' });
    suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
    suite.act('finn', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
    const action = () =>
      nextAction(suite.state().sessions[1], suite.vitals(1), [], suite.now(), KETAMINE_INFUSION)?.action;
    let before = action();
    let next = ahead(suite)[0];
    for (let s = 0; s < 2_000; s++) {
      suite.wait(seconds(1), 'silent');
      if (next !== undefined && suite.now() >= next) next = ahead(suite)[0];
      else expect(action()).toBe(before);
      before = action();
    }
    expect(before).toBe('renewBaseline');
  });
});
