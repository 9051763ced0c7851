import { PRIORITIES } from '../../shared/alarms/alert.ts';
import type { AlertView } from '../../shared/board/views.ts';

const rank = ({ priority, accepted, condition }: AlertView): number =>
  PRIORITIES.indexOf(priority) + (accepted === null ? 10 : 0) + (condition === 'present' ? 5 : 0);

/**
 * What nobody has taken on stands before what somebody has; then what is there before what is over; then by
 * priority; then the longest waiting.
 */
export const inOrderOfUrgency = (alerts: readonly AlertView[]): readonly AlertView[] =>
  alerts.toSorted((a, b) => rank(b) - rank(a) || a.raisedAt - b.raisedAt);

/** Asks for a physician's own acknowledgement and has none yet. */
export const waitsForPhysician = (alert: AlertView): boolean => alert.physicianBy !== null && alert.physician === null;
