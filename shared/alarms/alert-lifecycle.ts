import type { PersonId } from '../kernel/ids.ts';
import { assertNever, err, ok, type Refusal, type Result } from '../kernel/result.ts';
import type { Instant } from '../kernel/units.ts';
import { ruleOf } from './alarm-rules.ts';
import type { Alert, AlertEvent, PhysicianDecision } from './alert.ts';
import { evolveAlerts } from './alert-state.ts';
import { nextToTell } from './escalation.ts';

/** Where an alert stands between its two questions: is the condition there, and has somebody taken it on. */
type AlertStage = 'waiting' | 'accepted' | 'latched' | 'awaitingPhysician';

const stageOf = ({ condition, accepted }: Alert): AlertStage => {
  if (condition === 'present') return accepted === null ? 'waiting' : 'accepted';
  return accepted === null ? 'latched' : 'awaitingPhysician';
};

export type AlertAct =
  | { readonly type: 'accept' }
  | { readonly type: 'reject' }
  | { readonly type: 'acknowledgeAsPhysician'; readonly decision: PhysicianDecision; readonly text: string };

export type AlertRefusal = Refusal<
  | 'alert-not-open'
  | 'alert-already-accepted'
  | 'nobody-left-to-tell'
  | 'physician-not-asked'
  | 'physician-already-acknowledged'
>;

type Code = AlertRefusal['code'];

/** What a person may do at each stage; a code is why not. */
const LEGAL: Readonly<Record<AlertStage, Readonly<Record<AlertAct['type'], 'legal' | Code>>>> = {
  // Raised and sounding: take it on, pass it on, or decide on it. The decision is no acceptance.
  waiting: { accept: 'legal', reject: 'legal', acknowledgeAsPhysician: 'legal' },
  // Somebody has it: a second acceptance would hide who. It sounds anew by itself while it lasts.
  accepted: { accept: 'alert-already-accepted', reject: 'alert-already-accepted', acknowledgeAsPhysician: 'legal' },
  // The condition went before anybody had seen it: acceptance clears it, unless a physician is waited for.
  latched: { accept: 'legal', reject: 'legal', acknowledgeAsPhysician: 'legal' },
  // Gone and accepted, open for the physician alone: that word clears it.
  awaitingPhysician: {
    accept: 'alert-already-accepted',
    reject: 'alert-already-accepted',
    acknowledgeAsPhysician: 'legal',
  },
};

const refused = (code: Code): Result<never, readonly AlertRefusal[]> => err([{ code }]);

/**
 * What a person's act on one alert leads to. Who may do which act is settled before (session-commands.ts).
 * It touches this alert alone.
 * @param alert the open alert; undefined when it is no longer open
 */
export function decideAlert(
  alert: Alert | undefined,
  act: AlertAct,
  by: PersonId,
  now: Instant,
): Result<readonly AlertEvent[], readonly AlertRefusal[]> {
  if (alert === undefined) return refused('alert-not-open');
  const verdict = LEGAL[stageOf(alert)][act.type];
  if (verdict !== 'legal') return refused(verdict);
  const { id } = alert;
  switch (act.type) {
    case 'accept':
      return ok(withClearing(alert, { type: 'alert-accepted', id, by }, now));
    case 'reject': {
      const step = nextToTell(alert);
      if (step === null) return refused('nobody-left-to-tell');
      return ok([
        { type: 'alert-rejected', id, by },
        { type: 'alert-escalated', id, step },
      ]);
    }
    case 'acknowledgeAsPhysician': {
      if (alert.physicianBy === null) return refused('physician-not-asked');
      if (alert.physician !== null) return refused('physician-already-acknowledged');
      const { decision, text } = act;
      return ok(withClearing(alert, { type: 'alert-physician-acknowledged', id, by, decision, text }, now));
    }
    default:
      return assertNever(act);
  }
}

/** Is everything said that had to be: accepted, where the rule latches, and acknowledged where a physician is asked? */
const nothingMoreAsked = ({ rule, accepted, physicianBy, physician }: Alert): boolean =>
  (accepted !== null || ruleOf(rule).latch === 'none') && (physicianBy === null || physician !== null);

/** The act, and the clearing where it was the last thing that a gone condition waited for. */
function withClearing(alert: Alert, act: AlertEvent, now: Instant): readonly AlertEvent[] {
  const [after] = evolveAlerts([alert], act, now);
  const over = after !== undefined && after.condition === 'gone' && nothingMoreAsked(after);
  return over ? [act, { type: 'alert-cleared', id: alert.id }] : [act];
}

/** The condition is gone: the alert goes with it, or stays for what is still asked. */
export const conditionGone = (alert: Alert): AlertEvent =>
  nothingMoreAsked(alert) ? { type: 'alert-resolved', id: alert.id } : { type: 'alert-latched', id: alert.id };
