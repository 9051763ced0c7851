import { resolve } from 'node:path';
import { ok, type Result } from '../shared/kernel/result.ts';
import { DEFAULT_HTTP, DEFAULT_MLLP, parseAddress } from './commands/addresses.ts';
import { readOptions } from './commands/cli-command.ts';
import { defaultDataFolder, type Surroundings } from './data-folder.ts';
import type { Address } from './host.ts';

export const START_USAGE = `Usage: npm start -- [--data DIR] [--config FILE] [--http HOST:PORT] [--mllp HOST:PORT] [--no-open]

The station with its board in a window of its own: Electron where its runtime is installed, else a browser.

  --data DIR         the record's folder; the person's own data folder unless given
  --config FILE      people, monitors and the suite's zone (docs/configuration.md)
  --http HOST:PORT   the board for other screens, /healthz; ${DEFAULT_HTTP} unless given, port 0 takes any
  --mllp HOST:PORT   where monitors send HL7; ${DEFAULT_MLLP} unless given, port 0 takes any
  --no-open          no window: print the address

Ends on SIGTERM or SIGINT: what is under way is written first.`;

const OPTIONS = {
  data: { type: 'string' },
  config: { type: 'string' },
  http: { type: 'string' },
  mllp: { type: 'string' },
  'no-open': { type: 'boolean' },
} as const;

export type StartOptions = {
  /** Absolute. */
  readonly data: string;
  readonly config: string | null;
  readonly http: Address;
  readonly mllp: Address;
  readonly open: boolean;
};

/** What a person typed behind `npm start --` or behind the packaged program, or one sentence on what is wrong. */
export function readStartOptions(args: readonly string[], surroundings: Surroundings): Result<StartOptions, string> {
  const read = readOptions(args, OPTIONS);
  if (!read.ok) return read;
  const http = parseAddress('http', read.value.http ?? DEFAULT_HTTP);
  if (!http.ok) return http;
  const mllp = parseAddress('mllp', read.value.mllp ?? DEFAULT_MLLP);
  if (!mllp.ok) return mllp;
  return ok({
    data: resolve(read.value.data ?? defaultDataFolder(surroundings)),
    config: read.value.config ?? null,
    http: http.value,
    mllp: mllp.value,
    open: read.value['no-open'] !== true,
  });
}

/**
 * Leaves out the switches that are Chromium's: a desktop's launcher and AppImage add some (--no-sandbox,
 * --ozone-platform=...) to what a person typed. Each is one word.
 */
export const withoutChromiumSwitches = (args: readonly string[]): readonly string[] =>
  args.filter((arg) => !arg.startsWith('--') || Object.hasOwn(OPTIONS, arg.slice(2).split('=', 1)[0] ?? ''));
