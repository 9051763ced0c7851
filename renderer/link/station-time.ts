import { type Instant, instant } from '../../shared/kernel/units.ts';
import type { StationTime } from '../../shared/link/frames.ts';

/** Half a minute of heartbeats: long enough for one that was not held up, too short for clocks to drift apart. */
const SAMPLES_MAX = 30;

/**
 * The station's time as this screen knows it: the last told plus rate x own elapsed time. A frame that was
 * held up on its way tells a time already past, which would make every reading look younger than it is: of
 * the last half minute the least delayed one counts.
 */
export function createStationTime(elapsedMs: () => number) {
  let rate = 1;
  /** Station time at elapsed 0, as each frame makes it; a delayed frame makes it too early. */
  let origins: readonly number[] = [];
  /** As of the last frame, for as long as no newer one counts. */
  let origin: number | null = null;

  /** 0 until the first frame. */
  const at = (elapsed: number): Instant => instant(origin === null ? 0 : Math.round(origin + rate * elapsed));

  return {
    /** Another station or a broken link: what was known of the delay is worth nothing. */
    forget(): void {
      origins = [];
    },
    told(time: StationTime): void {
      rate = time.rate;
      origins = [...origins, time.now - rate * elapsedMs()].slice(-SAMPLES_MAX);
      origin = Math.max(...origins);
    },
    at,
    now: (): Instant => at(elapsedMs()),
  };
}
