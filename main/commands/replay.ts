import { setImmediate as otherWork } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type RuleAdjustments, rulesWith } from '../../shared/alarms/rule-adjustments.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { type Millis, minutes } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import { NOTHING_RAISED, summaryOf, tallied } from '../replay/alarm-tally.ts';
import { ADJUSTED_SECONDS_MAX, readLimitsFile } from '../replay/limits-file.ts';
import { recordingBaseline } from '../replay/recording-baseline.ts';
import { type CsvReading, readRecordingCsv } from '../replay/recording-csv.ts';
import { readRecordingText } from '../replay/recording-file.ts';
import { replay } from '../replay/replay.ts';
import type { CliCommand, CliIo, ExitCode } from './cli-command.ts';
import { remarksOnLimits } from './limits-lines.ts';
import { changeJson, changeText, remarksOn, summaryJson, summaryText } from './replay-lines.ts';

const BASELINE_MINUTES = 5;
const BASELINE_MINUTES_MAX = 1_440;
/** After so many rows other work has its turn: an interrupt, for one. */
const ROWS_AT_A_TIME = 5_000;

const USAGE = `Usage: chairside replay FILE [--baseline-minutes N] [--session] [--limits FILE] [--json]

What would have alarmed? Runs a recording through the alarm rules of the station at full speed.

  FILE                  CSV, or CSV in gzip, with the columns t_seconds,hr_bpm,spo2_pct,sbp_mmhg,dbp_mmhg,
                        map_mmhg,rr_bpm,rhythm; others are ignored, an empty cell was not measured
  --baseline-minutes N  the minutes of heart rate and SpO2 the patient is compared with; ${BASELINE_MINUTES} if not given
  --session             also the rules of the session: pressures due, the infusion's length, staffing
  --limits FILE         other numbers for some rules, as JSON:
                          {"OX-01": {"delaySeconds": 30, "clearSeconds": 10}, "TEC-02": {"off": true}}
                        whole seconds from 0 to ${ADJUSTED_SECONDS_MAX}; HR-04 has two delays, as in [10, 60] (docs/replay.md)
  --json                one JSON object an alarm change, then a summary
  --help                this text

The infusion begins after the baseline minutes. Pressures are compared with the first two, from the second on.
A latched alarm is accepted as soon as its condition is gone, so that the next one is counted too.
Exit status: 0 replayed, 1 a file cannot be used, 2 bad usage. Remarks go to stderr.`;

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
  /** A file of other numbers; null for the station's own. */
  readonly limits: string | null;
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
    const { file, limits } = question.value;
    const adjustments = limits === null ? ok({}) : await readLimitsFile(limits);
    if (!adjustments.ok) {
      for (const fault of adjustments.error) io.stderr(`chairside replay: ${limits}: ${fault}.`);
      return 1;
    }
    const text = await readRecordingText(file);
    const reading = text.ok ? readRecordingCsv(text.value) : text;
    if (!reading.ok) {
      io.stderr(`chairside replay: ${file}: ${reading.error}.`);
      return 1;
    }
    return show(reading.value, adjustments.value, question.value, io);
  },
};

function readQuestion(args: readonly string[]): Result<Question | 'help', string> {
  const parsed = parsedArgs(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help === true) return ok('help');
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return err('name one recording.');
  const baselineMinutes = readMinutes(values['baseline-minutes'] ?? String(BASELINE_MINUTES));
  if (baselineMinutes === null) {
    return err(`--baseline-minutes is a number above 0 and up to ${BASELINE_MINUTES_MAX}, as in 5 or 2.5.`);
  }
  const { session = false, limits = null, json = false } = values;
  return ok({ file, baselineMinutes, session, limits, json });
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

async function show(
  { recording, faults }: CsvReading,
  adjustments: RuleAdjustments,
  question: Question,
  io: CliIo,
): Promise<ExitCode> {
  const { baselineMinutes, session, json } = question;
  const baseline = recordingBaseline(recording, baselineMinutes);
  const remarks = [
    ...remarksOnLimits(adjustments, recording),
    ...remarksOn(recording, baseline, faults, KETAMINE_INFUSION),
  ];
  for (const remark of remarks) io.stderr(`chairside replay: ${remark}`);
  const options = { baseline, protocol: KETAMINE_INFUSION, rules: rulesWith(adjustments), session };
  let tally = NOTHING_RAISED;
  let rows = 0;
  for (const changes of replay(recording, options)) {
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
