import { randomUUID } from 'node:crypto';
import { linkView } from '../shared/board/vital-views.ts';
import { CHAIRS, personId, sessionId, sourceId } from '../shared/kernel/ids.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { before, between, type Instant, minutes } from '../shared/kernel/units.ts';
import type { LinkTimers } from '../shared/link/link-timers.ts';
import type { Protocol } from '../shared/protocol/protocol.ts';
import { EMPTY_SUITE, evolveSuite } from '../shared/session/evolve-suite.ts';
import type { SuiteEvent, SuiteState } from '../shared/session/suite.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { type Chronicle, createChronicle } from './core/chronicle.ts';
import { createEngine, type Engine } from './core/engine.ts';
import type { EngineChange } from './core/engine-types.ts';
import { TREND_POINTS_MAX, TREND_STEP } from './core/trend-buffer.ts';
import { createHandlers } from './handlers.ts';
import type { Health } from './link/health-report.ts';
import { createHub, type Hub } from './link/hub.ts';
import type { LinkReport } from './link/hub-services.ts';
import type { Log } from './log.ts';
import { createMonitors } from './monitors.ts';
import { createSignIn } from './sign-in.ts';
import type { Store } from './store/store.ts';

export type StationOptions = {
  readonly store: Store;
  readonly config: Config;
  readonly protocol: Protocol;
  /** The station's own time: wall at boot + monotonic, or the demo's scaled clock. */
  readonly clock: Clock;
  /** How fast that time runs against real time. */
  readonly rate: number;
  readonly timers: LinkTimers;
  readonly simulation: boolean;
  readonly mllp: { readonly host: string; readonly port: number } | null;
  readonly version: string;
  readonly log: Log;
};

export type Station = {
  readonly hub: Hub;
  readonly engine: Engine;
  readonly health: () => Health;
  /** Where monitors connect: HOST:PORT, or null where no listener was asked for. */
  readonly mllpAddress: string | null;
  readonly serialPaths: readonly string[];
  /** Refuses new work, writes what is under way, tells the screens. */
  readonly stop: () => Promise<void>;
};

/** After a restart this much of what monitors sent runs through the detectors again. */
const REMEMBERED = minutes(10);

/**
 * Joins the rooms of the house: the record is read and folded, the running delays are taken up again, and
 * only then are monitors and screens let in. Knows no Electron and no web server.
 */
export async function startStation(options: StationOptions): Promise<Result<Station, string>> {
  const { store, config, clock, log, protocol, version } = options;
  const read = await readRecord(store);
  if (!read.ok) return read;
  const { state, chronicle } = read.value;

  const listeners = new Set<(change: EngineChange) => void>();
  const engine = createEngine({
    clock: { now: clock.now, wakeAt: (at, wake) => clock.setTimer(between(clock.now(), at), wake) },
    protocol,
    initial: state,
    chronicle,
    positionOf: store.positionOf,
    append: async ({ events, message }) => {
      const written = await store.append({ events, messages: message === null ? [] : [message] });
      if (!written.ok) log.error(written.error, 'not recorded');
      return written.ok;
    },
    newSessionId: () => sessionId(randomUUID()),
    onChange: (change) => {
      for (const listener of listeners) listener(change);
    },
    onFault: (chair, error) => log.error({ chair, err: error }, 'judging a chair has failed'),
  });

  const startedAt = clock.now();
  const announced = await engine.announce(openingFacts(config, state, version, store.openedAt.lastAt, startedAt));
  if (!announced) return err('the record in the data folder cannot be written');
  await takeUpAgain(engine, store, state, startedAt);
  engine.start();

  const monitors = createMonitors({ engine, config, clock, mllp: options.mllp, log });
  const opened = await monitors.open();
  if (!opened.ok) {
    // Lines that did open would keep the process alive.
    await monitors.close();
    engine.stop();
    return opened;
  }

  const report: LinkReport = (note) => log.info(note, 'screen link');
  const hub = createHub({
    services: createHandlers({
      engine,
      protocol,
      signIn: createSignIn(() => engine.state().staffing.people),
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    }),
    clock,
    rate: options.rate,
    timers: options.timers,
    build: version,
    simulation: options.simulation,
    report,
  });

  return ok({
    hub,
    engine,
    mllpAddress: opened.value,
    serialPaths: monitors.serialPaths,
    health: () => healthOf(engine, version, Math.floor(between(startedAt, clock.now()) / 1_000)),
    async stop() {
      hub.stop();
      await monitors.close();
      engine.stop();
      await store.close();
    },
  });
}

/** Folds the whole log, a page at a time. Damage stops the start: a state that may be wrong is never shown. */
async function readRecord(
  store: Store,
): Promise<Result<{ readonly state: SuiteState; readonly chronicle: Chronicle }, string>> {
  const chronicle = createChronicle();
  let state = EMPTY_SUITE;
  for (;;) {
    const page = await store.events(state.position + 1);
    if (!page.ok) {
      return err(
        `the record is damaged at event ${page.error.position}: run chairside verify on the data folder, and restore a backup.`,
      );
    }
    if (page.value.length === 0) return ok({ state, chronicle });
    for (const recorded of page.value) {
      state = evolveSuite(state, recorded);
      chronicle.tell(recorded, state);
    }
  }
}

/** What the record is told at each start: that nobody watched until now, who works here, which monitor watches whom. */
function openingFacts(
  config: Config,
  state: SuiteState,
  version: string,
  lastAt: Instant | null,
  now: Instant,
): readonly SuiteEvent[] {
  const gapMs = lastAt === null ? null : Math.max(0, between(lastAt, now));
  const people = config.people.map(({ id, ...person }) => ({ ...person, id: personId(id) }));
  const newcomers = people.filter(
    (person) => JSON.stringify(state.staffing.people[person.id]) !== JSON.stringify(person),
  );
  const monitors = config.monitors.filter(
    ({ id, chair }) => chair !== null && state.assignments[sourceId(id)] === undefined,
  );
  return [
    { type: 'station-started', version, gapMs },
    ...newcomers.map((person): SuiteEvent => ({ type: 'person-registered', person })),
    ...monitors.map(({ id, chair }): SuiteEvent => ({ type: 'source-assigned', source: sourceId(id), chair })),
  ];
}

/** Gives the engine back what only monitors said: pressures and trend of open sessions, and the last minutes whole. */
async function takeUpAgain(engine: Engine, store: Store, state: SuiteState, now: Instant): Promise<void> {
  for (const chair of CHAIRS) {
    const session = state.sessions[chair];
    if (session === null) continue;
    const from = session.vitalsFrom;
    const pressures = await store.pressures(session.id, from, now);
    const steps = Math.ceil(between(from, now) / TREND_STEP);
    const pointsMax = Math.min(TREND_POINTS_MAX, Math.max(1, steps));
    const trend = await store.trend(session.id, { from, to: now, pointsMax });
    engine.restore(chair, { pressures, trend });
  }
  let page = await store.reports(before(now, REMEMBERED), null);
  engine.remember(page.reports.map(({ report }) => report));
  while (page.next !== null) {
    page = await store.reports(before(now, REMEMBERED), page.next);
    engine.remember(page.reports.map(({ report }) => report));
  }
}

function healthOf(engine: Engine, version: string, uptimeSeconds: number): Health {
  const { chairs, now, recording } = engine.snapshot();
  return {
    status: recording ? 'ok' : 'not-recording',
    version,
    uptimeSeconds,
    chairs: CHAIRS.map((chair) => ({ chair, device: linkView(chairs(chair), now).state })),
  };
}
