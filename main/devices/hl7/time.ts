import { tzOffset } from '@date-fns/tz';
import { type Instant, instant } from '../../../shared/kernel/units.ts';

/**
 * Why a text gave the time it gave, or none. exact: it carried its zone, or its local time was unique.
 * ambiguous: the hour that is passed twice when clocks go back. skipped: an hour that no clock showed.
 */
export type TimeReading =
  | { readonly kind: 'time'; readonly at: Instant; readonly how: 'exact' | 'ambiguous' | 'skipped' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' };

/** How a message without zones is understood. */
export type TimeContext = {
  /** IANA name of the zone the suite's monitors are set to. */
  readonly zone: string;
  /** Minutes east of UTC that MSH-7 carried: HL7 makes it the default of the whole message (v2.6, 2.14.9.7). */
  readonly messageOffset: number | null;
  readonly receivedAt: Instant;
};

/**
 * DTM as HL7 writes it (v2.6, 2.A.22), and as monitors do: milliseconds with or without their dot, and the
 * ISO 8601 form. A date alone is no time of measurement, so the minute is required.
 */
const DTM = /^(\d{4})-?(\d{2})-?(\d{2})[T ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]?(\d{1,6}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const YEAR_MIN = 1970;
const YEAR_MAX = 2199;

/** Minutes east of UTC at the end of an HL7 time; null where it names no zone. */
export function offsetOf(text: string): number | null {
  const zone = DTM.exec(text.trim())?.[8];
  if (zone === undefined) return null;
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (60 * hours + minutes);
}

/** The fields as if they were UTC, in ms; null where no calendar has that day or no clock that time. */
function localMs(match: RegExpExecArray): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((n) => Number(n ?? 0));
  // 60 is a leap second: the clock that showed it showed the next second with the same right.
  if (year < YEAR_MIN || year > YEAR_MAX || hour > 23 || minute > 59 || second > 60) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const made = new Date(Date.UTC(year, month - 1, day));
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day) return null;
  return ms + Math.floor(Number(`0.${match[7] ?? '0'}`) * 1_000);
}

/**
 * The moment an HL7 time names.
 * Without a zone it is local time of the suite: one that is passed twice takes the moment nearest to
 * receipt, one that was skipped is moved forward by the length of the gap.
 */
export function readTime(text: string, context: TimeContext): TimeReading {
  const plain = text.trim();
  // Mindray sends fourteen zeros, and a single one, for "never" (OBX-14, OBR-7).
  if (/^0*$/.test(plain) || plain === '""') return { kind: 'none' };
  const match = DTM.exec(plain);
  const local = match === null ? null : localMs(match);
  if (match === null || local === null) return { kind: 'unreadable' };
  const offset = match[8] === undefined ? context.messageOffset : offsetOf(plain);
  if (offset !== null) return { kind: 'time', at: instant(local - offset * MINUTE_MS), how: 'exact' };
  if (match[8] !== undefined) return { kind: 'unreadable' };
  return inZone(local, context);
}

/**
 * Any zone's offset changes at most once within two days, so the offsets a day before and a day after are
 * all that can apply. A moment fits when the zone, asked about it, gives the offset it was made with.
 */
function inZone(local: number, { zone, receivedAt }: TimeContext): TimeReading {
  const offsetAt = (ms: number): number => tzOffset(zone, new Date(ms));
  const before = offsetAt(local - DAY_MS);
  const after = offsetAt(local + DAY_MS);
  if (Number.isNaN(before) || Number.isNaN(after)) return { kind: 'unreadable' };
  const candidates = [...new Set([before, after])]
    .map((offset) => ({ offset, ms: local - offset * MINUTE_MS }))
    .filter(({ offset, ms }) => offsetAt(ms) === offset)
    .map(({ ms }) => ms);
  const [first, second] = candidates;
  if (first === undefined) return { kind: 'time', at: instant(local - before * MINUTE_MS), how: 'skipped' };
  if (second === undefined) return { kind: 'time', at: instant(first), how: 'exact' };
  const nearest = Math.abs(first - receivedAt) <= Math.abs(second - receivedAt) ? first : second;
  return { kind: 'time', at: instant(nearest), how: 'ambiguous' };
}
