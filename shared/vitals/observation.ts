import type { SourceId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/units.ts';

/** What is read from a monitor, each with the one UCUM unit it is kept in. */
export const PARAMETER_UNITS = {
  heartRate: '/min',
  pulseRate: '/min',
  spo2: '%',
  perfusionIndex: '%',
  nibpSystolic: 'mm[Hg]',
  nibpDiastolic: 'mm[Hg]',
  nibpMean: 'mm[Hg]',
  abpSystolic: 'mm[Hg]',
  abpDiastolic: 'mm[Hg]',
  abpMean: 'mm[Hg]',
  respiratoryRate: '/min',
  temperature: 'Cel',
  etco2: 'mm[Hg]',
  rrInterval: 'ms',
  stSegment: 'mm',
} as const;
export type NumericParameter = keyof typeof PARAMETER_UNITS;
export type Unit = (typeof PARAMETER_UNITS)[NumericParameter];
export type Parameter = NumericParameter | 'ecgRhythm';

export const RHYTHMS = [
  'sinus',
  'atrialFibrillation',
  'atrialFlutter',
  'paced',
  'asystole',
  'ventricularTachycardia',
  'ventricularFibrillation',
  'supraventricularTachycardia',
  'bradycardia',
  'tachycardia',
  'other',
] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/**
 * valid: a number to show and judge. questionable: shown marked, judged. invalid: the monitor says it
 * cannot be trusted. missing: nothing was measured. The last two never carry a number.
 */
export type Validity = 'valid' | 'questionable' | 'invalid' | 'missing';

/**
 * Where `observedAt` came from. A pressure that only borrows its message's time cannot prove that it is a
 * new measurement (vitals/pressure.ts).
 */
export type TimeBasis = 'measurement' | 'message' | 'none';

type Common = {
  readonly validity: Validity;
  /** The monitor's own time of measurement, turned to UTC; null when it gave none. */
  readonly observedAt: Instant | null;
  readonly timeBasis: TimeBasis;
  /** Code, name and system as they stood in the message, for the record and for "not understood". */
  readonly code: string;
};

export type NumericObservation = Common & {
  readonly parameter: NumericParameter;
  /** Null unless valid or questionable: never 0 for "nothing", never a sentinel. */
  readonly value: number | null;
  readonly unit: Unit;
};
export type RhythmObservation = Common & { readonly parameter: 'ecgRhythm'; readonly value: Rhythm | null };
export type Observation = NumericObservation | RhythmObservation;

/** What the monitor itself says of its sensors: what a number cannot. */
export const SENSOR_FAULTS = ['ecgLeadsOff', 'spo2ProbeOff', 'nibpFailed'] as const;
export type SensorFault = (typeof SENSOR_FAULTS)[number];
/** What the monitor calls the sensor of a watched number when that sensor is off. */
export const SENSOR_OF = { heartRate: 'ecgLeadsOff', spo2: 'spo2ProbeOff' } as const satisfies Record<
  string,
  SensorFault
>;

/** All that one message or frame gave, stamped with the station's own time of receipt. */
export type Report = {
  readonly source: SourceId;
  readonly receivedAt: Instant;
  /** The monitor's own time at which it sent this; null when it gave none. Against `receivedAt` it shows the monitor's clock offset. */
  readonly sentAt: Instant | null;
  /** Null where the monitor names nobody: that is no mismatch (decisions 16). */
  readonly patientId: string | null;
  readonly location: string | null;
  readonly observations: readonly Observation[];
  readonly faults: readonly SensorFault[];
};
