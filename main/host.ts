import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../shared/kernel/result.ts';
import { millis, seconds } from '../shared/kernel/units.ts';
import type { LinkTimers } from '../shared/link/link-timers.ts';
import { KETAMINE_INFUSION } from '../shared/protocol/protocol-library.ts';
import type { Clock, StationClock } from './clock.ts';
import type { Config } from './config.ts';
import { startWebServer, type WebServer } from './link/web-server.ts';
import { createWebSocketTransport } from './link/web-socket-transport.ts';
import type { Log } from './log.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import { type Station, startStation } from './station.ts';
import { openRefusalText, openStore } from './store/store.ts';

/** Where Vite puts the built board. */
export const BOARD_DIRECTORY = join(PACKAGE_ROOT, 'dist', 'renderer');
export const VERSION: string = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')).version;

export type Address = { readonly host: string; readonly port: number };

export type HostOptions = {
  readonly dataDir: string;
  readonly config: Config;
  readonly http: Address;
  readonly mllp: Address | null;
  /** Real time: the screens' heartbeats, and the record's house-keeping. */
  readonly realClock: StationClock;
  /** Station time and how fast it runs: the real clock, or the demo's scaled one. */
  readonly clock: Clock;
  readonly rate: number;
  readonly simulation: boolean;
  readonly log: Log;
  /** The record's thread is gone: nothing is recorded any more, and the host must end. */
  readonly onFatal: (text: string) => void;
  /** Where a bundled host keeps the store's thread; left out, it lies beside the store's sources. */
  readonly storeWorker?: URL;
};

export type Host = {
  readonly station: Station;
  readonly url: string;
  readonly stop: () => Promise<void>;
};

/** A station with its web server: what hub, demo and the windowless start have in common. */
export async function startHost(options: HostOptions): Promise<Result<Host, string>> {
  const { dataDir, realClock, clock, log } = options;
  const store = await openStore(dataDir, {
    clock: realClock,
    ...(options.storeWorker === undefined ? {} : { worker: options.storeWorker }),
    onTrouble: ({ code, text }) => {
      log.error({ code, text }, 'record');
      if (code === 'store-failed') options.onFatal(text);
    },
  });
  if (!store.ok) return { ok: false, error: openRefusalText(store.error) };
  if (store.value.openedAt.lastAt !== null) realClock.startNoEarlierThan(store.value.openedAt.lastAt);

  const timers: LinkTimers = {
    elapsedMs: realClock.monotonicMs,
    setTimer: (run, afterMs) => realClock.setTimer(millis(afterMs), run),
  };
  const station = await startStation({
    store: store.value,
    config: options.config,
    protocol: KETAMINE_INFUSION,
    clock,
    rate: options.rate,
    timers,
    simulation: options.simulation,
    mllp: options.mllp,
    version: VERSION,
    log,
  });
  if (!station.ok) {
    await store.value.close();
    return station;
  }
  const web = await openWeb(options, station.value, timers);
  if (!web.ok) {
    await station.value.stop();
    return web;
  }
  const stopWatching = watchWallClock(realClock, (byMs) => {
    log.warn({ byMs }, 'the wall clock was moved; station time goes on');
    void station.value.engine.announce([{ type: 'wall-clock-stepped', byMs }]);
  });
  return ok({
    station: station.value,
    url: web.value.url,
    async stop() {
      stopWatching();
      await station.value.stop();
      await web.value.close();
    },
  });
}

const LOOK_AT_WALL_EVERY = seconds(5);

/** A step of the wall clock is a fact for the record: times printed before and after it do not compare. */
function watchWallClock(clock: StationClock, onStep: (byMs: number) => void): () => void {
  const look = (): void => {
    const step = clock.wallStep();
    if (step !== null) onStep(step);
    cancel = clock.setTimer(LOOK_AT_WALL_EVERY, look);
  };
  let cancel = clock.setTimer(LOOK_AT_WALL_EVERY, look);
  return () => cancel();
}

async function openWeb(
  { http, log }: HostOptions,
  station: Station,
  timers: LinkTimers,
): Promise<Result<WebServer, string>> {
  const report = (note: object): void => log.info(note, 'screen link');
  const transport = createWebSocketTransport({ hub: station.hub, timers, report });
  const web = await startWebServer({
    ...http,
    names: [],
    boardDirectory: BOARD_DIRECTORY,
    health: station.health,
    transport,
    report,
  });
  if (!web.ok) return web;
  return ok({
    url: web.value.url,
    async close() {
      transport.close();
      await web.value.close();
    },
  });
}
