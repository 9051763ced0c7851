/**
 * The monitor's side of MLLP: it frames what it says and reads the answers. Written apart from the station's
 * own framing on purpose: one mistake made on both sides of a wire would never show.
 */
const START = 0x0b;
const END = 0x1c;
const RETURN = 0x0d;

export const mllpFrame = (message: Uint8Array): Uint8Array => Uint8Array.from([START, ...message, END, RETURN]);

/** The answer to one message: whose, and MSA-1 (AA is the only good one). */
export type Acknowledgement = { readonly controlId: string; readonly code: string };

/** An acknowledgement is a few hundred bytes; a peer that sends more without an end is not answering us. */
const HELD_MAX = 8_192;

/** MSA-1 and MSA-2 of an HL7 answer, or null when it holds none. The answer may choose its own separator. */
function acknowledgementIn(text: string): Acknowledgement | null {
  const separator = /^MSH(.)/.exec(text)?.[1];
  const msa = text.split(/[\r\n]+/).find((segment) => segment.startsWith('MSA'));
  if (separator === undefined || msa === undefined) return null;
  const [, code, controlId] = msa.split(separator);
  return code === undefined || controlId === undefined ? null : { code, controlId };
}

/** Picks acknowledgements out of a stream that may be cut anywhere; everything else in it is passed over. */
export function createAckReader(): { readonly push: (bytes: Uint8Array) => readonly Acknowledgement[] } {
  let held: Uint8Array = new Uint8Array(0);
  const decoder = new TextDecoder();
  return {
    push(bytes) {
      held = Uint8Array.from([...held, ...bytes]);
      const found: Acknowledgement[] = [];
      for (;;) {
        const start = held.indexOf(START);
        const end = start === -1 ? -1 : held.indexOf(END, start + 1);
        if (end === -1) break;
        const acknowledgement = acknowledgementIn(decoder.decode(held.subarray(start + 1, end)));
        if (acknowledgement !== null) found.push(acknowledgement);
        held = held.slice(end + 1);
      }
      if (held.length > HELD_MAX) held = new Uint8Array(0);
      return found;
    },
  };
}
