import { after, type Instant, type Millis, minutes } from '../kernel/units.ts';
import { ruleOf } from './alarm-rules.ts';
import type { Alert, AlertEvent, EscalationStep } from './alert.ts';
import { asksAloud } from './sounding.ts';
import { earliestAfter } from './wake.ts';

/** An accepted alert whose condition lasts sounds again after this long (session.md 3.6). */
const REMINDER: Millis = minutes(3);
const REMINDER_HIGH: Millis = minutes(2);

type Step = { readonly step: EscalationStep; readonly at: Instant };

const IN_ORDER = ['partnerAndCharge', 'physician', 'met'] as const;

const isTold = ({ escalated }: Alert, step: EscalationStep): boolean => escalated.some((told) => told.step === step);

/** Steps that nobody has been told of yet and that come if nobody accepts, soonest first. */
function stepsAhead(alert: Alert): readonly Step[] {
  if (!asksAloud(alert)) return [];
  const { escalation, metFor } = ruleOf(alert.rule);
  return IN_ORDER.flatMap((step) => {
    const delay = escalation[step];
    const applies = step !== 'met' || metFor === undefined || metFor(alert.cause);
    return delay === null || !applies || isTold(alert, step) ? [] : [{ step, at: after(alert.soundedAt, delay) }];
  }).sort((a, b) => a.at - b.at);
}

/** When a physician's 5:00 pass without a word; null where none is waited for, or the charge nurse knows. */
function lapse({ physicianBy, physician, escalated }: Alert): Step | null {
  if (physicianBy === null || physician !== null) return null;
  const told = escalated.some(({ step, at }) => step === 'chargePhonesProvider' && at >= physicianBy);
  return told ? null : { step: 'chargePhonesProvider', at: physicianBy };
}

/** The next person a refused alert goes to; null when both have been told. The MET prompt is no person. */
export const nextToTell = (alert: Alert): EscalationStep | null =>
  stepsAhead(alert).find(({ step }) => step !== 'met')?.step ?? null;

/** Who must be told now, as events: each step once per sounding, at its second. */
export const escalationsDue = (alert: Alert, now: Instant): readonly AlertEvent[] =>
  [...stepsAhead(alert), lapse(alert)]
    .filter((ahead) => ahead !== null)
    .filter(({ at }) => at <= now)
    .map(({ step }) => ({ type: 'alert-escalated', id: alert.id, step }));

/**
 * When an accepted alert that lasts will sound again; null where it will not. A cuff alert sounds again only
 * for a worse reading (clinical decision 10).
 */
function remindsAt({ accepted, condition, family, priority }: Alert): Instant | null {
  if (accepted === null || condition === 'gone' || family === 'pressure') return null;
  return after(accepted.at, priority === 'high' ? REMINDER_HIGH : REMINDER);
}

/** The reminder, when it is due: the same alert sounds anew and wants accepting again. */
export function reminderDue(alert: Alert, now: Instant): AlertEvent | null {
  const at = remindsAt(alert);
  if (at === null || at > now) return null;
  const { id, rule, priority, cause, worst, physicianBy } = alert;
  return { type: 'alert-updated', id, rule, priority, cause, worst, physicianBy, resound: true };
}

/** The next moment at which somebody more is told, or it sounds again. */
export const nextEscalation = (alert: Alert, now: Instant): Instant | null =>
  earliestAfter(now, [...stepsAhead(alert).map(({ at }) => at), lapse(alert)?.at ?? null, remindsAt(alert)]);
