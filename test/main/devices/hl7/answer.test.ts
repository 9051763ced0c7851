import { describe, expect, test } from 'vitest';
import { readBareHl7 } from '../../../../main/devices/drivers/hl7.ts';
import { instant } from '../../../../shared/kernel/units.ts';
import { bytes, HEART_RATE, hl7, msh, report, text } from '../../../support/hl7-messages.ts';

const RECEIVED = instant(Date.UTC(2026, 10, 22, 14, 2, 34));
const answers = (raw: Uint8Array) => readBareHl7(raw, { zone: 'UTC' }, RECEIVED).map(({ answer }) => answer);
const answered = (raw: Uint8Array): string => text(answers(raw)[0]?.stored ?? bytes('none'));
const code = (type: string): string => answers(hl7([msh({ type })]))[0]?.code ?? 'none';

test('an answer is framed, swaps the ends, and names the sender’s control id', () => {
  const raw = report([HEART_RATE(72)], { controlId: 'abc-1' });
  expect(answered(raw)).toMatch(
    /^\x0bMSH\|\^~\\&\|\|\|MON\|ICU\|20261122140234\+0000\|\|ACK\^R01\^ACK\|CS[0-9a-z]+-1\|P\|2\.6\|\|\|\|\|\|UNICODE UTF-8\rMSA\|AA\|abc-1\r\x1c\r$/,
  );
});

test('what could not be stored is never acknowledged', () => {
  const [answer] = answers(report([HEART_RATE(72)]));
  expect(text(answer?.notStored ?? bytes(''))).toMatch(/\rMSA\|AE\|M1\|not stored, send again\r/);
});

test('it speaks the sender’s delimiters and copies the control id byte for byte', () => {
  expect(answered(bytes('MSH#$%*@#APP$X#FAC#####ORU$R01#id\xfc 7#P#2.3'))).toContain('MSA#AA#id\xfc 7\r');
  expect(answered(bytes('MSH#$%*@#APP$X#FAC#####ORU$R01#7#P#2.3'))).toContain('MSH#$%*@###APP$X#FAC#');
});

test.each([
  ['ORU^R01', 'AA'],
  ['ORU^R40^ORU_R40', 'AA'],
  ['ORF^R04', 'AA'],
  ['QRY^A19', 'AR'],
  ['QRY^R02', 'AR'],
  ['ADT^A08', 'AR'],
  ['ORM^O01', 'AR'],
  ['', 'AR'],
  ['ACK', 'none'],
  ['ACK^R01^ACK', 'none'],
])('%s is answered %s', (type, expected) => {
  expect(code(type)).toBe(expected);
});

describe('an answer', () => {
  test('goes to each message of a frame, also when they share a control id', () => {
    const raw = hl7([
      msh({ controlId: '204' }),
      `OBX|1|${HEART_RATE(72)}`,
      msh({ controlId: '204' }),
      `OBX|1|${HEART_RATE(73)}`,
    ]);
    expect(answers(raw).map((answer) => answer?.controlId)).toEqual(['204', '204']);
  });

  test('without MSH is a rejection that names nothing', () => {
    expect(answered(bytes('OBX|1|NM|147842||72\r'))).toMatch(
      /^\x0bMSH\|\^~\\&\|.*\rMSA\|AR\|\|segment-missing\r\x1c\r$/,
    );
  });

  test('is not wanted where both acknowledgements are refused, and is AA where only one is asked for', () => {
    expect(answers(report([HEART_RATE(72)], { acknowledgements: 'NE|NE' }))).toEqual([null]);
    expect(answers(report([HEART_RATE(72)], { acknowledgements: 'AL|NE' }))[0]?.code).toBe('AA');
    expect(answers(report([HEART_RATE(72)], { acknowledgements: 'NE|AL' }))[0]?.code).toBe('AA');
  });

  test('is not given to a heartbeat', () => {
    expect(answers(hl7(['MSH|^~\\&|||||||ORU^R01|106|P|2.3.1|']))).toEqual([null]);
  });

  test('is bounded and holds no delimiter of ours', () => {
    const raw = bytes(`MSH|^~\\&|A||||||ADT^A01|${'9'.repeat(5_000)}|P|2.6\r`);
    expect(answered(raw).length).toBeLessThan(600);
  });
});
