import { assertNever } from '../../../shared/kernel/result.ts';
import type { NumericParameter, Validity } from '../../../shared/vitals/observation.ts';
import type { Problem } from '../drivers/driver.ts';
import { clipped, type Delimiters, rawComponents, repetitions, unescaped } from './field.ts';
import type { ObservationRow } from './observation-row.ts';
import { isSentinel, plausibility } from './plausibility.ts';
import { asParameterUnit, needsUnit, readUnit, toParameterUnit } from './units.ts';

type NumericValue = { readonly value: number | null; readonly validity: Validity };
export type NumericReading = {
  /** One for each repetition of OBX-5; none where the unit is refused. */
  readonly values: readonly NumericValue[];
  readonly problems: readonly Problem[];
};

/** What stands where a number should, when there is none. */
const PLACEHOLDER = /^(?:-+|\?+|\*+|""|n\/?a|nan|null|none|off)?$/i;
/** NM (HL7 v2.6, 2.A.47): a sign, digits, a point; no exponent, no comma. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const NUMBER_CHARACTERS_MAX = 32;
const VALUE_TYPES = ['NM', 'ST', 'SN', ''];

const MISSING: NumericValue = { value: null, validity: 'missing' };
const INVALID: NumericValue = { value: null, validity: 'invalid' };

/**
 * What OBX-8 and OBX-11 leave of a row's number: all of it, a doubt, or nothing.
 * X cannot be had, D deleted, W wrong (HL7 table 0085); N not asked, I pending, O only ordered. DEMO and TEST
 * (IHE PCD DEC, OBX-8) are nobody's values.
 */
function standing({ flags, status }: ObservationRow): 'taken' | 'doubted' | NumericValue {
  if (['X', 'D', 'W'].includes(status)) return INVALID;
  if (['N', 'I', 'O'].includes(status)) return MISSING;
  if (flags.some((flag) => ['DEMO', 'TEST', 'INV', 'CALIB'].includes(flag))) return INVALID;
  if (flags.includes('NAV')) return MISSING;
  return flags.includes('QUES') ? 'doubted' : 'taken';
}

/** The number's text in one repetition: SN puts a comparator before it, and only "equal" is a measurement. */
function numberText(repetition: string, valueType: string, delimiters: Delimiters): string | null {
  const parts = rawComponents(repetition, delimiters).map((part) => unescaped(part, delimiters).trim());
  if (valueType !== 'SN') return parts.slice(1).every((part) => part === '') ? (parts[0] ?? '') : null;
  const [comparator = '', number = '', ...rest] = parts;
  return ['', '='].includes(comparator) && rest.every((part) => part === '') ? number : null;
}

/** The numbers of a row that is known to be `parameter`, in its unit, each judged. Never 0 for "nothing". */
export function readNumbers(
  row: ObservationRow,
  parameter: NumericParameter,
  doubtful: boolean,
  delimiters: Delimiters,
): NumericReading {
  const problems: Problem[] = [];
  const say = (severity: Problem['severity'], code: string, field: number, text: string): void => {
    problems.push({ severity, code, at: `${row.at}-${field}`, text });
  };
  const stands = standing(row);
  const texts = repetitions(row.value, delimiters).map((text) => numberText(text, row.valueType, delimiters));

  const judged = (text: string | null): NumericValue | null => {
    if (typeof stands === 'object') return stands;
    if (text !== null && PLACEHOLDER.test(text)) return MISSING;
    const readable = VALUE_TYPES.includes(row.valueType) && text !== null && text.length <= NUMBER_CHARACTERS_MAX;
    if (!readable || !NUMBER.test(text)) {
      say('warning', 'value-not-numeric', 5, `${parameter} is ${JSON.stringify(clipped(row.value))}`);
      return INVALID;
    }
    const sent = Number(text);
    const own = inOwnUnit(row, parameter, sent, say);
    if (own === null) return null;
    const plausible = plausibility(parameter, own.value);
    if (plausible === 'impossible') {
      if (!isSentinel(sent)) say('warning', 'implausible', 5, `${parameter} ${clipped(text)} is no measurement`);
      return INVALID;
    }
    const sure = stands === 'taken' && !doubtful && !own.doubtful && plausible === 'usual';
    return { value: own.value, validity: sure ? 'valid' : 'questionable' };
  };

  const values = texts.map(judged).filter((value) => value !== null);
  return { values, problems };
}

type Say = (severity: Problem['severity'], code: string, field: number, text: string) => void;

function inOwnUnit(
  { unit }: ObservationRow,
  parameter: NumericParameter,
  sent: number,
  say: Say,
): { readonly value: number; readonly doubtful: boolean } | null {
  const words = clipped([unit.id, unit.label].filter((part) => part !== '').join('^'));
  const reading = readUnit(unit);
  switch (reading.kind) {
    case 'none': {
      const doubtful = needsUnit(parameter);
      if (doubtful) say('info', 'unit-missing', 6, `${parameter} names no unit`);
      return { value: asParameterUnit(parameter, sent), doubtful };
    }
    case 'unknown':
      say('error', 'unit-unknown', 6, `${parameter} in ${JSON.stringify(words)} is not read`);
      return null;
    case 'contradiction':
      say('error', 'unit-mismatch', 6, `code and name of ${JSON.stringify(words)} are different units`);
      return null;
    case 'known': {
      const { value, doubtful } = toParameterUnit(parameter, sent, reading.unit);
      if (value === null) say('error', 'unit-mismatch', 6, `${parameter} cannot be had from ${JSON.stringify(words)}`);
      else if (doubtful) say('warning', 'unit-mismatch', 6, `${parameter} in ${JSON.stringify(words)}`);
      return value === null ? null : { value, doubtful };
    }
    default:
      return assertNever(reading);
  }
}
