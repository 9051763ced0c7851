import { deviatesByMoreThan, type ExactMean } from '../kernel/exact.ts';
import { err, ok, type Refusal } from '../kernel/result.ts';
import { after, later, minutes } from '../kernel/units.ts';
import type { Reading } from '../vitals/chair-vitals.ts';
import { chartedWithin } from './charted-vitals.ts';
import { currentBaseline, lastPressure, recoveryRemaining } from './clocks.ts';
import { type Act, type Acts, about, factsUnless } from './decide-context.ts';
import {
  identitySettled,
  noEmergency,
  notOlderThan,
  noUnaccepted,
  pressureNotOlderThan,
  pumpStands,
  when,
} from './guards.ts';
import { knownAlerts } from './open-alerts.ts';
import { refusal, type SessionRefusal, wholeSeconds } from './refusals.ts';

/** From the end of the infusion to an empty chair, and the emergency that may come at any time. */
export const recoveryActs: Pick<
  Acts,
  | 'extendRecovery'
  | 'overrideDischarge'
  | 'assess'
  | 'discharge'
  | 'transfer'
  | 'callMet'
  | 'standDownMet'
  | 'beginCleaning'
  | 'finishCleaning'
> = {
  /** Counts from the end in force, or from now where that has passed. */
  extendRecovery: ({ session, command, now }) =>
    ok([
      {
        ...about(session),
        type: 'recovery-extended',
        until: after(later(session.recoveryUntil, now), minutes(command.minutes)),
      },
    ]),

  overrideDischarge: ({ session, command }) =>
    ok([{ ...about(session), type: 'discharge-overridden', reason: command.reason }]),

  assess: (act) =>
    factsUnless(againstAssessment(act), [
      {
        ...about(act.session),
        type: 'assessed-ready',
        padss: act.command.padss,
        knownAlerts: knownAlerts(act.state.alerts, act.session.chair),
      },
    ]),

  discharge: (act) =>
    factsUnless(againstDischarge(act), [
      { ...about(act.session), type: 'discharged', driver: act.command.driver.name },
    ]),

  transfer: ({ session, command }) =>
    factsUnless([pumpStands(session)], [{ ...about(session), type: 'transferred', destination: command.destination }]),

  callMet: ({ session }) =>
    factsUnless(
      [when(session.emergencySince !== null, 'met-already-called')],
      [{ ...about(session), type: 'met-called' }],
    ),

  standDownMet,

  beginCleaning: ({ session }) => ok([{ ...about(session), type: 'cleaning-begun' }]),

  finishCleaning: ({ session }) => ok([{ ...about(session), type: 'chair-cleaned' }]),
};

/** After a rescue the patient recovers anew in full, also one who had been found fit to go. */
function standDownMet({ session, protocol, at }: Act<'standDownMet'>) {
  if (session.emergencySince === null) return err([refusal('no-emergency')]);
  const isRecovering = session.phase === 'RECOVERY' || session.phase === 'DISCHARGE_READY';
  const recoveryUntil = isRecovering ? after(at, protocol.recovery.duration) : null;
  return ok([
    ...(session.phase === 'DISCHARGE_READY'
      ? [{ ...about(session), type: 'returned-to-recovery' as const, because: 'MET' }]
      : []),
    { ...about(session), type: 'met-stood-down' as const, recoveryUntil },
  ]);
}

/** The last set of values, the score and the time, all of which a patient needs to be fit to go (protocol 2.7). */
function againstAssessment(act: Act<'assess'>): readonly (Refusal | null)[] {
  const { session, command, protocol, now } = act;
  const { padssAtLeast, vitalsNotOlderThan } = protocol.recovery;
  const vitals = act.vitals(session.chair);
  const { heartRate, pulseRate, spo2 } = vitals.tracks;
  const isOverridden = session.override !== null;
  const byHand = chartedWithin(session, now, vitalsNotOlderThan);
  const age = (reading: Reading<number> | null, missing: SessionRefusal, old: SessionRefusal) => {
    if (byHand) return null;
    return reading === null ? refusal(missing) : notOlderThan(reading.receivedAt, now, vitalsNotOlderThan, old);
  };
  return [
    recoveryOver(act),
    pumpStands(session),
    pressureNotOlderThan(session, vitals, now, vitalsNotOlderThan),
    age(heartRate.reading ?? pulseRate.reading, 'heart-rate-missing', 'heart-rate-too-old'),
    age(spo2.reading, 'spo2-missing', 'spo2-too-old'),
    ...(isOverridden ? [] : pressureWithinLimit(act)),
    when(!isOverridden && command.padss < padssAtLeast, 'padss-too-low', {
      padss: command.padss,
      least: padssAtLeast,
    }),
    noUnaccepted(act, session.chair, 'medium'),
    identitySettled(session),
    noEmergency(session),
  ];
}

/** The published protocol's half hour. Nobody overrides it: at 29:59 there is one second left. */
function recoveryOver({ session, now }: Act<'assess' | 'discharge'>): Refusal | null {
  const secondsLeft = wholeSeconds(recoveryRemaining(session, now));
  return when(secondsLeft > 0, 'recovery-not-over', { secondsLeft });
}

/** Systolic and mean within 20 % of the baseline in force; exactly 20 % is within. */
function pressureWithinLimit({ session, protocol, now, ...act }: Act<'assess'>): readonly (Refusal | null)[] {
  const baseline = currentBaseline(session);
  const pressure = lastPressure(session, act.vitals(session.chair), now);
  if (baseline === null) return [refusal('baseline-missing')];
  if (pressure === null) return [];
  const limitPercent = protocol.recovery.pressureWithinPercent;
  const within = (what: string, value: number | null, mean: ExactMean | null) =>
    value !== null && mean !== null && deviatesByMoreThan(value, mean, limitPercent)
      ? refusal('pressure-beyond-limit', { what, value, limitPercent })
      : null;
  return [within('systolic', pressure.systolic, baseline.systolic), within('mean', pressure.mean, baseline.mean)];
}

/** Why nobody but a known person may drive the patient home: each kind has its own sentence on screen. */
const REFUSED_DRIVERS: Readonly<Record<string, SessionRefusal>> = {
  rideshare: 'driver-rideshare',
  taxi: 'driver-taxi',
  publicTransport: 'driver-public-transport',
  alone: 'driver-alone',
};

function againstDischarge(act: Act<'discharge'>): readonly (Refusal | null)[] {
  const { session, command } = act;
  const { kind, present } = command.driver;
  const refused = REFUSED_DRIVERS[kind];
  return [
    when(session.phase === 'RECOVERY', 'not-assessed'),
    recoveryOver(act),
    pumpStands(session),
    refused === undefined ? when(!present, 'driver-not-present') : refusal(refused),
    noEmergency(session),
  ];
}
