import { type Alert, PRIORITIES } from './alert.ts';

/** What urgency is judged by: an alert of the record has it, and so has its view. */
type Urgent = Pick<Alert, 'priority' | 'condition' | 'raisedAt'> & { readonly accepted: object | null };

const urgency = ({ priority, accepted, condition }: Urgent): number =>
  PRIORITIES.indexOf(priority) + (accepted === null ? 10 : 0) + (condition === 'present' ? 5 : 0);

/**
 * What nobody has taken on stands first; then what is there before what is over; then the higher priority;
 * then the one that waits longest.
 */
export const byUrgency = (a: Urgent, b: Urgent): number => urgency(b) - urgency(a) || a.raisedAt - b.raisedAt;
