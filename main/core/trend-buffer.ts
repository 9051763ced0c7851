import type { TrendPoint } from '../../shared/board/views.ts';
import { type Instant, instant, type Millis, seconds } from '../../shared/kernel/units.ts';
import type { ChairVitals } from '../../shared/vitals/chair-vitals.ts';

/** One point every 10 s, three hours of them: a session with its preparation and every delay. */
const STEP: Millis = seconds(10);
const POINTS_MAX = 1_080;

const slotOf = (at: Instant): Instant => instant(at - (at % STEP));

/**
 * The trend of one chair's session as a chart needs it: the last value of each 10 s. A slot in which
 * nothing valid came stays a hole; values are never joined across it.
 */
export function withPoint(points: readonly TrendPoint[], vitals: ChairVitals, at: Instant): readonly TrendPoint[] {
  const slot = slotOf(at);
  const valueIn = (track: 'heartRate' | 'spo2'): number | null => {
    const { reading } = vitals.tracks[track];
    return reading !== null && reading.receivedAt >= slot ? reading.value : null;
  };
  const point = { at: slot, heartRate: valueIn('heartRate'), spo2: valueIn('spo2') };
  const last = points.at(-1);
  if (last?.at === slot)
    return [
      ...points.slice(0, -1),
      { ...point, heartRate: point.heartRate ?? last.heartRate, spo2: point.spo2 ?? last.spo2 },
    ];
  return [...points, point].slice(-POINTS_MAX);
}
