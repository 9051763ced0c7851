import type { TrendPoint } from '../../shared/board/views.ts';
import { after, between, type Instant, type Millis, millis, seconds } from '../../shared/kernel/units.ts';
import { staleAfter } from '../../shared/vitals/freshness.ts';
import type { Report } from '../../shared/vitals/observation.ts';
import { isSameMeasurement, type Pressure, pressureIn } from '../../shared/vitals/pressure.ts';

export type TrendSpan = {
  readonly from: Instant;
  readonly to: Instant;
  /** At least 1; the trend may have as many holes besides. */
  readonly pointsMax: number;
};

type Slot = { heartRate: number | null; spo2: number | null };

/**
 * Heart rate and SpO2 over a span, one point for each slot in which a report came; a slot is a second, or as
 * much longer as `pointsMax` asks. Thinning hides no extreme: a slot shows the heart rate furthest from the
 * slot before it and the lowest SpO2. Where the feed was silent longer than a fresh reading lives there is a
 * point of nulls, so that no line is drawn across.
 */
export function trendOf(reports: Iterable<Report>, { from, to, pointsMax }: TrendSpan): readonly TrendPoint[] {
  const width = millis(Math.max(seconds(1), Math.ceil((between(from, to) + 1) / Math.max(1, pointsMax))));
  const slots = new Map<number, Slot>();
  let current: Slot | null = null;
  let rateBefore: number | null = null;
  for (const report of reports) {
    const number = Math.floor(between(from, report.receivedAt) / width);
    const slot = slots.get(number) ?? { heartRate: null, spo2: null };
    slots.set(number, slot);
    if (slot !== current) rateBefore = current?.heartRate ?? rateBefore;
    current = slot;
    slot.heartRate = furthest(rateBefore, slot.heartRate, valueIn(report, 'heartRate'));
    slot.spo2 = lowest(slot.spo2, valueIn(report, 'spo2'));
  }
  const points = [...slots].sort(([a], [b]) => a - b);
  return withHoles(
    points.map(([number, slot]) => ({ at: after(from, millis(number * width)), ...slot })),
    width,
  );
}

const valueIn = (report: Report, parameter: 'heartRate' | 'spo2'): number | null => {
  const found = report.observations.findLast((each) => each.parameter === parameter && each.value !== null);
  return typeof found?.value === 'number' ? found.value : null;
};

const lowest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

function furthest(from: number | null, a: number | null, b: number | null): number | null {
  if (a === null || b === null || from === null) return b ?? a;
  return Math.abs(b - from) >= Math.abs(a - from) ? b : a;
}

function withHoles(points: readonly TrendPoint[], width: Millis): readonly TrendPoint[] {
  const gaps = points.slice(1).map(({ at }, i) => between(points[i]?.at ?? at, at));
  const interval = millis([...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? width);
  return points.flatMap((point, i) => {
    const silent = (gaps[i] ?? 0) > staleAfter(interval);
    return silent ? [point, { at: after(point.at, width), heartRate: null, spo2: null }] : [point];
  });
}

/** Cuff measurements of a session: one each quarter of an hour, or each few minutes for half a day. */
const PRESSURES_MAX = 500;

/** The cuff measurements in a session's reports, each once, oldest first; of too many the newest. */
export function pressuresOf(reports: Iterable<Report>): readonly Pressure[] {
  const found: Pressure[] = [];
  for (const report of reports) {
    const seen = pressureIn(report);
    if (seen === null) continue;
    const last = found.findLast(({ source }) => source === report.source);
    if (last !== undefined && isSameMeasurement(last, seen.pressure, seen.timeBasis)) continue;
    found.push(seen.pressure);
    if (found.length > 2 * PRESSURES_MAX) found.splice(0, PRESSURES_MAX);
  }
  return found.sort((a, b) => a.measuredAt - b.measuredAt).slice(-PRESSURES_MAX);
}
