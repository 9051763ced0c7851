import type { Instant } from '../kernel/units.ts';

/** The earliest of these moments that still lies ahead; null where none does. */
export function earliestAfter(now: Instant, moments: readonly (Instant | null)[]): Instant | null {
  let earliest: Instant | null = null;
  for (const moment of moments) {
    if (moment !== null && moment > now && (earliest === null || moment < earliest)) earliest = moment;
  }
  return earliest;
}
