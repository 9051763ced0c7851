import { setImmediate as otherWork } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { type Millis, minutes } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import { NOTHING_RAISED, summaryOf, tallied } from '../replay/alarm-tally.ts';
import { recordingBaseline } from '../replay/recording-baseline.ts';
import { type CsvReading, readRecordingCsv } from '../replay/recording-csv.ts';
import { readRecordingText } from '../replay/recording-file.ts';
import { replay } from '../replay/replay.ts';
import type { CliCommand, CliIo, ExitCode } from './cli-command.ts';
import { changeJson, changeText, remarksOn, summaryJson, summaryText } from './replay-lines.ts';

const BASELINE_MINUTES = 5;
const BASELINE_MINUTES_MAX = 1_440;
/** After so many rows other work has its turn: an interrupt, for one. */
const ROWS_AT_A_TIME = 5_000;

const USAGE = `Usage: chairside replay FILE [--baseline-minutes N] [--session] [--json]

What would have alarmed? Runs a recording through the alarm rules of the station at full speed.

  FILE                  CSV, or CSV in gzip, with the columns t_seconds,hr_bpm,spo2_pct,sbp_mmhg,dbp_mmhg,
                        map_mmhg,rr_bpm,rhythm; others are ignored, an empty cell was not measured
  --baseline-minutes N  the minutes of heart rate and SpO2 the patient is compared with; ${BASELINE_MINUTES} if not given
  --session             also the rules of the session: pressures due, the infusion's length, staffing
  --json                one JSON object an alarm change, then a summary
  --help                this text

The infusion begins after the baseline minutes. Pressures are compared with the first two, from the second on.
A latched alarm is accepted as soon as its condition is gone, so that the next one is counted too.
Exit status: 0 replayed, 1 the file cannot be replayed, 2 bad usage. Remarks go to stderr.`;

const OPTIONS = {
  'baseline-minutes': { type: 'string' },
  limits: { type: 'string' },
  session: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Question = {
  readonly file: string;
  readonly baselineMinutes: Millis;
  readonly session: boolean;
  readonly json: boolean;
};

export const replayCommand: CliCommand = {
  name: 'replay',
  summary: 'what would have alarmed in a recording',
  usage: USAGE,
  run: async (args, io): Promise<ExitCode> => {
    const question = readQuestion(args);
    if (!question.ok) {
      io.stderr(`chairside replay: ${question.error}`);
      io.stderr('Try: chairside replay --help');
      return 2;
    }
    if (question.value === 'help') {
      io.stdout(USAGE);
      return 0;
    }
    const text = await readRecordingText(question.value.file);
    const reading = text.ok ? readRecordingCsv(text.value) : text;
    if (!reading.ok) {
      io.stderr(`chairside replay: ${question.value.file}: ${reading.error}.`);
      return 1;
    }
    return show(reading.value, question.value, io);
  },
};

function readQuestion(args: readonly string[]): Result<Question | 'help', string> {
  const parsed = parsedArgs(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help === true) return ok('help');
  if (values.limits !== undefined) {
    return err('--limits is not built yet: the rules run with the limits of the protocol.');
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return err('name one recording.');
  const baselineMinutes = readMinutes(values['baseline-minutes'] ?? String(BASELINE_MINUTES));
  if (baselineMinutes === null) {
    return err(`--baseline-minutes is a number above 0 and up to ${BASELINE_MINUTES_MAX}, as in 5 or 2.5.`);
  }
  return ok({ file, baselineMinutes, session: values.session === true, json: values.json === true });
}

function parsedArgs(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: true }));
  } catch (error) {
    if (error instanceof TypeError) return err(`${error.message.split('. ', 1)[0] ?? error.message}.`);
    throw error;
  }
}

function readMinutes(text: string): Millis | null {
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(text)) return null;
  const read = Number(text);
  return read > 0 && read <= BASELINE_MINUTES_MAX ? minutes(read) : null;
}

async function show({ recording, faults }: CsvReading, question: Question, io: CliIo): Promise<ExitCode> {
  const { baselineMinutes, session, json } = question;
  const baseline = recordingBaseline(recording, baselineMinutes);
  for (const remark of remarksOn(recording, baseline, faults, KETAMINE_INFUSION)) {
    io.stderr(`chairside replay: ${remark}`);
  }
  let tally = NOTHING_RAISED;
  let rows = 0;
  for (const changes of replay(recording, { baseline, protocol: KETAMINE_INFUSION, session })) {
    for (const change of changes) io.stdout(json ? JSON.stringify(changeJson(change)) : changeText(change));
    tally = tallied(tally, changes);
    rows += 1;
    if (rows % ROWS_AT_A_TIME === 0) await otherWork();
    if (io.signal.aborted) return 1;
  }
  const summary = summaryOf(tally, recording);
  io.stdout(json ? JSON.stringify(summaryJson(summary)) : summaryText(summary));
  return 0;
}
