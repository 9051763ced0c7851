/**
 * What both ends of the link need of time: their own, never the station's. Heartbeats, silence and back-off
 * run in real time even where a demo runs at ten times the speed.
 */
export type LinkTimers = {
  /** Real milliseconds from any origin; never runs backwards. */
  readonly elapsedMs: () => number;
  /** Calls back once, `afterMs` from now at the earliest; returns a cancel. */
  readonly setTimer: (run: () => void, afterMs: number) => () => void;
};
