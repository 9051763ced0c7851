import type {
  NumericObservation,
  NumericParameter,
  Observation,
  Validity,
} from '../../../shared/vitals/observation.ts';
import { PARAMETER_UNITS } from '../../../shared/vitals/observation.ts';
import type { Message, MonitorAlarm, Problem } from './driver.ts';

/** What the text lines of one ANSAR-B frame say. */
export type IvyReading = Pick<Message, 'observations' | 'alarms' | 'problems' | 'simulated'>;

/** What our own simulator writes where the lead is named: the protocol has no other place to say it. */
const SIMULATION = /^HR=[^\r]*SIMULATION/;

/** NAME=state;field;field;… */
type Line = { readonly name: string; readonly state: string; readonly fields: readonly string[] };

/** Whole or one-decimal numbers only: no sign, no exponent, nothing JavaScript alone takes for a number. */
const NUMBER = /^\d{1,4}(\.\d)?$/;
const LINES_MAX = 40;
const FIELDS_MAX = 12;

/**
 * The state digit seen beside a number in the capture. What the digits mean is not public, so a number
 * beside any other digit is shown as questionable.
 */
const STATE_WITH_NUMBER: Readonly<Record<string, string>> = { HR: '1', RR: '1', SPO2: '1', NIBP: '4' };

/** A number outside what any living patient has is a corrupted byte on a line without checksum, or a 0 for nothing. */
const BOUNDS: Readonly<Partial<Record<NumericParameter, readonly [number, number]>>> = {
  heartRate: [1, 350],
  pulseRate: [1, 350],
  respiratoryRate: [1, 200],
  spo2: [1, 100],
  nibpSystolic: [10, 300],
  nibpDiastolic: [5, 250],
  nibpMean: [5, 275],
};

const parseLine = (text: string): Line | null => {
  const parts = /^([A-Z][A-Z0-9]{1,5})=(\d{0,2});(.*)$/.exec(text);
  if (parts === null) return null;
  const [, name = '', state = '', rest = ''] = parts;
  return { name, state, fields: rest.split(';', FIELDS_MAX).map((field) => field.trim()) };
};

type Found = { readonly observations: Observation[]; readonly alarms: MonitorAlarm[]; readonly problems: Problem[] };

/**
 * Reads the text between the waves and 0xFE. The first line must be HR, as in every frame of the capture:
 * anything else means that wave bytes were lost and the count of 400 ran into the text.
 * @returns null when it is not
 */
export function readIvyText(text: string): IvyReading | null {
  if (!text.startsWith('HR=')) return null;
  const found: Found = { observations: [], alarms: [], problems: [] };
  for (const raw of text.split('\r', LINES_MAX)) {
    if (raw === '') continue;
    const line = parseLine(raw);
    if (line === null) {
      found.problems.push({ severity: 'warning', code: 'line-not-understood', at: 'line', text: raw.slice(0, 80) });
    } else readLine(line, found);
  }
  return { ...found, simulated: SIMULATION.test(text) };
}

function readLine(line: Line, found: Found): void {
  const { name, fields } = line;
  switch (name) {
    case 'HR':
      number(line, 'heartRate', fields[0], found);
      // The third field is the lead ("ECG-II-DIAG"); what else may stand there is taken for an alarm.
      if (!fields[1]?.startsWith('ECG')) announce(name, fields[1], found);
      return;
    case 'RR':
      number(line, 'respiratoryRate', fields[0], found);
      announce(name, fields[1], found);
      return;
    case 'SPO2':
      number(line, 'spo2', fields[0], found);
      number(line, 'pulseRate', /^PR=\s*(\S*)$/.exec(fields[1] ?? '')?.[1], found);
      announce(name, fields[2], found);
      return;
    case 'NIBP':
      number(line, 'nibpSystolic', fields[0], found);
      number(line, 'nibpDiastolic', fields[1], found);
      number(line, 'nibpMean', fields[2], found);
      // Field 4 is the cuff's pulse: as old as the pressure, so not a pulse rate of now.
      announce(name, fields[4], found);
      return;
    case 'ETCO2':
      // Only mmHg goes above 15; below, it could as well be kPa or percent, and the line does not say.
      bySize(line, 'etco2', [{ low: 15, high: 150, convert: (value) => value }], found);
      announce(name, fields[1], found);
      return;
    case 'T1':
    case 'T2':
      // A body reads 25 to 45 in Celsius and 77 to 113 in Fahrenheit: the number itself tells which.
      bySize(line, 'temperature', TEMPERATURE_SCALES, found);
      announce(name, fields[1], found);
      return;
    case 'P1':
    case 'P2':
      readInvasive(line, found);
      return;
    default:
      found.problems.push({ severity: 'warning', code: 'line-not-understood', at: name, text: `${name} is not known` });
  }
}

type Scale = { readonly low: number; readonly high: number; readonly convert: (value: number) => number };
const TEMPERATURE_SCALES: readonly Scale[] = [
  { low: 25, high: 45, convert: (value) => value },
  { low: 77, high: 113, convert: (value) => Math.round(((value - 32) * 50) / 9) / 10 },
];

/** Where the site is not said, an invasive line may be venous: it is no arterial pressure. */
function readInvasive({ name, fields }: Line, found: Found): void {
  announce(name, fields[3], found);
  if (fields.slice(0, 3).every((field) => field === '')) return;
  const text = `${name} ${fields.slice(0, 3).join('/')}: the site of the pressure is not in the protocol`;
  found.problems.push({ severity: 'info', code: 'pressure-site-unknown', at: name, text });
}

const observation = (
  parameter: NumericParameter,
  validity: Validity,
  value: number | null,
  code: string,
): NumericObservation => ({
  parameter,
  value,
  unit: PARAMETER_UNITS[parameter],
  validity,
  observedAt: null,
  timeBasis: 'none',
  code,
});

function number(line: Line, parameter: NumericParameter, field: string | undefined, found: Found): void {
  const code = `${line.name}=${line.state}^ANSAR-B`;
  if (field === undefined || field === '' || /^-+$/.test(field)) {
    found.observations.push(observation(parameter, 'missing', null, code));
    return;
  }
  const value = NUMBER.test(field) ? Number(field) : Number.NaN;
  const [low, high] = BOUNDS[parameter] ?? [0, 0];
  if (!(value >= low && value <= high)) {
    const text = `${parameter} "${field.slice(0, 20)}" is no number between ${low} and ${high}`;
    found.problems.push({ severity: 'warning', code: 'value-impossible', at: line.name, text });
    found.observations.push(observation(parameter, 'invalid', null, code));
    return;
  }
  if (STATE_WITH_NUMBER[line.name] === line.state) {
    found.observations.push(observation(parameter, 'valid', value, code));
    return;
  }
  const text = `${line.name} has a number with state "${line.state}", whose meaning is not known`;
  found.problems.push({ severity: 'warning', code: 'state-unknown', at: line.name, text });
  found.observations.push(observation(parameter, 'questionable', value, code));
}

/** For a number whose unit the line leaves out: taken, as questionable, where only one unit is possible. */
function bySize(line: Line, parameter: NumericParameter, scales: readonly Scale[], found: Found): void {
  const code = `${line.name}=${line.state}^ANSAR-B`;
  const field = line.fields[0] ?? '';
  if (field === '' || /^-+$/.test(field)) {
    found.observations.push(observation(parameter, 'missing', null, code));
    return;
  }
  const value = NUMBER.test(field) ? Number(field) : Number.NaN;
  const scale = scales.find(({ low, high }) => value >= low && value <= high);
  if (scale !== undefined) {
    found.observations.push(observation(parameter, 'questionable', scale.convert(value), code));
    return;
  }
  const text = `${parameter} "${field.slice(0, 20)}" carries no unit, and its size does not tell which`;
  found.problems.push({ severity: 'warning', code: 'unit-unknown', at: line.name, text });
  found.observations.push(observation(parameter, 'invalid', null, code));
}

function announce(name: string, text: string | undefined, found: Found): void {
  if (text === undefined || text === '') return;
  const event = `ANSAR-B ${name}`;
  found.alarms.push({ event, code: `${name}^ANSAR-B`, priority: null, phase: null, text: text.slice(0, 80) });
}
