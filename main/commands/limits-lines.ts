import { CHAIR_RULES } from '../../shared/alarms/alarm-rules.ts';
import type { RuleAdjustment, RuleAdjustments } from '../../shared/alarms/rule-adjustments.ts';
import { isSlowFeed } from '../../shared/vitals/freshness.ts';
import { intervalsOf, type Recording } from '../replay/recording.ts';

/** What a reader of the results must know of `--limits`: they are not the station's, and what had no effect. */
export function remarksOnLimits(adjustments: RuleAdjustments, recording: Recording): readonly string[] {
  const said = Object.entries(adjustments).map(([id, adjustment]) => `${id} ${numbersText(adjustment)}`);
  const idle = delaysNotWaitedFor(adjustments, recording);
  return [
    ...(said.length === 0 ? [] : [`judged with other numbers than a station's: ${said.join('; ')}.`]),
    ...(idle.length === 0
      ? []
      : [`values more than 4 s apart are judged without a delay: here that of ${idle.join(', ')} changes nothing.`]),
  ];
}

function numbersText({ delaySeconds, clearSeconds, off }: RuleAdjustment): string {
  if (off === true) return 'off';
  const numbers = [
    ...(delaySeconds === undefined ? [] : [`delay ${[delaySeconds].flat().join(' and ')} s`]),
    ...(clearSeconds === undefined ? [] : [`clearing ${clearSeconds} s`]),
  ];
  return numbers.length === 0 ? 'unchanged' : numbers.join(', ');
}

/** A slow feed alarms on its first value beyond a limit (clinical decision 15); only a gathered delay is waited for. */
function delaysNotWaitedFor(adjustments: RuleAdjustments, recording: Recording): readonly string[] {
  const intervals = intervalsOf(recording);
  const isIdle = ({ id, reads, onsets }: (typeof CHAIR_RULES)[number]): boolean =>
    adjustments[id]?.delaySeconds !== undefined &&
    adjustments[id].off !== true &&
    reads !== null &&
    isSlowFeed(intervals[reads] ?? null) &&
    onsets.every(({ within }) => within === undefined);
  return CHAIR_RULES.filter(isIdle).map(({ id }) => id);
}
