import { type Millis, millis, minutes } from '../../shared/kernel/units.ts';

/** A page that crashes at once and again would only blink; three times a minute is often enough to see it. */
const RELOADS_MAX = 3;
const WITHIN = minutes(1);

/**
 * Bounds how often a broken page is loaded again, not how many times: a board always comes back.
 * @returns asked at a moment (milliseconds of any clock that never runs backwards), how long to wait before
 *   the reload that is thereby granted
 */
export function reloadRate(): (nowMs: number) => Millis {
  let granted: readonly number[] = [];
  return (nowMs) => {
    const oldest = granted.length < RELOADS_MAX ? undefined : granted[0];
    const at = oldest === undefined ? nowMs : Math.max(nowMs, oldest + WITHIN);
    granted = [...granted, at].slice(-RELOADS_MAX);
    return millis(Math.ceil(at - nowMs));
  };
}
