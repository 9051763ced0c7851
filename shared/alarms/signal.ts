import { after, type Instant, millis } from '../kernel/units.ts';
import { intervalOf, type Track } from '../vitals/chair-vitals.ts';
import { freshness, isSlowFeed, lostAfter, staleAfter } from '../vitals/freshness.ts';

/** One judged parameter of a chair, as a rule may see it: only a fresh value is a value. */
export type Signal<Value = number> =
  /** Nothing valid of this patient yet: the parameter's alarms are not armed (clinical decision 14). */
  | { readonly state: 'none' }
  | {
      readonly state: 'fresh';
      readonly value: Value;
      readonly measuredAt: Instant;
      /** Slower than one value in 4 s: its alarms do not wait for a delay (clinical decision 15). */
      readonly slow: boolean;
    }
  /** The last value is too old to be judged: rule TEC-03 owns it. `lost` from max(30 s, 4 x the interval). */
  | { readonly state: 'stale'; readonly since: Instant; readonly lost: boolean }
  /** The monitor says that it has no value. */
  | { readonly state: 'withdrawn' }
  /** The monitor says that the sensor is off; a number it may still send is not to be trusted. */
  | { readonly state: 'sensorOff' };

type Circumstances = {
  /** The monitor's own word on this sensor. */
  readonly sensorOff: boolean;
  /**
   * The patient is known to have had this signal (an accepted baseline needs it): after a restart its
   * absence counts from `awaitedSince`, for nobody may have heard it since.
   */
  readonly awaitedSince: Instant | null;
};

/** What is known of one parameter at `now`. */
export function signalOf<Value>(
  track: Track<Value>,
  { sensorOff, awaitedSince }: Circumstances,
  now: Instant,
): Signal<Value> {
  if (track.firstValidAt === null && awaitedSince === null) return { state: 'none' };
  if (sensorOff) return { state: 'sensorOff' };
  const { reading } = track;
  if (reading === null && track.withdrawnAt !== null) return { state: 'withdrawn' };
  const since = reading?.receivedAt ?? awaitedSince;
  if (since === null) return { state: 'none' };
  const interval = intervalOf(track);
  const age = freshness(since, interval, now);
  if (age !== 'fresh') return { state: 'stale', since, lost: age === 'lost' };
  if (reading === null) return { state: 'none' };
  return {
    state: 'fresh',
    value: reading.value,
    measuredAt: reading.observedAt ?? reading.receivedAt,
    slow: isSlowFeed(interval),
  };
}

/** The two moments at which this signal ages by itself: the first millisecond of stale, and of lost. */
export function agesAt(track: Track<unknown>, awaitedSince: Instant | null): readonly Instant[] {
  const since = track.reading?.receivedAt ?? awaitedSince;
  if (since === null) return [];
  const interval = intervalOf(track);
  return [staleAfter(interval), lostAfter(interval)].map((limit) => after(since, millis(Math.floor(limit) + 1)));
}

export const valueOf = <Value>(signal: Signal<Value>): Value | null => (signal.state === 'fresh' ? signal.value : null);
