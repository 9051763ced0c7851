import { type ExactMean, exactMean } from '../kernel/exact.ts';
import type { Refusal } from '../kernel/result.ts';
import {
  after,
  type Instant,
  later,
  type Millis,
  type Percent,
  type PerMinute,
  percent,
  perMinute,
} from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { type ChairVitals, intervalOf, type Track } from '../vitals/chair-vitals.ts';
import { staleAfter } from '../vitals/freshness.ts';
import { type Rhythm, SENSOR_OF } from '../vitals/observation.ts';
import type { Pressure } from '../vitals/pressure.ts';
import type { Baseline, ImplausibleBaseline } from './baseline.ts';
import { type BaselineValues, implausibleReasons } from './baseline-plausibility.ts';
import { baselinePressures, type PressureMissing } from './baseline-pressures.ts';
import { type BaselineWindow, commonest, medianOf, type Sample, type Watched, watched } from './baseline-window.ts';

/** Session 3.3: a minute of ECG with fewer valid values than this says nothing. A proposal of ours. */
const VALID_PERCENT_LEAST = 80;

/** What a baseline is worked out from. */
type BaselineEvidence = {
  readonly vitals: ChairVitals;
  readonly window: BaselineWindow;
  /** Since when the patient sits. */
  readonly restSince: Instant;
  /** What was measured earlier is not this patient's: arrival, or the monitor's (re)binding. */
  readonly vitalsFrom: Instant;
  /** The last accepted version, when this is a new one. */
  readonly previous: Baseline | null;
  readonly protocol: Protocol;
};

type BaselineMissing =
  | Refusal<'rest-not-over' | 'sensor-off' | 'minute-incomplete' | 'values-too-few' | 'values-not-valid'>
  | PressureMissing;

/** As far as it has come; what is null is not known yet. */
type DraftSoFar = {
  readonly pressures: readonly Pressure[];
  readonly heartRate: PerMinute | null;
  readonly spo2: Percent | null;
  readonly rhythm: Rhythm | 'notReported';
};

type ReadyDraft = DraftSoFar & {
  readonly ready: true;
  readonly values: BaselineValues;
  readonly implausible: readonly ImplausibleBaseline[];
};

export type BaselineDraft =
  | ReadyDraft
  | (DraftSoFar & { readonly ready: false; readonly missing: readonly BaselineMissing[] });

/**
 * The baseline that a nurse could accept now, or all that it still lacks (session 3.3, decisions 9, 14, 15):
 * 5:00 of rest and, measured after it, two pressures; a minute of ECG and of SpO2 without a gap, with at
 * least 3 valid values. The rhythm is the one the monitor reported most in that minute; a monitor that says
 * nothing of rhythm gives 'notReported', never 'sinus'.
 */
export function draftBaseline(evidence: BaselineEvidence, now: Instant): BaselineDraft {
  const { vitals, window, vitalsFrom, protocol } = evidence;
  const restOver = after(evidence.restSince, protocol.baseline.rest);
  const missing: BaselineMissing[] = [];
  if (now < restOver) missing.push({ code: 'rest-not-over', fields: { endsAt: restOver } });

  const pressures = baselinePressures(vitals.pressures, protocol, later(restOver, vitalsFrom), now);
  if (pressures.missing !== null) missing.push(pressures.missing);
  const heartRate = minuteOf(evidence, 'heartRate', now);
  if (heartRate.missing !== null) missing.push(heartRate.missing);
  const spo2 = minuteOf(evidence, 'spo2', now);
  if (spo2.missing !== null) missing.push(spo2.missing);

  const rhythm = commonest(watchedOf(evidence, window.rhythm, vitals.rhythm, now).values) ?? 'notReported';
  const soFar: DraftSoFar = {
    pressures: pressures.counted,
    heartRate: heartRate.median === null ? null : perMinute(heartRate.median),
    spo2: spo2.median === null ? null : percent(spo2.median),
    rhythm,
  };
  if (missing.length > 0 || soFar.heartRate === null || soFar.spo2 === null) return { ...soFar, ready: false, missing };
  const values: BaselineValues = {
    systolic: exactMean(soFar.pressures.map((p) => p.systolic)),
    diastolic: meanIfAll(soFar.pressures.map((p) => p.diastolic)),
    mean: meanIfAll(soFar.pressures.map((p) => p.mean)),
    heartRate: soFar.heartRate,
    spo2: soFar.spo2,
    rhythm,
  };
  return { ...soFar, ready: true, values, implausible: implausibleReasons(values, evidence.previous) };
}

/**
 * The baseline as accepted. One that is implausible waits for a physician's release.
 * @param version 1 for the first of a session
 * @param validFor how long it serves for a start
 */
export const acceptedBaseline = (
  draft: ReadyDraft,
  version: number,
  validFor: Millis,
  acceptedAt: Instant,
): Baseline => ({
  ...draft.values,
  version,
  acceptedAt,
  expiresAt: after(acceptedAt, validFor),
  implausible: draft.implausible,
  released: false,
});

/** A mean of two of which one is not known would be one reading in the guise of two. */
function meanIfAll(values: readonly (number | null)[]): ExactMean | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? exactMean(known) : null;
}

/** The median of the last minute, or the first thing that keeps it from being one. */
function minuteOf(
  evidence: BaselineEvidence,
  parameter: keyof typeof SENSOR_OF,
  now: Instant,
): { readonly median: number | null; readonly missing: BaselineMissing | null } {
  const { vitals, window, protocol } = evidence;
  const minute = watchedOf(evidence, window[parameter], vitals.tracks[parameter], now);
  const missing: BaselineMissing | null =
    vitals.faults[SENSOR_OF[parameter]] === undefined
      ? lacking(minute, parameter, protocol)
      : { code: 'sensor-off', fields: { parameter } };
  return { median: missing === null ? medianOf(minute.values) : null, missing };
}

function lacking(minute: Watched<number>, parameter: string, protocol: Protocol): BaselineMissing | null {
  const { ecgWindow, valuesAtLeast } = protocol.baseline;
  const { covered, values, validPercent } = minute;
  if (covered < ecgWindow) {
    return { code: 'minute-incomplete', fields: { parameter, coveredMs: covered, needMs: ecgWindow } };
  }
  if (values.length < valuesAtLeast) {
    return { code: 'values-too-few', fields: { parameter, have: values.length, need: valuesAtLeast } };
  }
  if (validPercent < VALID_PERCENT_LEAST) {
    return { code: 'values-not-valid', fields: { parameter, validPercent, needPercent: VALID_PERCENT_LEAST } };
  }
  return null;
}

function watchedOf<Value>(
  { vitalsFrom, protocol }: BaselineEvidence,
  samples: readonly Sample<Value>[],
  track: Track<unknown>,
  now: Instant,
): Watched<Value> {
  const gapMost = staleAfter(intervalOf(track));
  return watched(samples, { length: protocol.baseline.ecgWindow, gapMost, notBefore: vitalsFrom }, now);
}
