import type { Instant } from '../../../shared/kernel/units.ts';
import type { Rhythm, SensorFault } from '../../../shared/vitals/observation.ts';
import type { MonitorReading } from './monitor-reading.ts';

/** What one monitor calls itself. */
export type Hl7Identity = {
  /** 16 hex digits, as a network card would give. */
  readonly eui64: string;
  /** PV1-3 as sent, components parted by ^. */
  readonly location: string;
};

const SIMULATOR_APPLICATION = 'CHAIRSIDE-SIM';

const BEATS = '264864^MDC_DIM_BEAT_PER_MIN^MDC';
const BREATHS = '264928^MDC_DIM_RESP_PER_MIN^MDC';
const PERCENT = '262688^MDC_DIM_PERCENT^MDC';
const MMHG = '266016^MDC_DIM_MMHG^MDC';

/** The rhythms this dialect has a code for (IEEE 11073-10101, partition 2). */
const RHYTHM_CODES: Readonly<Partial<Record<Rhythm, string>>> = {
  sinus: '147474^MDC_ECG_SINUS_RHY^MDC',
  atrialFibrillation: '147720^MDC_ECG_ATR_FIB^MDC',
  bradycardia: '147984^MDC_ECG_SV_BRADY^MDC',
  tachycardia: '147688^MDC_ECG_TACHY^MDC',
};
export const SAYABLE_RHYTHMS = ['sinus', 'atrialFibrillation', 'bradycardia', 'tachycardia'] as const;

/** Technical conditions (IEEE 11073-10101, partition 3) and the row of the containment tree they stand under. */
const FAULT_ROWS: Readonly<Partial<Record<SensorFault, { readonly event: string; readonly at: string }>>> = {
  ecgLeadsOff: { event: '196880^MDC_EVT_LEAD_OFF^MDC', at: '1.7.4.196880' },
  spo2ProbeOff: { event: '196916^MDC_EVT_SENSOR_DISCONN^MDC', at: '1.3.1.196916' },
};

/** HL7 v2 DTM with milliseconds and zone: 20261122140233.120+0000. */
export const hl7Time = (at: Instant): string => `${new Date(at).toISOString().replace(/[-:TZ]/g, '')}+0000`;

/** HL7 v2.6, 2.7: the separators of this message may not stand in text. Components stay where the caller wants them. */
const escaped = (text: string, keepComponents: boolean): string =>
  text
    .replace(/[\r\n]/g, ' ')
    .replaceAll('\\', '\\E\\')
    .replaceAll('|', '\\F\\')
    .replaceAll('~', '\\R\\')
    .replaceAll('&', '\\T\\')
    .replaceAll('^', keepComponents ? '^' : '\\S\\');

/** The containment tree: device, subsystem and channel rows carry no value and status X. */
const place = (code: string, at: string): string => `${code}|${at}|||||||X`;

function numeric(code: string, at: string, value: number | null, unit: string, time: string): string {
  const status = value === null ? 'X' : 'R';
  return `NM|${code}|${at}|${value ?? ''}|${unit}|||||${status}|||${time}`;
}

function continuousRows(reading: MonitorReading, time: string): readonly string[] {
  const rhythm = reading.rhythm === null ? null : (RHYTHM_CODES[reading.rhythm] ?? null);
  return [
    `|${place('69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC', '1.0.0.0')}`,
    `|${place('69798^MDC_DEV_ECG_VMD^MDC', '1.7.0.0')}`,
    `|${place('70739^MDC_DEV_CARD_RATE_CHAN^MDC', '1.7.4.0')}`,
    numeric('147842^MDC_ECG_HEART_RATE^MDC', '1.7.4.147842', reading.heartRate, BEATS, time),
    `CWE|8884-9^Heart rate rhythm^LN|1.7.4.1|${rhythm ?? ''}||||||${rhythm === null ? 'X' : 'R'}|||${time}`,
    numeric('151578^MDC_TTHOR_RESP_RATE^MDC', '1.7.1.151578', reading.respiratoryRate, BREATHS, time),
    numeric('150456^MDC_PULS_OXIM_SAT_O2^MDC', '1.3.1.150456', reading.spo2, PERCENT, time),
    numeric('149530^MDC_PULS_OXIM_PULS_RATE^MDC', '1.3.1.149530', reading.pulseRate, BEATS, time),
    numeric('150488^MDC_BLD_PERF_INDEX^MDC', '1.3.1.150488', reading.perfusionIndex, PERCENT, time),
    ...reading.faults.flatMap((fault) => {
      const row = FAULT_ROWS[fault];
      return row === undefined ? [] : [`CWE|196616^MDC_EVT_ALARM^MDC|${row.at}|${row.event}|||A~PL~ST|||R|||${time}`];
    }),
  ];
}

function pressureRows(pressure: NonNullable<MonitorReading['pressure']>, time: string): readonly string[] {
  return [
    `|${place('70686^MDC_DEV_PRESS_BLD_NONINV_VMD^MDC', '1.1.0.0')}`,
    `|${place('70687^MDC_DEV_PRESS_BLD_NONINV_CHAN^MDC', '1.1.1.0')}|||${time}`,
    numeric('150021^MDC_PRESS_BLD_NONINV_SYS^MDC', '1.1.1.1', pressure.systolic, MMHG, time),
    numeric('150022^MDC_PRESS_BLD_NONINV_DIA^MDC', '1.1.1.2', pressure.diastolic, MMHG, time),
    numeric('150023^MDC_PRESS_BLD_NONINV_MEAN^MDC', '1.1.1.3', pressure.mean, MMHG, time),
    numeric('149546^MDC_PULS_RATE_NON_INV^MDC', '1.1.1.4', pressure.pulse, BEATS, time),
  ];
}

/**
 * One observation report of the IHE device-to-enterprise kind (ORU^R01, PCD-01), without transport framing.
 * MSH-11 is T, training: whatever this says happened to nobody, and a receiver can tell.
 * The cuff's last result stands in a group of its own with the time it was measured, in every message, as
 * monitors do it.
 */
export function observationReport(reading: MonitorReading, identity: Hl7Identity, controlId: string): Uint8Array {
  const time = hl7Time(reading.at);
  const sender = `${SIMULATOR_APPLICATION}^${identity.eui64}^EUI-64`;
  const patient =
    reading.patientId === null ? '' : `${escaped(reading.patientId, false)}^^^${SIMULATOR_APPLICATION}^PI`;
  const order = (set: number, at: string) =>
    `OBR|${set}|${controlId}^${sender}|${controlId}^${sender}|182777000^monitoring of patient^SCT|||${at}`;
  let row = 0;
  const numbered = (text: string): string => {
    row += 1;
    return `OBX|${row}|${text}`;
  };
  const segments = [
    `MSH|^~\\&|${sender}|CHAIRSIDE|||${time}||ORU^R01^ORU_R01|${controlId}|T|2.6|||AL|NE||UNICODE UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO`,
    `PID|||${patient}||SIMULATED^PATIENT^^^^^L`,
    `PV1||I|${escaped(identity.location, true)}`,
    order(1, time),
    ...continuousRows(reading, time).map(numbered),
  ];
  if (reading.pressure !== null) {
    const measured = hl7Time(reading.pressure.measuredAt);
    segments.push(order(2, measured), ...pressureRows(reading.pressure, measured).map(numbered));
  }
  return new TextEncoder().encode(segments.map((segment) => `${segment}\r`).join(''));
}
