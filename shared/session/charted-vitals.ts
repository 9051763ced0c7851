import { sourceId } from '../kernel/ids.ts';
import { between, type Instant, type Millis } from '../kernel/units.ts';
import type { ChairVitals } from '../vitals/chair-vitals.ts';
import type { Pressure } from '../vitals/pressure.ts';
import type { ChartedVitals, Session } from './session-state.ts';

/** Names nobody's feed: what a person read off the bedside monitor or took with a cuff. */
const BY_HAND = sourceId('by hand');

const pressureOf = ({ at, systolic, diastolic }: ChartedVitals): Pressure => ({
  systolic,
  diastolic,
  mean: null,
  measuredAt: at,
  deviceTime: null,
  receivedAt: at,
  source: BY_HAND,
  by: 'hand',
});

/**
 * What the monitor showed and, among its pressures, those charted by hand. A charted heart rate or SpO2 is no
 * track: it is never shown as live and judged by no alarm.
 */
export function withCharted(vitals: ChairVitals, session: Session | null): ChairVitals {
  if (session === null || session.charted.length === 0) return vitals;
  const pressures = [...vitals.pressures, ...session.charted.map(pressureOf)];
  return { ...vitals, pressures: pressures.toSorted((a, b) => a.measuredAt - b.measuredAt) };
}

/** Was a whole set charted no longer ago than this? One from before this monitor was bound does not count. */
export function chartedWithin({ charted, vitalsFrom }: Session, now: Instant, most: Millis): boolean {
  const last = charted.findLast(({ at }) => at >= vitalsFrom);
  return last !== undefined && between(last.at, now) <= most;
}
