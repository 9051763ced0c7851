import type { Engine } from '../../main/core/engine.ts';
import { hl7Driver } from '../../main/devices/drivers/hl7.ts';
import type { MonitorReading } from '../../main/devices/simulator/monitor-reading.ts';
import { createSpeech } from '../../main/devices/simulator/speech.ts';
import type { Chair } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/units.ts';
import { monitorOf, patientOf } from './suite-people.ts';

type Shown = Omit<MonitorReading, 'at' | 'pressure'>;

const WELL: Omit<Shown, 'patientId'> = {
  heartRate: 72,
  rhythm: 'sinus',
  respiratoryRate: 14,
  spo2: 98,
  pulseRate: 72,
  perfusionIndex: 2.5,
  faults: [],
};

/**
 * A monitor whose every number the test dictates. It speaks real HL7 bytes into the station's own reader;
 * only the wire is left out.
 */
export function spokenMonitor(chair: Chair, switchedOn: Instant) {
  const decoder = hl7Driver.decoder({ zone: 'UTC' });
  const speech = createSpeech('hl7', { eui64: `5A0000000000000${chair}`, location: `CHAIR-${chair}` }, switchedOn);
  let shown: Shown = { ...WELL, patientId: patientOf(chair).mrn };
  let pressure: MonitorReading['pressure'] = null;
  let said: Uint8Array = new Uint8Array();

  async function send(engine: Engine, now: Instant): Promise<boolean> {
    const stored = decoder.push(said, now).messages.map(({ raw, timed, simulated, ...message }) => {
      const { sentAt, patientId, location, observations, faults } = message;
      const source = monitorOf(chair);
      const report = { source, receivedAt: now, sentAt, patientId, location, observations, faults };
      return engine.receive({ raw, timed, simulated, report });
    });
    return (await Promise.all(stored)).every(Boolean);
  }

  return {
    show(values: Partial<Shown>): void {
      shown = { ...shown, ...values };
    },
    /** The cuff has measured this, at this moment; it stands in every message from now on, as monitors do it. */
    measure(measuredAt: Instant, systolic: number, diastolic: number, mean: number): void {
      pressure = { systolic, diastolic, mean, pulse: 72, measuredAt };
    },
    /** Says what it shows; resolves true once the station has it on disk. */
    speak(engine: Engine, now: Instant): Promise<boolean> {
      said = speech.message({ ...shown, at: now, pressure }).bytes;
      return send(engine, now);
    },
    /** Saw no answer: the very same bytes as last time. */
    repeat: (engine: Engine, now: Instant): Promise<boolean> => send(engine, now),
  };
}
export type SpokenMonitor = ReturnType<typeof spokenMonitor>;
