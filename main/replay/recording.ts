import { sourceId } from '../../shared/kernel/ids.ts';
import { type Instant, type Millis, millis } from '../../shared/kernel/units.ts';
import { medianOf } from '../../shared/session/baseline-window.ts';
import { type Observation, PARAMETER_UNITS, type Report, type Rhythm } from '../../shared/vitals/observation.ts';

/** The measured columns of a recording, each with the parameter it is. Any pressure counts as a cuff's. */
export const COLUMNS = {
  hr_bpm: 'heartRate',
  spo2_pct: 'spo2',
  sbp_mmhg: 'nibpSystolic',
  dbp_mmhg: 'nibpDiastolic',
  map_mmhg: 'nibpMean',
  rr_bpm: 'respiratoryRate',
} as const;
export type Column = keyof typeof COLUMNS;
export type RecordedParameter = (typeof COLUMNS)[Column];

/** What was measured at one moment; a parameter without an entry was not measured then. */
export type Row = {
  /** The recording's own time: its `t_seconds` in whole milliseconds. */
  readonly at: Instant;
  readonly numbers: Readonly<Partial<Record<RecordedParameter, number>>>;
  readonly rhythm: Rhythm | null;
};

/** Its rows in order of time, several of one moment allowed; at least one. */
export type Recording = { readonly rows: readonly [Row, ...Row[]] };

export const firstAt = ({ rows }: Recording): Instant => rows[0].at;
export const lastAt = ({ rows }: Recording): Instant => (rows.at(-1) ?? rows[0]).at;

const RECORDING = sourceId('recording');

/**
 * A row as the report of a monitor that names its times. Null for a row in which nothing was measured: an
 * empty cell is silence, and no monitor's word that there is no value.
 */
export function reportOf({ at, numbers, rhythm }: Row): Report | null {
  const common = { observedAt: at, timeBasis: 'measurement', validity: 'valid' } as const;
  const observations: Observation[] = [];
  for (const [code, parameter] of Object.entries(COLUMNS)) {
    const value = numbers[parameter];
    if (value !== undefined) {
      observations.push({ ...common, code, parameter, value, unit: PARAMETER_UNITS[parameter] });
    }
  }
  if (rhythm !== null) observations.push({ ...common, code: 'rhythm', parameter: 'ecgRhythm', value: rhythm });
  if (observations.length === 0) return null;
  return { source: RECORDING, receivedAt: at, sentAt: at, patientId: null, location: null, observations, faults: [] };
}

/**
 * The interval of each parameter that may grow stale: the median time between its values. One with fewer than
 * two values has the rows' own; nothing is known of a recording of a single moment.
 */
export function intervalsOf({ rows }: Recording): Readonly<Partial<Record<'heartRate' | 'spo2' | 'rhythm', Millis>>> {
  const ofRows = medianGap(rows.map(({ at }) => at));
  const intervalWhere = (has: (row: Row) => boolean): { readonly interval?: Millis } => {
    const interval = medianGap(rows.filter(has).map(({ at }) => at)) ?? ofRows;
    return interval === null ? {} : { interval };
  };
  const heartRate = intervalWhere(({ numbers }) => numbers.heartRate !== undefined).interval;
  const spo2 = intervalWhere(({ numbers }) => numbers.spo2 !== undefined).interval;
  const rhythm = intervalWhere((row) => row.rhythm !== null).interval;
  return {
    ...(heartRate === undefined ? {} : { heartRate }),
    ...(spo2 === undefined ? {} : { spo2 }),
    ...(rhythm === undefined ? {} : { rhythm }),
  };
}

/** Rows of one moment are no interval. */
function medianGap(times: readonly Instant[]): Millis | null {
  const gaps = times.slice(1).map((at, i) => at - (times[i] ?? at));
  const median = medianOf(gaps.filter((gap) => gap > 0));
  return median === null ? null : millis(median);
}
