import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decoded } from '../../../../main/devices/drivers/driver.ts';
import { createHl7Decoder, readBareHl7 } from '../../../../main/devices/drivers/hl7.ts';
import { MLLP_FRAME_BYTES_MAX, mllpFrame } from '../../../../main/devices/framing/mllp.ts';
import { instant } from '../../../../shared/kernel/units.ts';
import { bytes, HEART_RATE, hl7, join, msh, report, SPO2, text } from '../../../support/hl7-messages.ts';

const RECEIVED = instant(Date.UTC(2026, 10, 22, 14, 2, 34));
const decoder = (frameBytesMax?: number) => createHl7Decoder({ zone: 'Europe/Berlin' }, frameBytesMax);
const said = ({ messages }: Pick<Decoded, 'messages'>): readonly string[] =>
  messages.map(
    ({ patientId, observations, answer }) =>
      `${patientId}: ${observations.map(({ parameter, value }) => `${parameter} ${value}`).join(', ')}; ${answer?.code} ${answer?.controlId}`,
  );

const patientA = hl7([msh({ controlId: 'A' }), 'PID|||PATIENT-A', `OBX|1|${HEART_RATE(61)}`, `OBX|2|${SPO2(91)}`]);
const patientB = hl7([msh({ controlId: 'B' }), 'PID|||PATIENT-B', `OBX|1|${HEART_RATE(77)}`]);
const READ_OF_B = 'PATIENT-B: heartRate 77; AA B';

describe('a sender that begins anew in mid-message', () => {
  test('at every offset: the cut message is discarded and named, the next is read whole, nothing is joined', () => {
    const a = mllpFrame(patientA);
    const b = mllpFrame(patientB);
    // From one byte into A's frame to just before its FS.
    for (let cut = 1; cut < a.length - 1; cut += 1) {
      const decoded = decoder().push(join(a.subarray(0, cut), b), RECEIVED);
      expect([cut, said(decoded), decoded.discarded.map(({ code }) => code)]).toEqual([
        cut,
        [READ_OF_B],
        ['frame-cut'],
      ]);
    }
  });

  test('at every offset, after a new connection: the half stays with the connection that broke', () => {
    const a = mllpFrame(patientA);
    for (let cut = 1; cut < a.length - 1; cut += 7) {
      const broken = decoder();
      expect(said(broken.push(a.subarray(0, cut), RECEIVED))).toEqual([]);
      expect(broken.end().discarded.map(({ code }) => code)).toEqual(['frame-cut']);
      expect(said(decoder().push(mllpFrame(patientB), RECEIVED))).toEqual([READ_OF_B]);
    }
  });
});

describe('a frame that never ends', () => {
  test('is given up at the bound, answered negatively with its control id, and its connection is to be closed', () => {
    const endless = decoder(2_000);
    const decoded = endless.push(
      join(bytes(`\x0b${msh({ controlId: 'E1' })}\r`), new Uint8Array(3_000).fill(0x41)),
      RECEIVED,
    );
    expect([decoded.close, decoded.discarded.map(({ code }) => code)]).toEqual([true, ['frame-too-long']]);
    expect(text(decoded.reply[0] ?? bytes(''))).toMatch(/\rMSA\|AR\|E1\|frame too long\r/);
  });

  test('is answered without a control id where none can be read', () => {
    const decoded = decoder(100).push(join(bytes('\x0b'), new Uint8Array(200).fill(0x41)), RECEIVED);
    expect(text(decoded.reply[0] ?? bytes(''))).toMatch(/\rMSA\|AR\|\|frame too long\r/);
  });
});

describe('HL7 saved without its framing', () => {
  const bare = (raw: Uint8Array) => said({ messages: readBareHl7(raw, { zone: 'UTC' }, RECEIVED) });

  test('is one message, several, or several with FS between them', () => {
    expect(bare(patientB)).toEqual([READ_OF_B]);
    expect(bare(join(patientB, patientB))).toEqual([READ_OF_B, READ_OF_B]);
    expect(bare(join(patientB, bytes('\x1c\r'), patientB, bytes('\x1c\r\n')))).toEqual([READ_OF_B, READ_OF_B]);
    expect(bare(bytes('\r\n \0'))).toEqual([]);
  });
});

/** Pieces of messages, broken as wires and programs break them. */
const hostile = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.uint8Array({ maxLength: 40 }) },
      {
        weight: 3,
        arbitrary: fc
          .constantFrom(
            '\x0b',
            '\x1c\r',
            '\x1c',
            'MSH|^~\\&|',
            'OBX|1|NM|',
            '147842^MDC_ECG_HEART_RATE^MDC',
            '|',
            '\r',
            '~',
            '\\',
            '&',
            '^',
            '8388607',
            '-1',
          )
          .map(bytes),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 255 }), fc.nat({ max: 400 })).map(([at, byte, cut]) => {
          const frame = Buffer.from(mllpFrame(patientA));
          frame[at % frame.length] = byte;
          return frame.subarray(0, frame.length - (cut % 3 === 0 ? cut % frame.length : 0));
        }),
      },
    ),
    { maxLength: 12 },
  )
  .map((parts) => join(...parts));

describe('whatever comes over the wire', () => {
  test('it never throws, and a clean message afterwards is read exactly and once', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 64 }), (garbage, step) => {
        const reader = decoder();
        for (let at = 0; at < garbage.length; at += step) reader.push(garbage.subarray(at, at + step), RECEIVED);
        const sentinel = reader.push(mllpFrame(patientB), RECEIVED);
        expect(said(sentinel)).toEqual([READ_OF_B]);
      }),
      { numRuns: 3_000 },
    );
  });

  test('any chunking reads the same', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 64 }), (wire, step) => {
        const inOne = decoder();
        const whole = [inOne.push(wire, RECEIVED), inOne.end()];
        const inMany = decoder();
        const parts = Array.from({ length: Math.ceil(wire.length / step) }, (_, i) =>
          inMany.push(wire.subarray(i * step, (i + 1) * step), RECEIVED),
        );
        const all = [...parts, inMany.end()];
        const flat = (decoded: readonly Decoded[]) => [
          decoded.flatMap(({ messages }) => messages),
          decoded.flatMap(({ discarded }) => discarded),
        ];
        expect(flat(all)).toEqual(flat(whole));
      }),
      { numRuns: 1_000 },
    );
  });

  test('a number is never outside what a sensor can give, and no number stands where nothing was measured', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double().map(String), fc.string({ maxLength: 12 }), fc.constantFrom('-1', '8388607', '1e3')),
        (value) => {
          const safe = value.replace(/[\r\n\x0b\x1c|]/g, '');
          const { messages } = decoder().push(mllpFrame(report([HEART_RATE(safe)])), RECEIVED);
          for (const { value: read, validity } of messages.flatMap(({ observations }) => observations)) {
            if (validity === 'valid' || validity === 'questionable') expect(Number(read)).toBeGreaterThanOrEqual(10);
            else expect(read).toBeNull();
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  const filled = (unit: string): Uint8Array => {
    const head = `${msh()}\r`;
    const body = unit
      .repeat(Math.ceil((MLLP_FRAME_BYTES_MAX - head.length - 8) / unit.length))
      .slice(0, MLLP_FRAME_BYTES_MAX - head.length - 8);
    return mllpFrame(bytes(head + body));
  };

  test.each([
    ['rows', 'OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.7.4|72|/min|||||R\r'],
    ['groups', 'OBR|1\rOBX|1|NM|1^2^MDC|1|1\r'],
    ['alarms', 'OBX|1|CWE|196616^MDC_EVT_ALARM^MDC|1.3.1|196916^MDC_EVT_SENSOR_DISCONN^MDC\r'],
    ['wrapped lines', '|\r'],
    ['broken lines', 'x\r'],
    ['line ends', '\r'],
    ['separators', '|'],
    ['repetitions', '~'],
    ['escapes', '\\X41\\'],
    ['half escapes', '\\'],
  ])('a full frame of %s is read in bounded time', (_name, unit) => {
    const wire = filled(unit);
    const begun = performance.now();
    const { messages } = decoder().push(wire, RECEIVED);
    expect(messages.length).toBe(1);
    // Linear work takes tens of milliseconds here; anything quadratic takes many seconds.
    expect(performance.now() - begun).toBeLessThan(1_500);
  });
});
