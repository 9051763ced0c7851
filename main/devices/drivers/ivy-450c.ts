import type { Instant } from '../../../shared/kernel/units.ts';
import type { Decoded, Decoder, Driver, Message, Problem } from './driver.ts';
import { readIvyText } from './ivy-450c-text.ts';

/**
 * The Ivy 450C's "ANSAR-B" output, as seen in a real capture (docs/drivers/ivy-450c.md): about once a second
 * 0xFF, "ANSAR-B ", 400 bytes of waves, lines ended by CR, 0xFE. No checksum, no time, no patient.
 */
const START = 0xff;
const HEADER = Uint8Array.from([START, ...new TextEncoder().encode('ANSAR-B ')]);
const END = 0xfe;
const WAVE_BYTES = 400;
const TEXT_STARTS = HEADER.length + WAVE_BYTES;
/** The capture's text is 152 bytes; ten times that is no 450C. */
const TEXT_MAX = 1_520;
/** How much junk is passed over before it is named: a wrong baud rate must not stay silent. */
const JUNK_REPORT_BYTES = 4_096;

const isText = (byte: number): boolean => byte === 0x0d || (byte >= 0x20 && byte < 0x7f);

/** Where the next header begins, whole or cut off by the end of what we have; `bytes.length` when nowhere. */
function findHeader(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(START, from); at !== -1; at = bytes.indexOf(START, at + 1)) {
    const seen = Math.min(HEADER.length, bytes.length - at);
    if (HEADER.every((byte, i) => i >= seen || bytes[at + i] === byte)) return at;
  }
  return bytes.length;
}

type Frame =
  | { readonly kind: 'whole'; readonly end: number }
  | { readonly kind: 'wanting' }
  | { readonly kind: 'broken'; readonly why: string };

/** Judges the frame that begins with a header at `start`. Waves are counted, never searched: they hold any byte. */
function frameAt(bytes: Uint8Array, start: number): Frame {
  for (let at = start + TEXT_STARTS; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === END) return { kind: 'whole', end: at };
    if (byte === undefined || !isText(byte))
      return { kind: 'broken', why: 'a byte that is no text where the text should be' };
    if (at - start - TEXT_STARTS >= TEXT_MAX) return { kind: 'broken', why: 'the text does not end' };
  }
  return { kind: 'wanting' };
}

/** Holds at most one half-read frame (about 2 KB) and a count of what was passed over. */
function decoder(): Decoder {
  let held: Uint8Array = new Uint8Array(0);
  let junk = 0;
  /** Bytes of the stream before `held`. */
  let consumed = 0;

  const skip = (count: number): void => {
    held = held.subarray(count);
    consumed += count;
  };
  const nameJunk = (discarded: Problem[], enough: number): void => {
    if (junk < enough) return;
    const text = `${junk} bytes that belong to no message`;
    discarded.push({ severity: 'warning', code: 'bytes-skipped', at: `byte ${consumed - junk}`, text });
    junk = 0;
  };
  const passOver = (count: number, discarded: Problem[]): void => {
    // In steps, so that what is reported does not depend on how the bytes were cut on their way here.
    for (let left = count; left > 0; ) {
      const step = Math.min(left, JUNK_REPORT_BYTES - junk);
      skip(step);
      junk += step;
      left -= step;
      nameJunk(discarded, JUNK_REPORT_BYTES);
    }
  };

  const takeFrame = (end: number, messages: Message[], discarded: Problem[]): void => {
    const text = new TextDecoder('latin1').decode(held.subarray(TEXT_STARTS, end));
    const reading = readIvyText(text);
    if (reading === null) {
      const why = 'the text does not begin with HR=: wave bytes were lost or added on the line';
      discarded.push({ severity: 'error', code: 'frame-misaligned', at: `byte ${consumed}`, text: why });
      passOver(1, discarded);
      return;
    }
    messages.push({
      raw: held.slice(1, end),
      timed: false,
      sentAt: null,
      patientId: null,
      location: null,
      ...reading,
      faults: [],
      answer: null,
    });
    skip(end + 1);
  };

  const drain = (): Decoded => {
    const messages: Message[] = [];
    const discarded: Problem[] = [];
    for (;;) {
      passOver(findHeader(held, 0), discarded);
      if (held.length < HEADER.length) break;
      nameJunk(discarded, 1);
      const frame = frameAt(held, 0);
      if (frame.kind === 'wanting') break;
      if (frame.kind === 'whole') takeFrame(frame.end, messages, discarded);
      else {
        discarded.push({ severity: 'error', code: 'frame-broken', at: `byte ${consumed}`, text: frame.why });
        passOver(1, discarded);
      }
    }
    // What is kept must not pin the larger buffer that it is a view of.
    held = held.slice();
    return { messages, discarded, reply: [], close: false };
  };

  return {
    push(bytes: Uint8Array, _receivedAt: Instant) {
      const joined = new Uint8Array(held.length + bytes.length);
      joined.set(held);
      joined.set(bytes, held.length);
      held = joined;
      return drain();
    },
    end() {
      const discarded: Problem[] = [];
      nameJunk(discarded, 1);
      if (held.length > 0) {
        const text = `the line ended within a frame, ${held.length} bytes into it`;
        discarded.push({ severity: 'warning', code: 'frame-cut', at: `byte ${consumed}`, text });
      }
      held = new Uint8Array(0);
      return { messages: [], discarded, reply: [], close: false };
    },
  };
}

export const ivy450c: Driver = {
  name: 'ivy-450c',
  // As the capture's own project sets its port (OpenICE, Ivy450C.java).
  serial: { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, rtscts: false },
  poll: null,
  decoder,
};
