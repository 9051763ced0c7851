import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { Instant } from '../../shared/kernel/units.ts';
import { systemClock } from '../clock.ts';
import { builtDrivers, driverNamed, isDriverName } from '../devices/device-registry.ts';
import { DRIVER_NAMES, type Driver, type Message, type Problem } from '../devices/drivers/driver.ts';
import { readBareHl7 } from '../devices/drivers/hl7.ts';
import { holdsMllpFrame } from '../devices/framing/mllp.ts';
import type { CliCommand, CliIo, ExitCode } from './cli-command.ts';
import { type Finding, findingsOf, inWords, problemFinding } from './inspect-findings.ts';

const USAGE = `Usage: chairside inspect [--driver NAME] [--zone ZONE] [--json] FILE... | -

What Chairside reads in a message or in a capture of a monitor's bytes. Connects to nothing, stores nothing.
HL7 may stand bare or in MLLP frames; a message that comes twice is shown twice.

  --driver NAME   ${DRIVER_NAMES.join(', ')}; hl7 if not given
  --zone ZONE     IANA zone for times that name none, Europe/Berlin; this machine's if not given
  --json          one JSON object a finding
  --help          this text
  -               read standard input

Exit status: 0 something was read, 1 nothing could be read, 2 bad usage.`;

const INPUT_BYTES_MAX = 268_435_456;
/** Decoders are fed as a socket feeds them, so that one read's results stay small. */
const READ_BYTES = 65_536;

type Question = {
  readonly driver: Driver;
  readonly zone: string;
  readonly json: boolean;
  readonly files: readonly string[];
};

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

function readQuestion(args: readonly string[]): Result<Question | 'help', string> {
  const parsed = parsedArgs(args);
  if (!parsed.ok) return parsed;
  const { values, positionals: files } = parsed.value;
  if (values.help === true) return ok('help');
  const name = values.driver ?? 'hl7';
  if (!isDriverName(name)) return err(`there is no driver '${name}'; known: ${DRIVER_NAMES.join(', ')}`);
  const driver = driverNamed(name);
  if (driver === null) return err(`driver '${name}' is not built yet; built: ${builtDrivers().join(', ')}`);
  const zone = values.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!isZone(zone)) return err(`'${zone}' is no IANA time zone, such as Europe/Berlin`);
  if (files.length === 0) return err('name a file, or - for standard input');
  return ok({ driver, zone, json: values.json === true, files });
}

const OPTIONS = {
  driver: { type: 'string' },
  zone: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

function parsedArgs(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: true }));
  } catch (error) {
    if (error instanceof TypeError) return err(error.message.split('. ', 1)[0] ?? error.message);
    throw error;
  }
}

type Decoded = { readonly messages: readonly Message[]; readonly discarded: readonly Problem[] };

function decode(bytes: Uint8Array, driver: Driver, zone: string, receivedAt: Instant): Decoded {
  if (driver.name === 'hl7' && !holdsMllpFrame(bytes))
    return { messages: readBareHl7(bytes, { zone }, receivedAt), discarded: [] };
  const decoder = driver.decoder({ zone });
  const parts = Array.from({ length: Math.ceil(bytes.length / READ_BYTES) }, (_, i) =>
    decoder.push(bytes.subarray(i * READ_BYTES, (i + 1) * READ_BYTES), receivedAt),
  );
  const all = [...parts, decoder.end()];
  return { messages: all.flatMap(({ messages }) => messages), discarded: all.flatMap(({ discarded }) => discarded) };
}

async function gathered(chunks: AsyncIterable<Uint8Array>): Promise<Result<Uint8Array, string>> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > INPUT_BYTES_MAX) return err(`longer than ${INPUT_BYTES_MAX / 1_048_576} MiB`);
    kept.push(chunk);
  }
  return ok(Buffer.concat(kept));
}

async function bytesOf(file: string, io: CliIo): Promise<Result<Uint8Array, string>> {
  try {
    if (file === '-') return await gathered(io.stdin);
    await using handle = await open(file);
    return await gathered(handle.createReadStream({ autoClose: false }));
  } catch (error) {
    // Of the operating system only: no such file, no permission, a directory.
    if (error instanceof Error && 'code' in error) return err(error.message);
    throw error;
  }
}

const EMPTY_INPUT: Problem = { severity: 'error', code: 'empty-input', at: 'byte 0', text: 'there are no bytes' };
const NO_MESSAGE: Problem = {
  severity: 'error',
  code: 'no-message',
  at: 'byte 0',
  text: 'no message was found in these bytes',
};

/** A frame that is refused because it holds no message at all is shown, but was not read. */
const wasRead = ({ problems }: Message): boolean => !problems.some(({ code }) => code === 'segment-missing');

/** @param now when the bytes count as received: it decides between the two hours of a clock change */
export const createInspectCommand = (now: () => Instant): CliCommand => ({
  name: 'inspect',
  summary: 'what Chairside reads in a message or a capture',
  usage: USAGE,
  run: async (args, io): Promise<ExitCode> => {
    const question = readQuestion(args);
    if (!question.ok) {
      io.stderr(`chairside inspect: ${question.error}.`);
      io.stderr('Try: chairside inspect --help');
      return 2;
    }
    if (question.value === 'help') {
      io.stdout(USAGE);
      return 0;
    }
    const { driver, zone, json, files } = question.value;
    const show = (finding: Finding): void => io.stdout(json ? JSON.stringify(finding) : inWords(finding));
    let numbered = 0;
    let read = 0;
    let failed = false;
    for (const file of files) {
      const bytes = await bytesOf(file, io);
      if (!bytes.ok) {
        io.stderr(`chairside inspect: ${file}: ${bytes.error}`);
        failed = true;
        continue;
      }
      if (!json && files.length > 1) io.stdout(file);
      const { messages, discarded } = decode(bytes.value, driver, zone, now());
      for (const message of messages) {
        numbered += 1;
        read += wasRead(message) ? 1 : 0;
        for (const finding of findingsOf(message, numbered)) show(finding);
      }
      for (const problem of discarded) show(problemFinding(0, problem));
      if (bytes.value.length === 0) show(problemFinding(0, EMPTY_INPUT));
      else if (messages.length === 0) show(problemFinding(0, NO_MESSAGE));
    }
    return failed || read === 0 ? 1 : 0;
  },
});

export const inspectCommand: CliCommand = createInspectCommand(() => systemClock().now());
