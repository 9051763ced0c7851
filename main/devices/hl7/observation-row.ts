import { meaningOf } from './codes/code-lookup.ts';
import { type Coded, codedFrom } from './codes/coded.ts';
import type { Meaning } from './codes/meaning.ts';
import { components, type Delimiters, repetitions, unescaped } from './field.ts';
import type { Hl7Message, Segment } from './message.ts';

/** One OBX with its fields named, its code looked up, and the group it stands in. */
export type ObservationRow = {
  /** OBX[4], as problems name it. */
  readonly at: string;
  readonly valueType: string;
  readonly code: Coded;
  readonly alternate: Coded;
  readonly meaning: Meaning;
  /** OBX-4: the row's place in the containment tree (1.7.4.147842), or a maker's module number. */
  readonly place: string;
  /** OBX-5 as it stands, still escaped. */
  readonly value: string;
  readonly unit: Coded;
  /** OBX-8: DEMO, QUES, or an alarm's kind and priority. */
  readonly flags: readonly string[];
  /** OBX-11. */
  readonly status: string;
  /** OBX-14. */
  readonly time: string;
  /** OBX-17: how it was measured, all of its parts in one text. */
  readonly method: string;
  /** The OBR it stands under, counted from 0; -1 before the first. */
  readonly group: number;
};

export type ObservationGroup = { readonly time: string };

/** OBX-4 may repeat what stands in front of it; a place names at most device, subsystem, channel, metric, facet. */
const PLACE_CHARACTERS_MAX = 64;

function rowOf(segment: Segment, group: number, delimiters: Delimiters): ObservationRow {
  const field = (n: number): string => segment.fields[n] ?? '';
  const first = (n: number): string => components(field(n), delimiters)[0] ?? '';
  const identifier = components(field(3), delimiters);
  const code = codedFrom(identifier);
  const alternate = codedFrom(identifier, 3);
  const place = first(4).slice(0, PLACE_CHARACTERS_MAX);
  return {
    at: `OBX[${segment.ordinal}]`,
    valueType: first(2).toUpperCase(),
    code,
    alternate,
    meaning: meaningOf(code, alternate, place),
    place,
    value: field(5),
    unit: codedFrom(components(field(6), delimiters)),
    flags: repetitions(field(8), delimiters).map((flag) => unescaped(flag, delimiters).trim().toUpperCase()),
    status: first(11).toUpperCase(),
    time: first(14),
    method: components(field(17), delimiters).join(' '),
    group,
  };
}

/** Every OBX of a message, in order, and the OBRs they stand under. */
export function rowsOf(message: Hl7Message): {
  readonly rows: readonly ObservationRow[];
  readonly groups: readonly ObservationGroup[];
} {
  const groups: ObservationGroup[] = [];
  const rows: ObservationRow[] = [];
  for (const segment of message.segments) {
    if (segment.name === 'OBR') {
      groups.push({ time: components(segment.fields[7] ?? '', message.delimiters)[0] ?? '' });
    } else if (segment.name === 'OBX') rows.push(rowOf(segment, groups.length - 1, message.delimiters));
  }
  return { rows, groups };
}

/** The first three nodes of a place: device, subsystem, channel. */
export const channelOf = (place: string): string => place.split('.').slice(0, 3).join('.');

/** A row of the containment tree: it names a device, a subsystem or a channel and measures nothing. */
export const isContainment = (row: ObservationRow): boolean =>
  /^(?:MDC|MNDRY)_DEV_/.test(row.code.label) || (row.valueType === '' && row.value === '' && row.status === 'X');

/** The subsystems and channels of a message by their place: 1.7.0.0, 1.7.4.0. */
export type Containment = ReadonlyMap<string, string>;

export const containmentOf = (rows: readonly ObservationRow[]): Containment =>
  new Map(rows.filter(isContainment).map(({ place, code }) => [place, code.label] as const));

/**
 * The name of the channel or subsystem a row stands under; empty where the message shows none. Two
 * respiration rates of one code are told apart by nothing else.
 */
export function enclosing({ place }: ObservationRow, containment: Containment): string {
  const [device, subsystem, channel, metric] = place.split('.');
  if (metric === undefined) return '';
  return containment.get(`${device}.${subsystem}.${channel}.0`) ?? containment.get(`${device}.${subsystem}.0.0`) ?? '';
}
