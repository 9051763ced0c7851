import type { AlertId } from '../kernel/ids.ts';
import type { AlertEvent } from './alert.ts';

/** A name that is missing or too much here does not compile. */
const ALERT_EVENTS: Readonly<Record<AlertEvent['type'], true>> = {
  'alert-raised': true,
  'alert-updated': true,
  'alert-accepted': true,
  'alert-rejected': true,
  'alert-escalated': true,
  'alert-physician-acknowledged': true,
  'alert-returned': true,
  'alert-resolved': true,
  'alert-latched': true,
  'alert-cleared': true,
};

/** Is this event of the record about an alert? */
export const isAlertEvent = (event: { readonly type: string }): event is AlertEvent =>
  Object.hasOwn(ALERT_EVENTS, event.type);

/** Which alert it is about. */
export const alertIdOf = (event: AlertEvent): AlertId => (event.type === 'alert-raised' ? event.alert.id : event.id);
