/** A cuff needs about this long from the first puff to the number. */
const CUFF_TAKES_MS = 35_000;

/** One result, whole mmHg and /min, as the monitor shows it. */
export type CuffResult = {
  readonly systolic: number;
  readonly diastolic: number;
  readonly mean: number;
  readonly pulse: number;
};

/** A blood pressure cuff that cycles by itself. All times are on the patient's clock. */
export type Cuff = {
  readonly everyMs: number;
  /** Starts that are already decided, soonest first; after them it repeats every `everyMs`. */
  readonly planned: readonly number[];
  readonly repeatAtMs: number;
  readonly inflatingSinceMs: number | null;
  readonly taken: number;
  readonly last: (CuffResult & { readonly atMs: number }) | null;
};

/** @param planned the first starts, soonest first (the two of a baseline, say) */
export const idleCuff = (everyMs: number, planned: readonly number[]): Cuff => ({
  everyMs,
  planned,
  repeatAtMs: (planned.at(-1) ?? 0) + everyMs,
  inflatingSinceMs: null,
  taken: 0,
  last: null,
});

/** Somebody presses START: nothing happens while it is already inflating. The automatic cycle counts from here. */
export const inflate = (cuff: Cuff, atMs: number): Cuff =>
  cuff.inflatingSinceMs === null
    ? {
        ...cuff,
        inflatingSinceMs: atMs,
        planned: cuff.planned.filter((start) => start > atMs),
        repeatAtMs: atMs + cuff.everyMs,
      }
    : cuff;

/** A result from outside the cycle, at once: how a test dictates a pressure. */
export const withResult = (cuff: Cuff, result: CuffResult, atMs: number): Cuff => ({
  ...cuff,
  inflatingSinceMs: null,
  repeatAtMs: atMs + cuff.everyMs,
  taken: cuff.taken + 1,
  last: { ...result, atMs },
});

/**
 * Everything the cuff does up to a moment.
 * @param measure the pressure it finds at the end of its `taken`-th inflation, counted from 0
 */
export function advanceCuff(cuff: Cuff, toMs: number, measure: (atMs: number, taken: number) => CuffResult): Cuff {
  let now = cuff;
  for (;;) {
    if (now.inflatingSinceMs === null) {
      const due = now.planned[0] ?? now.repeatAtMs;
      if (due > toMs) return now;
      now = inflate(now, due);
    } else {
      const doneMs = now.inflatingSinceMs + CUFF_TAKES_MS;
      if (doneMs > toMs) return now;
      const last = { ...measure(doneMs, now.taken), atMs: doneMs };
      now = { ...now, inflatingSinceMs: null, taken: now.taken + 1, last };
    }
  }
}
