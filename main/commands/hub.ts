import { ok, type Result } from '../../shared/kernel/result.ts';
import { ensureBoard } from '../board-build.ts';
import { systemClock } from '../clock.ts';
import { DEFAULT_CONFIG, readConfig } from '../config.ts';
import { type Host, startHost } from '../host.ts';
import { createLog, standardError } from '../log.ts';
import { type Address, DEFAULT_HTTP, DEFAULT_MLLP, parseAddress } from './addresses.ts';
import { type CliCommand, type CliIo, type ExitCode, readOptions, untilAborted } from './cli-command.ts';

const USAGE = `Usage: chairside hub --data DIR [--http HOST:PORT] [--mllp HOST:PORT] [--config FILE] [--json]

The station without a window: monitors connect over MLLP or serial lines, screens over the browser.

  --data DIR         the record's folder; made if missing. One station at a time has a folder.
  --http HOST:PORT   the board, /healthz and /metrics; ${DEFAULT_HTTP} unless given, port 0 takes any
  --mllp HOST:PORT   where monitors send HL7; ${DEFAULT_MLLP} unless given, port 0 takes any
  --config FILE      people, monitors and the suite's zone (docs/configuration.md)
  --json             one ready line as JSON

Ends on SIGTERM or SIGINT: what is under way is written first.
Exit status: 0 ended as asked, 1 could not start or could not go on, 2 bad usage.`;

const OPTIONS = {
  data: { type: 'string' },
  http: { type: 'string' },
  mllp: { type: 'string' },
  config: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type HubOptions = {
  readonly data: string;
  readonly http: Address;
  readonly mllp: Address;
  readonly config: string | undefined;
  readonly json: boolean;
};

function readHubOptions(args: readonly string[]): Result<HubOptions, string> {
  const read = readOptions(args, OPTIONS);
  if (!read.ok) return read;
  const { data, config, json } = read.value;
  if (data === undefined) return { ok: false, error: '--data DIR is needed: the folder of the record.' };
  const http = parseAddress('http', read.value.http ?? DEFAULT_HTTP);
  if (!http.ok) return http;
  const mllp = parseAddress('mllp', read.value.mllp ?? DEFAULT_MLLP);
  if (!mllp.ok) return mllp;
  return ok({ data, config, http: http.value, mllp: mllp.value, json: json === true });
}

export const readyLine = ({ url, station }: Host): object => ({
  ready: true,
  http: url,
  mllp: station.mllpAddress === null ? [] : [station.mllpAddress],
  serial: station.serialPaths,
});

export const hubCommand: CliCommand = {
  name: 'hub',
  summary: 'the station without a window',
  usage: USAGE,
  run: async (args, io): Promise<ExitCode> => {
    const options = readHubOptions(args);
    if (!options.ok) {
      io.stderr(`chairside hub: ${options.error}`);
      return 2;
    }
    return runHub(options.value, io);
  },
};

async function runHub({ data, http, mllp, config: file, json }: HubOptions, io: CliIo): Promise<ExitCode> {
  const config = file === undefined ? ok(DEFAULT_CONFIG) : readConfig(file);
  if (!config.ok) {
    io.stderr(`chairside hub: ${config.error}`);
    return 1;
  }
  const board = await ensureBoard(io.stderr);
  if (!board.ok) io.stderr(`chairside hub: ${board.error}`);
  const realClock = systemClock();
  const fatal = new AbortController();
  const host = await startHost({
    dataDir: data,
    config: config.value,
    http,
    mllp,
    realClock,
    clock: realClock,
    rate: 1,
    simulation: false,
    log: createLog('info', standardError()),
    onFatal: (text) => fatal.abort(text),
  });
  if (!host.ok) {
    io.stderr(`chairside hub: ${host.error}`);
    return 1;
  }
  const ready = readyLine(host.value);
  io.stdout(
    json
      ? JSON.stringify(ready)
      : `Chairside is at ${host.value.url}; monitors send to ${host.value.station.mllpAddress}. A secondary display: the monitors’ own alarms must stay on.`,
  );
  await untilAborted(AbortSignal.any([io.signal, fatal.signal]));
  await host.value.stop();
  return fatal.signal.aborted ? 1 : 0;
}
