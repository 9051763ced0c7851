import { between, instant, type Millis, millis } from '../../../shared/kernel/units.ts';
import type { CancelTimer, Clock } from '../../clock.ts';
import type { BytePort } from '../ports/byte-port.ts';
import { type BedsideOptions, createBedside } from './bedside.ts';
import { createLink, type LinkCounts, type LinkNews } from './link.ts';
import { createNoise } from './random.ts';
import { createSpeech, garble, type SpokenDriver } from './speech.ts';
import type { Steering } from './steering.ts';

export const MESSAGE_EVERY_MS = 1_000;
/** A hundred messages a second, ten a tick: timers are not finer than this everywhere. */
const FLOOD_EVERY_MS = 100;
const FLOOD_BURST = 10;

export type MonitorOptions = BedsideOptions & {
  readonly driver: SpokenDriver;
  /** PV1-3. */
  readonly location: string;
  /** Between two messages, in real time. */
  readonly intervalMs: Millis;
};

export type MonitorClocks = {
  /** What the monitor believes the time is: stamps, and the patient's clock. */
  readonly own: Clock;
  /** Real time: how often it speaks, and what its line does. */
  readonly real: Clock;
};

export type MonitorWire = {
  readonly port: BytePort;
  readonly onNoAnswer: 'reconnect' | 'resend';
};

export type Monitor = {
  readonly start: () => void;
  readonly stop: () => void;
  readonly steer: (steering: Steering) => void;
  readonly counts: () => LinkCounts & { readonly dropped: number };
};

/** One bedside monitor: a patient, a screen nobody looks at, and a cable. Everything it tells leaves as bytes. */
export function createMonitor(
  options: MonitorOptions,
  clocks: MonitorClocks,
  wire: MonitorWire,
  onNews: (news: LinkNews) => void,
): Monitor {
  const startedAt = clocks.own.now();
  const bedside = createBedside(options);
  const noise = createNoise(options.seed);
  const eui64 = `5A00000000${(options.seed >>> 0).toString(16).padStart(6, '0').slice(-6)}`.toUpperCase();
  const speech = createSpeech(options.driver, { eui64, location: options.location }, startedAt);
  const { acknowledged } = speech;
  const link = createLink({ ...wire, clock: clocks.real, acknowledged, onNews });
  let silent = false;
  let turn = 0;
  let dueAt = clocks.real.now();
  let cancel: CancelTimer = () => {};

  const speak = (count: number, patientMs: number): void => {
    const now = clocks.own.now();
    for (let i = 0; i < count; i += 1) link.say(speech.message(bedside.look(patientMs, now).reading));
  };

  const tick = (): void => {
    const now = clocks.own.now();
    const patientMs = between(startedAt, now) * options.speed;
    const { line, reading } = bedside.look(patientMs, now);
    const flooding = line === 'flood';
    link.setPlugged(line !== 'down');
    link.setFlooding(flooding);
    if (!silent) {
      if (line === 'garbage') {
        link.babble(garble(turn, speech, speech.message(reading).bytes, noise));
        turn += 1;
      }
      speak(flooding ? FLOOD_BURST : 1, patientMs);
    }
    const real = clocks.real.now();
    const everyMs = flooding ? FLOOD_EVERY_MS : options.intervalMs;
    // Kept to the beat; after a pause of the machine it goes on from now instead of catching up.
    dueAt = instant(Math.max(dueAt + everyMs, real));
    cancel = clocks.real.setTimer(millis(between(real, dueAt)), tick);
  };

  return {
    start() {
      link.start();
      tick();
    },
    stop() {
      cancel();
      link.stop();
    },
    steer(steering) {
      const { pressure, scenario, silence, infusing, patientId, cuff, ...values } = steering;
      bedside.look(between(startedAt, clocks.own.now()) * options.speed, clocks.own.now());
      bedside.fix(values);
      if (patientId !== undefined) bedside.setPatientId(patientId);
      if (infusing !== undefined) bedside.setInfusing(infusing);
      if (scenario !== undefined) bedside.play(scenario);
      if (pressure !== undefined) bedside.dictatePressure(pressure);
      if (cuff === true) bedside.startCuff();
      if (silence !== undefined) silent = silence;
    },
    counts: link.counts,
  };
}
