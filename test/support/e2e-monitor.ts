import type { Clock } from '../../main/clock.ts';
import { createBedside, type FixedPressure, type FixedValues } from '../../main/devices/simulator/bedside.ts';
import { createSpeech } from '../../main/devices/simulator/speech.ts';
import type { Chair } from '../../shared/kernel/ids.ts';
import { between } from '../../shared/kernel/units.ts';
import { acknowledged, mllpClient } from './mllp-client.ts';

/** What every quiet patient of these tests shows: nothing alarms, and the baseline is 125 by 80. */
const AT_REST: FixedValues = { heartRate: 72, spo2: 97, respiratoryRate: 14, rhythm: 'sinus' };
const PRESSURE_AT_REST: FixedPressure = { systolic: 125, diastolic: 80, mean: 95 };

export type SteppedMonitor = {
  /** One message with what it shows now; resolves once the station has acknowledged it. */
  readonly speak: () => Promise<void>;
  /** The numbers it shows from now on. */
  readonly show: (values: FixedValues) => void;
  /** A cuff result at this very moment, out of turn. It goes out with the next message. */
  readonly measure: (systolic: number, diastolic: number, mean?: number) => void;
  /** With the cuff off the last result stays on the monitor and no new one follows. */
  readonly setCuffOn: (on: boolean) => void;
  readonly unplug: () => void;
};

/**
 * The simulator's bedside and the simulator's bytes on a real socket, on the station's stepped clock: it
 * speaks when the clock is stepped, and each message is acknowledged before the next step.
 */
export async function plugInMonitor(chair: Chair, mllp: string, clock: Clock): Promise<SteppedMonitor> {
  const switchedOn = clock.now();
  const bedside = createBedside({
    seed: chair,
    patientId: null,
    scenes: [],
    infusionStartsAtMs: null,
    pressures: [PRESSURE_AT_REST],
    values: AT_REST,
    speed: 1,
  });
  const speech = createSpeech('hl7', { eui64: `5A0000000000000${chair}`, location: `CHAIR-${chair}` }, switchedOn);
  const client = await mllpClient(mllp);
  const look = () => bedside.look(between(switchedOn, clock.now()), clock.now()).reading;
  /** Undefined while the cuff is on. */
  let lastBeforeOff: ReturnType<typeof look>['pressure'] | undefined;

  return {
    async speak() {
      const seen = look();
      const { bytes, controlId } = speech.message(
        lastBeforeOff === undefined ? seen : { ...seen, pressure: lastBeforeOff },
      );
      await client.send(bytes);
      const [answer = ''] = await client.answers(1);
      if (acknowledged(answer) !== `AA ${controlId}`) throw new Error(`the station answered ${answer}`);
    },
    show: bedside.fix,
    measure(systolic, diastolic, mean = Math.round(diastolic + (systolic - diastolic) / 3)) {
      look();
      bedside.dictatePressure({ systolic, diastolic, mean });
    },
    setCuffOn(on) {
      lastBeforeOff = on ? undefined : look().pressure;
    },
    unplug: () => client.socket.destroy(),
  };
}
