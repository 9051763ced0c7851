import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBoard } from '../../main/board-build.ts';
import { type StationClock, systemClock } from '../../main/clock.ts';
import { type Config, parseConfig } from '../../main/config.ts';
import { startHost } from '../../main/host.ts';
import { createLog } from '../../main/log.ts';
import { steppedClock } from '../../main/stepped-clock.ts';
import { CHAIRS, type Chair, commandId, workstationId } from '../../shared/kernel/ids.ts';
import { after, type Instant, instant, type Millis, millis, minutes, seconds } from '../../shared/kernel/units.ts';
import { COMMANDS, type Command, type CommandInput, type CommandName } from '../../shared/session/session-commands.ts';
import { plugInMonitor, type SteppedMonitor } from './e2e-monitor.ts';
import { roleFor, STAFF, type Who } from './suite-people.ts';

/**
 * Every monitor speaks this often while the clock is stepped, and at the end of each step. A slower feed
 * counts as slow, and its alarms do not wait for their delays (clinical decision 15).
 */
const CADENCE = seconds(4);

export type E2eStation = {
  readonly url: string;
  /** Station time, which stands still between two steps. */
  readonly now: () => Instant;
  /** Time passes, every monitor speaking on the way; resolves once all of it is acknowledged. */
  readonly pass: (by: Millis) => Promise<void>;
  /** Every monitor says what it shows now. */
  readonly hear: () => Promise<void>;
  readonly plugIn: (chair: Chair) => Promise<SteppedMonitor>;
  /** Does on another screen, as it were, what a test is not about. Throws on a refusal. */
  readonly act: <Name extends CommandName>(who: Who, name: Name, input: CommandInput<Name>) => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Options = {
  /** Where the record goes, and stays; left out, a folder of its own that goes with the station. */
  readonly dataDir?: string;
  /** How long ago the station's day begins; 0 unless given. */
  readonly minutesAgo?: number;
};

/**
 * A whole station (record on disk, web server, MLLP listener) on a clock that stands still until it is
 * stepped. Screens connect to it as to any other; at rate 0 they show exactly the stepped time.
 */
export async function startSteppedStation({ dataDir, minutesAgo = 0 }: Options = {}): Promise<E2eStation> {
  const board = await ensureBoard(() => {});
  if (!board.ok) throw new Error(board.error);
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'chairside-e2e-'));
  const realClock = impatientClock();
  // The record's house-keeping runs on real time: the test's day must not be long past. Whole minutes read well.
  const start = realClock.now() - minutes(minutesAgo);
  const clock = steppedClock(instant(start - (start % minutes(1))));
  const faults: string[] = [];
  const host = await startHost({
    dataDir: folder,
    config: configuration(),
    http: { host: '127.0.0.1', port: 0 },
    mllp: { host: '127.0.0.1', port: 0 },
    realClock,
    clock,
    rate: 0,
    simulation: true,
    log: createLog('error', { write: (line: string) => void faults.push(line) }),
    onFatal: (text) => void faults.push(text),
  });
  if (!host.ok) throw new Error(host.error);
  const { station, url } = host.value;
  const monitors: SteppedMonitor[] = [];

  const hear = async (): Promise<void> => {
    await Promise.all(monitors.map((monitor) => monitor.speak()));
  };
  return {
    url,
    now: clock.now,
    hear,
    async pass(by) {
      const end = after(clock.now(), by);
      while (clock.now() < end) {
        const next = after(clock.now(), CADENCE);
        clock.advanceTo(next < end ? next : end);
        await hear();
      }
    },
    async plugIn(chair) {
      const monitor = await plugInMonitor(chair, station.mllpAddress ?? '', clock);
      monitors.push(monitor);
      return monitor;
    },
    async act(who, name, input) {
      const command = { name, ...COMMANDS[name].input.parse(input) } as Command;
      const answer = await station.engine.command(command, {
        actor: { person: STAFF[who].id, role: roleFor(who, name) },
        commandId: commandId(randomUUID()),
        expectedPosition: null,
        workstation: workstationId('e2e'),
      });
      if (!answer.ok) throw new Error(`${who} could not ${name}: ${JSON.stringify(answer.error)}`);
    },
    async stop() {
      for (const monitor of monitors) monitor.unplug();
      await host.value.stop();
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
      if (faults.length > 0) throw new Error(`the station reported faults: ${faults.join('\n')}`);
    },
  };
}

/**
 * Real time whose timers come four times too early. Screens learn a step of the station's clock from the next
 * heartbeat, so that a test waits for a quarter of a second instead of a whole one. Whatever is really about
 * elapsed time looks at the clock once more when its timer comes.
 */
function impatientClock(): StationClock {
  const real = systemClock();
  return { ...real, setTimer: (delay, fire) => real.setTimer(millis(delay / 4), fire) };
}

/** The staff of every test, and one HL7 monitor at each chair, known by its PV1-3. As a configuration file says it. */
export const SUITE = {
  suite: { name: 'Infusion suite', zone: 'UTC' },
  people: Object.values(STAFF),
  monitors: CHAIRS.map((chair) => ({ id: `monitor-${chair}`, chair, via: { location: `CHAIR-${chair}` } })),
};

function configuration(): Config {
  const config = parseConfig(SUITE, 'of the end-to-end tests');
  if (!config.ok) throw new Error(config.error);
  return config.value;
}
