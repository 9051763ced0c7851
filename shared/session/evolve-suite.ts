import { isAlertEvent } from '../alarms/alert-events.ts';
import { evolveAlerts } from '../alarms/alert-state.ts';
import type { Chair, SourceId } from '../kernel/ids.ts';
import { assertNever } from '../kernel/result.ts';
import { evolveStaffing } from '../nursing/evolve-staffing.ts';
import { NO_STAFF, type StaffEvent } from '../nursing/staffing.ts';
import { evolveSession } from './evolve-session.ts';
import type { RecordedEvent, StationEvent, SuiteEvent, SuiteState } from './suite.ts';

/** Before the first event: eight empty chairs, nobody known, no monitor watched. */
export const EMPTY_SUITE: SuiteState = {
  position: 0,
  sessions: { 1: null, 2: null, 3: null, 4: null, 5: null, 6: null, 7: null, 8: null },
  staffing: NO_STAFF,
  assignments: {},
  alerts: [],
};

/** The suite after one more event of the log. Folding the log from EMPTY_SUITE is all that a restart does. */
export function evolveSuite(state: SuiteState, recorded: RecordedEvent): SuiteState {
  return { ...applied(state, recorded), position: recorded.position };
}

function applied(state: SuiteState, { event, at, effectiveAt, actor }: RecordedEvent): SuiteState {
  if (isAlertEvent(event)) return { ...state, alerts: evolveAlerts(state.alerts, event, at) };
  if (isStaffEvent(event)) return { ...state, staffing: evolveStaffing(state.staffing, event, actor) };
  if (isStationEvent(event)) return evolveStation(state, event);
  const session = evolveSession(state.sessions[event.chair], event, effectiveAt);
  return { ...state, sessions: { ...state.sessions, [event.chair]: session } };
}

/** Names of one kind of event. A name that is missing or too much here does not compile. */
type Names<Event extends SuiteEvent> = Readonly<Record<Event['type'], true>>;

const STAFF_EVENTS: Names<StaffEvent> = {
  'person-registered': true,
  'shift-begun': true,
  'shift-ended': true,
  'provider-on-site': true,
  'provider-left': true,
  'ratio-override-granted': true,
};
const STATION_EVENTS: Names<StationEvent> = {
  'station-started': true,
  'wall-clock-stepped': true,
  'source-assigned': true,
};

const isStaffEvent = (event: SuiteEvent): event is StaffEvent => Object.hasOwn(STAFF_EVENTS, event.type);
const isStationEvent = (event: SuiteEvent): event is StationEvent => Object.hasOwn(STATION_EVENTS, event.type);

function evolveStation(state: SuiteState, event: StationEvent): SuiteState {
  switch (event.type) {
    case 'station-started':
    case 'wall-clock-stepped':
      // Both are for the record: every clock counts from effective times.
      return state;
    case 'source-assigned':
      return { ...state, assignments: withAssignment(state.assignments, event) };
    default:
      return assertNever(event);
  }
}

function withAssignment(
  assignments: SuiteState['assignments'],
  { source, chair }: { readonly source: SourceId; readonly chair: Chair | null },
): SuiteState['assignments'] {
  const { [source]: _, ...others } = assignments;
  return chair === null ? others : { ...others, [source]: chair };
}
