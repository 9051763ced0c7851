import { type Config, parseConfig } from '../../main/config.ts';
import { createLog } from '../../main/log.ts';
import { type Station, startStation } from '../../main/station.ts';
import { openStore } from '../../main/store/store.ts';
import { CHAIRS, type Chair } from '../../shared/kernel/ids.ts';
import { err } from '../../shared/kernel/result.ts';
import { after, type Instant, type Millis, millis, minutes, seconds } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import { memoryWire } from './memory-wire.ts';
import { type SimClock, simClock } from './sim-clock.ts';
import { type SpokenMonitor, spokenMonitor } from './spoken-monitor.ts';
import { type StationScreen, stationScreen } from './station-screen.ts';
import { monitorOf, patientOf, STAFF } from './suite-people.ts';

/** Every person of STAFF; a monitor for each chair, known by its PV1-3. */
export function suiteConfig(): Config {
  const config = parseConfig(
    {
      suite: { name: 'Test suite', zone: 'UTC' },
      people: Object.values(STAFF),
      monitors: CHAIRS.map((chair) => ({ id: monitorOf(chair), chair, via: { location: `CHAIR-${chair}` } })),
    },
    'of the test',
  );
  if (!config.ok) throw new Error(config.error);
  return config.value;
}

/** Monitors of the bench speak this often: the longest interval that is no slow feed is 4 s. */
const CADENCE = seconds(4);

/** A station on a data folder and a stepped clock, its monitors, and a screen at which a nurse sits. */
export async function stationBench(
  dataDir: string,
  clock: SimClock = simClock(),
  monitors = new Map<Chair, SpokenMonitor>(),
) {
  const store = await openStore(dataDir, { clock, onTrouble: () => {} });
  if (!store.ok) throw new Error(store.error.code);
  const { value: real } = store;
  /** A disk that is full for as long as the test says so. */
  const disk = { isFull: false };
  const started = await startStation({
    store: { ...real, append: async (what) => (disk.isFull ? err({ code: 'not-written' }) : real.append(what)) },
    config: suiteConfig(),
    protocol: KETAMINE_INFUSION,
    clock,
    rate: 0,
    timers: { elapsedMs: clock.monotonicMs, setTimer: (run, afterMs) => clock.setTimer(millis(afterMs), run) },
    simulation: true,
    mllp: null,
    version: 'test',
    log: createLog('fatal', { write: () => {} }),
  });
  if (!started.ok) throw new Error(started.error);
  const station: Station = started.value;
  const screen: StationScreen = await stationScreen(memoryWire(station.hub).open);

  return {
    dataDir,
    monitors,
    disk,
    station,
    screen,
    clock,
    now: clock.now,
    monitor: (chair: Chair): SpokenMonitor => {
      const known = monitors.get(chair) ?? spokenMonitor(chair, clock.now());
      monitors.set(chair, known);
      return known;
    },
    /** Time passes, and every monitor that was switched on is heard on the way and at the end. */
    pass: async (by: Millis, cadence: Millis = CADENCE): Promise<void> => {
      const end = after(clock.now(), by);
      while (clock.now() < end) {
        const next = after(clock.now(), cadence);
        clock.advanceTo(next < end ? next : end);
        for (const monitor of monitors.values()) await monitor.speak(station.engine, clock.now());
      }
    },
    stop: async (): Promise<void> => {
      screen.close();
      await station.stop();
    },
  };
}
export type StationBench = Awaited<ReturnType<typeof stationBench>>;

/** The process ends, nobody watches for a while, and a new one starts on the same folder. */
export async function restarted({ dataDir, clock, monitors, stop }: StationBench, gap: Millis): Promise<StationBench> {
  await stop();
  clock.advance(gap);
  return stationBench(dataDir, clock, monitors);
}

const CHAIR = 1;
const DOSE = { stockMgPerMl: 50, bagMl: 50, method: 'withdraw' } as const;

/** Chair 1 from an empty chair to READY with a checked dose, by clicks: an 80 kg patient, 120/80 (93). */
export async function bringToReady({ screen, monitor, pass, now }: StationBench): Promise<void> {
  await screen.signIn('ana', 'nurse');
  for (const person of ['ana', 'ben']) await screen.do('beginShift', { person });
  await screen.signIn('eve', 'physician');
  await screen.do('declareProvider', { person: 'eve' });
  await screen.signIn('ana', 'nurse');
  const patient = patientOf(CHAIR);
  const { mrn, birthDate } = patient;
  await screen.do('assign', { chair: CHAIR, patient, courseDay: 1, nurse: 'ana' });
  await screen.do('arrive', { chair: CHAIR, mrn, birthDate });
  await screen.do('bindMonitor', { chair: CHAIR, source: monitorOf(CHAIR) });
  await screen.do('completePreparation', {
    chair: CHAIR,
    weight: { value: 80, unit: 'kg' },
    driver: 'Sam',
    checklistConfirmed: true,
  });
  const one = monitor(CHAIR);
  await pass(minutes(5));
  one.measure(now(), 120, 80, 93);
  await pass(seconds(70));
  one.measure(now(), 120, 80, 93);
  await pass(seconds(2));
  await screen.do('acceptBaseline', { chair: CHAIR });
  await screen.do('ondansetron', { chair: CHAIR, outcome: 'given' });
  await screen.do('prepareDose', { chair: CHAIR, ...DOSE });
  await screen.signIn('ben', 'nurse');
  await screen.do('verifyDose', { chair: CHAIR, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
  await screen.signIn('ana', 'nurse');
}

/** The same, and its infusion has just been started. */
export async function bringToInfusing(bench: StationBench): Promise<Instant> {
  await bringToReady(bench);
  await bench.screen.do('start', { chair: CHAIR, rateMlPerHour: 75 });
  return bench.now();
}
