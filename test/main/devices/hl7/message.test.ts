import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { components, repetitions, subcomponents, unescaped } from '../../../../main/devices/hl7/field.ts';
import { fieldText, firstSegment, lexMessage, messagesIn, SEGMENTS_MAX } from '../../../../main/devices/hl7/message.ts';
import { bytes, hl7, msh } from '../../../support/hl7-messages.ts';

const USUAL = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };
const codes = (message: { problems: readonly { code: string }[] }): readonly string[] =>
  message.problems.map(({ code }) => code);
const names = (raw: Uint8Array): readonly string[] => lexMessage(raw).segments.map(({ name }) => name);

describe('segments', () => {
  test.each([
    ['CR', '\r'],
    ['LF', '\n'],
    ['CR LF', '\r\n'],
  ])('end with %s', (_name, end) => {
    expect(names(hl7([msh(), 'PID|1', 'OBX|1|NM'], end))).toEqual(['MSH', 'PID', 'OBX']);
  });

  test('the last needs no end', () => {
    expect(names(bytes('MSH|^~\\&|A\rOBX|1'))).toEqual(['MSH', 'OBX']);
  });

  test('a line that begins with the field separator goes on where the last broke off', () => {
    const message = lexMessage(hl7([msh(), 'PV1||I|^^BED1', '||||LAST']));
    expect(fieldText(message, firstSegment(message, 'PV1'), 7)).toBe('LAST');
    expect(codes(message)).toEqual(['segment-wrapped']);
  });

  test('a value cut by a line break cannot pass for a shorter one', () => {
    const message = lexMessage(hl7([msh(), 'OBX|1|NM|147842||7', '2|264864']));
    expect(firstSegment(message, 'OBX')?.fields[5]).toBe('7\n2');
    expect(codes(message)).toEqual(['segment-broken']);
  });

  test('joined without a line end are named: what is lost is not passed over', () => {
    expect(codes(lexMessage(bytes('MSH|^~\\&|A PID|||1 OBX|1|NM|x||72')))).toEqual(['segments-joined']);
  });

  test('a flood of them is bounded and named', () => {
    const message = lexMessage(hl7([msh(), ...Array.from({ length: SEGMENTS_MAX + 5 }, (_, i) => `OBX|${i}`)]));
    expect(message.segments.length).toBe(SEGMENTS_MAX);
    expect(codes(message)).toEqual(['too-many-segments']);
  });
});

describe('delimiters are the sender’s', () => {
  test.each([
    [
      '$%*@ in MSH-2',
      'MSH|$%*@|APP$X%Y|||||ORU$R01|7',
      { ...USUAL, component: '$', repetition: '%', escape: '*', subcomponent: '@' },
    ],
    ['# as MSH-1', 'MSH#^~\\&#APP^X#####ORU^R01#7', { ...USUAL, field: '#' }],
    ['no escape character', 'MSH|^~&|APP||||||ORU^R01|7', { ...USUAL, escape: null }],
    ['no subcomponent character', 'MSH|^~\\|APP||||||ORU^R01|7', { ...USUAL, subcomponent: null }],
    ['a fifth (v2.7)', 'MSH|^~\\&#|APP||||||ORU^R01|7', USUAL],
  ])('%s', (_name, text, expected) => {
    expect(lexMessage(bytes(text)).delimiters).toEqual(expected);
  });

  test('one that names a character twice cannot be read by anyone', () => {
    expect(codes(lexMessage(bytes('MSH|^^\\&|A')))).toEqual(['msh2-unusable']);
  });
});

describe('escape sequences', () => {
  test.each([
    ['\\F\\\\S\\\\T\\\\R\\\\E\\', '|^&~\\'],
    ['\\X41\\\\X4243\\', 'ABC'],
    ['one\\.br\\two', 'one\ntwo'],
    ['\\H\\bold\\N\\', 'bold'],
    ['local \\Zab\\ stays', 'local \\Zab\\ stays'],
    ['not closed \\F', 'not closed \\F'],
    ['\\Xzz\\ and \\X4\\', '\\Xzz\\ and \\X4\\'],
  ])('%s', (text, expected) => {
    expect(unescaped(text, USUAL)).toBe(expected);
  });

  test('never make a delimiter: they are read after the field is parted', () => {
    expect(components('a\\S\\b^c', USUAL)).toEqual(['a^b', 'c']);
    expect(subcomponents('a\\T\\b&c', USUAL)).toEqual(['a&b', 'c']);
    expect(repetitions('a\\R\\b~c', USUAL)).toEqual(['a\\R\\b', 'c']);
  });
});

describe('character sets', () => {
  const name = (raw: Uint8Array): string => {
    const message = lexMessage(raw);
    return fieldText(message, firstSegment(message, 'PID'), 5);
  };
  const message = (charset: string, encoded: Uint8Array): Uint8Array =>
    Buffer.concat([bytes(`${msh({ charset })}\rPID|||1||`), encoded, bytes('\r')]);

  test.each([
    ['UNICODE UTF-8', Buffer.from('ИВАНОВА'), 'ИВАНОВА'],
    ['8859/1', Buffer.from([0x4d, 0xdc, 0x4c]), 'MÜL'],
    ['ISO-8859-15', Buffer.from([0xa4]), '€'],
    ['8859/5', Buffer.from([0xb8, 0xb2]), 'ИВ'],
    ['GB 18030-2000', Buffer.from([0xd5, 0xc5]), '张'],
    // Its second byte is the field separator's: decoding comes before parting.
    ['Shift_JIS', Buffer.from([0x83, 0x7c]), 'ポ'],
    ['', Buffer.from('Müller'), 'Müller'],
  ])('%s', (charset, encoded, expected) => {
    expect(name(message(charset, encoded))).toBe(expected);
    expect(codes(lexMessage(message(charset, encoded)))).toEqual([]);
  });

  test.each([
    ['', 'charset-undeclared'],
    ['ASCII', 'charset-undeclared'],
    ['UNICODE UTF-8', 'charset-mismatch'],
    ['KLINGON', 'charset-unknown'],
  ])('%s that is not what it says is read as windows-1252, and named', (charset, code) => {
    const raw = message(charset, Buffer.from([0x4d, 0xdc, 0x4c]));
    expect(name(raw)).toBe('MÜL');
    expect(codes(lexMessage(raw))).toEqual([code]);
  });
});

describe('several messages in one frame', () => {
  const count = (raw: Uint8Array): number => messagesIn(raw).messages.length;

  test('each MSH at the start of a line begins one', () => {
    expect(count(hl7([msh(), 'OBX|1', msh(), 'OBX|1', msh()]))).toBe(3);
  });

  test('a batch is what it holds', () => {
    const batch = hl7(['FHS|^~\\&', 'BHS|^~\\&', msh(), 'OBX|1', msh(), 'BTS|2', 'FTS|1']);
    expect(count(batch)).toBe(2);
    expect(messagesIn(batch).lead).toBeNull();
  });

  test('the letters MSH inside a field begin nothing', () => {
    expect(count(hl7([msh(), 'NTE|1||MSH|^~\\&|']))).toBe(1);
    expect(count(hl7(['MSHA|x']))).toBe(0);
  });

  test('what stands before the first is kept apart', () => {
    expect(messagesIn(hl7(['OBX|1', msh()])).lead).not.toBeNull();
    expect(messagesIn(bytes(`\ufeff\0\r\n ${msh()}`.replace('\ufeff', '\xef\xbb\xbf'))).lead).toBeNull();
  });
});

test('no bytes make it throw, and what it returns is bounded', () => {
  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom('MSH', '|', '^', '~', '\\', '&', '\r', '\n', 'OBX|', '\\X41\\', '#', '\0').map(bytes),
      fc.uint8Array({ maxLength: 12 }),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(hostile, (parts) => {
      const raw = Buffer.concat([bytes('MSH|'), ...parts]);
      for (const message of messagesIn(raw).messages) {
        const { segments, delimiters } = lexMessage(message);
        for (const { fields } of segments) for (const field of fields) components(field, delimiters);
      }
    }),
    { numRuns: 3_000 },
  );
});
