import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, minutes, seconds } from '../../../shared/kernel/units.ts';
import { infusionRun } from '../../../shared/session/clocks.ts';
import { EMPTY_SUITE, evolveSuite } from '../../../shared/session/evolve-suite.ts';
import type { CommandInput, CommandName } from '../../../shared/session/session-commands.ts';
import type { SuiteState } from '../../../shared/session/suite.ts';
import { createSuite, GOING_HOME, PREPARED, type SuiteBuilder } from '../../support/suite-builder.ts';
import { monitorOf, patientOf, type Who } from '../../support/suite-people.ts';

const chair = 1 as const;
const identifiers = { mrn: 'MRN-1', birthDate: '1961-04-30' };
const minutesAgo = fc.integer({ min: 0, max: 20 });

/** One thing that may happen: an act that may be refused, time that passes, a reading, an alert. */
type Step = (suite: SuiteBuilder) => void;

/** Does it if it may be done: what `decide` allows, `evolveSuite` must take. */
const tried =
  <Name extends CommandName>(who: Who, name: Name, input: CommandInput<Name>): Step =>
  (suite) => {
    const before = suite.state();
    if (suite.ask(who, name, input).ok) suite.act(who, name, input);
    else expect(suite.state()).toBe(before);
  };

const acts: fc.Arbitrary<Step> = fc.oneof(
  minutesAgo.map((ago) => tried('ana', 'arrive', { chair, ...identifiers, minutesAgo: ago })),
  fc.constant(tried('ana', 'assign', { chair, patient: patientOf(1), courseDay: 1, nurse: 'ana' })),
  fc.constant(tried('ana', 'cancel', { chair, reason: 'fever' })),
  fc.constant(tried('ana', 'bindMonitor', { chair, source: monitorOf(1) })),
  fc.constant(tried('ana', 'rebaseline', { chair, reason: 'stood up' })),
  fc.constant(tried('ana', 'renewBaseline', { chair })),
  minutesAgo.map((ago) => tried('ana', 'ondansetron', { chair, outcome: 'given', minutesAgo: ago })),
  fc.constant(tried('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' })),
  fc.constant(tried('ben', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 })),
  fc.constant(tried('ana', 'completePreparation', { chair, ...PREPARED })),
  fc.constant(tried('ana', 'reweigh', { chair, weight: { value: 80, unit: 'kg' }, reason: 'shoes on' })),
  fc.constant(tried('ana', 'acceptBaseline', { chair })),
  minutesAgo.map((ago) => tried('ana', 'start', { chair, rateMlPerHour: 75, minutesAgo: ago })),
  minutesAgo.map((ago) => tried('ana', 'pause', { chair, reason: 'toilet', minutesAgo: ago })),
  fc.constant(tried('ana', 'confirmPumpStopped', { chair })),
  fc.constant(tried('ana', 'monitorOff', { chair })),
  minutesAgo.map((ago) =>
    tried('ana', 'chartVitals', { chair, systolic: 124, diastolic: 78, heartRate: 70, spo2: 98, minutesAgo: ago }),
  ),
  fc.constant(tried('ana', 'rebindMonitor', { chair, ...identifiers, source: monitorOf(1) })),
  fc.constant(tried('eve', 'transfer', { chair, destination: 'ward' })),
  fc.constant(tried('eve', 'allowResume', { chair, reason: 'fine' })),
  minutesAgo.map((ago) => tried('ana', 'resume', { chair, minutesAgo: ago })),
  minutesAgo.map((ago) => tried('ana', 'stop', { chair, reason: 'other', note: '', minutesAgo: ago })),
  fc.constant(tried('ana', 'undoStop', { chair })),
  minutesAgo.map((ago) => tried('ana', 'end', { chair, deliveredMl: 50, minutesAgo: ago })),
  fc.integer({ min: 1, max: 60 }).map((more) => tried('eve', 'extendRecovery', { chair, minutes: more })),
  fc.constant(tried('eve', 'overrideDischarge', { chair, reason: 'well' })),
  fc.constant(tried('ana', 'assess', { chair, padss: 10 })),
  fc.constant(tried('ana', 'discharge', { chair, ...GOING_HOME })),
  fc.constant(tried('ana', 'callMet', { chair })),
  fc.constant(tried('eve', 'standDownMet', { chair })),
  fc.constant(tried('ana', 'offerHandover', { chair, to: 'ben' })),
  fc.constant(tried('ben', 'acceptHandover', { chair })),
  fc.constant(tried('ana', 'beginCleaning', { chair })),
  fc.constant(tried('ana', 'finishCleaning', { chair })),
);

const isBound = (suite: SuiteBuilder): boolean => (suite.state().sessions[1]?.monitor ?? null) !== null;
const cuff: Step = (suite) => {
  if (isBound(suite)) suite.cuff(1);
};
const alert: Step = (suite) => void suite.raise(1, { rule: 'HR-03', family: 'rate' });
const clearAlerts: Step = (suite) => {
  for (const { id } of suite.state().alerts) suite.happens({ type: 'alert-cleared', id });
};
const wait = fc.integer({ min: 0, max: 35 * 60 }).map(
  (s): Step =>
    (suite) =>
      suite.wait(seconds(s)),
);
const steps = fc.array(
  fc.oneof(
    { arbitrary: acts, weight: 6 },
    { arbitrary: wait, weight: 3 },
    { arbitrary: fc.constantFrom(cuff, alert, clearAlerts), weight: 3 },
  ),
  { maxLength: 60 },
);
/** From the start of an infusion more is legal than from an empty chair. */
const from = fc.constantFrom('EMPTY', 'READY', 'INFUSING', 'RECOVERY', 'DISCHARGE_READY');

function lived(begin: 'EMPTY' | 'READY' | 'INFUSING' | 'RECOVERY' | 'DISCHARGE_READY'): SuiteBuilder {
  const suite = createSuite();
  if (begin !== 'EMPTY') suite.bring(1, begin);
  return suite;
}

const RUNS = { numRuns: 150 };

describe('the laws of a session', () => {
  it('whatever is allowed can be folded, and a refusal changes nothing', () => {
    fc.assert(
      fc.property(from, steps, (begin, each) => {
        const suite = lived(begin);
        for (const step of each) step(suite);
      }),
      RUNS,
    );
  });

  it('folding any prefix of the log and going on is folding all of it', () => {
    fc.assert(
      fc.property(from, steps, fc.nat(), (begin, each, cut) => {
        const suite = lived(begin);
        for (const step of each) step(suite);
        const log = suite.log();
        const at = cut % (log.length + 1);
        const fold = (state: SuiteState, part: typeof log) => part.reduce(evolveSuite, state);
        const prefix = fold(EMPTY_SUITE, log.slice(0, at));
        const stored: SuiteState = JSON.parse(JSON.stringify(prefix));
        expect(fold(stored, log.slice(at))).toEqual(suite.state());
      }),
      RUNS,
    );
  });

  it('the run clock is the sum of the infusing intervals, whatever the order and dating of pauses', () => {
    const pauses = fc.array(
      fc.record({
        run: fc.integer({ min: 0, max: 600 }),
        pausedAgo: fc.integer({ min: 0, max: 3 }),
        rest: fc.integer({ min: 0, max: 900 }),
        resumedAgo: fc.integer({ min: 0, max: 3 }),
        stopped: fc.boolean(),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(pauses, (each) => {
        const suite = createSuite();
        suite.bring(1, 'INFUSING');
        let running = suite.now();
        let sum = 0;
        for (const { run, pausedAgo, rest, resumedAgo, stopped } of each) {
          suite.wait(seconds(run));
          if (stopped) {
            // Taken back within its 10 s, it never happened.
            suite.act('ana', 'stop', { chair, reason: 'other', note: '' });
            suite.wait(seconds(7));
            suite.act('ana', 'undoStop', { chair });
          }
          const pause = { chair, reason: 'toilet', minutesAgo: pausedAgo } as const;
          if (!suite.ask('ana', 'pause', pause).ok) continue;
          suite.act('ana', 'pause', pause);
          sum += suite.now() - minutes(pausedAgo) - running;
          suite.act('ana', 'confirmPumpStopped', { chair });
          suite.wait(seconds(rest));
          suite.act('eve', 'allowResume', { chair, reason: 'fine' });
          const ago = rest >= 60 * resumedAgo ? resumedAgo : 0;
          suite.act('ana', 'resume', { chair, minutesAgo: ago });
          running = instant(suite.now() - minutes(ago));
        }
        suite.wait(seconds(30));
        const { infusion } = suite.session(1, 'INFUSING');
        expect(infusionRun(infusion, suite.now())).toBe(sum + (suite.now() - running));
      }),
      RUNS,
    );
  });

  it('recovery is never shortened, and nobody leaves before 30:00 from the end', () => {
    fc.assert(
      fc.property(fc.constantFrom('INFUSING', 'RECOVERY', 'DISCHARGE_READY'), steps, (begin, each) => {
        const suite = lived(begin);
        const { id } = suite.state().sessions[1] ?? {};
        for (const step of each) {
          const before = suite.state().sessions[1];
          step(suite);
          const after = suite.state().sessions[1];
          if (after === null || after.id !== id) return;
          if (before !== null && 'recoveryUntil' in before && 'recoveryUntil' in after) {
            expect(after.recoveryUntil).toBeGreaterThanOrEqual(before.recoveryUntil);
          }
          if ('recoveryUntil' in after) {
            expect(after.recoveryUntil).toBeGreaterThanOrEqual(after.endedAt + minutes(30));
          }
          const leaves = after.phase === 'CLOSED' && before?.phase === 'DISCHARGE_READY';
          if (leaves) expect(suite.now()).toBeGreaterThanOrEqual(before.recoveryUntil);
        }
      }),
      RUNS,
    );
  });

  it('moves are never dated before the one they follow', () => {
    fc.assert(
      fc.property(from, steps, (begin, each) => {
        const suite = lived(begin);
        let last = suite.state().sessions[1];
        for (const step of each) {
          step(suite);
          const session = suite.state().sessions[1];
          if (session !== null && session.id === last?.id) {
            expect(session.movedAt).toBeGreaterThanOrEqual(last.movedAt);
          }
          last = session;
        }
      }),
      RUNS,
    );
  });
});
