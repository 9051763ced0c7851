import { sourceId } from '../../shared/kernel/ids.ts';
import { between, type Instant } from '../../shared/kernel/units.ts';
import type { Engine } from '../core/engine.ts';
import { driverNamed } from '../devices/device-registry.ts';
import { createBedside } from '../devices/simulator/bedside.ts';
import { createSpeech, type SpokenDriver } from '../devices/simulator/speech.ts';
import type { DemoChair } from './demo-day.ts';

/** The suite's zone in the demo; its monitors send their offset, so nothing depends on it. */
export const DEMO_ZONE = 'America/Chicago';

/**
 * A monitor of the hours before the board opened. It speaks the bytes of its protocol into the reader of its
 * protocol, as it does later over a wire; only the wire is left out.
 */
export function createPastMonitor(
  demo: DemoChair,
  spoken: SpokenDriver,
  switchedOn: Instant,
  infusionStartsAt: Instant | null,
) {
  const driver = driverNamed(spoken);
  if (driver === null) throw new Error(`no driver reads what ${spoken} speaks`);
  const decoder = driver.decoder({ zone: DEMO_ZONE });
  const speech = createSpeech(
    spoken,
    { eui64: `5A0000000000000${demo.chair}`, location: `CHAIR-${demo.chair}` },
    switchedOn,
  );
  const bedside = createBedside({
    seed: demo.seed,
    patientId: demo.patient.mrn,
    scenes: [],
    infusionStartsAtMs: infusionStartsAt === null ? null : between(switchedOn, infusionStartsAt),
    pressures: [],
    values: {},
    speed: 1,
  });
  return {
    startCuff: bedside.startCuff,
    /** Says what it shows at `now`; resolves once the station has it on disk. */
    async speak(engine: Engine, now: Instant): Promise<void> {
      const { bytes } = speech.message(bedside.look(between(switchedOn, now), now).reading);
      for (const { raw, timed, sentAt, simulated, patientId, location, observations, faults } of decoder.push(
        bytes,
        now,
      ).messages) {
        const source = sourceId(`monitor-${demo.chair}`);
        await engine.receive({
          raw,
          timed,
          simulated,
          report: { source, receivedAt: now, sentAt, patientId, location, observations, faults },
        });
      }
    },
  };
}
export type PastMonitor = ReturnType<typeof createPastMonitor>;
