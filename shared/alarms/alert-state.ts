import { assertNever } from '../kernel/result.ts';
import type { Instant } from '../kernel/units.ts';
import type { Alert, AlertEvent } from './alert.ts';
import { isWorse } from './cause.ts';

type Updated = Extract<AlertEvent, { readonly type: 'alert-updated' }>;

/**
 * The open alerts after one more fact, oldest first. What is resolved or cleared leaves the list; an event
 * about an alert that is not open changes nothing.
 */
export function evolveAlerts(alerts: readonly Alert[], event: AlertEvent, at: Instant): readonly Alert[] {
  if (event.type === 'alert-raised') return [...alerts, event.alert];
  if (event.type === 'alert-resolved' || event.type === 'alert-cleared') {
    return alerts.filter(({ id }) => id !== event.id);
  }
  return alerts.map((alert) => (alert.id === event.id ? changed(alert, event, at) : alert));
}

type Change = Exclude<AlertEvent, { readonly type: 'alert-raised' | 'alert-resolved' | 'alert-cleared' }>;

function changed(alert: Alert, event: Change, at: Instant): Alert {
  switch (event.type) {
    case 'alert-updated':
      return updated(alert, event, at);
    case 'alert-returned': {
      const worst = isWorse(event.cause, alert.worst) ? event.cause : alert.worst;
      const back = { ...presentAgain(alert, at), cause: event.cause, worst };
      // Accepted was what went away; this is a new occurrence and asks anew.
      return alert.accepted === null ? back : soundedAnew(back, at);
    }
    case 'alert-accepted':
      return { ...alert, accepted: { by: event.by, at } };
    case 'alert-rejected':
      // For the record: the alert goes on asking, and who is told next is an event of its own.
      return alert;
    case 'alert-escalated':
      return { ...alert, escalated: [...alert.escalated, { step: event.step, at }] };
    case 'alert-physician-acknowledged':
      return { ...alert, physician: { by: event.by, at, decision: event.decision, text: event.text } };
    case 'alert-latched':
      return { ...alert, condition: 'gone', conditionSince: at };
    default:
      return assertNever(event);
  }
}

function updated(alert: Alert, event: Updated, at: Instant): Alert {
  const { rule, priority, cause, worst, physicianBy } = event;
  const asksPhysicianAnew = physicianBy !== null && physicianBy !== alert.physicianBy;
  const next: Alert = {
    ...presentAgain(alert, at),
    rule,
    priority,
    cause,
    worst,
    physicianBy,
    physician: asksPhysicianAnew ? null : alert.physician,
  };
  return event.resound ? soundedAnew(next, at) : next;
}

const presentAgain = (alert: Alert, at: Instant): Alert =>
  alert.condition === 'present' ? alert : { ...alert, condition: 'present', conditionSince: at };

const soundedAnew = (alert: Alert, at: Instant): Alert => ({
  ...alert,
  accepted: null,
  soundedAt: at,
  soundedFor: alert.cause,
  escalated: [],
});
