import type { Cause } from '../../shared/alarms/alert.ts';
import type { Protocol } from '../../shared/protocol/protocol.ts';
import type { AlarmChange } from '../replay/alarm-change.ts';
import type { ReplaySummary } from '../replay/alarm-tally.ts';
import { lastAt, type Recording } from '../replay/recording.ts';
import type { RecordingBaseline } from '../replay/recording-baseline.ts';
import type { Faults } from '../replay/recording-csv.ts';

/** A number that is there: a cause may hold what compares with nothing, and JSON has no NaN. */
const known = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

const toTenth = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);

/** The line of `--json`; scripts depend on it, so a change here is announced in the change log. */
export const changeJson = ({ at, rule, priority, change, cause }: AlarmChange) => ({
  kind: 'alarm',
  t: at / 1_000,
  rule,
  priority,
  change,
  value: known(cause.value),
  baseline: known(cause.baseline),
  changePct: toTenth(known(cause.changePercent)),
});

export const summaryJson = ({ hours, raised, perHour, byRule }: ReplaySummary) => ({
  kind: 'summary',
  hours,
  raised,
  perHour,
  byRule,
});

const WORDS: Readonly<Record<Cause['what'], string>> = {
  systolic: 'SBP',
  diastolic: 'DBP',
  mean: 'MAP',
  heartRate: 'HR',
  spo2: 'SpO2',
  rhythm: 'rhythm',
  ecg: 'ECG',
  link: 'link',
  identity: 'identity',
  clock: 'clock',
  nurse: 'nurse',
  provider: 'provider',
};

/** The same for a person at a terminal. */
export function changeText(alarm: AlarmChange): string {
  const { t, value, baseline, changePct } = changeJson(alarm);
  const numbers = [
    value === null ? WORDS[alarm.cause.what] : `${WORDS[alarm.cause.what]} ${value}`,
    ...(baseline === null ? [] : [`baseline ${baseline}`]),
    ...(changePct === null ? [] : [`${changePct > 0 ? '+' : ''}${changePct.toFixed(1)} %`]),
  ].join(', ');
  const { rule, priority, change } = alarm;
  return `${clockText(t).padStart(12)}  ${priority.padEnd(6)}  ${rule.padEnd(6)}  ${change.padEnd(8)}  ${numbers}`;
}

/** 1:02:03 or 1:02:03.001: hours, minutes, seconds of the recording's own time. */
function clockText(seconds: number): string {
  const ms = Math.abs(Math.round(seconds * 1_000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const rest = ms % 1_000 === 0 ? '' : `.${String(ms % 1_000).padStart(3, '0')}`;
  const whole = Math.floor(ms / 1_000);
  const clock = `${Math.floor(whole / 3_600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}${rest}`;
  return seconds < 0 ? `-${clock}` : clock;
}

export function summaryText({ hours, raised, perHour, byRule, tookOver }: ReplaySummary): string {
  const list = (counts: ReplaySummary['byRule']): string =>
    Object.entries(counts)
      .map(([rule, count]) => `${rule} ${count}`)
      .join(', ');
  const rate = perHour === null ? '' : `, ${perHour} an hour`;
  const rules = raised === 0 ? '' : `: ${list(byRule)}`;
  const later = Object.keys(tookOver).length === 0 ? '' : `; taken over by ${list(tookOver)}`;
  return `${hours} h, ${raised} raised${rate}${rules}${later}`;
}

/** What a reader of the results must know of the recording, a sentence each. */
export function remarksOn(
  recording: Recording,
  baseline: RecordingBaseline,
  faults: Faults,
  protocol: Protocol,
): readonly string[] {
  const { count, named } = faults;
  const unnamed = count - named.length;
  return [
    ...named,
    ...(unnamed > 0 ? [`${unnamed} more like these: ${count} values or rows skipped in all.`] : []),
    ...remarksOnBaseline(baseline, protocol),
    ...(baseline.startAt > lastAt(recording)
      ? ['the recording ends before its baseline minutes do: only absolute limits are judged.']
      : []),
  ];
}

function remarksOnBaseline({ heartRate, spo2, pressures }: RecordingBaseline, protocol: Protocol): readonly string[] {
  const missing = [heartRate === null ? 'heart rate' : null, spo2 === null ? 'SpO2' : null].filter((n) => n !== null);
  const [first, second] = pressures;
  const spread = first === undefined || second === undefined ? 0 : Math.abs(first.systolic - second.systolic);
  return [
    ...missing.map((name) => `the recording holds no ${name}: its rules cannot fire.`),
    ...(second === undefined ? [tooFew(pressures.length)] : []),
    ...(spread > protocol.baseline.spreadMmHg
      ? [`the first two pressures are ${spread} mmHg apart: a nurse would be asked for a third.`]
      : []),
  ];
}

const tooFew = (pressures: number): string =>
  pressures === 0
    ? 'the recording holds no blood pressure: its rules cannot fire.'
    : 'the recording holds one blood pressure: without a baseline only absolute limits are judged.';
