import { alertId, type Chair, type SessionId } from '../kernel/ids.ts';
import { after, type Instant, type Millis, minutes } from '../kernel/units.ts';
import type { RuleRow } from './alarm-rule.ts';
import { ruleOf } from './alarm-rules.ts';
import { type Alert, type AlertEvent, type Cause, PRIORITIES, type Priority } from './alert.ts';
import { isWorse, isWorseByPoints } from './cause.ts';

/** A physician acknowledges within this time, apart from the nurse (session.md 3.6). */
const PHYSICIAN_WITHIN: Millis = minutes(5);

/** Percentage points by which a cuff reading must be worse to sound again (clinical decision 10). */
const POINTS_WORSE = 5;
const POINTS_WORSE_AFTER_CONTINUE = 10;

/** Whom an alert is about. The key makes its id: a chair's session, or a part of the suite. */
export type Subject = { readonly key: string; readonly chair: Chair | null; readonly session: SessionId | null };

/** A rule that holds now, with its reason. */
export type InForce = { readonly rule: RuleRow; readonly priority: Priority; readonly cause: Cause };

export const isHigher = (a: Priority, b: Priority): boolean => PRIORITIES.indexOf(a) > PRIORITIES.indexOf(b);

/** A new alert. Its id is made of what it is about and when: judging the same again makes the same. */
export function raised({ key, chair, session }: Subject, { rule, priority, cause }: InForce, now: Instant): AlertEvent {
  const alert: Alert = {
    id: alertId(`${key}:${rule.family}:${now}`),
    chair,
    session,
    rule: rule.id,
    family: rule.family,
    priority,
    raisedAt: now,
    condition: 'present',
    conditionSince: now,
    cause,
    worst: cause,
    accepted: null,
    soundedAt: now,
    soundedFor: cause,
    escalated: [],
    physicianBy: rule.physician === 'always' ? after(now, PHYSICIAN_WITHIN) : null,
    physician: null,
  };
  return { type: 'alert-raised', alert };
}

/** An open alert goes on as this rule, at this priority, for this reason. */
export function updated(alert: Alert, next: InForce, now: Instant): AlertEvent {
  return {
    type: 'alert-updated',
    id: alert.id,
    rule: next.rule.id,
    priority: next.priority,
    cause: next.cause,
    worst: isWorse(next.cause, alert.worst) ? next.cause : alert.worst,
    physicianBy: physicianBy(alert, next, now),
    resound: soundsAnew(alert, next),
  };
}

/**
 * An alert that nobody has accepted sounds already, and only a higher priority begins it again. An accepted
 * one sounds for another rule or another occurrence; a cuff alert only for a worse reading: more than 20 %
 * confirmed is no news to whoever accepted it.
 */
function soundsAnew(alert: Alert, { rule, priority, cause }: InForce): boolean {
  if (isHigher(priority, alert.priority)) return true;
  if (alert.accepted === null || isHigher(alert.priority, priority)) return false;
  if (alert.condition === 'gone') return true;
  if (alert.family !== 'pressure') return rule.id !== alert.rule;
  const points = alert.physician?.decision === 'continue' ? POINTS_WORSE_AFTER_CONTINUE : POINTS_WORSE;
  return isWorseByPoints(cause, alert.soundedFor, points);
}

/** A physician who has answered is asked again for another rule of the same or a higher priority. */
function physicianBy(alert: Alert, { rule, priority }: InForce, now: Instant): Instant | null {
  if (rule.physician !== 'always') return alert.physicianBy;
  const graver = isHigher(priority, alert.priority) || (rule.id !== alert.rule && !isHigher(alert.priority, priority));
  const answered = alert.physician !== null && graver;
  return alert.physicianBy === null || answered ? after(now, PHYSICIAN_WITHIN) : alert.physicianBy;
}

/**
 * The same rule goes on: is there anything to say? A new cuff reading is said each time; a number that runs
 * only when it is the worst so far, or the log would hold every heart beat.
 */
export function goesOn(alert: Alert, now: InForce, at: Instant): AlertEvent | null {
  const priority = mayTake(alert, now.priority) ? now.priority : alert.priority;
  const reading = alert.family === 'pressure' && now.cause.measuredAt !== alert.cause.measuredAt;
  const news = priority !== alert.priority || reading || isWorse(now.cause, alert.worst);
  return news ? updated(alert, { ...now, priority }, at) : null;
}

/** A latching alert never gets quieter by itself; others follow their facts (leads off after the infusion is low). */
const mayTake = (alert: Alert, priority: Priority): boolean =>
  isHigher(priority, alert.priority) || ruleOf(alert.rule).latch === 'none';
