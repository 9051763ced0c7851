import type { Instant } from '../../shared/kernel/units.ts';

/** What the engine needs of a clock: the station's time, and one call back at a moment of it. */
export type EngineClock = {
  readonly now: () => Instant;
  /** Calls back once, at or after `at`; returns a cancel. */
  readonly wakeAt: (at: Instant, wake: () => void) => () => void;
};

/**
 * One timer for everything that changes by time alone. State says when it wants waking; after a restart
 * the moments are derived again, so no delay is lost with the process.
 */
export function createWakeTimer(clock: EngineClock, wake: () => void) {
  let armed: { readonly at: Instant; readonly cancel: () => void } | null = null;
  const disarm = (): void => {
    armed?.cancel();
    armed = null;
  };
  return {
    /** Replaces the moment to wake; null sleeps until the next call. A moment already past wakes at once. */
    set(at: Instant | null): void {
      if (armed !== null && armed.at === at) return;
      disarm();
      if (at === null) return;
      armed = {
        at,
        cancel: clock.wakeAt(at, () => {
          armed = null;
          wake();
        }),
      };
    },
    stop: disarm,
  };
}
