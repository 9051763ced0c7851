import { type ExactMean, exactMean } from '../../shared/kernel/exact.ts';
import { after, type Instant, type Millis, mmHg, percent, perMinute } from '../../shared/kernel/units.ts';
import type { Protocol } from '../../shared/protocol/protocol.ts';
import type { Baseline } from '../../shared/session/baseline.ts';
import { commonest, medianOf } from '../../shared/session/baseline-window.ts';
import type { Rhythm } from '../../shared/vitals/observation.ts';
import { firstAt, type Recording, type Row } from './recording.ts';

type RecordedPressure = {
  readonly at: Instant;
  readonly systolic: number;
  readonly diastolic: number | null;
  readonly mean: number | null;
};

/** What a recording itself says of how its patient was before. */
export type RecordingBaseline = {
  /** The end of the baseline minutes: the infusion begins. */
  readonly startAt: Instant;
  /** Null where the column holds nothing at all. */
  readonly heartRate: number | null;
  readonly spo2: number | null;
  readonly rhythm: Rhythm | 'notReported';
  /** The first two; fewer where the recording has fewer. */
  readonly pressures: readonly RecordedPressure[];
  /** From when on there is a mean of two; null where there never is. */
  readonly pressuresKnownAt: Instant | null;
};

const PRESSURES = 2;

/**
 * The baseline minutes begin with the first value of the recording. A column that begins later is compared
 * with the median of its own first minutes, which a ward would know only at their end.
 * @param minutes how long the baseline is watched
 */
export function recordingBaseline(recording: Recording, minutes: Millis): RecordingBaseline {
  const { rows } = recording;
  const begins = rows.find(({ numbers, rhythm }) => Object.keys(numbers).length > 0 || rhythm !== null);
  const startAt = after(begins?.at ?? firstAt(recording), minutes);
  const pressures = firstPressures(rows);
  const second = pressures[PRESSURES - 1];
  return {
    startAt,
    heartRate: medianOf(firstValues(rows, minutes, ({ numbers }) => numbers.heartRate ?? null)),
    spo2: medianOf(firstValues(rows, minutes, ({ numbers }) => numbers.spo2 ?? null)),
    rhythm: commonest(firstValues(rows, minutes, ({ rhythm }) => rhythm)) ?? 'notReported',
    pressures,
    pressuresKnownAt: second === undefined ? null : second.at,
  };
}

function firstValues<Value>(rows: readonly Row[], minutes: Millis, read: (row: Row) => Value | null): readonly Value[] {
  const begins = rows.find((row) => read(row) !== null);
  if (begins === undefined) return [];
  const ends = after(begins.at, minutes);
  return rows.filter(({ at }) => at < ends).flatMap((row) => read(row) ?? []);
}

function firstPressures(rows: readonly Row[]): readonly RecordedPressure[] {
  const found: RecordedPressure[] = [];
  for (const { at, numbers } of rows) {
    if (found.length === PRESSURES) break;
    const { nibpSystolic, nibpDiastolic, nibpMean } = numbers;
    if (nibpSystolic === undefined) continue;
    found.push({ at, systolic: nibpSystolic, diastolic: nibpDiastolic ?? null, mean: nibpMean ?? null });
  }
  return found;
}

/**
 * The baseline as the session holds it. What the recording lacks is a number that compares with nothing: the
 * mean of no reading, from which no pressure deviates, and NaN for a heart rate or saturation of which no
 * value will come either.
 * @param withPressures whether the two pressures are known yet
 */
export function asSessionBaseline(
  { startAt, heartRate, spo2, rhythm, pressures }: RecordingBaseline,
  withPressures: boolean,
  protocol: Protocol,
): Baseline {
  const known = withPressures ? pressures : [];
  return {
    version: 1,
    acceptedAt: startAt,
    expiresAt: after(startAt, protocol.baseline.validFor),
    systolic: exactMean(known.map(({ systolic }) => mmHg(systolic))),
    diastolic: meanIfAll(known.map(({ diastolic }) => diastolic)),
    mean: meanIfAll(known.map(({ mean }) => mean)),
    heartRate: perMinute(heartRate ?? Number.NaN),
    spo2: percent(spo2 ?? Number.NaN),
    rhythm,
    implausible: [],
    released: false,
  };
}

/** Null without two readings: a mean of two of which one is not known would be one in the guise of two. */
function meanIfAll(values: readonly (number | null)[]): ExactMean | null {
  const known = values.filter((value) => value !== null);
  return known.length === PRESSURES ? exactMean(known) : null;
}
