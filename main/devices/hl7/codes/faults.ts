import type { SensorFault } from '../../../../shared/vitals/observation.ts';

type FaultRow = {
  readonly number: number;
  readonly refId: string;
  readonly fault: SensorFault;
  /** The event names no sensor: only its place among the oximeter's rows tells that it is the probe. */
  readonly needsOximeter: boolean;
};

/**
 * Technical events that say a sensor is off the patient or out of its socket.
 * Sources: briantolsen/MindraySim AlarmDict.csv; mindleaving/patient-monitor-datalogger EventType.cs (the
 * Philips numbers); 196680 is what a Mindray monitor sends for a lead off, with the usual name.
 */
const FAULT_ROWS: readonly FaultRow[] = [
  { number: 196_880, refId: 'EVT_LEAD_OFF', fault: 'ecgLeadsOff', needsOximeter: false },
  { number: 196_680, refId: 'EVT_LEAD_OFF', fault: 'ecgLeadsOff', needsOximeter: false },
  { number: 196_882, refId: 'EVT_LEADS_OFF', fault: 'ecgLeadsOff', needsOximeter: false },
  { number: 196_876, refId: 'EVT_LEAD_DISCONN', fault: 'ecgLeadsOff', needsOximeter: false },
  { number: 258_534, refId: 'EVT_ECG_ABSENT', fault: 'ecgLeadsOff', needsOximeter: false },
  { number: 30_126, refId: 'MNDRY_EVT_ECG_LOST', fault: 'ecgLeadsOff', needsOximeter: false },
  { number: 196_916, refId: 'EVT_SENSOR_DISCONN', fault: 'spo2ProbeOff', needsOximeter: true },
  { number: 30_218, refId: 'MNDRY_EVT_SPO2_NO_SENSOR', fault: 'spo2ProbeOff', needsOximeter: false },
  { number: 30_223, refId: 'MNDRY_EVT_NIBP_LOSE_CUFF', fault: 'nibpFailed', needsOximeter: false },
  { number: 30_224, refId: 'MNDRY_EVT_NIBP_AIR_LEAK', fault: 'nibpFailed', needsOximeter: false },
  { number: 30_226, refId: 'MNDRY_EVT_NIBP_EXCESSIVE_MOTION', fault: 'nibpFailed', needsOximeter: false },
  { number: 30_230, refId: 'MNDRY_EVT_NIBP_SYSTEM_FAILURE', fault: 'nibpFailed', needsOximeter: false },
];

/** By number where there is one, for names are localised and numbers are not. */
export const faultOfEvent = (number: number | null, refId: string): FaultRow | undefined =>
  FAULT_ROWS.find((row) => row.number === number) ?? FAULT_ROWS.find((row) => row.refId === refId);
