import { describe, expect, test } from 'vitest';
import { readBareHl7 } from '../../../../main/devices/drivers/hl7.ts';
import { instant } from '../../../../shared/kernel/units.ts';
import { HEART_RATE, hl7, msh, SPO2 } from '../../../support/hl7-messages.ts';

const EVENT = (event: string, place = '1.7.4.147842', flags = 'H~PM~SP') =>
  `CWE|196616^MDC_EVT_ALARM^MDC|${place}|${event}|||${flags}|||R`;
const ATTRIBUTE = (name: string, value: string, number = 68_481) =>
  `ST|${number}^MDC_ATTR_${name}^MDC|1.7.4.3|${value}||||||R`;

function read(rows: readonly string[], header: Parameters<typeof msh>[0] = { type: 'ORU^R40^ORU_R40' }) {
  const raw = hl7([msh(header), ...rows.map((row, i) => `OBX|${i + 1}|${row}`)]);
  const [message] = readBareHl7(raw, { zone: 'UTC' }, instant(Date.UTC(2026, 10, 22)));
  if (message === undefined) throw new Error('one message expected');
  return message;
}

describe('an alert (ORU^R40)', () => {
  test('has its event by code, the higher of two priorities, its phase', () => {
    const rows = [
      EVENT('199736^MDC_EVT_ECG_ATR_FIB^MDC'),
      ATTRIBUTE('EVENT_PHASE', 'start'),
      ATTRIBUTE('ALARM_PRIORITY', 'PH'),
    ];
    expect(read(rows).alarms).toEqual([
      {
        event: 'MDC_EVT_ECG_ATR_FIB',
        code: '199736^MDC_EVT_ECG_ATR_FIB^MDC',
        priority: 'high',
        phase: 'start',
        text: 'MDC_EVT_ECG_ATR_FIB',
      },
    ]);
  });

  test('knows its attributes by name: makers number them differently', () => {
    expect(
      read([
        EVENT('202834^MDC_EVT_STAT_OFF^MDC', '1.3.1', ''),
        ATTRIBUTE('EVENT_PHASE', 'end', 68_165),
        ATTRIBUTE('ALARM_PRIORITY', 'PM', 68_168),
      ]).alarms,
    ).toMatchObject([{ priority: 'medium', phase: 'end' }]);
  });

  test('holds several, each with the rows that follow it', () => {
    const rows = [
      EVENT('199854^MDC_EVT_DESAT^MDC'),
      ATTRIBUTE('EVENT_PHASE', 'start'),
      EVENT('199680^MDC_EVT_APNEA^MDC'),
      ATTRIBUTE('EVENT_PHASE', 'continue'),
    ];
    expect(read(rows).alarms.map(({ event, phase }) => [event, phase])).toEqual([
      ['MDC_EVT_DESAT', 'start'],
      ['MDC_EVT_APNEA', 'continue'],
    ]);
  });

  test('gives no reading: its number is of the moment the alarm began', () => {
    expect(read([EVENT('199684^MDC_EVT_ECG_ASYSTOLE^MDC'), HEART_RATE(155)]).observations).toEqual([]);
  });

  test('makes no rhythm of an event', () => {
    expect(read([EVENT('199736^MDC_EVT_ECG_ATR_FIB^MDC'), ATTRIBUTE('EVENT_PHASE', 'start')]).observations).toEqual([]);
  });

  test('that names no event is told', () => {
    expect(read([EVENT('')]).problems.map(({ code }) => code)).toContain('alarm-without-event');
  });
});

describe('sensor faults', () => {
  const faults = (rows: readonly string[]) => read(rows, {}).faults;

  test.each([
    ['196880^MDC_EVT_LEAD_OFF^MDC', ['ecgLeadsOff']],
    ['196680^MDC_EVT_LEAD_OFF^MDC', ['ecgLeadsOff']],
    ['30218^MNDRY_EVT_SPO2_NO_SENSOR^MDC', ['spo2ProbeOff']],
    ['30224^MNDRY_EVT_NIBP_AIR_LEAK^MDC', ['nibpFailed']],
    ['199854^MDC_EVT_DESAT^MDC', []],
  ])('%s', (event, expected) => {
    expect(faults([EVENT(event)])).toEqual(expected);
  });

  test('a sensor that is unplugged is the probe only where the oximeter stands', () => {
    const unplugged = '196916^MDC_EVT_SENSOR_DISCONN^MDC';
    expect(faults([SPO2('', '||||X'), EVENT(unplugged, '1.3.1.196916')])).toEqual(['spo2ProbeOff']);
    expect(faults([SPO2('', '||||X'), EVENT(unplugged, '1.2.1.196916')])).toEqual([]);
  });

  test('one lead off among others is none while beats are counted', () => {
    expect(faults([HEART_RATE(72), EVENT('196880^MDC_EVT_LEAD_OFF^MDC')])).toEqual([]);
    expect(faults([HEART_RATE('', '||||X'), EVENT('196880^MDC_EVT_LEAD_OFF^MDC')])).toEqual(['ecgLeadsOff']);
  });

  test('that ended is none', () => {
    expect(faults([EVENT('196880^MDC_EVT_LEAD_OFF^MDC'), ATTRIBUTE('EVENT_PHASE', 'end')])).toEqual([]);
  });
});

describe('alarms among observations', () => {
  test('Philips says the colour by code and the rest in the ward’s language', () => {
    const message = read(
      ['TX|2^Yellow Alarm^MDIL-ALERT||SpO₂ baja, SpO₂ = 80 %||||||F', 'TX|5^HardInop^MDIL-ALERT||ECG||||||F'],
      {},
    );
    expect(message.alarms.map(({ event, priority, text }) => [event, priority, text])).toEqual([
      ['Yellow Alarm', 'medium', 'SpO₂ baja, SpO₂ = 80 %'],
      ['HardInop', null, 'ECG'],
    ]);
    expect(message.observations).toEqual([]);
  });

  test('Mindray’s patient data share sends them as kinds 54 and 56', () => {
    const physiological = read(['CE|2|1|10002^**HR TOO LOW ||||||F'], { controlId: '54', type: 'ORU^R01' });
    expect(physiological.alarms).toEqual([
      { event: 'HR TOO LOW', code: '10002^**HR TOO LOW', priority: 'medium', phase: null, text: 'HR TOO LOW' },
    ]);
    const technical = read(['CE|3|1|5^ECG Lead Off||||||F'], { controlId: '56', type: 'ORU^R01' });
    expect([technical.alarms[0]?.priority, technical.faults]).toEqual(['low', ['ecgLeadsOff']]);
  });
});
