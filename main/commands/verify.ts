import { assertNever } from '../../shared/kernel/result.ts';
import { type Verification, type VerifyRefusal, verifyRecord } from '../store/verify.ts';
import { type CliCommand, type CliIo, readOptions } from './cli-command.ts';

const USAGE = `chairside verify --data DIR [--json]

Checks the record of a station from end to end: the database's structure, the hash chain over every
event, a checksum over every message and reading. Reads only; a station may be running meanwhile.

  --data DIR   the station's data folder
  --json       one line: {"ok":true,"events":N,"messages":N,"readings":N}; with "problems" where it is not ok

Messages are counted as they were stored, also those that were not kept. Readings are those still kept.
Exits 0 when all is well, 1 when something is damaged or there is no record, 2 on bad usage.`;

export const verifyCommand: CliCommand = {
  name: 'verify',
  summary: 'check that the record is whole and unchanged',
  usage: USAGE,
  run: (args, io) => Promise.resolve(runVerify(args, io)),
};

function runVerify(args: readonly string[], io: CliIo): 0 | 1 | 2 {
  const options = readOptions(args, { data: { type: 'string' }, json: { type: 'boolean' } });
  if (!options.ok) return badUsage(io, options.error);
  const { data, json } = options.value;
  if (data === undefined || data === '') return badUsage(io, '--data is missing: name the data folder of a station.');
  const verified = verifyRecord(data);
  if (!verified.ok) {
    io.stderr(`chairside verify: ${refusalText(verified.error, data)}`);
    return 1;
  }
  if (json === true) io.stdout(JSON.stringify(verificationJson(verified.value)));
  else for (const line of report(verified.value, data)) io.stdout(line);
  return verified.value.ok ? 0 : 1;
}

function badUsage(io: CliIo, sentence: string): 2 {
  io.stderr(`chairside verify: ${sentence}`);
  io.stderr('Try: chairside verify --help');
  return 2;
}

/** Scripts depend on these names; `problems` is there only when there are some. */
function verificationJson({ problems, ...counts }: Verification) {
  return counts.ok ? counts : { ...counts, problems };
}

function report({ ok, events, messages, readings, problems }: Verification, folder: string): readonly string[] {
  const counts = `${events} events, ${messages} messages, ${readings} readings`;
  if (ok) return [`${folder}: the record is whole. ${counts}.`];
  return [
    `${folder}: THE RECORD IS DAMAGED. ${counts} counted.`,
    ...problems.map(({ table, position, code, text }) => `  ${table} ${position ?? ''} ${code}: ${text}`),
  ];
}

function refusalText({ code, fields }: VerifyRefusal, folder: string): string {
  switch (code) {
    case 'no-record':
      return `there is no station's record in ${folder}.`;
    case 'newer-database':
      return `a later version of Chairside wrote the record in ${folder} (its tables are at ${fields?.['found']}, this version knows ${fields?.['known']}): verify with that version.`;
    case 'older-database':
      return `the record in ${folder} is of an earlier version: open it once with a station of this version, then verify.`;
    case 'foreign-database':
      return `station.sqlite in ${folder} is no record of Chairside.`;
    default:
      return assertNever(code);
  }
}
