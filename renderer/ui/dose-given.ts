import type { DoseProgress } from '../../shared/board/views.ts';
import type { Instant } from '../../shared/kernel/units.ts';

/** Milligrams given by now, by clock, never more than were ordered: what the bag holds is the order. */
export const givenNow = (dose: DoseProgress, now: Instant): number =>
  Math.min(dose.orderedMg, dose.givenMg + dose.mgPerMs * Math.max(0, now - dose.at));
