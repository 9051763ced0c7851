import type { NumericParameter } from '../../../../shared/vitals/observation.ts';
import { bareRefId, type Coded, isRefId, mdcNumber } from './coded.ts';
import { LOINC_ROWS } from './loinc.ts';
import { MDC_ROWS, type MdcRow } from './mdc.ts';
import { type Meaning, meaningOfUse, NOT_OURS, parameterMeaning, UNKNOWN } from './meaning.ts';
import { BIOLIGHT_BHC, MINDRAY_PDS, NIHON_KOHDEN } from './vendors.ts';

const MDC_BY_NUMBER = new Map(MDC_ROWS.map((row) => [row.number, row] as const));
const MDC_BY_REF_ID = new Map(MDC_ROWS.flatMap((row) => row.refIds.map((refId) => [refId, row] as const)));
const LOINC = new Map(LOINC_ROWS.map(({ code, use }) => [code, use] as const));

const MDC_SYSTEMS = ['MDC', 'MDIL', 'ISO11073', 'IEEE11073', '11073_10101', 'urn:iso:std:iso:11073:10101'];
const LOINC_SYSTEMS = ['LN', 'LOINC', 'http://loinc.org'];

/**
 * Plain words beside a code, only ever used to contradict it. A word alone identifies nothing: AF is a
 * respiration rate in one German feed.
 */
const WORDS: Readonly<Record<string, NumericParameter>> = {
  hr: 'heartRate',
  heartrate: 'heartRate',
  pr: 'pulseRate',
  pulse: 'pulseRate',
  pulserate: 'pulseRate',
  spo2: 'spo2',
  'spo₂': 'spo2',
  pi: 'perfusionIndex',
  rr: 'respiratoryRate',
  resp: 'respiratoryRate',
  resprate: 'respiratoryRate',
  respiratoryrate: 'respiratoryRate',
  respirationrate: 'respiratoryRate',
  temp: 'temperature',
  temperature: 'temperature',
  bodytemperature: 'temperature',
  etco2: 'etco2',
  nbps: 'nibpSystolic',
  nbpd: 'nibpDiastolic',
  nbpm: 'nibpMean',
  abps: 'abpSystolic',
  abpd: 'abpDiastolic',
  abpm: 'abpMean',
};
const parameterOfWord = (label: string): NumericParameter | null =>
  WORDS[label.toLowerCase().replace(/[\s_.-]/g, '')] ?? null;

const isRate = (parameter: NumericParameter): boolean => parameter === 'heartRate' || parameter === 'pulseRate';

const contradiction = (text: string): Meaning => ({ kind: 'contradiction', text });

/** Does the word beside a code agree with it? Between heart and pulse rate the weaker claim, pulse, is always true. */
function besideWord(meaning: Meaning, label: string): Meaning {
  const word = parameterOfWord(label);
  if (meaning.kind !== 'parameter' || word === null || word === meaning.parameter) return meaning;
  if (isRate(word) && isRate(meaning.parameter)) return parameterMeaning('pulseRate');
  return contradiction(`the code is ${meaning.parameter}, its name is ${word}`);
}

/** A number and its RefId must name the same row; two rows of one parameter are read, but doubted. */
function mdcMeaning({ id, label }: Coded): Meaning {
  const number = mdcNumber(id);
  const byName = isRefId(label) ? label : number === null && isRefId(id) ? id : null;
  const byNumber = number === null ? undefined : MDC_BY_NUMBER.get(number);
  if (byName === null) return byNumber === undefined ? UNKNOWN : besideWord(meaningOfUse(byNumber.use), label);
  const named = MDC_BY_REF_ID.get(bareRefId(byName));
  // The containment tree and the attributes of a reading are no readings, whatever their numbers.
  if (/^MDC_(?:DEV|ATTR)_/.test(byName)) return isParameter(byNumber) ? disagree(number, byName) : NOT_OURS;
  if (byNumber === named)
    return named === undefined ? UNKNOWN : besideWord(meaningOfUse(named.use), isRefId(label) ? '' : label);
  if (number === null && named !== undefined) return besideWord(meaningOfUse(named.use), isRefId(label) ? '' : label);
  if (byNumber !== undefined && byNumber.use === named?.use && isParameter(byNumber)) {
    return { kind: 'parameter', parameter: byNumber.use, doubtful: true };
  }
  return isParameter(byNumber) || isParameter(named) ? disagree(number, byName) : NOT_OURS;
}

const isParameter = (row: MdcRow | undefined): row is MdcRow & { readonly use: NumericParameter } =>
  row !== undefined && row.use !== 'not-ours' && row.use !== 'rhythm' && row.use !== 'alarm';

const disagree = (number: number | null, name: string): Meaning =>
  contradiction(`${number ?? 'no number'} is not the number of ${name.slice(0, 60)}`);

/** Codes that need what stands around them to mean anything. */
function vendorMeaning({ id, label, system }: Coded, place: string): Meaning {
  if (system === 'BHC') {
    const parameter = BIOLIGHT_BHC.get(id);
    return parameter === undefined ? UNKNOWN : besideWord(parameterMeaning(parameter), label);
  }
  if (system === 'WAP') return id === 'Heart Rate' ? parameterMeaning('heartRate') : UNKNOWN;
  if (system !== '') return UNKNOWN;
  if (/^2[12]\d\d$/.test(place) && /^\d{1,4}$/.test(id)) {
    const parameter = MINDRAY_PDS.get(`${id}@${place}`);
    return parameter === undefined ? NOT_OURS : besideWord(parameterMeaning(parameter), label);
  }
  const kohden = NIHON_KOHDEN.get(id);
  return kohden?.label.test(label) ? parameterMeaning(kohden.parameter) : UNKNOWN;
}

function meaningOfOne(code: Coded, place: string): Meaning {
  if (MDC_SYSTEMS.includes(code.system)) return mdcMeaning(code);
  if (LOINC_SYSTEMS.includes(code.system)) {
    const use = LOINC.get(code.id);
    return use === undefined ? UNKNOWN : besideWord(meaningOfUse(use), code.label);
  }
  return vendorMeaning(code, place);
}

/**
 * What a row is, by its code in OBX-3 and the alternate code beside it.
 * @param place OBX-4: the module number is part of Mindray's codes
 */
export function meaningOf(code: Coded, alternate: Coded, place: string): Meaning {
  const first = meaningOfOne(code, place);
  const second = alternate.id === '' ? UNKNOWN : meaningOfOne(alternate, place);
  if (first.kind === 'unknown') return second;
  if (first.kind !== 'parameter' || second.kind !== 'parameter' || first.parameter === second.parameter) {
    return second.kind === 'contradiction' ? second : first;
  }
  if (isRate(first.parameter) && isRate(second.parameter)) return parameterMeaning('pulseRate');
  return contradiction(`its two codes are ${first.parameter} and ${second.parameter}`);
}
