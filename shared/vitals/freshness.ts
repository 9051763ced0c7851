import { between, type Instant, type Millis, millis, seconds } from '../kernel/units.ts';

/** fresh: may be shown. stale: dashes with its age. lost: the feed is gone. */
export type Freshness = 'fresh' | 'stale' | 'lost';

/**
 * A reading is stale when older than max(10 s, 2.5 x the feed's interval) (clinical decision 15).
 * @param interval what the monitor declares or shows; null while unknown
 */
export const staleAfter = (interval: Millis | null): Millis => millis(Math.max(seconds(10), 2.5 * (interval ?? 0)));

/** A feed is lost when silent for max(30 s, 4 x its interval). */
export const lostAfter = (interval: Millis | null): Millis => millis(Math.max(seconds(30), 4 * (interval ?? 0)));

/** The one place that ages a reading: by when it was received, never by the monitor's own clock. */
export function freshness(receivedAt: Instant, interval: Millis | null, now: Instant): Freshness {
  const age = between(receivedAt, now);
  if (age > lostAfter(interval)) return 'lost';
  return age > staleAfter(interval) ? 'stale' : 'fresh';
}

/** Feeds slower than this are marked SLOW FEED with their age (clinical decision 15): 2.5 x 4 s = 10 s. */
export const isSlowFeed = (interval: Millis | null): boolean => interval !== null && interval > seconds(4);
