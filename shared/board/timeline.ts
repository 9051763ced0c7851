import type { Person } from '../access/roles.ts';
import type { Alert } from '../alarms/alert.ts';
import { isAlertEvent } from '../alarms/alert-events.ts';
import type { PersonId } from '../kernel/ids.ts';
import { assertNever } from '../kernel/result.ts';
import type { RecordedEvent } from '../session/suite.ts';
import type { TimelineEntry } from './views.ts';

type Fields = Readonly<Record<string, string | number>>;
type People = Readonly<Record<PersonId, Person>>;

/** The alert as it was before one of its events came: events after the first only name it. */
export type AlertAtEvent = Pick<Alert, 'rule' | 'priority'> | null;

/** What the entry says of its alarm: the event's own reading where it brings one. */
function alarmOf({ event }: RecordedEvent, known: AlertAtEvent): TimelineEntry['alarm'] {
  if (!isAlertEvent(event)) return null;
  if (event.type === 'alert-raised')
    return { rule: event.alert.rule, priority: event.alert.priority, cause: event.alert.cause };
  if (event.type === 'alert-updated') return { rule: event.rule, priority: event.priority, cause: event.cause };
  const cause = event.type === 'alert-returned' ? event.cause : null;
  return known && { rule: known.rule, priority: known.priority, cause };
}

function fieldsOf({ event }: RecordedEvent, people: People): Fields {
  const nameOf = (person: PersonId): string => people[person]?.shortName ?? person;
  switch (event.type) {
    case 'patient-assigned':
      return {
        nurse: nameOf(event.nurse),
        courseDay: event.courseDay,
        ...(event.ratioOverride === null ? {} : { reason: event.ratioOverride }),
      };
    case 'monitor-bound':
      return { source: event.source };
    case 'preparation-completed':
      return { weightKg: event.weight, entered: event.weightEntered };
    case 'weight-corrected':
      return { weightKg: event.weight, entered: event.weightEntered, reason: event.reason };
    case 'baseline-accepted':
      return {
        version: event.baseline.version,
        heartRate: event.baseline.heartRate,
        spo2: event.baseline.spo2,
        systolic: event.baseline.systolic.sum / event.baseline.systolic.count,
      };
    case 'vitals-charted':
      return {
        systolic: event.systolic,
        diastolic: event.diastolic,
        heartRate: event.heartRate,
        spo2: event.spo2,
      };
    case 'ondansetron-given':
      return { doseMg: event.dose };
    case 'ondansetron-not-given':
      return { because: event.because };
    case 'infusion-started':
      return { rateMlPerHour: event.rate };
    case 'infusion-paused':
    case 'session-cancelled':
    case 'rebaseline-begun':
    case 'resume-allowed':
    case 'discharge-overridden':
    case 'baseline-released':
      return { reason: event.reason };
    case 'infusion-stopped':
      return { reason: event.reason, ...(event.note === '' ? {} : { note: event.note }) };
    case 'infusion-ended':
      return {
        deliveredMl: event.delivered,
        ...(event.shortfallReason === null ? {} : { reason: event.shortfallReason }),
      };
    case 'assessed-ready':
      return { padss: event.padss };
    case 'returned-to-recovery':
      return { because: event.because };
    case 'transferred':
      return { destination: event.destination };
    case 'handover-offered':
      return { to: nameOf(event.to) };
    case 'nurse-reassigned':
      return { to: nameOf(event.to), reason: event.reason };
    case 'alert-physician-acknowledged':
      return { decision: event.decision, ...(event.text === '' ? {} : { text: event.text }) };
    case 'alert-escalated':
      return { step: event.step };
    // The dose's numbers stay out of the history until its independent check is done.
    case 'dose-prepared':
    case 'alert-raised':
    case 'alert-updated':
    case 'alert-returned':
    case 'alert-accepted':
    case 'alert-rejected':
    case 'alert-resolved':
    case 'alert-latched':
    case 'alert-cleared':
    case 'dose-verified':
    case 'patient-arrived':
    case 'monitor-taken-off':
    case 'identity-mismatched':
    case 'identity-settled':
    case 'baseline-renewed':
    case 'pump-stop-confirmed':
    case 'infusion-resumed':
    case 'stop-undone':
    case 'recovery-extended':
    case 'discharged':
    case 'met-called':
    case 'met-stood-down':
    case 'cleaning-begun':
    case 'chair-cleaned':
    case 'handover-accepted':
    case 'handover-declined':
    case 'person-registered':
    case 'shift-begun':
    case 'shift-ended':
    case 'provider-on-site':
    case 'provider-left':
    case 'ratio-override-granted':
    case 'station-started':
    case 'wall-clock-stepped':
    case 'source-assigned':
      return {};
    default:
      return assertNever(event);
  }
}

/** One line of a chair's history: what, when, who, in coded fields that renderer/text turns into words. */
export function timelineEntry(recorded: RecordedEvent, people: People, alert: AlertAtEvent): TimelineEntry {
  const { position, at, effectiveAt, actor, event } = recorded;
  return {
    position,
    at,
    effectiveAt,
    type: event.type,
    who: actor === 'station' ? null : (people[actor.person]?.shortName ?? actor.person),
    fields: fieldsOf(recorded, people),
    alarm: alarmOf(recorded, alert),
  };
}
