/**
 * Real milliseconds for the link. A browser's monotonic clock may stand still while the machine sleeps, and
 * its wall clock may be set back; either would make an old frame look recent. So each step is the longer of
 * the two, and never negative: at worst the link looks lost for a moment.
 */
export function createElapsedClock(monotonicMs: () => number, wallMs: () => number): () => number {
  let last = { monotonic: monotonicMs(), wall: wallMs() };
  let elapsed = 0;
  return () => {
    const next = { monotonic: monotonicMs(), wall: wallMs() };
    elapsed += Math.max(0, next.monotonic - last.monotonic, next.wall - last.wall);
    last = next;
    return elapsed;
  };
}
