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

/** mg given so far: the volume charted at the end; until then by clock, rate x infusing time, for no pump says so. */
export function deliveredMg(infusion: Infusion, dose: DoseOrder, now: Instant): Delivered {
  const byClock = mgPerMs(dose, infusion.rate) * infusionRun(infusion, now);
  const given = infusion.delivered === null ? byClock : (dose.dose / dose.bag) * infusion.delivered;
  return { given: mg(Math.min(given, dose.dose)), byClock: mg(byClock) };
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
 * Every cuff pressure that is asked for; the next one taken answers them all. The monitor cycles by itself:
 * slots only label the record, and the clock counts from the last valid measurement (clinical decision 9).
 */
export function pressureClocks(
  session: Session,
  vitals: ChairVitals,
  alerts: readonly Alert[],
  now: Instant,
  protocol: Protocol,
): readonly PressureClock[] {
  if (!isIn(session, PRESSURE_DUE_PHASES)) return [];
  const last = lastPressure(session, vitals, now);
  const atEnd = endPressure(session, last);
  const asked = repeatAskedAt(session, alerts, last);
  return [
    { why: 'routine', dueAt: routineDueAt(session, last, protocol) },
    ...(atEnd === null ? [] : [atEnd]),
    ...(asked === null ? [] : [{ why: 'repeat' as const, dueAt: after(asked, protocol.pressure.repeatWithin) }]),
  ];
}

/**
 * The one of them that counts now: what is due first, but before that a repeat that has run out, which is
 * overdue at once where the others still have their minutes (rule BP-07). Null where none is asked for.
 */
export function pressureClock(
  ...[session, vitals, alerts, now, protocol]: Parameters<typeof pressureClocks>
): PressureClock | null {
  const clocks = pressureClocks(session, vitals, alerts, now, protocol).toSorted((a, b) => a.dueAt - b.dueAt);
  return clocks.find(({ why, dueAt }) => why === 'repeat' && dueAt <= now) ?? clocks[0] ?? null;
}

/** Where nothing was measured yet it counts from the start; on a monitor bound since then it is due at once. */
function routineDueAt(
  { infusion, vitalsFrom }: InPhase<'INFUSING' | 'PAUSED' | 'RECOVERY'>,
  last: Pressure | null,
  { pressure: { every } }: Protocol,
): Instant {
  if (last !== null) return after(last.measuredAt, every);
  return vitalsFrom > infusion.startedAt ? vitalsFrom : after(infusion.startedAt, every);
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
