import { deviatesByMoreThan, type ExactMean, percentChange } from '../kernel/exact.ts';
import { after, type Instant } from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Baseline } from '../session/baseline.ts';
import { intervalOf, type Track } from '../vitals/chair-vitals.ts';
import { freshness, isSlowFeed, staleAfter } from '../vitals/freshness.ts';
import type { Rhythm, SensorFault } from '../vitals/observation.ts';
import type { Pressure } from '../vitals/pressure.ts';
import type { ChairNow } from './snapshot.ts';
import type { LinkView, NumberView, PressureView, RhythmView } from './views.ts';

/** What takes a value off the screen however young it is. */
export type Doubt = {
  /** The monitor's link is gone: its values go with it, at once. */
  readonly linkLost: boolean;
  /** Since when the monitor calls the sensor off: what it sent before, or still sends, is not shown. */
  readonly offSince: Instant | null;
};
const NO_DOUBT: Doubt = { linkLost: false, offSince: null };

/** What there is to doubt of a chair's parameters. */
export const doubtOf = ({ link, vitals }: ChairNow, sensor: SensorFault): Doubt => ({
  linkLost: link.state === 'lost',
  offSince: vitals.faults[sensor] ?? null,
});

/** A number that may be shown, or since when there is none. The screen ages it on by `staleAt`. */
export function numberView(track: Track, now: Instant, { linkLost, offSince }: Doubt = NO_DOUBT): NumberView {
  const { reading, withdrawnAt } = track;
  if (reading !== null && offSince !== null) return { state: 'withdrawn', since: offSince };
  if (reading === null) return withdrawnAt === null ? { state: 'none' } : { state: 'withdrawn', since: withdrawnAt };
  const interval = intervalOf(track);
  if (linkLost || freshness(reading.receivedAt, interval, now) !== 'fresh')
    return { state: 'stale', since: reading.receivedAt };
  return {
    state: 'fresh',
    value: reading.value,
    questionable: reading.questionable,
    at: reading.receivedAt,
    staleAt: after(reading.receivedAt, staleAfter(interval)),
  };
}

/** A monitor that says nothing of rhythm has said nothing: never "normal". */
export function rhythmView(track: Track<Rhythm>, now: Instant, { linkLost, offSince }: Doubt = NO_DOUBT): RhythmView {
  const { reading } = track;
  if (reading !== null && offSince !== null) return { state: 'stale', since: offSince };
  if (reading === null)
    return track.withdrawnAt === null ? { state: 'notReported' } : { state: 'stale', since: track.withdrawnAt };
  const interval = intervalOf(track);
  if (linkLost || freshness(reading.receivedAt, interval, now) !== 'fresh')
    return { state: 'stale', since: reading.receivedAt };
  return { state: 'fresh', value: reading.value, staleAt: after(reading.receivedAt, staleAfter(interval)) };
}

/** Systolic and mean are what the 20 % rule watches; the worse of the two is shown, with its sign. */
export function pressureView(pressure: Pressure, baseline: Baseline | null, protocol: Protocol): PressureView {
  const { systolic, diastolic, mean, measuredAt, by } = pressure;
  const pairs: [number, ExactMean][] = [];
  if (baseline !== null) pairs.push([systolic, baseline.systolic]);
  if (baseline !== null && baseline.mean !== null && mean !== null) pairs.push([mean, baseline.mean]);
  const changes = pairs.map(([value, reference]) => percentChange(value, reference));
  return {
    systolic,
    diastolic,
    mean,
    measuredAt,
    by,
    changePercent: changes.length === 0 ? null : changes.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a)),
    beyondLimit: pairs.some(([value, reference]) =>
      deviatesByMoreThan(value, reference, protocol.recovery.pressureWithinPercent),
    ),
  };
}

/** The rate shown, and whether it is a pulse because no ECG gives one. */
export function rateView(
  chair: ChairNow,
  now: Instant,
): { readonly heartRate: NumberView; readonly heartRateIsPulse: boolean } {
  const { heartRate, pulseRate } = chair.vitals.tracks;
  const pulse = numberView(pulseRate, now, doubtOf(chair, 'spo2ProbeOff'));
  if (heartRate.firstValidAt !== null || pulse.state === 'none')
    return { heartRate: numberView(heartRate, now, doubtOf(chair, 'ecgLeadsOff')), heartRateIsPulse: false };
  return { heartRate: pulse, heartRateIsPulse: true };
}

export function linkView({ link, vitals, simulated }: ChairNow, now: Instant): LinkView {
  const interval = intervalOf(vitals.tracks.heartRate) ?? intervalOf(vitals.tracks.spo2);
  const stale = vitals.lastReportAt !== null && freshness(vitals.lastReportAt, interval, now) !== 'fresh';
  return {
    state: link.state === 'live' && stale ? 'stale' : link.state,
    since: link.state === 'live' && stale ? vitals.lastReportAt : link.since,
    slowFeedMs: isSlowFeed(interval) ? interval : null,
    simulated,
  };
}
