import type { Instant } from '../../../shared/kernel/units.ts';
import type { Rhythm, SensorFault } from '../../../shared/vitals/observation.ts';
import type { CuffResult } from './cuff.ts';

/** What a monitor shows at one moment, rounded as it shows it. Null is an empty field, never a 0. */
export type MonitorReading = {
  /** The monitor's own clock. */
  readonly at: Instant;
  readonly patientId: string | null;
  /** From the ECG, /min. */
  readonly heartRate: number | null;
  readonly rhythm: Rhythm | null;
  /** By impedance over the ECG electrodes, /min. */
  readonly respiratoryRate: number | null;
  /** From the finger: %, /min, %. */
  readonly spo2: number | null;
  readonly pulseRate: number | null;
  readonly perfusionIndex: number | null;
  readonly pressure: (CuffResult & { readonly measuredAt: Instant }) | null;
  readonly faults: readonly SensorFault[];
};
