import { between, type Instant, type Millis, millis } from '../kernel/units.ts';
import type { Observation, Report, Rhythm } from '../vitals/observation.ts';

/** One arrival of one parameter; null when the monitor gave no value that can be trusted. */
export type Sample<Value> = { readonly at: Instant; readonly value: Value | null };

/**
 * The last minute of what a baseline's medians are made of, oldest first. Held for each chair in BASELINE
 * and never stored: after a restart the minute is watched again.
 */
export type BaselineWindow = {
  readonly heartRate: readonly Sample<number>[];
  readonly spo2: readonly Sample<number>[];
  readonly rhythm: readonly Sample<Rhythm>[];
};

export const NO_SAMPLES: BaselineWindow = { heartRate: [], spo2: [], rhythm: [] };

/** Ten a second for a minute. A flood beyond that pushes out the oldest, and the minute is not complete. */
const SAMPLES_MAX = 600;

/**
 * Adds what a report says of heart rate, SpO2 and rhythm, each once, and lets go of what is older than
 * `length`. The last value before the window stays, because it was in force when the window began.
 *
 * Only values the monitor calls valid count; a questionable one may be shown and judged, but nobody should be
 * judged against it. As in vitals/chair-vitals.ts the last valid value of a report wins over a "no value".
 */
export function withSample(window: BaselineWindow, report: Report, length: Millis, now: Instant): BaselineWindow {
  const at = report.receivedAt;
  const heartRate = lastValid(report.observations.flatMap((o) => (o.parameter === 'heartRate' ? [o] : [])));
  const spo2 = lastValid(report.observations.flatMap((o) => (o.parameter === 'spo2' ? [o] : [])));
  const rhythm = lastValid(report.observations.flatMap((o) => (o.parameter === 'ecgRhythm' ? [o] : [])));
  return {
    heartRate: extended(window.heartRate, heartRate, at, length, now),
    spo2: extended(window.spo2, spo2, at, length, now),
    rhythm: extended(window.rhythm, rhythm, at, length, now),
  };
}

/** Undefined when the report does not speak of the parameter, null when it only says "no value". */
function lastValid<O extends Observation>(observations: readonly O[]): O['value'] | undefined {
  if (observations.length === 0) return undefined;
  return observations.findLast((o) => o.validity === 'valid' && o.value !== null)?.value ?? null;
}

function extended<Value>(
  samples: readonly Sample<Value>[],
  value: Value | null | undefined,
  at: Instant,
  length: Millis,
  now: Instant,
): readonly Sample<Value>[] {
  const all = value === undefined ? samples : [...samples, { at, value }];
  return inForce(all, length, now).slice(-SAMPLES_MAX);
}

/** The samples of the window, with the valid one that was in force at its beginning. */
function inForce<Value>(samples: readonly Sample<Value>[], length: Millis, now: Instant): readonly Sample<Value>[] {
  const opening = samples.findLastIndex((s) => between(s.at, now) >= length && s.value !== null);
  if (opening >= 0) return samples.slice(opening);
  return samples.filter((s) => between(s.at, now) < length);
}

/** What a parameter's samples amount to at one moment. */
export type Watched<Value> = {
  /** The valid values since the last gap, oldest first. */
  readonly values: readonly Value[];
  /** For how long there has been a valid value that was not stale; may exceed the window by one interval. */
  readonly covered: Millis;
  /** Valid values in percent of all arrivals in the window; 0 without any. */
  readonly validPercent: number;
};

/**
 * @param length the window, 60 s
 * @param gapMost a longer time without a valid value ends what came before it: when a reading goes stale
 * @param notBefore samples received earlier are not this patient's
 */
export function watched<Value>(
  samples: readonly Sample<Value>[],
  limits: { readonly length: Millis; readonly gapMost: Millis; readonly notBefore: Instant },
  now: Instant,
): Watched<Value> {
  const own = samples.filter((s) => s.at >= limits.notBefore && s.at <= now);
  const arrivals = inForce(own, limits.length, now);
  const values: Value[] = [];
  let from = now;
  for (const { at, value } of arrivals.toReversed()) {
    if (value === null) continue;
    if (between(at, from) > limits.gapMost) break;
    values.unshift(value);
    from = at;
  }
  const valid = arrivals.filter((s) => s.value !== null).length;
  return {
    values,
    covered: millis(between(from, now)),
    validPercent: arrivals.length === 0 ? 0 : (100 * valid) / arrivals.length,
  };
}

/**
 * The middle value by size; of an even number the upper of the two in the middle. It is always one that was
 * measured, so that what is shown and what is judged are the same whole number.
 */
export function medianOf(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}

/** The value that came most often; of several the one that came last. */
export function commonest<Value>(values: readonly Value[]): Value | null {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return values.findLast((value) => counts.get(value) === most) ?? null;
}
