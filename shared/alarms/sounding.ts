import type { Chair } from '../kernel/ids.ts';
import { earlier, type Instant } from '../kernel/units.ts';
import { ruleOf } from './alarm-rules.ts';
import { type Alert, PRIORITIES, type Priority } from './alert.ts';

/** What of an alert decides its sound: of one as it is recorded, and equally of one as a screen is shown it. */
type Audible = Pick<Alert, 'chair' | 'rule' | 'priority' | 'condition' | 'soundedAt'> & {
  readonly accepted: object | null;
};

/**
 * Does this alert ask to be accepted with a sound? Acceptance silences it; a condition that is gone silences
 * it only where the latch is a visual one. Sounding anew after an acceptance (a graver rule, a worse
 * pressure, the reminder while it lasts) takes the acceptance back, so it sounds until accepted again.
 */
export const asksAloud = ({ accepted, condition, rule }: Audible): boolean =>
  accepted === null && (condition === 'present' || ruleOf(rule).latch === 'full');

/** In an emergency the routine prompts of that chair are shown, not heard (clinical decision 18). */
export const isHushed = ({ rule }: Pick<Alert, 'rule'>, emergency: boolean): boolean =>
  emergency && ruleOf(rule).kind === 'routine';

/** What a workstation sounds: one priority, since when, and the alerts that ask for it. */
export type Sounding<Heard> = {
  readonly priority: Priority;
  readonly since: Instant;
  readonly alerts: readonly Heard[];
};

/**
 * What a workstation that answers for these alerts must sound now: the highest priority that nobody has
 * accepted. Null is silence. No alert's acceptance silences another.
 * @param emergencies chairs with a medical emergency called
 */
export function soundingNow<Heard extends Audible>(
  alerts: readonly Heard[],
  emergencies: readonly Chair[],
): Sounding<Heard> | null {
  const aloud = alerts.filter(
    (alert) => asksAloud(alert) && !isHushed(alert, alert.chair !== null && emergencies.includes(alert.chair)),
  );
  const priority = PRIORITIES.findLast((candidate) => aloud.some((alert) => alert.priority === candidate));
  const [first, ...others] = aloud.filter((alert) => alert.priority === priority);
  if (priority === undefined || first === undefined) return null;
  const since = others.reduce((earliest, { soundedAt }) => earlier(earliest, soundedAt), first.soundedAt);
  return { priority, since, alerts: [first, ...others] };
}
