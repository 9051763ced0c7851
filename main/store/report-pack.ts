import { z } from 'zod';
import type { SourceId } from '../../shared/kernel/ids.ts';
import { type Instant, instant } from '../../shared/kernel/units.ts';
import {
  type NumericParameter,
  type Observation,
  PARAMETER_UNITS,
  type Report,
  RHYTHMS,
  SENSOR_FAULTS,
  type SensorFault,
} from '../../shared/vitals/observation.ts';
import { numbersFrom, packedNumbers, packedRuns, packNumbers, packRuns, valuesFrom } from './runs.ts';

/**
 * Reports of one source as text, column by column: times and whole numbers as differences, everything as
 * runs of equal values. Lossless, so that what was judged can be judged again; a minute of four parameters
 * at one a second takes about a byte a reading once deflated. One report alone packs by the same rules.
 */
const VALIDITIES = ['valid', 'questionable', 'invalid', 'missing'] as const;
const TIME_BASES = ['measurement', 'message', 'none'] as const;
const text = packedRuns(z.string().nullable());
const numericParameter = z.custom<NumericParameter>(
  (name) => typeof name === 'string' && Object.hasOwn(PARAMETER_UNITS, name),
);

/** Everything one parameter under one code said, in order. */
const slotCommon = {
  code: z.string(),
  timeBasis: z.enum(TIME_BASES),
  validity: packedRuns(z.enum(VALIDITIES)),
  observedAt: packedNumbers,
};
const slot = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), parameter: numericParameter, value: packedNumbers, ...slotCommon }),
  z.strictObject({ kind: z.literal('rhythm'), value: packedRuns(z.enum(RHYTHMS).nullable()), ...slotCommon }),
]);
type Slot = z.infer<typeof slot>;

const pack = z.strictObject({
  receivedAt: packedNumbers,
  sentAt: packedNumbers,
  patientId: text,
  location: text,
  faults: packedRuns(z.array(z.enum(SENSOR_FAULTS))),
  /** Which slots a report holds, in its own order; reports of one monitor share a few such shapes. */
  shapes: z.array(z.array(z.int().min(0))),
  shape: packedRuns(z.int().min(0)),
  slots: z.array(slot),
});

/** @param reports of one source, in order of receipt; every number finite */
export function packReports(reports: readonly Report[]): string {
  const { slots, shapes, shape } = sortIntoSlots(reports);
  const packed: z.infer<typeof pack> = {
    receivedAt: packNumbers(reports.map((report) => report.receivedAt)),
    sentAt: packNumbers(reports.map((report) => report.sentAt)),
    patientId: packRuns(reports.map((report) => report.patientId)),
    location: packRuns(reports.map((report) => report.location)),
    faults: packRuns(reports.map((report): SensorFault[] => [...report.faults])),
    shapes,
    shape: packRuns(shape),
    slots: slots.map(packSlot),
  };
  return JSON.stringify(packed);
}

/** Numbers keys 0, 1, 2 … in order of first appearance. */
function numbering(): (key: string) => number {
  const numbers = new Map<string, number>();
  return (key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
}

/** Gives each parameter, code and time basis a slot, and each sequence of slots a shape. */
function sortIntoSlots(reports: readonly Report[]) {
  const slots: Observation[][] = [];
  const shapes: number[][] = [];
  const slotNumber = numbering();
  const shapeNumber = numbering();
  const shape = reports.map(({ observations }) => {
    const numbers = observations.map((observation) => {
      const number = slotNumber(JSON.stringify([observation.parameter, observation.code, observation.timeBasis]));
      slots[number] ??= [];
      slots[number].push(observation);
      return number;
    });
    const number = shapeNumber(numbers.join());
    shapes[number] ??= numbers;
    return number;
  });
  return { slots, shapes, shape };
}

function packSlot(observations: readonly Observation[]): Slot {
  const [first] = observations;
  if (first === undefined) throw new Error('a slot holds at least one observation');
  const common = {
    code: first.code,
    timeBasis: first.timeBasis,
    validity: packRuns(observations.map((observation) => observation.validity)),
    observedAt: packNumbers(observations.map((observation) => observation.observedAt)),
  };
  if (first.parameter === 'ecgRhythm') {
    const rhythms = observations.map((observation) =>
      observation.parameter === 'ecgRhythm' ? observation.value : null,
    );
    return { kind: 'rhythm', value: packRuns(rhythms), ...common };
  }
  const values = observations.map((observation) => (observation.parameter === 'ecgRhythm' ? null : observation.value));
  return { kind: 'number', parameter: first.parameter, value: packNumbers(values), ...common };
}

/**
 * The reports as they were packed, or null for text that no packing made.
 * @param source whose they are: kept once beside the pack
 */
export function unpackReports(source: SourceId, packed: string): readonly Report[] | null {
  const parsed = pack.safeParse(parseJson(packed));
  if (!parsed.success) return null;
  const columns = parsed.data;
  const waiting = columns.slots.map((each) => unpackSlot(each).values());
  const sentAt = numbersFrom(columns.sentAt).map(instantOrNull);
  const patientId = valuesFrom(columns.patientId);
  const location = valuesFrom(columns.location);
  const faults = valuesFrom(columns.faults);
  const shape = valuesFrom(columns.shape);
  const reports = numbersFrom(columns.receivedAt).map((receivedAt, i): Report | null => {
    const observations = columns.shapes[shape[i] ?? -1]?.map((number) => waiting[number]?.next().value ?? null);
    if (receivedAt === null || observations === undefined || !observations.every((each) => each !== null)) return null;
    return {
      source,
      receivedAt: instant(receivedAt),
      sentAt: sentAt[i] ?? null,
      patientId: patientId[i] ?? null,
      location: location[i] ?? null,
      observations,
      faults: faults[i] ?? [],
    };
  });
  return reports.every((report) => report !== null) ? reports : null;
}

function unpackSlot(packed: Slot): readonly Observation[] {
  const { code, timeBasis } = packed;
  const observedAt = numbersFrom(packed.observedAt).map(instantOrNull);
  const common = valuesFrom(packed.validity).map((validity, i) => ({
    validity,
    observedAt: observedAt[i] ?? null,
    timeBasis,
    code,
  }));
  if (packed.kind === 'rhythm') {
    const rhythms = valuesFrom(packed.value);
    return common.map((each, i) => ({ parameter: 'ecgRhythm', value: rhythms[i] ?? null, ...each }));
  }
  const { parameter } = packed;
  const values = numbersFrom(packed.value);
  return common.map((each, i) => ({ parameter, value: values[i] ?? null, unit: PARAMETER_UNITS[parameter], ...each }));
}

const instantOrNull = (ms: number | null): Instant | null => (ms === null ? null : instant(ms));

function parseJson(packed: string): unknown {
  try {
    return JSON.parse(packed);
  } catch {
    return null;
  }
}
