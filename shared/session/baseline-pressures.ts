import type { Refusal } from '../kernel/result.ts';
import { between, type Instant, minutes } from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Pressure } from '../vitals/pressure.ts';

/** A baseline is the mean of this many pressures (session 3.3). */
const READINGS = 2;

/** A cuff right after a cuff measures the squeezed arm: at least 1 min lies between two readings (session 3.3). */
const READINGS_APART = minutes(1);

export type PressureMissing = Refusal<'pressures-too-few' | 'pressures-too-close' | 'third-pressure-needed'>;

type BaselinePressures = {
  /** The readings that count, oldest first: exactly two once nothing is missing. */
  readonly counted: readonly Pressure[];
  readonly missing: PressureMissing | null;
};

/**
 * Chooses the two pressures of a baseline (session 3.3): the last two within 10:00, at least 1:00 apart.
 * When there are only two and their systolic values differ by more than 10 mmHg, a third is asked for, and
 * the last two then count, whatever they are.
 *
 * Session 3.3 also wants the two no further apart than 2:00. A monitor cycles by itself (decisions 9), so the
 * 10:00 bound what can be asked.
 * @param notBefore earlier readings do not count: the end of the rest, or the binding of this monitor
 */
export function baselinePressures(
  pressures: readonly Pressure[],
  protocol: Protocol,
  notBefore: Instant,
  now: Instant,
): BaselinePressures {
  const { readingsWithin, spreadMmHg } = protocol.baseline;
  const recent = pressures
    .filter((p) => p.measuredAt >= notBefore && p.measuredAt <= now && between(p.measuredAt, now) <= readingsWithin)
    .toSorted((a, b) => a.measuredAt - b.measuredAt);
  const apart = keptApart(recent);
  const [first, second] = apart.slice(-READINGS);
  if (first === undefined || second === undefined) {
    return { counted: apart, missing: tooFew(recent, apart.length, notBefore) };
  }
  const spread = Math.abs(second.systolic - first.systolic);
  if (apart.length > READINGS || spread <= spreadMmHg) return { counted: [first, second], missing: null };
  const fields = { first: first.systolic, second: second.systolic, limitMmHg: spreadMmHg };
  return { counted: apart, missing: { code: 'third-pressure-needed', fields } };
}

/** Of readings too close together the later one counts. */
function keptApart(ordered: readonly Pressure[]): readonly Pressure[] {
  const kept: Pressure[] = [];
  for (const pressure of ordered.toReversed()) {
    const next = kept[0];
    if (next === undefined || between(pressure.measuredAt, next.measuredAt) >= READINGS_APART) kept.unshift(pressure);
  }
  return kept;
}

function tooFew(recent: readonly Pressure[], have: number, notBefore: Instant): PressureMissing {
  const [first, second] = recent.slice(-READINGS);
  if (first === undefined || second === undefined) {
    return { code: 'pressures-too-few', fields: { have, need: READINGS, notBefore } };
  }
  const apartMs = between(first.measuredAt, second.measuredAt);
  return { code: 'pressures-too-close', fields: { apartMs, needMs: READINGS_APART } };
}
