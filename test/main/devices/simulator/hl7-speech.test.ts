import { describe, expect, it } from 'vitest';
import { hl7Time, observationReport } from '../../../../main/devices/simulator/hl7-speech.ts';
import type { MonitorReading } from '../../../../main/devices/simulator/monitor-reading.ts';
import { instant } from '../../../../shared/kernel/units.ts';

const AT = instant(Date.UTC(2026, 10, 22, 14, 2, 33, 120));
const MEASURED = instant(Date.UTC(2026, 10, 22, 14, 1, 5));
const READING: MonitorReading = {
  at: AT,
  patientId: 'MRN-1',
  heartRate: 72,
  rhythm: 'sinus',
  respiratoryRate: 14,
  spo2: 98,
  pulseRate: 71,
  perfusionIndex: 2.8,
  pressure: { systolic: 120, diastolic: 75, mean: 90, pulse: 70, measuredAt: MEASURED },
  faults: [],
};
const IDENTITY = { eui64: '5A00000000000001', location: 'SUITE^CHAIR^3' };

/** The segments as lists of fields, so that fields[n] is the field n of HL7 but for MSH, where it is n - 1. */
function segmentsOf(reading: Partial<MonitorReading>, identity = IDENTITY): readonly (readonly string[])[] {
  const bytes = observationReport({ ...READING, ...reading }, identity, 'ID-1');
  const text = new TextDecoder().decode(bytes);
  expect(text.endsWith('\r')).toBe(true);
  return text
    .slice(0, -1)
    .split('\r')
    .map((segment) => segment.split('|'));
}

const named = (segments: readonly (readonly string[])[], name: string) => segments.filter(([first]) => first === name);
/** The OBX row of a code: value, unit, status, time. */
const row = (segments: readonly (readonly string[])[], code: string) => {
  const fields = named(segments, 'OBX').find((obx) => obx[3]?.startsWith(`${code}^`));
  return fields === undefined ? null : [fields[2], fields[5], fields[6], fields[11], fields[14]];
};

describe('an observation report', () => {
  it('says who sends it, that it is training, and when, with the zone', () => {
    const [msh] = segmentsOf({});
    expect(msh?.[2]).toBe('CHAIRSIDE-SIM^5A00000000000001^EUI-64');
    expect(msh?.slice(6, 12)).toEqual(['20261122140233.120+0000', '', 'ORU^R01^ORU_R01', 'ID-1', 'T', '2.6']);
  });

  it('carries each number under its MDC code with its unit and the time', () => {
    const segments = segmentsOf({});
    const time = hl7Time(AT);
    expect(row(segments, '147842')).toEqual(['NM', '72', '264864^MDC_DIM_BEAT_PER_MIN^MDC', 'R', time]);
    expect(row(segments, '150456')).toEqual(['NM', '98', '262688^MDC_DIM_PERCENT^MDC', 'R', time]);
    expect(row(segments, '149530')).toEqual(['NM', '71', '264864^MDC_DIM_BEAT_PER_MIN^MDC', 'R', time]);
    expect(row(segments, '151578')).toEqual(['NM', '14', '264928^MDC_DIM_RESP_PER_MIN^MDC', 'R', time]);
    expect(row(segments, '150488')).toEqual(['NM', '2.8', '262688^MDC_DIM_PERCENT^MDC', 'R', time]);
  });

  it('carries the pressure in a group of its own with the time it was measured', () => {
    const segments = segmentsOf({});
    const time = hl7Time(MEASURED);
    expect(named(segments, 'OBR').map((obr) => obr[7])).toEqual([hl7Time(AT), time]);
    expect(row(segments, '150021')).toEqual(['NM', '120', '266016^MDC_DIM_MMHG^MDC', 'R', time]);
    expect(row(segments, '150022')).toEqual(['NM', '75', '266016^MDC_DIM_MMHG^MDC', 'R', time]);
    expect(row(segments, '150023')).toEqual(['NM', '90', '266016^MDC_DIM_MMHG^MDC', 'R', time]);
    expect(named(segmentsOf({ pressure: null }), 'OBR')).toHaveLength(1);
  });

  it('codes the rhythm', () => {
    expect(row(segmentsOf({}), '8884-9')?.[1]).toBe('147474^MDC_ECG_SINUS_RHY^MDC');
    expect(row(segmentsOf({ rhythm: 'atrialFibrillation' }), '8884-9')?.[1]).toBe('147720^MDC_ECG_ATR_FIB^MDC');
  });

  it('leaves a value that is not there empty with status X, and names the fault', () => {
    const segments = segmentsOf({ heartRate: null, rhythm: null, faults: ['ecgLeadsOff'] });
    expect(row(segments, '147842')?.slice(1, 4)).toEqual(['', '264864^MDC_DIM_BEAT_PER_MIN^MDC', 'X']);
    expect(row(segments, '8884-9')?.slice(1, 4)).toEqual(['', '', 'X']);
    expect(row(segments, '196616')?.slice(0, 2)).toEqual(['CWE', '196880^MDC_EVT_LEAD_OFF^MDC']);
    const probe = segmentsOf({ spo2: null, faults: ['spo2ProbeOff'] });
    expect(row(probe, '150456')?.[1]).toBe('');
    expect(row(probe, '196616')?.[1]).toBe('196916^MDC_EVT_SENSOR_DISCONN^MDC');
  });

  it('numbers its rows from 1 without a gap', () => {
    const numbers = named(segmentsOf({ faults: ['ecgLeadsOff'] }), 'OBX').map((obx) => Number(obx[1]));
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  it('escapes what a person typed, and keeps the components of a place', () => {
    const segments = segmentsOf({ patientId: 'a|b^c&d~e\\f\rg' }, { ...IDENTITY, location: 'A^B|C' });
    expect(named(segments, 'PID')[0]?.[3]).toBe('a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f g^^^CHAIRSIDE-SIM^PI');
    expect(named(segments, 'PV1')[0]?.[3]).toBe('A^B\\F\\C');
    expect(named(segmentsOf({ patientId: null }), 'PID')[0]?.[3]).toBe('');
  });
});
