import { join } from 'node:path';
import { showBoard } from './app-window.ts';
import { systemClock } from './clock.ts';
import { type ExitCode, untilAborted } from './commands/cli-command.ts';
import type { Surroundings } from './data-folder.ts';
import { createLog, standardError } from './log.ts';
import type { StartOptions } from './start-options.ts';
import { startWorkstation } from './workstation.ts';

export type NodeHostIo = {
  /** For the person who started it; lines come without their line end. */
  readonly stdout: (line: string) => void;
  readonly stderr: (line: string) => void;
  /** Aborted when the person or the system wants the station to end. */
  readonly signal: AbortSignal;
};

/** The station in a plain Node process, its board in a browser window; ends when it is told to, never by a window. */
export async function runNodeHost(
  options: StartOptions,
  surroundings: Surroundings,
  io: NodeHostIo,
): Promise<ExitCode> {
  const fatal = new AbortController();
  const started = await startWorkstation(options, {
    clock: systemClock(),
    log: createLog('info', standardError()),
    onFatal: (text) => fatal.abort(text),
  });
  if (!started.ok) {
    io.stderr(`chairside: ${started.error}`);
    return 1;
  }
  const { host, end } = started.value;
  io.stdout(
    `Chairside is at ${host.url}; monitors send to ${host.station.mllpAddress}. The record is in ${options.data}. A secondary display: the monitors’ own alarms must stay on.`,
  );
  const closeWindow = options.open ? showBoard(host.url, join(options.data, 'browser'), surroundings, io.stdout) : null;
  await untilAborted(AbortSignal.any([io.signal, fatal.signal]));
  closeWindow?.();
  const inTime = await end();
  if (fatal.signal.aborted)
    io.stderr(`chairside: the record has failed, the station has ended: ${fatal.signal.reason}`);
  return fatal.signal.aborted || !inTime ? 1 : 0;
}
