import type { Problem } from '../drivers/driver.ts';
import { decodeText } from './charset.ts';
import { clipped, components, type Delimiters, unescaped } from './field.ts';

export type Segment = {
  readonly name: string;
  /** Counted from 1 among the segments of its name: the 4 in OBX[4]. */
  readonly ordinal: number;
  /** `fields[n]` is field n as it stands, still escaped; MSH-1 and MSH-2 count as fields, as HL7 has it. */
  readonly fields: readonly string[];
};

export type Hl7Message = {
  readonly delimiters: Delimiters;
  readonly segments: readonly Segment[];
  readonly problems: readonly Problem[];
};

/** The fullest message seen has 137 segments; a frame of line ends must not occupy the station. */
export const SEGMENTS_MAX = 1_000;
const FIELDS_MAX = 512;
/** Lines beyond it are as good as beyond SEGMENTS_MAX: what is wrapped that often is no message. */
const LINES_MAX = 10_000;
const BROKEN_LINES_TOLD_MAX = 20;
const CR = 0x0d;
const LF = 0x0a;
const NUL = 0x00;

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** MSH and what may part its fields: neither a letter, nor a digit, nor white space, nor a control character. */
const beginsMessage = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x4d &&
  bytes[at + 1] === 0x53 &&
  bytes[at + 2] === 0x48 &&
  /[!-/:-@[-`{-~]/.test(String.fromCharCode(bytes[at + 3] ?? 0));

/** Line breaks, blanks, NUL and a byte order mark may stand before a message without being lost content. */
const isBlank = (byte: number): boolean => byte <= 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf;

/** What one frame holds: monitors and batch files put several messages into one. */
export type FrameContent = {
  /** Bytes before the first MSH that are neither blank nor a batch header (FHS, BHS). */
  readonly lead: Uint8Array | null;
  readonly messages: readonly Uint8Array[];
};

/** Cuts a frame where a line begins with MSH. Line ends are never part of a character in HL7's character sets. */
export function messagesIn(frame: Uint8Array): FrameContent {
  const starts: number[] = [];
  let lineStart = true;
  for (let at = 0; at < frame.length; at += 1) {
    const byte = frame[at] ?? NUL;
    if (lineStart && byte === 0x4d && beginsMessage(frame, at)) starts.push(at);
    lineStart = byte === CR || byte === LF || (lineStart && isBlank(byte));
  }
  const lead = frame.subarray(0, starts[0] ?? frame.length);
  const leadText = latin1(lead.subarray(0, 256));
  const harmless = lead.every(isBlank) || /^\s*(?:FHS|BHS)[^A-Za-z0-9\s]/.test(leadText);
  return {
    lead: harmless ? null : lead,
    messages: starts.map((start, i) => frame.subarray(start, starts[i + 1] ?? frame.length)),
  };
}

/** The bytes of MSH up to its end, cut at the field separator; `[n]` is MSH-n. Empty where there is no MSH. */
export function headerBytes(message: Uint8Array): readonly Uint8Array[] {
  if (!beginsMessage(message, 0)) return [];
  const separator = message[3];
  const fields = [message.subarray(0, 3), message.subarray(3, 4)];
  let start = 4;
  for (let at = 4; at <= message.length && fields.length < FIELDS_MAX; at += 1) {
    const byte = message[at];
    const ends = byte === undefined || byte === CR || byte === LF;
    if (!ends && byte !== separator) continue;
    fields.push(message.subarray(start, at));
    start = at + 1;
    if (ends) break;
  }
  return fields;
}

const warning = (code: string, at: string, text: string): Problem => ({ severity: 'warning', code, at, text });

/**
 * MSH-2 names, in order: component, repetition, escape, subcomponent. One that is three long has lost
 * either the escape or the subcomponent character; a backslash tells which.
 */
function delimitersOf(field: string, encoding: string): { delimiters: Delimiters; problems: readonly Problem[] } {
  const [component = '^', repetition = '~', third, fourth] = encoding;
  const short = encoding.length < 4;
  const thirdEscapes = !short || third === '\\';
  const delimiters = {
    field,
    component,
    repetition,
    escape: thirdEscapes ? (third ?? null) : null,
    subcomponent: short && !thirdEscapes ? (third ?? null) : (fourth ?? null),
  };
  const problems: Problem[] = [];
  if (short)
    problems.push(warning('msh2-short', 'MSH-2', `${JSON.stringify(encoding)} names ${encoding.length} of four`));
  const used = [field, ...encoding.split('')];
  if (new Set(used).size !== used.length || /[A-Za-z0-9\s]/.test(encoding)) {
    const text = `${JSON.stringify(clipped(encoding, 12))} names a character twice, or a letter or digit`;
    problems.push({ severity: 'error' as const, code: 'msh2-unusable', at: 'MSH-2', text });
  }
  return { delimiters, problems };
}

/**
 * The segments of one message that begins with MSH. Never throws.
 * Segments end with CR, LF or both. A line that begins with the field separator goes on where the last
 * segment broke off. Any other line that is no segment is kept in the field it broke, with its line break,
 * so that a number cut in two cannot pass for a shorter number.
 */
export function lexMessage(bytes: Uint8Array): Hl7Message {
  const header = headerBytes(bytes);
  const declared = latin1(header[18] ?? new Uint8Array(0));
  const field = String.fromCharCode(bytes[3] ?? 0x7c);
  const { delimiters, problems } = delimitersOf(field, latin1(header[2] ?? new Uint8Array(0)));
  const { text, problems: charsetProblems } = decodeText(bytes, declared.split(delimiters.repetition)[0] ?? '');
  const { lines, problems: lineProblems } = segmentLines(text, field);
  const counts = new Map<string, number>();
  const segments = lines.slice(0, SEGMENTS_MAX).map((line): Segment => {
    const parts = line.split(field, FIELDS_MAX);
    const name = parts[0] ?? '';
    const ordinal = (counts.get(name) ?? 0) + 1;
    counts.set(name, ordinal);
    return { name, ordinal, fields: name === 'MSH' ? ['MSH', field, ...parts.slice(1)] : parts };
  });
  const all = [...problems, ...charsetProblems, ...lineProblems];
  if (lines.length > SEGMENTS_MAX) {
    all.push({
      severity: 'error',
      code: 'too-many-segments',
      at: `segment ${SEGMENTS_MAX + 1}`,
      text: `${lines.length} segments`,
    });
  }
  return { delimiters, segments, problems: all };
}

const escapedForPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Lines as segments, those that broke off put together again. */
function segmentLines(text: string, field: string): { lines: readonly string[]; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const pieces: string[][] = [];
  const separator = escapedForPattern(field);
  const segment = new RegExp(`^[A-Z][A-Z0-9]{2}(?:${separator}|$)`);
  const broken = (code: string, says: string): void => {
    const name = pieces.at(-1)?.[0]?.slice(0, 3) ?? '';
    if (problems.length < BROKEN_LINES_TOLD_MAX) problems.push(warning(code, name, says));
  };
  for (const raw of text.split(/[\r\n]+/, LINES_MAX)) {
    const line = raw.replace(/^[\s\u0000]+/, '');
    const last = pieces.at(-1);
    if (line === '') continue;
    if (last === undefined || segment.test(line)) pieces.push([line]);
    else if (line.startsWith(field)) {
      last.push(line);
      broken('segment-wrapped', 'a segment goes on in the next line');
    } else {
      last.push(`\n${line}`);
      broken('segment-broken', `a line of ${line.length} characters that is no segment`);
    }
  }
  const lines = pieces.map((parts) => parts.join(''));
  const joined = new RegExp(`[^A-Z0-9${separator}](?:PID|PV1|OBR|OBX)${separator}`);
  if (lines.some((line) => joined.test(line))) {
    const says = 'segments without a line end between them: what stands behind the first of a line is lost';
    problems.push({ severity: 'error', code: 'segments-joined', at: 'MSH', text: says });
  }
  return { lines, problems };
}

export const firstSegment = (message: Hl7Message, name: string): Segment | null =>
  message.segments.find((segment) => segment.name === name) ?? null;

/** A field's first repetition, first component, unescaped and trimmed; empty where there is none. */
export const fieldText = (message: Hl7Message, segment: Segment | null, field: number): string =>
  components(segment?.fields[field] ?? '', message.delimiters)[0] ?? '';

/** A whole field as text: its delimiters stay as they are. */
export const fieldWhole = (message: Hl7Message, segment: Segment | null, field: number): string =>
  unescaped(segment?.fields[field] ?? '', message.delimiters);
