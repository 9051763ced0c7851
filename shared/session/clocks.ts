import type { Alert } from '../alarms/alert.ts';
import {
  after,
  between,
  type Instant,
  later,
  type Mg,
  type Millis,
  type MlPerHour,
  mg,
  millis,
  minutes,
} from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { ChairVitals } from '../vitals/chair-vitals.ts';
import type { Pressure } from '../vitals/pressure.ts';
import type { Baseline } from './baseline.ts';
import { isIn, PRESSURE_DUE_PHASES } from './phases.ts';
import type { DoseOrder, Infusion, InPhase, Session } from './session-state.ts';

/**
 * Every clock of a session, derived from effective times and `now`: nothing here is stored or ticks, so a
 * restart or a second screen shows the same second (session 3.2).
 */

/** Infusing time so far: the closed runs and the open one. A pause does not move it. */
export const infusionRun = (infusion: Infusion, now: Instant): Millis =>
  millis(infusion.ranBefore + (infusion.runningSince === null ? 0 : between(infusion.runningSince, now)));

/** Time left of the protocol's 40:00; negative while it overruns. */
export const infusionRemaining = (infusion: Infusion, now: Instant, protocol: Protocol): Millis =>
  millis(protocol.infusion.duration - infusionRun(infusion, now));

/** Time by the wall since the first start, pauses included. Give the end as `now` once it has ended. */
export const infusionWall = (infusion: Infusion, now: Instant): Millis => between(infusion.startedAt, now);

/** When the run will reach 40:00; null while the clock stands still. */
export const expectedEnd = (infusion: Infusion, protocol: Protocol): Instant | null =>
  infusion.runningSince === null
    ? null
    : after(infusion.runningSince, millis(protocol.infusion.duration - infusion.ranBefore));

const HOUR = minutes(60);

/** What the pump gives per millisecond at this rate: mg in the bag over its volume, times mL per millisecond. */
export const mgPerMs = (dose: Pick<DoseOrder, 'dose' | 'bag'>, rate: MlPerHour): number =>
  (dose.dose / dose.bag) * (rate / HOUR);

type Delivered = {
  /** To show: never more than was ordered, for a bag holds no more. */
  readonly given: Mg;
  /** By clock alone, before any clamp: what judges an overrun (clinical decision 20). */
  readonly byClock: Mg;
};

/** mg given so far, by clock: rate x infusing time. No pump says so. */
export function deliveredMg(infusion: Infusion, dose: DoseOrder, now: Instant): Delivered {
  const byClock = mgPerMs(dose, infusion.rate) * infusionRun(infusion, now);
  return { given: mg(Math.min(byClock, dose.dose)), byClock: mg(byClock) };
}

/** How long this pause has lasted. */
export const pauseLength = (session: InPhase<'PAUSED'>, now: Instant): Millis => between(session.pausedAt, now);

/** Time left of the recovery, never below 0. At 0 the assessment may be made. */
export const recoveryRemaining = (session: InPhase<'RECOVERY' | 'DISCHARGE_READY'>, now: Instant): Millis =>
  millis(Math.max(0, between(now, session.recoveryUntil)));

/** The version that judges: the last accepted one. */
export const currentBaseline = (session: Session): Baseline | null => session.baselines.at(-1) ?? null;

/** Serves for a start up to and including its last moment. */
export const baselineExpired = (baseline: Baseline, now: Instant): boolean => now > baseline.expiresAt;

/**
 * The newest cuff pressure of this patient.
 * @param at measurements after this moment do not count: what was known when the act was done
 */
export const lastPressure = (session: Session, vitals: ChairVitals, at: Instant): Pressure | null =>
  vitals.pressures.findLast(({ measuredAt }) => measuredAt >= session.vitalsFrom && measuredAt <= at) ?? null;

type PressureClock = {
  /**
   * routine: 15:00 after the last valid one. atEnd: the one reading that the end of the infusion asks for.
   * repeat: a reading beyond the limit asked to be confirmed.
   */
  readonly why: 'routine' | 'atEnd' | 'repeat';
  readonly dueAt: Instant;
};

/**
 * When the next cuff pressure is due; null where none is asked for. The monitor cycles by itself: slots
 * only label the record, and the clock counts from the last valid measurement (clinical decision 9). Where
 * nothing was measured yet it counts from the start.
 */
export function pressureClock(
  session: Session,
  vitals: ChairVitals,
  alerts: readonly Alert[],
  now: Instant,
  protocol: Protocol,
): PressureClock | null {
  if (!isIn(session, PRESSURE_DUE_PHASES)) return null;
  const last = lastPressure(session, vitals, now);
  const from = last === null ? session.infusion.startedAt : last.measuredAt;
  const routine: PressureClock = { why: 'routine', dueAt: after(from, protocol.pressure.every) };
  const atEnd = endPressure(session, last);
  const asked = repeatAskedAt(session, alerts, last);
  const repeat: PressureClock | null =
    asked === null ? null : { why: 'repeat', dueAt: after(asked, protocol.pressure.repeatWithin) };
  return [atEnd, repeat].reduce<PressureClock>(
    (first, clock) => (clock !== null && clock.dueAt < first.dueAt ? clock : first),
    routine,
  );
}

/** One reading at the end of the infusion is mandatory: due from that moment until one is measured after it. */
function endPressure(
  session: InPhase<'INFUSING' | 'PAUSED' | 'RECOVERY'>,
  last: Pressure | null,
): PressureClock | null {
  if (session.phase !== 'RECOVERY' || (last !== null && last.measuredAt >= session.endedAt)) return null;
  return { why: 'atEnd', dueAt: session.endedAt };
}

/** An open BP-01 is one reading beyond 20 % that waits for its repeat; two in a row would be BP-02. */
function repeatAskedAt(session: Session, alerts: readonly Alert[], last: Pressure | null): Instant | null {
  const alert = alerts.find(
    ({ session: of, rule, condition }) => of === session.id && rule === 'BP-01' && condition === 'present',
  );
  const measuredAt = alert?.cause.measuredAt ?? null;
  if (alert === undefined || measuredAt === null) return null;
  if (last !== null && last.measuredAt > measuredAt) return null;
  // The monitor may send a measurement late: three minutes count from when somebody could know of it.
  return later(measuredAt, alert.conditionSince);
}
