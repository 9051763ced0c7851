import { sourceId } from '../../shared/kernel/ids.ts';
import { type Instant, instant } from '../../shared/kernel/units.ts';
import {
  type NumericParameter,
  type Observation,
  PARAMETER_UNITS,
  type Report,
  type Rhythm,
  type SensorFault,
  type TimeBasis,
} from '../../shared/vitals/observation.ts';

type Values = Partial<Record<NumericParameter, number | null>> & { readonly rhythm?: Rhythm | null };
type Extras = Partial<Pick<Report, 'patientId' | 'faults' | 'source' | 'sentAt'>> & {
  /** The monitor's own time of measurement; left out, the message carries none. */
  readonly observedAt?: Instant;
  readonly timeBasis?: TimeBasis;
};

/** A report as a driver would give it: the named values valid, null as "no value", nothing else in it. */
export function report(receivedAtMs: number, { rhythm, ...values }: Values, extras: Extras = {}): Report {
  const common = {
    observedAt: extras.observedAt ?? null,
    timeBasis: extras.timeBasis ?? (extras.observedAt === undefined ? 'none' : 'measurement'),
    code: 'test',
  } as const;
  const observations: Observation[] = (Object.keys(values) as NumericParameter[]).map((parameter) => {
    const value = values[parameter] ?? null;
    return {
      ...common,
      parameter,
      value,
      unit: PARAMETER_UNITS[parameter],
      validity: value === null ? 'missing' : 'valid',
    };
  });
  if (rhythm !== undefined) {
    observations.push({
      ...common,
      parameter: 'ecgRhythm',
      value: rhythm,
      validity: rhythm === null ? 'missing' : 'valid',
    });
  }
  return {
    source: extras.source ?? sourceId('test-monitor'),
    receivedAt: instant(receivedAtMs),
    sentAt: extras.sentAt ?? null,
    patientId: extras.patientId ?? null,
    location: null,
    observations,
    faults: extras.faults ?? ([] satisfies SensorFault[]),
  };
}

/** A cuff measurement with its own time. */
export const cuff = (
  receivedAtMs: number,
  systolic: number,
  diastolic: number,
  mean: number,
  measuredAtMs = receivedAtMs,
): Report =>
  report(
    receivedAtMs,
    { nibpSystolic: systolic, nibpDiastolic: diastolic, nibpMean: mean },
    { observedAt: instant(measuredAtMs) },
  );
