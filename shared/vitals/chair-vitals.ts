import type { SourceId } from '../kernel/ids.ts';
import { between, type Instant, type Millis, millis } from '../kernel/units.ts';
import { type Parameter, type Report, type Rhythm, SENSOR_FAULTS, type SensorFault } from './observation.ts';
import { isSameMeasurement, type Pressure, pressureIn } from './pressure.ts';

/** Continuous numbers a chair keeps the latest of; pressures have their own life. */
export const TRACKED = [
  'heartRate',
  'pulseRate',
  'spo2',
  'respiratoryRate',
  'perfusionIndex',
  'temperature',
  'etco2',
] as const;
export type Tracked = (typeof TRACKED)[number];

export type Reading<Value> = {
  readonly value: Value;
  readonly questionable: boolean;
  readonly observedAt: Instant | null;
  readonly receivedAt: Instant;
  readonly source: SourceId;
};

/** The latest of one parameter. `reading` is null when nothing came yet or the monitor withdrew it. */
export type Track<Value = number> = {
  readonly reading: Reading<Value> | null;
  /** Since when the monitor says "no value"; the number it had is gone from that moment. */
  readonly withdrawnAt: Instant | null;
  /** The first valid value of this session: arms the parameter's alarms (clinical decision 14). */
  readonly firstValidAt: Instant | null;
  /** The last arrivals, at most ARRIVALS_MAX, oldest first: they show the feed's interval. */
  readonly arrivals: readonly Instant[];
  /** The interval the feed declares; left out where it declares none and its arrivals have to show it. */
  readonly declaredInterval?: Millis;
};

export type ChairVitals = {
  readonly tracks: Readonly<Record<Tracked, Track>>;
  readonly rhythm: Track<Rhythm>;
  /** Cuff measurements, oldest first, at most PRESSURES_MAX. */
  readonly pressures: readonly Pressure[];
  /** What the monitor says of its sensors, each since when. */
  readonly faults: Readonly<Partial<Record<SensorFault, Instant>>>;
  readonly lastReportAt: Instant | null;
};

const ARRIVALS_MAX = 9;
const PRESSURES_MAX = 40;

const emptyTrack = { reading: null, withdrawnAt: null, firstValidAt: null, arrivals: [] } as const;

export const NO_VITALS: ChairVitals = {
  tracks: {
    heartRate: emptyTrack,
    pulseRate: emptyTrack,
    spo2: emptyTrack,
    respiratoryRate: emptyTrack,
    perfusionIndex: emptyTrack,
    temperature: emptyTrack,
    etco2: emptyTrack,
  },
  rhythm: emptyTrack,
  pressures: [],
  faults: {},
  lastReportAt: null,
};

/** Nothing known yet, of a feed whose intervals are declared before its first value (clinical decision 15). */
export function vitalsDeclaring({
  rhythm,
  ...intervals
}: Readonly<Partial<Record<Tracked | 'rhythm', Millis>>>): ChairVitals {
  const tracks: Record<Tracked, Track> = { ...NO_VITALS.tracks };
  for (const parameter of TRACKED) {
    const declaredInterval = intervals[parameter];
    if (declaredInterval !== undefined) tracks[parameter] = { ...emptyTrack, declaredInterval };
  }
  return {
    ...NO_VITALS,
    tracks,
    rhythm: rhythm === undefined ? emptyTrack : { ...emptyTrack, declaredInterval: rhythm },
  };
}

/**
 * The interval the feed declares; else the one it shows: the median gap between its last arrivals, or null
 * before the third.
 */
export function intervalOf(track: Track<unknown>): Millis | null {
  if (track.declaredInterval !== undefined) return track.declaredInterval;
  if (track.arrivals.length < 3) return null;
  const gaps = track.arrivals.slice(1).map((at, i) => between(track.arrivals[i] as Instant, at));
  gaps.sort((a, b) => a - b);
  return millis(gaps[Math.floor(gaps.length / 2)] as Millis);
}

const isTracked = (parameter: string): parameter is Tracked => (TRACKED as readonly string[]).includes(parameter);

function follow<Value>(track: Track<Value>, value: Value | null, reading: Omit<Reading<Value>, 'value'>): Track<Value> {
  const arrivals = [...track.arrivals, reading.receivedAt].slice(-ARRIVALS_MAX);
  if (value === null) {
    // A feed that keeps saying "no value" withdrew it when it first said so.
    const withdrawnAt = track.reading === null ? (track.withdrawnAt ?? reading.receivedAt) : reading.receivedAt;
    return { ...track, reading: null, withdrawnAt, arrivals };
  }
  return {
    ...track,
    reading: { ...reading, value },
    withdrawnAt: null,
    firstValidAt: track.firstValidAt ?? reading.receivedAt,
    arrivals,
  };
}

/**
 * Folds one report into what the chair knows. Within a report the last valid value of a parameter wins,
 * and a "no value" never hides a valid one beside it (monitors send both for a second, empty probe).
 * @param notBefore pressures measured earlier are not this patient's (arrival, or the monitor's rebinding)
 */
export function withReport(vitals: ChairVitals, report: Report, notBefore: Instant): ChairVitals {
  const tracks = { ...vitals.tracks };
  let { rhythm } = vitals;
  const valued = new Set(report.observations.filter((o) => o.value !== null).map((o) => o.parameter));
  for (const observation of report.observations) {
    const { parameter, observedAt } = observation;
    if (observation.value === null && valued.has(parameter)) continue;
    const reading = {
      observedAt,
      receivedAt: report.receivedAt,
      source: report.source,
      questionable: observation.validity === 'questionable',
    };
    if (observation.parameter === 'ecgRhythm') rhythm = follow(rhythm, observation.value, reading);
    else if (isTracked(observation.parameter)) {
      tracks[observation.parameter] = follow(tracks[observation.parameter], observation.value, reading);
    }
  }
  return {
    ...withPressure(vitals, report, notBefore),
    tracks,
    rhythm,
    faults: faultsAfter(vitals, report),
    lastReportAt: report.receivedAt,
  };
}

function withPressure(vitals: ChairVitals, report: Report, notBefore: Instant): ChairVitals {
  const found = pressureIn(report);
  if (found === null) return vitals;
  const { pressure, timeBasis } = found;
  const last = vitals.pressures.at(-1);
  if (pressure.measuredAt < notBefore) return vitals;
  if (last !== undefined && (pressure.measuredAt < last.measuredAt || isSameMeasurement(last, pressure, timeBasis)))
    return vitals;
  return { ...vitals, pressures: [...vitals.pressures, pressure].slice(-PRESSURES_MAX) };
}

/** The value whose return ends a fault: a monitor that sends beats again has its leads on again. */
const ENDED_BY: Record<SensorFault, Parameter> = {
  ecgLeadsOff: 'heartRate',
  spo2ProbeOff: 'spo2',
  nibpFailed: 'nibpSystolic',
};

function faultsAfter(vitals: ChairVitals, report: Report): ChairVitals['faults'] {
  const faults: Partial<Record<SensorFault, Instant>> = { ...vitals.faults };
  for (const fault of SENSOR_FAULTS) {
    const ended = report.observations.some((o) => o.parameter === ENDED_BY[fault] && o.validity === 'valid');
    if (report.faults.includes(fault)) faults[fault] ??= report.receivedAt;
    else if (ended) delete faults[fault];
  }
  return faults;
}
