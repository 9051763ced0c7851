import { assertNever } from '../../../shared/kernel/result.ts';
import { type NumericParameter, PARAMETER_UNITS } from '../../../shared/vitals/observation.ts';
import type { Coded } from './codes/coded.ts';
import { mdcNumber } from './codes/coded.ts';

/** What a sender's unit is, before it is turned into the parameter's own. */
type UnitKind =
  | 'beatsPerMinute'
  | 'breathsPerMinute'
  | 'perMinute'
  | 'percent'
  | 'ratio'
  | 'mmHg'
  | 'kPa'
  | 'celsius'
  | 'fahrenheit'
  | 'millisecond'
  | 'second'
  | 'millimetre'
  | 'millivolt';

type UnitRow = {
  readonly kind: UnitKind;
  /** IEEE 11073-10101 partition 4, as partition * 65536 + code; Philips' MDIL writes the same pair in hex. */
  readonly numbers: readonly number[];
  readonly refIds: readonly string[];
  /** UCUM and what people write, in lower case. */
  readonly texts: readonly string[];
};

/**
 * Sources: IEEE 11073-10101 numbers as seen in the messages of test/captures/hl7 and in mindleaving/
 * patient-monitor-datalogger's list; 268048 is Celsius and 266560 Fahrenheit in the Philips Efficia CM Data
 * Export Guide, 268160 is what Comen NC5 sends for Fahrenheit.
 */
const UNITS: readonly UnitRow[] = [
  {
    kind: 'beatsPerMinute',
    numbers: [264864],
    refIds: ['DIM_BEAT_PER_MIN'],
    texts: ['{beat}/min', '{beats}/min', 'beats/min', 'beat/min', 'beats per minute'],
  },
  {
    kind: 'breathsPerMinute',
    numbers: [264928],
    refIds: ['DIM_RESP_PER_MIN'],
    texts: ['{breath}/min', '{breaths}/min', 'breaths/min', 'resp/min', 'rpm', 'brpm', 'breaths per minute'],
  },
  // "bpm" is written for beats and for breaths.
  {
    kind: 'perMinute',
    numbers: [264672],
    refIds: ['DIM_PER_MIN'],
    texts: ['/min', '1/min', 'min-1', 'bpm', 'per minute'],
  },
  { kind: 'percent', numbers: [262688], refIds: ['DIM_PERCENT'], texts: ['%', 'percent', 'pct'] },
  { kind: 'ratio', numbers: [262656], refIds: ['DIM_DIMLESS'], texts: ['{fraction}', '{ratio}'] },
  { kind: 'mmHg', numbers: [266016], refIds: ['DIM_MMHG'], texts: ['mm[hg]', 'mmhg', 'mm hg'] },
  { kind: 'kPa', numbers: [265987], refIds: ['DIM_KILO_PASCAL'], texts: ['kpa'] },
  {
    kind: 'celsius',
    numbers: [268192, 268048],
    refIds: ['DIM_DEGC'],
    texts: ['cel', 'c', '°c', 'degc', 'deg c', 'celsius', '℃'],
  },
  {
    kind: 'fahrenheit',
    numbers: [266560, 268160],
    refIds: ['DIM_FAHR'],
    texts: ['[degf]', 'f', '°f', 'degf', 'deg f', 'fahrenheit', '℉'],
  },
  { kind: 'millisecond', numbers: [264338], refIds: ['DIM_MILLI_SEC'], texts: ['ms', 'msec'] },
  { kind: 'second', numbers: [264320], refIds: ['DIM_SEC'], texts: ['s', 'sec'] },
  { kind: 'millimetre', numbers: [263442], refIds: ['DIM_MILLI_M'], texts: ['mm'] },
  { kind: 'millivolt', numbers: [266418], refIds: ['DIM_MILLI_VOLT'], texts: ['mv'] },
];

const BY_NUMBER = new Map(UNITS.flatMap(({ kind, numbers }) => numbers.map((number) => [number, kind] as const)));
const BY_REF_ID = new Map(UNITS.flatMap(({ kind, refIds }) => refIds.map((refId) => [refId, kind] as const)));
const BY_TEXT = new Map(UNITS.flatMap(({ kind, texts }) => texts.map((text) => [text, kind] as const)));

export type UnitReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly unit: UnitKind }
  | { readonly kind: 'unknown' }
  /** Code and text name different units. */
  | { readonly kind: 'contradiction' };

const named = (text: string): UnitKind | undefined =>
  BY_REF_ID.get(text.replace(/^(?:MDC|NOM)_/, '')) ?? BY_TEXT.get(text.toLowerCase());

/** What OBX-6 says, by whichever of code, name and text is known. */
export function readUnit({ id, label, system }: Coded): UnitReading {
  if (id === '' && label === '') return { kind: 'none' };
  // Bare "1" is a ratio in UCUM only; elsewhere it is some maker's own number.
  const ucumOne: UnitKind | undefined =
    id === '1' && (system === 'UCUM' || (system === '' && label === '')) ? 'ratio' : undefined;
  const number = mdcNumber(id);
  const byId = ucumOne ?? (number === null ? undefined : BY_NUMBER.get(number)) ?? named(id);
  const byLabel = named(label);
  if (byId !== undefined && byLabel !== undefined && byId !== byLabel && !sameDimension(byId, byLabel)) {
    return { kind: 'contradiction' };
  }
  const unit = byId ?? byLabel;
  return unit === undefined ? { kind: 'unknown' } : { kind: 'known', unit };
}

const RATES: readonly UnitKind[] = ['beatsPerMinute', 'breathsPerMinute', 'perMinute'];
const sameDimension = (a: UnitKind, b: UnitKind): boolean => RATES.includes(a) && RATES.includes(b);

/** mm[Hg] in one kPa (conventional millimetre of mercury, 133.322 387 415 Pa). */
const MMHG_PER_KPA = 7.500_62;
const toHundredths = (n: number): number => Math.round(n * 100) / 100;
/** Half-up, once, here: what is shown is what is judged (architecture, Decisions: Units at the edge). */
const toWhole = (n: number): number => Math.floor(n + 0.5);

export type Conversion = {
  /** In the parameter's own unit; null where the unit cannot be turned into it. */
  readonly value: number | null;
  /** Beats given for breaths or the other way round: the number may not be what its code says. */
  readonly doubtful: boolean;
};

const sure = (value: number): Conversion => ({ value, doubtful: false });
const REFUSED: Conversion = { value: null, doubtful: false };

/** A sender's number in the parameter's unit, or null where no such conversion exists. */
export function toParameterUnit(parameter: NumericParameter, value: number, unit: UnitKind): Conversion {
  const own = PARAMETER_UNITS[parameter];
  switch (own) {
    case '/min': {
      if (!RATES.includes(unit)) return REFUSED;
      const wrong = parameter === 'respiratoryRate' ? 'beatsPerMinute' : 'breathsPerMinute';
      return { value, doubtful: unit === wrong };
    }
    case '%':
      if (unit === 'percent') return sure(value);
      if (unit !== 'ratio') return REFUSED;
      // Perfusion without a dimension is the same number other makers print with a percent sign (Philips "Perf").
      if (parameter === 'perfusionIndex') return sure(value);
      return value <= 1 ? sure(toHundredths(100 * value)) : REFUSED;
    case 'mm[Hg]':
      if (unit === 'mmHg') return sure(toWhole(value));
      return unit === 'kPa' ? sure(toWhole(value * MMHG_PER_KPA)) : REFUSED;
    case 'Cel':
      if (unit === 'celsius') return sure(value);
      return unit === 'fahrenheit' ? sure(toHundredths((value - 32) / 1.8)) : REFUSED;
    case 'ms':
      if (unit === 'millisecond') return sure(value);
      return unit === 'second' ? sure(Math.round(value * 1_000)) : REFUSED;
    case 'mm':
      return unit === 'millimetre' ? sure(value) : REFUSED;
    default:
      return assertNever(own);
  }
}

/** Where a sender that names no unit may well mean another one: pressures in kPa, temperatures in Fahrenheit. */
export const needsUnit = (parameter: NumericParameter): boolean =>
  ['mm[Hg]', 'Cel'].includes(PARAMETER_UNITS[parameter]);

/** A number whose unit is not stated, taken for the parameter's own. */
export const asParameterUnit = (parameter: NumericParameter, value: number): number =>
  PARAMETER_UNITS[parameter] === 'mm[Hg]' ? toWhole(value) : value;
