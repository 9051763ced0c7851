import type { Alert } from '../alarms/alert.ts';
import { byUrgency } from '../alarms/urgency.ts';
import type { PersonId } from '../kernel/ids.ts';
import type { Snapshot } from './snapshot.ts';
import type { AlertView } from './views.ts';

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
