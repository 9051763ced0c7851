import type { StationClock } from '../../main/clock.ts';
import { type SteppedClock, steppedClock } from '../../main/stepped-clock.ts';
import { type Instant, instant, type Millis, millis } from '../../shared/kernel/units.ts';

/** A station clock that stands still until it is stepped, with a wall clock that can be moved against it. */
export type SimClock = StationClock &
  SteppedClock & {
    /** Moves the wall clock; station time does not follow. */
    readonly stepWall: (by: Millis) => void;
  };

/** @param start station time at the beginning; every run from the same start is the same run */
export function simClock(start: Instant = instant(Date.UTC(2026, 10, 22, 14, 0, 0))): SimClock {
  const clock = steppedClock(start);
  let wallSteppedBy = 0;
  return {
    ...clock,
    wallStep: () => {
      const step = wallSteppedBy;
      if (Math.abs(step) <= 2_000) return null;
      wallSteppedBy = 0;
      return millis(step);
    },
    startNoEarlierThan: (last) => {
      if (last > clock.now()) clock.advanceTo(last);
    },
    stepWall: (by) => {
      wallSteppedBy += by;
    },
  };
}
