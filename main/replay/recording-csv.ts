import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { type Instant, instant } from '../../shared/kernel/units.ts';
import { RHYTHMS } from '../../shared/vitals/observation.ts';
import { plausibility } from '../devices/hl7/plausibility.ts';
import { asParameterUnit } from '../devices/hl7/units.ts';
import { COLUMNS, type Column, type RecordedParameter, type Recording, type Row } from './recording.ts';

/** Cells that hold no value though they are not empty, or a whole row that cannot be placed. */
export type Faults = {
  /** How many values were skipped. */
  readonly count: number;
  /** The first FAULTS_NAMED_MAX, each a sentence with its line and column. */
  readonly named: readonly string[];
};

export type CsvReading = { readonly recording: Recording; readonly faults: Faults };

const FAULTS_NAMED_MAX = 20;
const TIME = 't_seconds';
const RHYTHM = 'rhythm';

/** A decimal point, an exponent if need be: no comma, no thousands, no hexadecimal. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const NUMBER_CHARACTERS_MAX = 32;
/** Three thousand years: in whole milliseconds still exact. */
const SECONDS_MAX = 1e11;
const SHOWN_CHARACTERS_MAX = 200;

type Header = {
  readonly cells: number;
  readonly time: number;
  readonly measured: readonly { readonly column: Column; readonly index: number }[];
  /** -1 where there is none. */
  readonly rhythm: number;
};

/**
 * Reads a recording. Columns of another name are ignored; a value that is no number, or that no sensor can
 * give, is skipped and named, and a row without a time with all its values. Pressures are rounded half-up to
 * whole mmHg, as a driver does it; everything else keeps its decimals.
 * @returns one sentence where there is nothing to replay: no header, no time, no row, or times that go back
 */
export function readRecordingCsv(text: string): Result<CsvReading, string> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const [first = ''] = lines;
  if (text.trim() === '') return err('the file is empty');
  const header = readHeader(first);
  if (!header.ok) return header;

  const faults = faultList();
  const rows: Row[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const row = readRow(line, index + 1, header.value, faults.add);
    if (row === null) continue;
    const last = rows.at(-1);
    if (last !== undefined && row.at < last.at) {
      return err(`line ${index + 1}: ${TIME} goes back from ${last.at / 1_000} to ${row.at / 1_000}`);
    }
    rows.push(row);
  }
  const [row, ...others] = rows;
  if (row === undefined) return err(`there is no row with a time below the header${faults.inOneSentence()}`);
  return ok({ recording: { rows: [row, ...others] }, faults: faults.all() });
}

const cellsOf = (line: string): readonly string[] =>
  line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

const clipped = (text: string): string =>
  text.length > SHOWN_CHARACTERS_MAX ? `${text.slice(0, SHOWN_CHARACTERS_MAX)}…` : text;

const isColumn = (name: string): name is Column => Object.hasOwn(COLUMNS, name);

function readHeader(line: string): Result<Header, string> {
  const names = cellsOf(line);
  const found = clipped(line.trim());
  if (!names.includes(TIME)) return err(`there is no column ${TIME}; the header found is: ${found}`);
  const known = names.filter((name) => name === TIME || name === RHYTHM || isColumn(name));
  const twice = known.find((name, i) => known.indexOf(name) !== i);
  if (twice !== undefined) return err(`the column ${twice} is there twice; the header found is: ${found}`);
  if (known.length === 1) return err(`there is no column that is judged; the header found is: ${found}`);
  return ok({
    cells: names.length,
    time: names.indexOf(TIME),
    measured: names.flatMap((name, index) => (isColumn(name) ? [{ column: name, index }] : [])),
    rhythm: names.indexOf(RHYTHM),
  });
}

type Fault = (sentence: string) => void;

function readRow(line: string, number: number, header: Header, fault: Fault): Row | null {
  const cells = cellsOf(line);
  if (cells.length > header.cells) {
    // A decimal comma shifts every value after it into its neighbour's column.
    fault(`line ${number}: ${cells.length} cells under ${header.cells} columns, row skipped`);
    return null;
  }
  const at = timeIn(cells[header.time] ?? '');
  if (at === null) {
    fault(`line ${number}, ${TIME}: '${clipped(cells[header.time] ?? '')}' is no time, row skipped`);
    return null;
  }
  const numbers: Partial<Record<RecordedParameter, number>> = {};
  for (const { column, index } of header.measured) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    const value = valueIn(cell, COLUMNS[column]);
    if (value.ok) numbers[COLUMNS[column]] = value.value;
    else fault(`line ${number}, ${column}: '${clipped(cell)}' ${value.error}`);
  }
  const rhythmCell = cells[header.rhythm] ?? '';
  const rhythm = RHYTHMS.find((name) => name === rhythmCell) ?? null;
  if (rhythmCell !== '' && rhythm === null) {
    fault(`line ${number}, ${RHYTHM}: '${clipped(rhythmCell)}' is no rhythm known here`);
  }
  return { at, numbers, rhythm };
}

const numberIn = (cell: string): number | null =>
  cell.length <= NUMBER_CHARACTERS_MAX && NUMBER.test(cell) ? Number(cell) : null;

function timeIn(cell: string): Instant | null {
  const seconds = numberIn(cell);
  return seconds === null || Math.abs(seconds) > SECONDS_MAX ? null : instant(Math.round(seconds * 1_000));
}

function valueIn(cell: string, parameter: RecordedParameter): Result<number, string> {
  const number = numberIn(cell);
  if (number === null) return err('is no number');
  const value = asParameterUnit(parameter, number);
  return plausibility(parameter, value) === 'impossible' ? err('is no measurement') : ok(value);
}

function faultList() {
  const named: string[] = [];
  let count = 0;
  return {
    add: (sentence: string): void => {
      count += 1;
      if (named.length < FAULTS_NAMED_MAX) named.push(sentence);
    },
    all: (): Faults => ({ count, named }),
    inOneSentence: (): string => (named[0] === undefined ? '' : ` (${named[0]})`),
  };
}
