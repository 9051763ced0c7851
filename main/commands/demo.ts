import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Chair } from '../../shared/kernel/ids.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { showBoard } from '../app-window.ts';
import { ensureBoard } from '../board-build.ts';
import { systemClock } from '../clock.ts';
import { demoConfig, demoFleet } from '../demo/demo-suite.ts';
import { gatedClock } from '../demo/gated-clock.ts';
import { runPrelude } from '../demo/prelude.ts';
import { layDemoLines, type SerialPair } from '../demo/serial-pairs.ts';
import type { SpokenDriver } from '../devices/simulator/speech.ts';
import { type Host, startHost } from '../host.ts';
import { createLog, standardError } from '../log.ts';
import { type Address, DEFAULT_HTTP, parseAddress } from './addresses.ts';
import { type CliCommand, type CliIo, type ExitCode, readOptions, untilAborted } from './cli-command.ts';
import { readyLine } from './hub.ts';

const USAGE = `Usage: chairside demo [--http HOST:PORT] [--speed N] [--no-open] [--exit-after SECONDS] [--json]

Eight simulated monitors on real sockets and real serial lines, invented patients in every phase, the board.
Nothing is kept: the record lives in a temporary folder. Every tile is marked SIMULATION.

  --http HOST:PORT      the board; ${DEFAULT_HTTP} unless given, port 0 takes any
  --speed N             station time runs N times as fast, 1 to 40
  --no-open             print the address, open no window
  --exit-after SECONDS  end by itself
  --json                one ready line as JSON

Exit status: 0 ended as asked, 1 could not start or go on, 2 bad usage.`;

const OPTIONS = {
  http: { type: 'string' },
  speed: { type: 'string' },
  'no-open': { type: 'boolean' },
  'exit-after': { type: 'string' },
  json: { type: 'boolean' },
} as const;

type DemoOptions = {
  readonly http: Address;
  readonly speed: number;
  readonly open: boolean;
  readonly exitAfterSeconds: number | null;
  readonly json: boolean;
};

function positive(option: string, text: string, most: number): Result<number, string> {
  const number = Number(text);
  return number > 0 && number <= most
    ? ok(number)
    : { ok: false, error: `--${option} wants a number over 0 and at most ${most}, not '${text}'.` };
}

function readDemoOptions(args: readonly string[]): Result<DemoOptions, string> {
  const read = readOptions(args, OPTIONS);
  if (!read.ok) return read;
  const http = parseAddress('http', read.value.http ?? DEFAULT_HTTP);
  if (!http.ok) return http;
  const speed = positive('speed', read.value.speed ?? '1', 40);
  if (!speed.ok) return speed;
  const exitAfter =
    read.value['exit-after'] === undefined ? ok(null) : positive('exit-after', read.value['exit-after'], 86_400);
  if (!exitAfter.ok) return exitAfter;
  return ok({
    http: http.value,
    speed: speed.value,
    open: read.value['no-open'] !== true,
    exitAfterSeconds: exitAfter.value,
    json: read.value.json === true,
  });
}

export const demoCommand: CliCommand = {
  name: 'demo',
  summary: 'eight simulated monitors, invented patients and the board',
  usage: USAGE,
  run: async (args, io): Promise<ExitCode> => {
    const options = readDemoOptions(args);
    if (!options.ok) {
      io.stderr(`chairside demo: ${options.error}`);
      return 2;
    }
    const folder = mkdtempSync(join(tmpdir(), 'chairside-demo-'));
    const lines = await layDemoLines(folder);
    if (lines.length === 0)
      io.stderr(
        'chairside demo: socat is not installed, so every simulated monitor uses a socket instead of a serial line.',
      );
    try {
      return await runDemo(options.value, folder, lines, io);
    } finally {
      for (const line of lines) line.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function runDemo(
  options: DemoOptions,
  folder: string,
  lines: readonly SerialPair[],
  io: CliIo,
): Promise<ExitCode> {
  const board = await ensureBoard(io.stderr);
  if (!board.ok) io.stderr(`chairside demo: ${board.error}`);
  const config = demoConfig(lines);
  const dataDir = join(folder, 'data');
  const log = createLog('warn', standardError());
  const realClock = systemClock();
  const told = realClock.now();
  const driverOf = (chair: Chair): SpokenDriver => lines.find((line) => line.chair === chair)?.driver ?? 'hl7';
  await runPrelude({ dataDir, config, driverOf, until: told, now: realClock.now, signal: io.signal, log });
  if (io.signal.aborted) return 0;

  const { speed } = options;
  const origin = realClock.now();
  const time = gatedClock(realClock, { origin, speed });
  const fatal = new AbortController();
  const host = await startHost({
    dataDir,
    config,
    http: options.http,
    mllp: { host: '127.0.0.1', port: 0 },
    realClock,
    clock: time.clock,
    rate: speed,
    simulation: true,
    log,
    onFatal: (text) => fatal.abort(text),
  });
  if (!host.ok) {
    io.stderr(`chairside demo: ${host.error}`);
    return 1;
  }
  const fleetFile = join(folder, 'monitors.json');
  const fleet = demoFleet(host.value.station.mllpAddress ?? '', lines, { origin, speed });
  writeFileSync(fleetFile, JSON.stringify(fleet, null, 2));
  const monitors = startMonitors(fleetFile, io);
  await speaking(monitors);
  time.open();
  announce(host.value, options, monitors, fleetFile, io);
  const surroundings = { platform: process.platform, env: process.env, home: homedir() };
  const closeWindow = options.open ? showBoard(host.value.url, join(folder, 'browser'), surroundings, io.stderr) : null;

  const over = options.exitAfterSeconds === null ? [] : [AbortSignal.timeout(options.exitAfterSeconds * 1_000)];
  await untilAborted(AbortSignal.any([io.signal, fatal.signal, ...over]));
  closeWindow?.();
  monitors.kill('SIGTERM');
  await host.value.stop();
  return fatal.signal.aborted ? 1 : 0;
}

/** They say so once they are started; a child that cannot start ends, and its silence shows on the board. */
const speaking = (monitors: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    monitors.stdout?.once('data', () => resolve());
    monitors.once('exit', () => resolve());
    monitors.once('error', () => resolve());
  });

/** The monitors are a process of their own, as monitors are: killed, the board must tell. */
function startMonitors(fleetFile: string, io: CliIo): ChildProcess {
  const chairside = fileURLToPath(new URL('../chairside.mjs', import.meta.url));
  const monitors = spawn(process.execPath, [chairside, 'simulate', '--fleet', fleetFile, '--json'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  monitors.on('error', (error) =>
    io.stderr(`chairside demo: the simulated monitors could not start: ${error.message}`),
  );
  return monitors;
}

function announce(
  host: Host,
  { speed, json }: DemoOptions,
  monitors: ChildProcess,
  fleetFile: string,
  io: CliIo,
): void {
  if (json) {
    io.stdout(JSON.stringify({ ...readyLine(host), speed, monitors: { pid: monitors.pid, fleet: fleetFile } }));
    return;
  }
  io.stdout(`The demo's board is at ${host.url}`);
  io.stdout(
    `Eight simulated monitors run as process ${monitors.pid}; end it and every tile turns stale. Start them again with:`,
  );
  io.stdout(`  npx chairside simulate --fleet ${fleetFile}`);
}
