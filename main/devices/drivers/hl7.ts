import type { Instant } from '../../../shared/kernel/units.ts';
import { createMllpSplitter, MLLP_FRAME_BYTES_MAX, type MllpPiece } from '../framing/mllp.ts';
import { acknowledge } from '../hl7/answer.ts';
import { type ReadContext, readFrame } from '../hl7/read-frame.ts';
import type { Decoded, Decoder, DecoderContext, Driver, Message, Problem } from './driver.ts';

const FS = 0x1c;

const DISCARD_WORDS = {
  junk: 'bytes outside any frame',
  'empty-frame': 'a frame with nothing in it',
  'frame-cut': 'a frame that broke off; it is not joined to what follows',
  'frame-too-long': 'a frame longer than any message',
} as const;

const problemOf = ({ reason, offset, length }: Extract<MllpPiece, { kind: 'discard' }>): Problem => ({
  severity: reason === 'junk' || reason === 'empty-frame' ? 'warning' : 'error',
  code: reason,
  at: `byte ${offset}`,
  text: `${length} bytes: ${DISCARD_WORDS[reason]}`,
});

/** Distinct for as long as a connection lives, and from the one before it. */
function controlIds(): (at: Instant) => () => string {
  let last = 0;
  return (at) => () => {
    last += 1;
    return `CS${at.toString(36)}-${last}`;
  };
}

/** HL7 in MLLP frames, as it comes over TCP and over some serial lines. */
export function createHl7Decoder({ zone }: DecoderContext, frameBytesMax = MLLP_FRAME_BYTES_MAX): Decoder {
  const splitter = createMllpSplitter(frameBytesMax);
  const idsAt = controlIds();

  const decodedFrom = (pieces: readonly MllpPiece[], context: ReadContext): Decoded => {
    const messages: Message[] = [];
    const discarded: Problem[] = [];
    const reply: Uint8Array[] = [];
    for (const piece of pieces) {
      if (piece.kind === 'frame') {
        messages.push(...readFrame(piece.bytes, context));
        continue;
      }
      discarded.push(problemOf(piece));
      // Sending it again would not make it shorter, so it is rejected for good.
      if (piece.reason === 'frame-too-long') {
        const said = {
          code: 'AR',
          text: 'frame too long',
          controlId: context.nextControlId(),
          at: context.receivedAt,
        } as const;
        reply.push(acknowledge(piece.head, said));
      }
    }
    return { messages, discarded, reply, close: reply.length > 0 };
  };

  return {
    push: (bytes, receivedAt) =>
      decodedFrom(splitter.push(bytes), { zone, receivedAt, nextControlId: idsAt(receivedAt) }),
    end: () => ({
      messages: [],
      discarded: splitter.end().flatMap((p) => (p.kind === 'discard' ? [problemOf(p)] : [])),
      reply: [],
      close: false,
    }),
  };
}

/** HL7 that was saved without its framing: the whole is one frame, or several with FS between them. */
export function readBareHl7(bytes: Uint8Array, { zone }: DecoderContext, receivedAt: Instant): readonly Message[] {
  const context = { zone, receivedAt, nextControlId: controlIds()(receivedAt) };
  const messages: Message[] = [];
  let start = 0;
  while (start < bytes.length) {
    const fs = bytes.indexOf(FS, start);
    const part = bytes.subarray(start, fs === -1 ? bytes.length : fs);
    if (part.some((byte) => byte > 0x20)) messages.push(...readFrame(part, context));
    start += part.length + 1;
  }
  return messages;
}

export const hl7Driver: Driver = {
  name: 'hl7',
  // Philips Efficia CM and others that export HL7 over RS-232 (Efficia Data Export Guide).
  serial: { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, rtscts: false },
  poll: null,
  decoder: (context) => createHl7Decoder(context),
};
