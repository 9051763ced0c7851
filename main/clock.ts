import { after, between, type Instant, instant, type Millis, millis, seconds } from '../shared/kernel/units.ts';

export type CancelTimer = () => void;

/** What every part of the station is given instead of a clock of its own. */
export type Clock = {
  /** Station time. Never runs backwards while the process lives. */
  readonly now: () => Instant;
  /** Milliseconds since an unspecified moment, with fractions: for measuring how long something took. */
  readonly monotonicMs: () => number;
  /**
   * Calls `fire` once, when at least `delay` of this clock's time has passed; a delay of 0 or less fires at
   * the next turn, never before this call returns. The answer cancels it; cancelling twice, or late, does nothing.
   */
  readonly setTimer: (delay: Millis, fire: () => void) => CancelTimer;
};

/** The clock of a running station: it also watches the wall clock and can be held above what the log says. */
export type StationClock = Clock & {
  /**
   * By how much the wall clock was moved since this was last asked, when that is more than 2 s either way;
   * else null. A step is told once. Station time itself ignores it. A slow drift is told as a step when its
   * sum passes 2 s, and so is a machine that slept.
   */
  readonly wallStep: () => Millis | null;
  /**
   * Moves station time forward so that it is not before `last`. Asked once at start with the newest
   * recorded moment: a wall clock set back while the station was down must not make the record run backwards.
   */
  readonly startNoEarlierThan: (last: Instant) => void;
};

/** Where a station clock reads time. Only this file and its test know. */
type TimeSources = {
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
  readonly setTimer: (delayMs: number, fire: () => void) => CancelTimer;
};

const WALL_STEP_MIN = seconds(2);
/** setTimeout fires at once above 2^31 - 1 ms (24.8 days); a longer wait is made of several. */
const TIMEOUT_MAX_MS = 2_147_483_647;

/** Station time = wall at boot + monotonic time since (architecture, Decisions: Time). */
export function stationClock(sources: TimeSources): StationClock {
  const bootMonotonicMs = sources.monotonicMs();
  const bootWallMs = Math.floor(sources.wallMs());
  let heldForwardMs = 0;
  let knownWallOffsetMs = 0;

  const sinceBootMs = () => sources.monotonicMs() - bootMonotonicMs;
  const now = () => instant(bootWallMs + heldForwardMs + Math.floor(sinceBootMs()));
  return {
    now,
    monotonicMs: sources.monotonicMs,
    setTimer: (delay, fire) => timerOfAnyLength(sources, delay, fire),
    wallStep: () => {
      const wallOffsetMs = Math.round(sources.wallMs() - bootWallMs - sinceBootMs());
      const step = wallOffsetMs - knownWallOffsetMs;
      if (Math.abs(step) <= WALL_STEP_MIN) return null;
      knownWallOffsetMs = wallOffsetMs;
      return millis(step);
    },
    startNoEarlierThan: (last) => {
      heldForwardMs += Math.max(0, between(now(), last));
    },
  };
}

function timerOfAnyLength(sources: TimeSources, delay: Millis, fire: () => void): CancelTimer {
  const dueMs = sources.monotonicMs() + Math.max(0, delay);
  const arm = (): CancelTimer => {
    const left = Math.max(0, dueMs - sources.monotonicMs());
    return sources.setTimer(Math.min(TIMEOUT_MAX_MS, Math.ceil(left)), () => {
      // Node may fire a millisecond early, and a long wait has more parts to come.
      if (sources.monotonicMs() < dueMs) cancelPart = arm();
      else fire();
    });
  };
  let cancelPart = arm();
  return () => cancelPart();
}

/** The real one. Timers hold the process open until they are cancelled, as a station's should. */
export const systemClock = (): StationClock =>
  stationClock({
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    setTimer: (delayMs, fire) => {
      const timer = setTimeout(fire, delayMs);
      return () => clearTimeout(timer);
    },
  });

/**
 * The demo's clock: at `origin` it agrees with `base`, from there it runs `speed` times as fast. The
 * station and its simulated monitors, given the same origin and speed, stay in step without talking.
 * @param speed over 0; 1 is real time
 * @throws RangeError for any other speed
 */
export function scaledClock(base: Clock, { origin, speed }: { origin: Instant; speed: number }): Clock {
  if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`a clock cannot run at speed ${speed}`);
  const now = () => after(origin, millis(Math.floor(between(origin, base.now()) * speed)));
  return {
    now,
    monotonicMs: () => base.monotonicMs() * speed,
    setTimer: (delay, fire) => {
      const due = after(now(), delay);
      const wait = (): CancelTimer =>
        base.setTimer(millis(Math.ceil(between(now(), due) / speed)), () => {
          // Rounding down to whole milliseconds may leave the last one out.
          if (now() < due) cancelWait = wait();
          else fire();
        });
      let cancelWait = wait();
      return () => cancelWait();
    },
  };
}
