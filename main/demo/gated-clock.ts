import { after, between, type Instant, type Millis, millis } from '../../shared/kernel/units.ts';
import { type CancelTimer, type Clock, scaledClock } from '../clock.ts';

type Waiting = { readonly delay: Millis; readonly fire: () => void; cancel: CancelTimer };

/**
 * The demo's clock stands at `origin` until its monitors speak, and then runs `speed` times as fast as
 * `base`: at a hurried clock the seconds in which they start would be minutes of silence.
 */
export function gatedClock(base: Clock, { origin, speed }: { readonly origin: Instant; readonly speed: number }) {
  let running: Clock | null = null;
  let behind: Millis = millis(0);
  const waiting = new Set<Waiting>();

  const clock: Clock = {
    now: () => (running === null ? origin : after(running.now(), millis(-1 * behind))),
    monotonicMs: () => base.monotonicMs() * speed,
    setTimer: (delay, fire) => {
      if (running !== null) return running.setTimer(delay, fire);
      const timer: Waiting = { delay, fire, cancel: () => waiting.delete(timer) };
      waiting.add(timer);
      return () => timer.cancel();
    },
  };
  return {
    clock,
    /** Lets time pass; without effect the second time. */
    open: (): void => {
      if (running !== null) return;
      const opened = base.now();
      const scaled = scaledClock(base, { origin: opened, speed });
      running = scaled;
      behind = between(origin, opened);
      for (const timer of waiting) timer.cancel = scaled.setTimer(timer.delay, timer.fire);
      waiting.clear();
    },
  };
}
