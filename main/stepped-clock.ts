import { after, type Instant, type Millis, millis } from '../shared/kernel/units.ts';
import type { Clock } from './clock.ts';

/** A clock that stands still until it is stepped: time that has already passed, run through again. */
export type SteppedClock = Clock & {
  /** Steps forward, firing every timer that falls due on the way at its own moment, in order. */
  readonly advanceTo: (moment: Instant) => void;
  readonly advance: (by: Millis) => void;
  /** When the next timer is due; null when none is set. */
  readonly nextTimer: () => Instant | null;
};

type Timer = { readonly due: Instant; readonly fire: () => void };

/** A timer that sets itself again without delay would never let `advance` end. */
const FIRINGS_MAX = 1_000_000;

export function steppedClock(start: Instant): SteppedClock {
  let now = start;
  // In order of creation: of two timers due at one moment the older fires first.
  const timers = new Set<Timer>();

  const next = (): Timer | null => {
    let first: Timer | null = null;
    for (const timer of timers) if (first === null || timer.due < first.due) first = timer;
    return first;
  };
  const advanceTo = (moment: Instant): void => {
    if (moment < now) throw new RangeError('a clock does not run backwards');
    for (let fired = 0; ; fired++) {
      if (fired > FIRINGS_MAX) throw new Error('a timer sets itself again and again without delay');
      const timer = next();
      if (timer === null || timer.due > moment) break;
      timers.delete(timer);
      now = timer.due;
      timer.fire();
    }
    now = moment;
  };
  return {
    now: () => now,
    monotonicMs: () => now - start,
    setTimer: (delay, fire) => {
      const timer = { due: after(now, millis(Math.max(0, Math.ceil(delay)))), fire };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: (by) => advanceTo(after(now, by)),
    advanceTo,
    nextTimer: () => next()?.due ?? null,
  };
}
