import type {
  NumericObservation,
  NumericParameter,
  Observation,
  RhythmObservation,
  SensorFault,
} from '../../../shared/vitals/observation.ts';
import { PARAMETER_UNITS } from '../../../shared/vitals/observation.ts';
import type { Problem } from '../drivers/driver.ts';
import { bareRefId, codedFrom, codeText, isRefId, mdcNumber } from './codes/coded.ts';
import { RHYTHM_BY_NUMBER } from './codes/rhythms.ts';
import { clipped, components, type Delimiters } from './field.ts';
import { readNumbers } from './numeric-value.ts';
import { type Containment, containmentOf, enclosing, isContainment, type ObservationRow } from './observation-row.ts';
import { doubtInconsistentPressures } from './pressure-check.ts';
import type { RowClock } from './row-time.ts';

export type ObservationsRead = {
  readonly observations: readonly Observation[];
  readonly problems: readonly Problem[];
};

/** "Not understood" is listed row by row up to here, then counted. */
const ROW_PROBLEMS_MAX = 100;

/** A rate taken at the finger, the cuff or an arterial line is a pulse, whatever its code says. */
const PULSE_METHOD = /sp\s*o[2₂]|sat_o2|pleth|puls|\bn?i?bp\b|\bart\b|\babp\b|press|0002-4bb8|150456/i;
const ECG_METHOD = /ecg|ekg/i;

function rateMeant(row: ObservationRow, containment: Containment): 'heartRate' | 'pulseRate' {
  for (const place of [row.method, enclosing(row, containment)]) {
    if (ECG_METHOD.test(place)) return 'heartRate';
    if (PULSE_METHOD.test(place)) return 'pulseRate';
  }
  return 'heartRate';
}

function numericRow(
  row: ObservationRow,
  containment: Containment,
  { parameter: coded, doubtful }: { readonly parameter: NumericParameter; readonly doubtful: boolean },
  delimiters: Delimiters,
  clock: RowClock,
): ObservationsRead {
  const parameter = coded === 'heartRate' ? rateMeant(row, containment) : coded;
  const time = clock.of(row, parameter);
  const { values, problems } = readNumbers(row, parameter, doubtful || time.doubtful, delimiters);
  const observations = values.map(
    ({ value, validity }): NumericObservation => ({
      parameter,
      value,
      unit: PARAMETER_UNITS[parameter],
      validity,
      observedAt: time.observedAt,
      timeBasis: time.timeBasis,
      code: codeText(row.code),
    }),
  );
  return { observations, problems };
}

/**
 * The rhythm a monitor names by code. Prose is never searched for one: "No ST segment changes" and a German
 * AF (respiration) are what such a search finds.
 */
function rhythmRow(row: ObservationRow, delimiters: Delimiters, clock: RowClock): ObservationsRead {
  const said = codedFrom(components(row.value, delimiters));
  const { observedAt, timeBasis, doubtful } = clock.of(row, 'ecgRhythm');
  const observed = (found: Pick<RhythmObservation, 'value' | 'validity'>): ObservationsRead => ({
    observations: [
      { parameter: 'ecgRhythm', ...found, observedAt, timeBasis, code: codeText(said.id === '' ? row.code : said) },
    ],
    problems: [],
  });
  if (['X', 'D', 'W'].includes(row.status) || row.flags.some((flag) => ['DEMO', 'TEST', 'INV'].includes(flag))) {
    return observed({ value: null, validity: 'invalid' });
  }
  if (row.value.trim() === '') return observed({ value: null, validity: 'missing' });
  const number = mdcNumber(said.id);
  const known = number === null || !['MDC', 'MDIL'].includes(said.system) ? undefined : RHYTHM_BY_NUMBER.get(number);
  const agrees = known !== undefined && (!isRefId(said.label) || known.refIds.includes(bareRefId(said.label)));
  if (known === undefined || !agrees) {
    const code = known === undefined ? 'rhythm-not-coded' : 'code-mismatch';
    const text = `rhythm ${JSON.stringify(clipped(row.value))} is not understood`;
    return { observations: [], problems: [{ severity: 'warning', code, at: `${row.at}-5`, text }] };
  }
  if (known.rhythm === null) return observed({ value: null, validity: 'invalid' });
  return observed({ value: known.rhythm, validity: doubtful || row.flags.includes('QUES') ? 'questionable' : 'valid' });
}

function notUnderstood(row: ObservationRow): readonly Problem[] {
  const words = JSON.stringify(clipped(codeText(row.code)));
  if (row.meaning.kind === 'contradiction') {
    return [{ severity: 'error', code: 'code-mismatch', at: `${row.at}-3`, text: `${words}: ${row.meaning.text}` }];
  }
  return [{ severity: 'info', code: 'code-unknown', at: `${row.at}-3`, text: `${words} is in no table` }];
}

/** Every reading in a message's rows, in the order they came, and every row that could not be read. */
export function readObservations(
  rows: readonly ObservationRow[],
  delimiters: Delimiters,
  clock: RowClock,
): ObservationsRead {
  const observations: Observation[] = [];
  const problems: Problem[] = [];
  const containment = containmentOf(rows);
  for (const row of rows) {
    const { meaning } = row;
    if (isContainment(row) || meaning.kind === 'not-ours' || meaning.kind === 'alarm') continue;
    const read =
      meaning.kind === 'parameter'
        ? numericRow(row, containment, meaning, delimiters, clock)
        : meaning.kind === 'rhythm'
          ? rhythmRow(row, delimiters, clock)
          : { observations: [], problems: notUnderstood(row) };
    observations.push(...read.observations);
    problems.push(...read.problems);
  }
  if (rows.some(({ flags }) => flags.includes('DEMO') || flags.includes('TEST'))) {
    problems.push({
      severity: 'warning',
      code: 'demo-data',
      at: 'OBX-8',
      text: 'demonstration or test values are nobody’s',
    });
  }
  const checked = doubtInconsistentPressures(observations);
  const listed = problems.slice(0, ROW_PROBLEMS_MAX);
  if (problems.length > listed.length) {
    const text = `${problems.length - listed.length} more rows with a problem`;
    listed.push({ severity: 'info', code: 'more-problems', at: 'OBX', text });
  }
  return {
    observations: checked.observations,
    problems: [...listed, ...checked.problems, ...severalOfOne(rows, containment, checked.observations)],
  };
}

/** Codes told of, and numbers of each. */
const SEVERAL_TOLD_MAX = 8;

/** Two different numbers under one code: neither may take the other's place unseen. */
function severalOfOne(
  rows: readonly ObservationRow[],
  containment: Containment,
  observations: readonly Observation[],
): readonly Problem[] {
  const byCode = new Map<string, Set<string | number>>();
  for (const { code, value } of observations) {
    if (value !== null) byCode.set(code, (byCode.get(code) ?? new Set()).add(value));
  }
  const several = [...byCode].filter(([, values]) => values.size > 1).slice(0, SEVERAL_TOLD_MAX);
  return several.map(([code, values]): Problem => {
    const places = rows
      .filter((row) => codeText(row.code) === code)
      .map((row) => enclosing(row, containment) || row.place);
    const numbers = [...values].slice(0, SEVERAL_TOLD_MAX).join(', ');
    const text = `${code} comes as ${numbers} (${clipped(places.slice(0, SEVERAL_TOLD_MAX).join(', '), 120)})`;
    return { severity: 'info', code: 'several-values', at: 'OBX', text };
  });
}

/** A lead off among others is no loss of the ECG while beats are still counted. */
export const faultsBeside = (
  faults: readonly SensorFault[],
  observations: readonly Observation[],
): readonly SensorFault[] =>
  faults.filter(
    (fault) =>
      fault !== 'ecgLeadsOff' || !observations.some((o) => o.parameter === 'heartRate' && o.validity === 'valid'),
  );
