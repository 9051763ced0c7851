import type { Alert, AlertEvent, Cause, Priority, RuleId } from '../../shared/alarms/alert.ts';
import { assertNever } from '../../shared/kernel/result.ts';
import type { Instant } from '../../shared/kernel/units.ts';

/** One line of a replay: something an alarm did that a person at the chair would have noticed. */
export type AlarmChange = {
  readonly at: Instant;
  readonly rule: RuleId;
  readonly priority: Priority;
  readonly change: 'raised' | 'updated' | 'accepted' | 'resolved' | 'latched' | 'cleared';
  readonly cause: Cause;
  /** Updated by another rule of its family, which owns the alarm from here on. */
  readonly tookOver: boolean;
};

/**
 * What an event of an alert means to a reader of the replay; null for what is no change of the alarm itself:
 * who else was told of it, and a physician's word on it.
 * @param before the open alert the event is about; undefined for a new one
 */
export function changeOf(event: AlertEvent, before: Alert | undefined, at: Instant): AlarmChange | null {
  if (event.type === 'alert-raised') {
    const { rule, priority, cause } = event.alert;
    return { at, rule, priority, change: 'raised', cause, tookOver: false };
  }
  if (before === undefined) return null;
  const { rule, priority, cause } = before;
  const same = { at, rule, priority, cause, tookOver: false } as const;
  switch (event.type) {
    case 'alert-updated':
      return {
        at,
        rule: event.rule,
        priority: event.priority,
        change: 'updated',
        cause: event.cause,
        tookOver: event.rule !== rule,
      };
    case 'alert-returned':
      // An alarm that sounds again is raised again.
      return { ...same, change: 'raised', cause: event.cause };
    case 'alert-accepted':
      return { ...same, change: 'accepted' };
    case 'alert-resolved':
      return { ...same, change: 'resolved' };
    case 'alert-latched':
      return { ...same, change: 'latched' };
    case 'alert-cleared':
      return { ...same, change: 'cleared' };
    case 'alert-rejected':
    case 'alert-escalated':
    case 'alert-physician-acknowledged':
      return null;
    default:
      return assertNever(event);
  }
}
