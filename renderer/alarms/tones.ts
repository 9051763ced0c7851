import type { Priority } from '../../shared/alarms/alert.ts';

/**
 * How an alarm sounds, as data: alarm_burst_params of the project's alarm facts (IEC 60601-1-8 tables 3
 * and 4 as publicly quoted; nobody claims conformity from it). All times in milliseconds, levels in dB.
 */
type Pulse = { readonly startMs: number; readonly frequencyHz: number };
export type Burst = {
  readonly pulses: readonly Pulse[];
  /** td: from the start of the rise to the end of the fall. */
  readonly pulseMs: number;
  readonly riseMs: number;
  readonly fallMs: number;
  /** From the end of one burst to the start of the next. */
  readonly interburstMs: number;
  /** Partials of each pulse: multiples of its fundamental, each with its level against it. */
  readonly partials: readonly { readonly multiple: number; readonly gain: number }[];
};

/** The general melody C4 C4 C4 - C4 C4, an octave up so that the fundamental carries on small speakers. */
const FUNDAMENTAL_HZ = 523;

/** Four partials above the fundamental, within 15 dB of it and, with it, all between 300 and 4000 Hz. */
const PARTIALS = [
  { multiple: 1, gain: 1 },
  { multiple: 2, gain: 0.6 },
  { multiple: 3, gain: 0.85 },
  { multiple: 5, gain: 0.6 },
  { multiple: 7, gain: 0.5 },
] as const;

const RISE_SHARE = 0.15;
const FALL_SHARE = 0.2;

type Timing = {
  readonly pulseMs: number;
  /** Silence after each pulse but the last: one shorter than the count of pulses. */
  readonly gapsMs: readonly number[];
  readonly interburstMs: number;
};

/** x between the pulses of a half, 2x + td inside it, 1 s between the halves. */
const X = 100;
const TD_HIGH = 150;
const HALF = [X, X, 2 * X + TD_HIGH, X];

const TIMINGS: Readonly<Record<Priority, Timing>> = {
  high: { pulseMs: TD_HIGH, gapsMs: [...HALF, 1_000, ...HALF], interburstMs: 5_000 },
  medium: { pulseMs: 180, gapsMs: [200, 200], interburstMs: 15_000 },
  low: { pulseMs: 180, gapsMs: [], interburstMs: 30_000 },
};

/** One burst of this priority: when each pulse begins, its envelope and its partials. */
export function burstPlan(priority: Priority): Burst {
  const { pulseMs, gapsMs, interburstMs } = TIMINGS[priority];
  const pulses: Pulse[] = [{ startMs: 0, frequencyHz: FUNDAMENTAL_HZ }];
  let startMs = 0;
  for (const gap of gapsMs) {
    startMs += pulseMs + gap;
    pulses.push({ startMs, frequencyHz: FUNDAMENTAL_HZ });
  }
  return {
    pulses,
    pulseMs,
    riseMs: pulseMs * RISE_SHARE,
    fallMs: pulseMs * FALL_SHARE,
    interburstMs,
    partials: PARTIALS,
  };
}

/** From the first rise to the last fall. */
export const burstLengthMs = (burst: Burst): number => (burst.pulses.at(-1)?.startMs ?? 0) + burst.pulseMs;
