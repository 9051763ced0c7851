import { recordingBaseline } from '../../main/replay/recording-baseline.ts';
import { type CsvReading, readRecordingCsv } from '../../main/replay/recording-csv.ts';
import { replay } from '../../main/replay/replay.ts';
import { type RuleAdjustments, rulesWith } from '../../shared/alarms/rule-adjustments.ts';
import { type Millis, minutes } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';

type Cells = { readonly hr?: number | ''; readonly spo2?: number | ''; readonly bp?: string; readonly rhythm?: string };

const HEADER = 't_seconds,hr_bpm,spo2_pct,sbp_mmhg,dbp_mmhg,map_mmhg,rr_bpm,rhythm';

/**
 * The CSV of a well patient, 72 a minute and 98 %, one row every `every` seconds from 0 up to and including
 * `until`; `at` says what is different in the row of a second.
 * @param at `bp` is "125/75/92"; '' leaves a cell empty
 */
export function recordingCsv(until: number, at: (second: number) => Cells, every = 1): string {
  const lines = [HEADER];
  for (let second = 0; second <= until; second += every) {
    const { hr = 72, spo2 = 98, bp = '//', rhythm = '' } = at(second);
    lines.push(`${second},${hr},${spo2},${bp.split('/').join(',')},14,${rhythm}`);
  }
  return `${lines.join('\n')}\n`;
}

export function readCsv(text: string): CsvReading {
  const reading = readRecordingCsv(text);
  if (!reading.ok) throw new Error(reading.error);
  return reading.value;
}

type Options = { readonly minutes?: Millis; readonly session?: boolean; readonly limits?: RuleAdjustments };

/** "OX-01 raised 615": rule, change, second of the recording. */
export function storyOf(
  text: string,
  { minutes: watched = minutes(5), session = false, limits = {} }: Options = {},
): string[] {
  const { recording } = readCsv(text);
  const baseline = recordingBaseline(recording, watched);
  return [...replay(recording, { baseline, protocol: KETAMINE_INFUSION, rules: rulesWith(limits), session })]
    .flat()
    .map(({ rule, change, at }) => `${rule} ${change} ${at / 1_000}`);
}
