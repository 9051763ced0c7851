import { type Alert, PRIORITIES } from '../alarms/alert.ts';
import type { PersonId } from '../kernel/ids.ts';
import type { Snapshot } from './snapshot.ts';
import type { AlertView } from './views.ts';

const urgency = ({ priority, accepted, condition }: Alert): number =>
  PRIORITIES.indexOf(priority) + (accepted === null ? 10 : 0) + (condition === 'present' ? 5 : 0);

/**
 * What nobody has taken on stands first; then what is there before what is over; then the higher priority;
 * then the one that waits longest.
 */
export const byUrgency = (a: Alert, b: Alert): number => urgency(b) - urgency(a) || a.raisedAt - b.raisedAt;

export const nameOf = ({ state }: Snapshot, person: PersonId): string =>
  state.staffing.people[person]?.shortName ?? person;

export function alertView(alert: Alert, snapshot: Snapshot): AlertView {
  const {
    id,
    chair,
    rule,
    priority,
    condition,
    raisedAt,
    cause,
    worst,
    soundedAt,
    physicianBy,
    accepted,
    physician,
    escalated,
  } = alert;
  return {
    id,
    chair,
    rule,
    priority,
    condition,
    raisedAt,
    cause,
    worst,
    soundedAt,
    physicianBy,
    accepted: accepted && { by: nameOf(snapshot, accepted.by), at: accepted.at },
    physician: physician && { ...physician, by: nameOf(snapshot, physician.by) },
    escalatedTo: escalated.at(-1)?.step ?? null,
    recorded: snapshot.alertRecorded(id),
  };
}

/** Every open alert, most urgent first. */
export const alertViews = (snapshot: Snapshot): readonly AlertView[] =>
  [...snapshot.state.alerts].sort(byUrgency).map((alert) => alertView(alert, snapshot));
