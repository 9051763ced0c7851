import { deviatesByMoreThan, type ExactMean, exactMean, percentChange } from '../kernel/exact.ts';
import { err, ok, type Refusal, type Result } from '../kernel/result.ts';
import { between, type Instant } from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { type ChairVitals, intervalOf } from '../vitals/chair-vitals.ts';
import { freshness } from '../vitals/freshness.ts';
import type { Baseline } from './baseline.ts';

type RenewalRefusal = Refusal<'pressure-too-old' | 'value-not-fresh' | 'beyond-baseline'>;

/**
 * May an expired baseline serve on? (Decisions 17: one set of pressure, rate and SpO2 within 10 % renews it.)
 * The set is what is known now: a pressure no older than a start asks for, and fresh heart rate and SpO2. Of
 * the pressure, systolic and mean are compared, as in the 20 % rule; the mean where both sides have one.
 * Exactly 10 % is still within.
 * @param vitalsFrom a pressure measured earlier is not this patient's
 * @returns null, or every reason against it
 */
export function withinPercentOfBaseline(
  baseline: Baseline,
  vitals: ChairVitals,
  protocol: Protocol,
  vitalsFrom: Instant,
  now: Instant,
): Result<null, readonly RenewalRefusal[]> {
  const limit = protocol.baseline.renewWithinPercent;
  const reasons: RenewalRefusal[] = [];
  const pressure = vitals.pressures.at(-1);
  const { startNotOlderThan } = protocol.pressure;
  if (
    pressure === undefined ||
    pressure.measuredAt < vitalsFrom ||
    between(pressure.measuredAt, now) > startNotOlderThan
  ) {
    reasons.push({ code: 'pressure-too-old', fields: { mostMs: startNotOlderThan } });
  } else {
    reasons.push(...beyond('systolic', pressure.systolic, baseline.systolic, limit));
    reasons.push(...beyond('mean', pressure.mean, baseline.mean, limit));
  }
  for (const parameter of ['heartRate', 'spo2'] as const) {
    const track = vitals.tracks[parameter];
    if (track.reading === null || freshness(track.reading.receivedAt, intervalOf(track), now) !== 'fresh') {
      reasons.push({ code: 'value-not-fresh', fields: { parameter } });
    } else {
      reasons.push(...beyond(parameter, track.reading.value, exactMean([baseline[parameter]]), limit));
    }
  }
  return reasons.length === 0 ? ok(null) : err(reasons);
}

function beyond(parameter: string, value: number | null, mean: ExactMean | null, limitPercent: number) {
  if (value === null || mean === null || !deviatesByMoreThan(value, mean, limitPercent)) return [];
  const fields = { parameter, value, changePercent: percentChange(value, mean), limitPercent };
  return [{ code: 'beyond-baseline' as const, fields }];
}
