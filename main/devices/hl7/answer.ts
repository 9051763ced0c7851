import type { Instant } from '../../../shared/kernel/units.ts';
import type { Answer } from '../drivers/driver.ts';
import { mllpFrame } from '../framing/mllp.ts';
import { headerBytes } from './message.ts';

export type AnswerCode = Answer['code'];

const CR = 0x0d;
const NOTHING = new Uint8Array(0);
/** A control id is 20 characters in HL7 and up to 199 since v2.7; nobody gets back more than this. */
const ECHOED_BYTES_MAX = 256;
const TEXT_MAX = 80;

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const joined = (parts: readonly Uint8Array[], separator: Uint8Array): Uint8Array =>
  Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part])));

/** 20261122140233+0000 */
const hl7Time = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, '')}+0000`;

/** An acknowledgement itself is not acknowledged (HL7 v2.6, 2.9.2). */
export const wantsAnswer = (message: Uint8Array): boolean => {
  const header = headerBytes(message);
  const type = latin1(header[9] ?? NOTHING);
  const [accept, application] = [latin1(header[15] ?? NOTHING), latin1(header[16] ?? NOTHING)];
  return !/^(?:ACK|MCF)(?:[^A-Za-z0-9]|$)/.test(type) && !(accept === 'NE' && application === 'NE');
};

export type Acknowledgement = {
  readonly code: AnswerCode;
  /** MSA-3, in our own ASCII words; delimiters are taken out. */
  readonly text: string;
  /** MSH-10 of the answer: ours. */
  readonly controlId: string;
  readonly at: Instant;
};

/**
 * The answer to one message, framed: MSH with the two ends swapped, MSA with the sender's MSH-10 byte for
 * byte. It speaks the sender's delimiters and character set, for bytes are only copied.
 *
 * Always AA, AE or AR, also to a sender in enhanced mode that asks for an accept acknowledgement (MSH-15):
 * nothing is answered here before it is on disk, so the application's word is the stronger one, and a sender
 * that knows only the original mode takes anything else for a failure.
 * @param message a message without MSH is answered too, with no control id to name
 */
export function acknowledge(message: Uint8Array, { code, text, controlId, at }: Acknowledgement): Uint8Array {
  const header = headerBytes(message);
  const readable = header.length > 2;
  const field = (n: number): Uint8Array => (header[n] ?? NOTHING).subarray(0, ECHOED_BYTES_MAX);
  const separator = readable ? field(1) : ascii('|');
  const encoding = readable ? field(2) : ascii('^~\\&');
  const component = latin1(encoding.subarray(0, 1)) || '^';
  const trigger = latin1(field(9)).split(component)[1] ?? '';
  const type = /^[A-Z]\d\d$/.test(trigger) ? `ACK${component}${trigger}${component}ACK` : 'ACK';
  const version = readable && field(12).length > 0 ? field(12) : ascii('2.6');
  const processing = readable && field(11).length > 0 ? field(11) : ascii('P');
  const msh = [
    joined([ascii('MSH'), encoding], separator),
    field(5),
    field(6),
    field(3),
    field(4),
    ascii(hl7Time(at)),
    NOTHING,
    ascii(type),
    ascii(controlId),
    processing,
    version,
    // The character set of what is echoed, where it is not plain ASCII.
    ...(field(18).length > 0 ? [NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, field(18)] : []),
  ];
  const words = ascii(text.replace(/[^A-Za-z0-9 ,.:;()-]/g, ' ').slice(0, TEXT_MAX));
  const msa = [ascii('MSA'), ascii(code), field(10), ...(words.length > 0 ? [words] : [])];
  const end = Uint8Array.of(CR);
  return mllpFrame(Buffer.concat([joined(msh, separator), end, joined(msa, separator), end]));
}

/** What to send once the message is stored, and what if it could not be. */
export function answerTo(message: Uint8Array, said: Acknowledgement): Answer {
  const notStored = { ...said, code: said.code === 'AR' ? 'AR' : 'AE', text: 'not stored, send again' } as const;
  return {
    code: said.code,
    controlId: latin1((headerBytes(message)[10] ?? NOTHING).subarray(0, ECHOED_BYTES_MAX)),
    stored: acknowledge(message, said),
    notStored: acknowledge(message, notStored),
  };
}
