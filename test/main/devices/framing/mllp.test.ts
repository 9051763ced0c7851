import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMllpSplitter, type MllpPiece, mllpFrame } from '../../../../main/devices/framing/mllp.ts';
import { bytes, join, text } from '../../../support/hl7-messages.ts';

const said = (pieces: readonly MllpPiece[]): readonly string[] =>
  pieces.map((piece) =>
    piece.kind === 'frame' ? `frame ${text(piece.bytes)}` : `${piece.reason} ${piece.length} at ${piece.offset}`,
  );

/** All that comes of a stream, given in one read or in many. */
function split(chunks: readonly Uint8Array[], frameBytesMax?: number): readonly string[] {
  const splitter = createMllpSplitter(frameBytesMax);
  return said([...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()]);
}

const framed = (body: string): Uint8Array => mllpFrame(bytes(body));

describe('MLLP frames', () => {
  test('one frame, and several in one read', () => {
    expect(split([framed('one')])).toEqual(['frame one']);
    expect(split([join(framed('one'), framed('two'), framed('three'))])).toEqual([
      'frame one',
      'frame two',
      'frame three',
    ]);
  });

  test('a CR after FS may be missing, late, or alone in the next read', () => {
    expect(split([bytes('\x0bone\x1c'), bytes('\r\x0btwo\x1c\x0bthree\x1c')])).toEqual([
      'frame one',
      'frame two',
      'frame three',
    ]);
  });

  test('line ends and NUL between frames are no junk', () => {
    expect(split([join(framed('one'), bytes('\0\0\r\n'), framed('two'))])).toEqual(['frame one', 'frame two']);
  });

  test('junk before a frame is counted and does not touch it', () => {
    expect(split([bytes('rub'), bytes('bish\r\n\x0bone\x1c\r')])).toEqual(['junk 9 at 0', 'frame one']);
  });

  test('a frame with nothing in it is named', () => {
    expect(split([bytes('\x0b\x1c\r\x0bone\x1c\r')])).toEqual(['empty-frame 2 at 0', 'frame one']);
  });

  test('a new VT inside a frame discards what came before it, and joins nothing', () => {
    expect(split([bytes('\x0bMSH|A\rOBX|1\r\x0bMSH|B\r\x1c\r')])).toEqual(['frame-cut 13 at 0', 'frame MSH|B\r']);
  });

  test('what is half-read when the connection ends is named', () => {
    expect(split([bytes('\x0bhalf')])).toEqual(['frame-cut 5 at 0']);
  });

  test('a frame that grows too long is given up once, its beginning kept, and the next frame is read', () => {
    const splitter = createMllpSplitter(100);
    const pieces = [bytes('\x0bMSH|x'), bytes('y'.repeat(200)), bytes('z'.repeat(200)), framed('good')].flatMap((c) =>
      splitter.push(c),
    );
    expect(said(pieces)).toEqual(['frame-too-long 205 at 0', 'junk 200 at 206', 'frame good']);
    expect(pieces[0]?.kind === 'discard' && text(pieces[0].head.subarray(0, 6))).toBe('MSH|xy');
  });

  test('a long run of junk is told while it lasts', () => {
    const splitter = createMllpSplitter();
    const chunk = new Uint8Array(65_536).fill(0x41);
    const told = Array.from({ length: 40 }, () => splitter.push(chunk)).flat();
    expect(said(told)).toEqual(['junk 1048576 at 0', 'junk 1048576 at 1048576']);
  });

  test('frames are copies: the buffer they were read from may be used again', () => {
    const buffer = Buffer.from(framed('one'));
    const [frame] = createMllpSplitter().push(buffer);
    buffer.fill(0);
    expect(said(frame === undefined ? [] : [frame])).toEqual(['frame one']);
  });
});

const wire = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.string({ maxLength: 40 }).map((s) => framed(s.replace(/[\x0b\x1c]/g, ''))) },
      { weight: 2, arbitrary: fc.uint8Array({ maxLength: 30 }) },
      {
        weight: 2,
        arbitrary: fc.constantFrom('\x0b', '\x1c', '\r', '\x0b\x1c', '\x0b\x0b', '\x1c\x1c', '\0').map(bytes),
      },
    ),
    { maxLength: 20 },
  )
  .map((parts) => join(...parts));

const cutAt = (whole: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] => {
  const places = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, i) => whole.subarray(from, places[i] ?? whole.length));
};

describe('whatever the bytes are', () => {
  test('any chunking gives the same frames and the same discards', () => {
    fc.assert(
      fc.property(wire, fc.array(fc.nat(), { maxLength: 12 }), (whole, cuts) => {
        expect(split(cutAt(whole, cuts), 64)).toEqual(split([whole], 64));
      }),
      { numRuns: 2_000 },
    );
  });

  test('every byte is in a frame, in a discard, or filler, and a good frame after them is read', () => {
    fc.assert(
      fc.property(wire, (whole) => {
        const splitter = createMllpSplitter(64);
        const pieces = [...splitter.push(whole), ...splitter.push(framed('sentinel'))];
        expect(said(pieces).at(-1)).toBe('frame sentinel');
        const counted = pieces.reduce(
          (sum, piece) => sum + (piece.kind === 'frame' ? piece.bytes.length : piece.length),
          0,
        );
        expect(counted).toBeLessThanOrEqual(whole.length + 'sentinel'.length);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a frame sent byte by byte costs time in proportion to its length', () => {
    const splitter = createMllpSplitter();
    const body = framed('x'.repeat(1_000_000));
    const begun = performance.now();
    for (let i = 0; i < body.length; i += 1) splitter.push(body.subarray(i, i + 1));
    // Below a second here; copying what came before at every byte would move 500 GB.
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});
