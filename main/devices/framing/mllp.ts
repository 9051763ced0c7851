/** HL7's minimal lower layer protocol: VT, the message, FS, CR (HL7 Implementation Guide, appendix C). */
const VT = 0x0b;
const FS = 0x1c;
const CR = 0x0d;
const LF = 0x0a;
const NUL = 0x00;

export const MLLP_FRAME_BYTES_MAX = 1_048_576;
/** How much of a frame that never ends is kept, so that its sender and control id can still be read. */
const HEAD_BYTES_MAX = 8_192;
/** A run of junk is told each time it has grown by this much, not only when it ends. */
const JUNK_TOLD_EVERY_BYTES = 1_048_576;
const KEPT_BUFFER_BYTES_MAX = 65_536;

type MllpDiscard = {
  /**
   * junk: bytes outside any frame. empty-frame: VT FS. frame-cut: a new VT came, or the connection ended,
   * before FS. frame-too-long: more than the bound without FS.
   */
  readonly reason: 'junk' | 'empty-frame' | 'frame-cut' | 'frame-too-long';
  /** Counted from the connection's first byte. */
  readonly offset: number;
  readonly length: number;
  /** The beginning of a frame that grew too long; empty for every other reason. */
  readonly head: Uint8Array;
};

export type MllpPiece =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | ({ readonly kind: 'discard' } & MllpDiscard);

export type MllpSplitter = {
  /** In order of arrival. The frames are copies: they outlive the buffer that was read into. */
  readonly push: (chunk: Uint8Array) => readonly MllpPiece[];
  /** The connection ended: what was half-read is discarded by name. */
  readonly end: () => readonly MllpPiece[];
};

const NOTHING: Uint8Array = new Uint8Array(0);

/** Bytes that may stand between frames without meaning anything: the CR that closes one, line ends, padding. */
const isFiller = (byte: number | undefined): boolean => byte === CR || byte === LF || byte === NUL;

/** A frame's bytes so far, in one buffer that doubles: every byte is copied a bounded number of times. */
function createGatherer() {
  let buffer = NOTHING;
  let length = 0;
  return {
    length: () => length,
    add(bytes: Uint8Array): void {
      const needed = length + bytes.length;
      if (needed > buffer.length) {
        const grown = new Uint8Array(Math.max(needed, 2 * buffer.length, 1_024));
        grown.set(buffer.subarray(0, length));
        buffer = grown;
      }
      buffer.set(bytes, length);
      length = needed;
    },
    /** The first `max` bytes, copied, and the gatherer empty again. */
    take(max: number): Uint8Array {
      const taken = buffer.slice(0, Math.min(max, length));
      length = 0;
      if (buffer.length > KEPT_BUFFER_BYTES_MAX) buffer = NOTHING;
      return taken;
    },
  };
}

/**
 * Cuts a stream of bytes into MLLP frames, however it is chopped: any chunking gives the same frames.
 * A frame ends at FS; the CR that should follow may be missing, late, or alone in the next read.
 * A VT inside a frame means that the sender began anew: what it had sent is discarded, never joined to what
 * follows, for that would give one patient another's numbers.
 * @param frameBytesMax a longer frame is given up; what follows is junk until the next VT
 */
export function createMllpSplitter(frameBytesMax = MLLP_FRAME_BYTES_MAX): MllpSplitter {
  const gathered = createGatherer();
  let inFrame = false;
  /** Where the open frame or run of junk began. */
  let startedAt = 0;
  let seen = 0;
  let junkLength = 0;

  const discard = (reason: MllpDiscard['reason'], length: number, head = NOTHING): MllpPiece => ({
    kind: 'discard',
    reason,
    offset: startedAt,
    length,
    head,
  });

  const junkDone = (): readonly MllpPiece[] => {
    if (junkLength === 0) return [];
    const piece = discard('junk', junkLength);
    junkLength = 0;
    return [piece];
  };

  /** Counts what stands outside frames; the position after it is a VT or the chunk's end. */
  const skipJunk = (chunk: Uint8Array, from: number, to: number): readonly MllpPiece[] => {
    let first = from;
    // Filler counts once there is junk around it, so that a binary blob is told with its true length.
    if (junkLength === 0) while (first < to && isFiller(chunk[first])) first += 1;
    const pieces: MllpPiece[] = [];
    while (first < to) {
      if (junkLength === 0) startedAt = seen + first;
      const length = Math.min(to - first, JUNK_TOLD_EVERY_BYTES - junkLength);
      junkLength += length;
      first += length;
      if (junkLength === JUNK_TOLD_EVERY_BYTES) pieces.push(...junkDone());
    }
    return pieces;
  };

  const openFrame = (at: number): void => {
    inFrame = true;
    startedAt = at;
  };

  /** The frame's bytes up to `end` have arrived and FS stands there. */
  const closeFrame = (rest: Uint8Array): MllpPiece => {
    inFrame = false;
    const length = gathered.length() + rest.length;
    if (length > frameBytesMax) return tooLong(rest);
    if (length === 0) return discard('empty-frame', 2);
    // Not slice(): what sockets give is a Buffer, whose slice() is a view that pins the whole read.
    if (gathered.length() === 0) return { kind: 'frame', bytes: new Uint8Array(rest) };
    gathered.add(rest);
    return { kind: 'frame', bytes: gathered.take(length) };
  };

  const tooLong = (rest: Uint8Array): MllpPiece => {
    inFrame = false;
    const length = gathered.length() + rest.length;
    gathered.add(rest.subarray(0, HEAD_BYTES_MAX));
    return discard('frame-too-long', length, gathered.take(HEAD_BYTES_MAX));
  };

  const cutFrame = (rest: Uint8Array): MllpPiece => {
    const length = 1 + gathered.length() + rest.length;
    gathered.take(0);
    return discard('frame-cut', length);
  };

  return {
    push(chunk) {
      const pieces: MllpPiece[] = [];
      let at = 0;
      /** Found once and kept while it lies ahead: a chunk full of VTs is still read in linear time. */
      let fs = -2;
      while (at < chunk.length) {
        if (!inFrame) {
          const vt = chunk.indexOf(VT, at);
          const end = vt === -1 ? chunk.length : vt;
          pieces.push(...skipJunk(chunk, at, end));
          if (vt === -1) break;
          pieces.push(...junkDone());
          openFrame(seen + vt);
          at = vt + 1;
          continue;
        }
        if (fs !== -1 && fs < at) fs = chunk.indexOf(FS, at);
        const end = fs === -1 ? chunk.length : fs;
        const body = chunk.subarray(at, end);
        const vt = body.indexOf(VT);
        if (vt !== -1) {
          pieces.push(cutFrame(body.subarray(0, vt)));
          openFrame(seen + at + vt);
          at += vt + 1;
        } else if (fs !== -1) {
          pieces.push(closeFrame(body));
          at = fs + 1;
        } else {
          if (gathered.length() + body.length > frameBytesMax) pieces.push(tooLong(body));
          else gathered.add(body);
          at = chunk.length;
        }
      }
      seen += chunk.length;
      return pieces;
    },
    end() {
      if (!inFrame) return junkDone();
      inFrame = false;
      return [cutFrame(NOTHING)];
    },
  };
}

/** The message as it goes on the wire. */
export function mllpFrame(message: Uint8Array): Uint8Array {
  const framed = new Uint8Array(message.length + 3);
  framed[0] = VT;
  framed.set(message, 1);
  framed[framed.length - 2] = FS;
  framed[framed.length - 1] = CR;
  return framed;
}

export const holdsMllpFrame = (bytes: Uint8Array): boolean => bytes.includes(VT);
