import { describe, expect, test } from 'vitest';
import type { Message } from '../../../../main/devices/drivers/driver.ts';
import { readBareHl7 } from '../../../../main/devices/drivers/hl7.ts';
import { instant } from '../../../../shared/kernel/units.ts';
import { HEART_RATE, hl7, msh, report, SPO2, SYSTOLIC } from '../../../support/hl7-messages.ts';

const RECEIVED = instant(Date.UTC(2026, 10, 22, 14, 2, 34));

function read(raw: Uint8Array): Message {
  const [message, ...more] = readBareHl7(raw, { zone: 'Europe/Berlin' }, RECEIVED);
  if (message === undefined || more.length > 0) throw new Error('one message expected');
  return message;
}
const said = ({ observations }: Message): readonly string[] =>
  observations.map(({ parameter, value, validity }) => `${parameter} ${value} ${validity}`);
const rows = (...texts: readonly string[]): readonly string[] => said(read(report(texts)));
const problems = (...texts: readonly string[]): readonly string[] =>
  read(report(texts)).problems.map(({ code, at }) => `${code} ${at}`);

describe('a reading', () => {
  test('has its parameter, unit, code and whose it is', () => {
    const message = read(report([HEART_RATE(72)]));
    expect(message.observations).toEqual([
      {
        parameter: 'heartRate',
        value: 72,
        unit: '/min',
        validity: 'valid',
        observedAt: Date.UTC(2026, 10, 22, 14, 2, 30),
        timeBasis: 'message',
        code: '147842^MDC_ECG_HEART_RATE^MDC',
      },
    ]);
    expect(message).toMatchObject({
      patientId: 'P1',
      location: 'CHAIR-3',
      timed: true,
      simulated: false,
      problems: [],
    });
    expect(message.sentAt).toBe(Date.UTC(2026, 10, 22, 14, 2, 33));
  });

  test('stands once for each repetition of OBX-5, in their order', () => {
    expect(rows(HEART_RATE('72~73'))).toEqual(['heartRate 72 valid', 'heartRate 73 valid']);
  });

  test('of one code may come several times; none hides another unseen', () => {
    expect(rows(HEART_RATE(72), HEART_RATE(80))).toEqual(['heartRate 72 valid', 'heartRate 80 valid']);
    expect(problems(HEART_RATE(72), HEART_RATE(80))).toEqual(['several-values OBX']);
  });

  test('may be escaped, typed as text, or a structured number', () => {
    expect(rows(HEART_RATE('7\\X32\\'))).toEqual(['heartRate 72 valid']);
    expect(rows(HEART_RATE('72').replace('NM', 'ST'), HEART_RATE('^73').replace('NM', 'SN'))).toEqual([
      'heartRate 72 valid',
      'heartRate 73 valid',
    ]);
  });
});

describe('no number is made of', () => {
  test.each(['-1', '-100', '-100.00', '-999', '-99.9', '-1000', '-10000', '8388607', '0', '000'])(
    'the sentinel or zero %s',
    (value) => {
      expect(rows(HEART_RATE(value))).toEqual(['heartRate null invalid']);
    },
  );

  test.each(['', '-', '--', '---', '?', '""'])('the placeholder "%s"', (value) => {
    expect(rows(SPO2(value))).toEqual(['spo2 null missing']);
  });

  test.each(['abc', '72 bpm', '7,2', '1e2', '>100', '72^80', '0x48', 'Infinity'])('%s', (value) => {
    expect(rows(HEART_RATE(value))).toEqual(['heartRate null invalid']);
    expect(problems(HEART_RATE(value))).toEqual(['value-not-numeric OBX[1]-5']);
  });

  test('a comparator', () => {
    expect(rows(HEART_RATE('>^300').replace('NM', 'SN'))).toEqual(['heartRate null invalid']);
  });

  test.each([
    ['X', 'invalid'],
    ['D', 'invalid'],
    ['W', 'invalid'],
    ['N', 'missing'],
    ['I', 'missing'],
  ])('a row of status %s', (status, validity) => {
    expect(rows(HEART_RATE(72, `||||${status}`))).toEqual([`heartRate null ${validity}`]);
  });

  test.each([
    ['DEMO', 'null invalid'],
    ['TEST', 'null invalid'],
    ['INV', 'null invalid'],
    ['NAV', 'null missing'],
    ['QUES', '72 questionable'],
  ])('OBX-8 %s', (flag, expected) => {
    expect(rows(HEART_RATE(72, `|${flag}|||R`))).toEqual([`heartRate ${expected}`]);
  });

  test('what no sensor can give, and that is told', () => {
    expect(rows(HEART_RATE(900), SPO2(101))).toEqual(['heartRate null invalid', 'spo2 null invalid']);
    expect(problems(HEART_RATE(900))).toEqual(['implausible OBX[1]-5']);
  });

  test('a unit that is unknown, of another kind, or contradicts itself', () => {
    const refused = [SYSTOLIC(120, 'furlong'), SYSTOLIC(120, '%'), SYSTOLIC(120, '266016^kPa^MDC')];
    expect(rows(...refused)).toEqual([]);
    expect(problems(...refused)).toEqual([
      'unit-unknown OBX[1]-6',
      'unit-mismatch OBX[2]-6',
      'unit-mismatch OBX[3]-6',
      'no-reading OBX',
    ]);
  });

  test('a code and a name that disagree', () => {
    const row = 'NM|150456^MDC_CO2_ET^MDC|1.7.1.1|35|266016^MDC_DIM_MMHG^MDC|||||R';
    expect(rows(row)).toEqual([]);
    expect(problems(row)).toEqual(['code-mismatch OBX[1]-3', 'no-reading OBX']);
  });

  test('a message that is not accepted', () => {
    const message = read(report([HEART_RATE(72), `${SPO2(97)} OBX|3|${HEART_RATE(80)}`]));
    expect([said(message), message.answer?.code]).toEqual([[], 'AE']);
  });
});

describe('what is doubted', () => {
  test('a number few hearts show', () => {
    expect(rows(HEART_RATE(15))).toEqual(['heartRate 15 questionable']);
  });

  test('a pressure or temperature without its unit; a rate has only one', () => {
    expect(rows(SYSTOLIC(120, ''), HEART_RATE(72).replace('264864^MDC_DIM_BEAT_PER_MIN^MDC', ''))).toEqual([
      'nibpSystolic 120 questionable',
      'heartRate 72 valid',
    ]);
  });

  test('a pressure whose parts are out of order', () => {
    const diastolic = SYSTOLIC(120).replace('150021^MDC_PRESS_BLD_NONINV_SYS', '150022^MDC_PRESS_BLD_NONINV_DIA');
    expect(rows(SYSTOLIC(80), diastolic)).toEqual(['nibpSystolic 80 questionable', 'nibpDiastolic 120 questionable']);
  });

  test('a value measured hours before it was sent', () => {
    expect(rows(HEART_RATE(72, '||||R|||20261122110000+0000'))).toEqual(['heartRate 72 questionable']);
    expect(rows(SYSTOLIC(120, 'mmHg', '||||R|||20261122110000+0000'))).toEqual(['nibpSystolic 120 valid']);
  });
});

describe('a heart rate is a pulse when it is taken from one', () => {
  test('by the method in OBX-17', () => {
    expect(rows(HEART_RATE(80, '||||R||||||0002-4bb8^SpO2^MDIL'))).toEqual(['pulseRate 80 valid']);
    expect(rows(HEART_RATE(80, '||||R||||||ECG^ECG'))).toEqual(['heartRate 80 valid']);
    // A device id one field too early says nothing of the method.
    expect(rows(HEART_RATE(80, '||||R||||||080019FFFE0B4020^B1X5_GE'))).toEqual(['heartRate 80 valid']);
  });

  test('by the oximeter it stands under', () => {
    const oximeter = '|69642^MDC_DEV_ANALY_SAT_O2_VMD^MDC|1.7.0.0|||||||X';
    expect(rows(oximeter, HEART_RATE(80))).toEqual(['pulseRate 80 valid']);
  });
});

describe('times', () => {
  const basis = (raw: Uint8Array) =>
    read(raw).observations.map(({ observedAt, timeBasis }) => [
      observedAt === null ? null : new Date(observedAt).toISOString(),
      timeBasis,
    ]);
  const OWN = '||||R|||20261122134500+0000';

  test('of its own, of its group, of its message, or none', () => {
    expect(basis(report([SYSTOLIC(120, 'mmHg', OWN), HEART_RATE(72)]))).toEqual([
      ['2026-11-22T13:45:00.000Z', 'measurement'],
      ['2026-11-22T14:02:30.000Z', 'message'],
    ]);
    expect(basis(hl7([msh(), `OBX|1|${HEART_RATE(72)}`]))).toEqual([['2026-11-22T14:02:33.000Z', 'message']]);
    const untimed = hl7([msh({ time: '' }), `OBX|1|${HEART_RATE(72)}`]);
    expect(basis(untimed)).toEqual([[null, 'none']]);
    expect(read(untimed).timed).toBe(false);
  });

  test('a group of nothing but a pressure has the cuff’s own time', () => {
    const groups = hl7([
      msh(),
      'OBR|1|||VITAL|||20261122140230+0000',
      `OBX|1|${HEART_RATE(72)}`,
      'OBR|2|||NIBP|||20261122134500+0000',
      `OBX|1|${SYSTOLIC(120)}`,
    ]);
    expect(basis(groups)).toEqual([
      ['2026-11-22T14:02:30.000Z', 'message'],
      ['2026-11-22T13:45:00.000Z', 'measurement'],
    ]);
  });

  test('fourteen zeros are never, and a time that cannot be read is told', () => {
    expect(basis(report([SYSTOLIC(120, 'mmHg', '||||R|||00000000000000')]))[0]?.[1]).toBe('measurement');
    const message = read(report([HEART_RATE(72, '||||R|||yesterday')]));
    expect(message.problems.map(({ code }) => code)).toEqual(['time-unreadable']);
    expect(message.observations[0]?.timeBasis).toBe('message');
  });

  test('without a zone have the one that MSH-7 carries', () => {
    const raw = report([HEART_RATE(72, '||||R|||20241219103000')], { time: '20241219103000-0700' });
    expect(basis(raw)).toEqual([['2024-12-19T17:30:00.000Z', 'measurement']]);
  });
});

describe('the rhythm', () => {
  const rhythm = (value: string, tail = '||||||F') => `CWE|8884-9^Heart rate rhythm^LN|1.7.4.1|${value}${tail}`;

  test.each([
    ['147720^MDC_ECG_ATR_FIB^MDC', 'atrialFibrillation'],
    ['147474^MDC_ECG_SINUS_RHY^MDC', 'sinus'],
    ['147984^MDC_ECG_SV_BRADY^MDC', 'bradycardia'],
    ['147688^^MDC', 'tachycardia'],
    ['199806^MDC_EVT_ECG_V_FIB^MDC', 'ventricularFibrillation'],
    ['199684^MDC_EVT_ECG_ASYSTOLE^MDC', 'asystole'],
    ['147519^NOM_ECG_RHY_NOS^MDC', 'other'],
  ])('%s is %s', (value, expected) => {
    expect(rows(rhythm(value))).toEqual([`ecgRhythm ${expected} valid`]);
  });

  test('a monitor that cannot tell, or withdraws it, says nothing and never normal', () => {
    expect(rows(rhythm('147473^NOM_ECG_RHY_UNANALYZEABLE^MDC'))).toEqual(['ecgRhythm null invalid']);
    expect(rows(rhythm('', '||||||X'))).toEqual(['ecgRhythm null invalid']);
    expect(rows(rhythm(''))).toEqual(['ecgRhythm null missing']);
    expect(rows(rhythm('147720^MDC_ECG_ATR_FIB^MDC', '|||DEMO|||R'))).toEqual(['ecgRhythm null invalid']);
  });

  test.each([
    'AF',
    'Sinus rhythm at 72 bpm.',
    'Learning Rhythm',
    '147720^MDC_ECG_SINUS_RHY^MDC',
    '999999^MDC_ECG_NEW^MDC',
    '147720^Atrial fibrillation^LOCAL',
  ])('prose, an unknown code or a contradiction is not understood: %s', (value) => {
    const message = read(report([rhythm(value)]));
    expect(message.observations).toEqual([]);
    expect(message.problems[0]?.code).toMatch(/^(?:rhythm-not-coded|code-mismatch)$/);
  });
});

describe('patient and place', () => {
  const placed = (field: string) => read(hl7([msh(), `PV1||I|${field}`, `OBX|1|${HEART_RATE(72)}`])).location;
  const named = (field: string) => read(hl7([msh(), `PID|||${field}`, `OBX|1|${HEART_RATE(72)}`])).patientId;

  test.each([
    ['^^CHAIR-3', 'CHAIR-3'],
    ['SUITE^^5', 'SUITE 5'],
    ['ICU^^79874', '79874'],
    ['LAB^Room^5^Facility', 'LAB Room 5'],
    ['^^ICU&Bed5&3232241659&0&0', 'Bed5'],
    ['^^ICU&1&3232237756', 'ICU 1'],
    ['^^3-301&1', '3-301'],
    ['BED-1', 'BED-1'],
    ['', null],
    ['^^""', null],
  ])('PV1-3 %s', (field, expected) => {
    expect(placed(field)).toBe(expected);
  });

  test.each([
    ['HED12^^^PID^MR', 'HED12'],
    ['000038^^^&&^PI~323328^^^X^RI', '000038'],
    ['@609331@^^^Hospital^PI', '609331'],
    ['^^^Hospital^PI', null],
    ['""', null],
  ])('PID-3 %s', (field, expected) => {
    expect(named(field)).toBe(expected);
  });
});

test('training data is marked and read: a simulator is one', () => {
  const message = read(report([HEART_RATE(72)], { processing: 'T' }));
  expect(message.simulated).toBe(true);
  expect(said(message)).toEqual(['heartRate 72 valid']);
});

test('rows that are not understood are listed, and beyond a bound counted', () => {
  const unknown = Array.from({ length: 150 }, (_, i) => `NM|X${i}^thing^LOCAL||1|%|||||R`);
  const codes = read(report(unknown)).problems.map(({ code }) => code);
  expect(codes.filter((code) => code === 'code-unknown').length).toBe(100);
  expect(codes).toContain('more-problems');
});
