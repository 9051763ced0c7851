import { useSyncExternalStore } from 'react';
import { type Instant, instant } from '../../shared/kernel/units.ts';

/**
 * The one place in the renderer that sets a timer. Every age, countdown and freshness on a screen is derived
 * from this clock, so that two tiles never disagree about what time it is.
 */
const TICK_MS = 250;
const NEVER = instant(0);

type Listener = () => void;
const listeners = new Set<Listener>();
let now: Instant = NEVER;

/** Starts the ticking; answers with the function that ends it. Ticks are real time also where the station's time is not. */
export function startScreenClock(stationNow: () => Instant): () => void {
  const tick = (): void => {
    now = stationNow();
    for (const listener of listeners) listener();
  };
  tick();
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);
}

/** Called about four times a second in real time: for things that are not drawn, such as tones. */
export function onTick(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Station time, as of the last tick, in steps of `stepMs`: a component that shows seconds is drawn once a
 * second. Steps round down; whatever must vanish on time (freshness) asks for the tick itself.
 */
export const useNow = (stepMs: number = 1_000): Instant =>
  useSyncExternalStore(onTick, () => instant(now - (now % stepMs)));

export const useTick = (): Instant => useSyncExternalStore(onTick, () => now);
