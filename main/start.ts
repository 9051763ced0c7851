import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { hasDisplay } from './app-window.ts';
import { ensureBoard } from './board-build.ts';
import type { ExitCode } from './commands/cli-command.ts';
import type { Surroundings } from './data-folder.ts';
import { ensureElectronBundle } from './electron-bundle.ts';
import { findElectronRuntime } from './electron-runtime.ts';
import { type NodeHostIo, runNodeHost } from './node-main.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import { readStartOptions, START_USAGE } from './start-options.ts';

/**
 * `npm start`: the board in Electron's window where its runtime is installed, else in a browser's. Fetches
 * nothing: a bedside machine starts without a network.
 */
async function start(args: readonly string[], io: NodeHostIo): Promise<ExitCode> {
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout(START_USAGE);
    return 0;
  }
  const surroundings: Surroundings = { platform: process.platform, env: process.env, home: homedir() };
  const options = readStartOptions(args, surroundings);
  if (!options.ok) {
    io.stderr(`chairside: ${options.error}\n${START_USAGE}`);
    return 2;
  }
  const board = await ensureBoard(io.stderr);
  if (!board.ok) io.stderr(`chairside: ${board.error}`);

  const runtime = findElectronRuntime(process.env['ELECTRON_OVERRIDE_DIST_PATH']);
  if (runtime === null) {
    io.stderr('Electron’s runtime is absent, a browser shows the board; npm run electron:install fetches it.');
  } else if (options.value.open && hasDisplay(surroundings)) {
    const bundle = await ensureElectronBundle(io.stderr);
    if (bundle.ok) return runElectron(runtime, args, io);
    io.stderr(`chairside: ${bundle.error} A browser shows the board.`);
  }
  return runNodeHost(options.value, surroundings, io);
}

/** Electron holds the whole station; this process only passes the signals on and waits. */
function runElectron(runtime: string, args: readonly string[], io: NodeHostIo): Promise<ExitCode> {
  // Set in terminals that are Electron themselves, it would make Electron a plain Node without windows.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  if (io.signal.aborted) return Promise.resolve(0);
  const child = spawn(runtime, [PACKAGE_ROOT, ...args], { stdio: 'inherit', env });
  io.signal.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      io.stderr(`chairside: Electron could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code === 0 ? 0 : 1));
  });
}

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort(signal));
process.exit(
  await start(process.argv.slice(2), {
    stdout: (line) => void process.stdout.write(`${line}\n`),
    stderr: (line) => void process.stderr.write(`${line}\n`),
    signal: ending.signal,
  }),
);
