import type { TrendPoint } from '../../shared/board/views.ts';
import { after, between, type Instant, instant, type Millis, seconds } from '../../shared/kernel/units.ts';
import { type ChairVitals, intervalOf } from '../../shared/vitals/chair-vitals.ts';
import { staleAfter } from '../../shared/vitals/freshness.ts';

/** One point every 10 s, three hours of them: a session with its preparation and every delay. */
export const TREND_STEP: Millis = seconds(10);
export const TREND_POINTS_MAX = 1_080;

const slotOf = (at: Instant): Instant => instant(at - (at % TREND_STEP));

/**
 * The trend of one chair's session as a chart needs it: the last value of each 10 s. A slot in which nothing
 * valid came stays a hole, and so does the time in which a feed was silent for longer than a fresh reading
 * lives: values are never joined across it.
 */
export function withPoint(points: readonly TrendPoint[], vitals: ChairVitals, at: Instant): readonly TrendPoint[] {
  const slot = slotOf(at);
  const valueIn = (track: 'heartRate' | 'spo2'): number | null => {
    const { reading } = vitals.tracks[track];
    return reading !== null && reading.receivedAt >= slot ? reading.value : null;
  };
  const point = { at: slot, heartRate: valueIn('heartRate'), spo2: valueIn('spo2') };
  const last = points.at(-1);
  if (last === undefined) return [point];
  // A restored trend has slots of its own, of which the last may have begun later.
  if (slot <= last.at) {
    const heartRate = point.heartRate ?? last.heartRate;
    return [...points.slice(0, -1), { at: last.at, heartRate, spo2: point.spo2 ?? last.spo2 }];
  }
  const interval = intervalOf(vitals.tracks.heartRate) ?? intervalOf(vitals.tracks.spo2);
  const wasSilent = between(last.at, slot) > TREND_STEP + staleAfter(interval);
  const hole = { at: after(last.at, TREND_STEP), heartRate: null, spo2: null };
  return [...points, ...(wasSilent ? [hole] : []), point].slice(-TREND_POINTS_MAX);
}
