import { randomUUID } from 'node:crypto';
import type { Chair } from '../../shared/kernel/ids.ts';
import { commandId, personId, workstationId } from '../../shared/kernel/ids.ts';
import { after, before, between, type Instant, millis, minutes, seconds } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import { COMMANDS, type Command } from '../../shared/session/session-commands.ts';
import type { Config } from '../config.ts';
import type { Engine } from '../core/engine.ts';
import type { SpokenDriver } from '../devices/simulator/speech.ts';
import type { Log } from '../log.ts';
import { startStation } from '../station.ts';
import { type SteppedClock, steppedClock } from '../stepped-clock.ts';
import { openRefusalText, openStore } from '../store/store.ts';
import { actsOf, arrivalOf, DEMO_CHAIRS, type DemoAct, type DemoChair, staffActs, startOf } from './demo-day.ts';
import { createPastMonitor, type PastMonitor } from './past-monitor.ts';

/** While history is run through, monitors speak this often; in the last minute once a second, as they go on to. */
const CADENCE = seconds(5);
const LAST_STRETCH = minutes(1);
/** Real time goes on while the last of it is caught up with; a feed's own interval is near enough. */
const CAUGHT_UP_WITHIN = seconds(1);

type PreludeOptions = {
  readonly dataDir: string;
  readonly config: Config;
  readonly driverOf: (chair: Chair) => SpokenDriver;
  /** The moment the day is told up to; what it takes to run through it is caught up with afterwards. */
  readonly until: Instant;
  /** Real time, to catch up with. */
  readonly now: () => Instant;
  /** Aborted: the day is left where it is. */
  readonly signal: AbortSignal;
  readonly log: Log;
};

/**
 * Runs the hours before the board opens through the very station that the demo then starts, on a clock that
 * is stepped: the same commands, the same monitors' bytes, the same record. What the board shows at first
 * is what any restarted station shows of its record.
 */
export async function runPrelude(options: PreludeOptions): Promise<void> {
  const { dataDir, config, driverOf, until, log, signal } = options;
  const minute = (at: number): Instant => after(until, millis(Math.round(minutes(at))));
  const begin = minute(-Math.max(...DEMO_CHAIRS.map(arrivalOf)) - 10);
  const clock = steppedClock(begin);
  const store = await openStore(dataDir, { clock, onTrouble: ({ text }) => log.error({ text }, 'record') });
  if (!store.ok) throw new Error(openRefusalText(store.error));
  const started = await startStation({
    store: store.value,
    // No wire is opened: what monitors said is handed in as bytes.
    config: { ...config, monitors: config.monitors.map((monitor) => ({ ...monitor, via: { location: monitor.id } })) },
    protocol: KETAMINE_INFUSION,
    clock,
    rate: 0,
    timers: { elapsedMs: () => 0, setTimer: () => () => {} },
    simulation: true,
    mllp: null,
    version: 'prelude',
    log,
  });
  if (!started.ok) throw new Error(started.error);
  const { engine, stop } = started.value;

  const monitors = new Map<Chair, PastMonitor>();
  const plan = [
    ...staffActs(-DEMO_DAY_LEAD).map((act) => ({ ...act, chair: null })),
    ...DEMO_CHAIRS.flatMap((demo) => actsOf(demo).map((act) => ({ ...act, chair: demo }))),
  ].sort((a, b) => a.at - b.at);

  for (const { chair, ...act } of plan) {
    if (signal.aborted) break;
    await listenUntil(engine, clock, monitors, until, minute(act.at));
    if (act.kind === 'cuff') {
      if (chair !== null) monitors.get(chair.chair)?.startCuff();
      continue;
    }
    if (chair !== null && act.name === 'bindMonitor')
      monitors.set(chair.chair, switchOn(chair, driverOf, clock.now(), minute));
    await doAct(engine, act);
  }
  // What the monitors say meanwhile belongs to the day too: the board opens on feeds that never paused.
  while (!signal.aborted && between(clock.now(), options.now()) > CAUGHT_UP_WITHIN) {
    await listenUntil(engine, clock, monitors, until, options.now());
  }
  await stop();
}

const DEMO_DAY_LEAD = Math.max(...DEMO_CHAIRS.map(arrivalOf)) + 9;

function switchOn(
  demo: DemoChair,
  driverOf: PreludeOptions['driverOf'],
  now: Instant,
  minute: (at: number) => Instant,
): PastMonitor {
  const started = startOf(demo);
  return createPastMonitor(demo, driverOf(demo.chair), now, started === null ? null : minute(started));
}

/** Steps to a moment, every monitor speaking on the way. */
async function listenUntil(
  engine: Engine,
  clock: SteppedClock,
  monitors: ReadonlyMap<Chair, PastMonitor>,
  until: Instant,
  moment: Instant,
): Promise<void> {
  while (clock.now() < moment) {
    const lastStretch = clock.now() >= before(until, LAST_STRETCH);
    const next = after(clock.now(), lastStretch ? seconds(1) : CADENCE);
    clock.advanceTo(next < moment ? next : moment);
    await Promise.all([...monitors.values()].map((monitor) => monitor.speak(engine, clock.now())));
  }
}

/** A refusal here is a fault of the demo's own day: it is told whole. */
async function doAct(engine: Engine, act: Extract<DemoAct, { kind: 'act' }>): Promise<void> {
  const parsed = COMMANDS[act.name].input.parse(act.input);
  const command = { name: act.name, ...parsed } as Command;
  const answer = await engine.command(command, {
    actor: { person: personId(act.by), role: act.role },
    commandId: commandId(randomUUID()),
    expectedPosition: null,
    workstation: workstationId('prelude'),
  });
  if (!answer.ok)
    throw new Error(`the demo's day is not possible: ${act.name} at minute ${act.at}: ${JSON.stringify(answer.error)}`);
}
