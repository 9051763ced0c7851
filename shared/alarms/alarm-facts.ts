import type { SessionId } from '../kernel/ids.ts';
import { after, type Instant, instant, type Millis, millis } from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Baseline } from '../session/baseline.ts';
import { currentBaseline, pressureClock } from '../session/clocks.ts';
import type { Phase, Session } from '../session/session-state.ts';
import { type ChairVitals, intervalOf } from '../vitals/chair-vitals.ts';
import { freshness, staleAfter } from '../vitals/freshness.ts';
import type { Rhythm } from '../vitals/observation.ts';
import type { Pressure } from '../vitals/pressure.ts';
import type { Alert } from './alert.ts';
import { agesAt, type Signal, signalOf } from './signal.ts';
import { earliestAfter } from './wake.ts';

/**
 * The monitor's connection as the engine sees it. `none`: nothing was ever connected since the station started.
 * Live since null is no connection but a recording: what it does not hold nobody waits for.
 */
export type LinkState = { readonly state: 'none' | 'live' | 'lost'; readonly since: Instant | null };

/** A clock past one of its limits. */
type Overrun = {
  readonly level: 'low' | 'medium';
  /** The limit passed, counted from `since`. */
  readonly limit: Millis;
  /** Where the clock began. */
  readonly since: Instant;
};

/** A parameter whose last value is too old, and which no sensor rule owns. */
type Staleness = {
  readonly what: 'heartRate' | 'spo2';
  /** When its last value came. */
  readonly since: Instant;
  readonly lost: boolean;
};

/** All that a chair's rules may look at, gathered once per judgement. Nothing stale is a value in here. */
export type ChairFacts = {
  readonly session: SessionId;
  readonly phase: Phase;
  /** A medical emergency is called: routine prompts are silent (clinical decision 18). */
  readonly emergency: boolean;
  /** The version that judges; null before the first is accepted. */
  readonly baseline: Baseline | null;
  /** The patient was watched and is to be watched on: a signal that has not come yet is a signal missed. */
  readonly awaited: boolean;
  /** From the ECG alone: a pulse is never judged as a heart rate. */
  readonly heartRate: Signal;
  readonly spo2: Signal;
  readonly rhythm: Signal<Rhythm>;
  /** The last cuff measurement of this patient, and the one before it. */
  readonly pressure: Pressure | null;
  readonly previousPressure: Pressure | null;
  readonly pressureOverdue: Overrun | null;
  readonly infusionOverrun: Overrun | null;
  /** Leads off, "no value", or silence on the ECG while the rest of the feed speaks. */
  readonly ecgMissing: boolean;
  readonly probeMissing: boolean;
  readonly stale: Staleness | null;
  readonly linkLost: boolean;
  /** The monitor shows another patient's id, not yet settled. */
  readonly identityMismatch: boolean;
  /** Taken off a patient who is ready for discharge: no technical rule is armed (clinical decision 14). */
  readonly monitorOff: boolean;
  /** The next moment at which these facts change though nothing comes; null when they never do. */
  readonly changesAt: Instant | null;
};

export type ChairSituation = {
  readonly session: Session;
  readonly vitals: ChairVitals;
  readonly link: LinkState;
  /** Open alerts: an unconfirmed pressure alert is what asks for a repeat. */
  readonly alerts: readonly Alert[];
  readonly protocol: Protocol;
  readonly now: Instant;
};

/** Gathers what the rules judge; computes nothing that a rule should decide. */
export function chairFacts(situation: ChairSituation): ChairFacts {
  const { session, vitals, link, now } = situation;
  const baseline = currentBaseline(session);
  // A baseline needs a minute of ECG and SpO2: whoever has one has had both, whatever a restart forgot.
  const awaitedSince = baseline === null ? null : link.since;
  const ecg = { sensorOff: vitals.faults.ecgLeadsOff !== undefined, awaitedSince };
  const probe = { sensorOff: vitals.faults.spo2ProbeOff !== undefined, awaitedSince };
  const heartRate = signalOf(vitals.tracks.heartRate, ecg, now);
  const spo2 = signalOf(vitals.tracks.spo2, probe, now);
  const pressures = vitals.pressures.filter((p) => p.measuredAt >= session.vitalsFrom && p.measuredAt <= now);
  const feedSpeaks = saysSomething(vitals, now);
  const pressureDue = pressureLimits(situation);
  const infusionEnd = infusionLimits(situation);
  return {
    session: session.id,
    phase: session.phase,
    emergency: session.emergencySince !== null,
    baseline,
    awaited: baseline !== null && (link.state !== 'live' || link.since !== null),
    heartRate,
    spo2,
    rhythm: signalOf(vitals.rhythm, { ...ecg, awaitedSince: null }, now),
    pressure: pressures.at(-1) ?? null,
    previousPressure: pressures.at(-2) ?? null,
    pressureOverdue: overrun(pressureDue, now),
    infusionOverrun: overrun(infusionEnd, now),
    ecgMissing: isMissing(heartRate) || (heartRate.state === 'stale' && feedSpeaks),
    probeMissing: isMissing(spo2),
    stale: stalest(feedSpeaks ? null : heartRate, spo2),
    // A restarted station that hears nothing of a patient it was watching has lost that monitor.
    linkLost: link.state === 'lost' || (link.state === 'none' && baseline !== null),
    identityMismatch: session.identityMismatch !== null,
    monitorOff: session.phase === 'DISCHARGE_READY' && session.monitor === null,
    changesAt: earliestAfter(now, [
      ...agesAt(vitals.tracks.heartRate, awaitedSince),
      ...agesAt(vitals.tracks.spo2, awaitedSince),
      ...agesAt(vitals.rhythm, null),
      feedFallsSilentAt(vitals),
      ...momentsOf(pressureDue),
      ...momentsOf(infusionEnd),
    ]),
  };
}

const isMissing = ({ state }: Signal): boolean => state === 'withdrawn' || state === 'sensorOff';

/** Does any part of the feed still speak? Measured against the ECG's own interval. */
const saysSomething = (vitals: ChairVitals, now: Instant): boolean =>
  vitals.lastReportAt !== null && freshness(vitals.lastReportAt, intervalOf(vitals.tracks.heartRate), now) === 'fresh';

const feedFallsSilentAt = ({ lastReportAt, tracks }: ChairVitals): Instant | null =>
  lastReportAt === null ? null : after(lastReportAt, millis(Math.floor(staleAfter(intervalOf(tracks.heartRate))) + 1));

/** The parameter that is worst off: lost before stale, then the one silent for longest. */
function stalest(heartRate: Signal | null, spo2: Signal): Staleness | null {
  const ecg = heartRate?.state === 'stale' ? ({ ...heartRate, what: 'heartRate' } as const) : null;
  const probe = spo2.state === 'stale' ? ({ ...spo2, what: 'spo2' } as const) : null;
  const first = ecg === null || (probe !== null && rank(probe) < rank(ecg)) ? probe : ecg;
  return first && { what: first.what, since: first.since, lost: first.lost };
}

const rank = ({ since, lost }: { readonly since: Instant; readonly lost: boolean }): number =>
  lost ? since - Number.MAX_SAFE_INTEGER / 2 : since;

/** A clock's beginning and its two limits; `low` is null where it goes straight to medium. */
type Limits = { readonly since: Instant; readonly low: Millis | null; readonly medium: Millis };

const momentsOf = (limits: Limits | null): readonly (Instant | null)[] =>
  limits === null
    ? []
    : [limits.low === null ? null : after(limits.since, limits.low), after(limits.since, limits.medium)];

function overrun(limits: Limits | null, now: Instant): Overrun | null {
  if (limits === null) return null;
  const { since, low, medium } = limits;
  if (now >= after(since, medium)) return { level: 'medium', limit: medium, since };
  return low !== null && now >= after(since, low) ? { level: 'low', limit: low, since } : null;
}

/** BP-06 and BP-07 count from the moment a pressure is due; a repeat that was asked for has its own time. */
function pressureLimits({ session, vitals, alerts, now, protocol }: ChairSituation): Limits | null {
  const clock = pressureClock(session, vitals, alerts, now, protocol);
  if (clock === null) return null;
  const { overdueLow, overdueMedium } = protocol.pressure;
  return clock.why === 'repeat'
    ? { since: clock.dueAt, low: null, medium: millis(0) }
    : { since: clock.dueAt, low: overdueLow, medium: overdueMedium };
}

/** INF-01 counts infusing time: a pause moves the limits on. */
function infusionLimits({ session, protocol }: ChairSituation): Limits | null {
  if (session.phase !== 'INFUSING' || session.infusion.runningSince === null) return null;
  const { duration, overrunLow, overrunMedium } = protocol.infusion;
  const since = instant(session.infusion.runningSince - session.infusion.ranBefore);
  return { since, low: millis(duration + overrunLow), medium: millis(duration + overrunMedium) };
}
