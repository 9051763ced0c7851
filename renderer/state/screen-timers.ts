import type { LinkTimers } from '../../shared/link/link-timers.ts';
import { createElapsedClock } from '../link/elapsed-clock.ts';

/** The link's own time: real, whatever the station's clock does. */
export const createScreenTimers = (): LinkTimers => ({
  elapsedMs: createElapsedClock(
    () => performance.now(),
    () => Date.now(),
  ),
  setTimer: (run, afterMs) => {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  },
});
