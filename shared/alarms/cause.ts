import type { ExactMean } from '../kernel/exact.ts';
import { meanForDisplay, percentChange } from '../kernel/exact.ts';
import type { Instant } from '../kernel/units.ts';
import type { Cause } from './alert.ts';

/** A cause without a number: leads off, link lost, nobody on site. */
export const causeOf = (what: Cause['what'], more: Partial<Omit<Cause, 'what'>> = {}): Cause => ({
  what,
  value: null,
  baseline: null,
  limit: null,
  changePercent: null,
  measuredAt: null,
  ...more,
});

/**
 * A number against its baseline, for showing; the judgement was made in exact arithmetic before.
 * @param limit the bound that was crossed, in the value's own unit
 */
export const measuredCause = (
  what: Cause['what'],
  value: number,
  mean: ExactMean | null,
  limit: number,
  measuredAt: Instant,
): Cause => ({
  what,
  value,
  baseline: mean === null ? null : meanForDisplay(mean),
  limit,
  changePercent: mean === null ? null : percentChange(value, mean),
  measuredAt,
});

/**
 * How far from normal: in percent of the baseline where there is one, else in the value's own unit, for
 * saturation from 100 %. Null for a cause without a number.
 */
function distance({ what, value, baseline, limit, changePercent }: Cause): number | null {
  if (changePercent !== null) return Math.abs(changePercent);
  const normal = baseline ?? (what === 'spo2' ? 100 : limit);
  return value === null || normal === null ? null : Math.abs(value - normal);
}

/** Percents of two causes can be compared with each other, and so can plain numbers; not one with the other. */
const comparable = (a: Cause, b: Cause): boolean => (a.changePercent === null) === (b.changePercent === null);

/** Is `next` further from normal than the worst so far? */
export function isWorse(next: Cause, worst: Cause): boolean {
  const [was, is] = [distance(worst), distance(next)];
  return was !== null && is !== null && comparable(next, worst) && is > was;
}

/** Far below one step of any two percentages with whole mmHg in them, far above what doubles lose. */
const ROUNDING = 1e-9;

/**
 * Has a pressure got at least `points` worse (percentage points of the baseline; mmHg where there is no
 * baseline)? A change to the other side of normal is news whatever its size.
 */
export function isWorseByPoints(next: Cause, before: Cause, points: number): boolean {
  const [was, is] = [distance(before), distance(next)];
  if (was === null || is === null || !comparable(next, before)) return true;
  const side = (cause: Cause): number => Math.sign(cause.changePercent ?? (cause.value ?? 0) - (cause.limit ?? 0));
  return side(next) * side(before) < 0 || is - was >= points - ROUNDING;
}
