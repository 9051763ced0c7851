import type { Alert, AlertEvent } from '../../shared/alarms/alert.ts';
import { alertIdOf, isAlertEvent } from '../../shared/alarms/alert-events.ts';
import { timelineEntry } from '../../shared/board/timeline.ts';
import type { TimelineEntry } from '../../shared/board/views.ts';
import { type AlertId, CHAIRS, type Chair } from '../../shared/kernel/ids.ts';
import type { RecordedEvent, SuiteState } from '../../shared/session/suite.ts';

/** Entries of one chair's present session; a session has about a hundred. */
const ENTRIES_MAX = 600;
/** Alerts in the history a screen can ask for: some days of a busy suite. */
const ALERTS_MAX = 500;

type AlertStory = { readonly alert: Alert; readonly entries: readonly TimelineEntry[] };

/**
 * The log in words' reach: what happened at each chair in its present session, and what became of each
 * alert. Read off the same events as the state, so a restart shows the same history.
 */
export function createChronicle() {
  const timelines = new Map<Chair, readonly TimelineEntry[]>(CHAIRS.map((chair) => [chair, []]));
  const stories = new Map<AlertId, AlertStory>();

  function tellAlert(event: AlertEvent, entry: TimelineEntry, after: SuiteState): void {
    const id = alertIdOf(event);
    const known = stories.get(id);
    const alert =
      after.alerts.find((open) => open.id === id) ?? (event.type === 'alert-raised' ? event.alert : known?.alert);
    if (alert === undefined) return;
    stories.set(id, { alert, entries: [...(known?.entries ?? []), entry].slice(-50) });
    if (stories.size > ALERTS_MAX) stories.delete(stories.keys().next().value as AlertId);
  }

  return {
    /** @param after the state with this event folded in */
    tell(recorded: RecordedEvent, after: SuiteState): void {
      const { event } = recorded;
      const story = isAlertEvent(event)
        ? event.type === 'alert-raised'
          ? event.alert
          : stories.get(alertIdOf(event))?.alert
        : undefined;
      const entry = timelineEntry(recorded, after.staffing.people, story ?? null);
      const chair = 'chair' in event ? event.chair : (story?.chair ?? null);
      if (isAlertEvent(event)) tellAlert(event, entry, after);
      if (chair === null) return;
      const before = event.type === 'patient-assigned' ? [] : (timelines.get(chair) ?? []);
      timelines.set(chair, [...before, entry].slice(-ENTRIES_MAX));
    },
    timeline: (chair: Chair): readonly TimelineEntry[] => timelines.get(chair) ?? [],
    /** The last alerts, newest first, each with who did what when. */
    alerts: (limit: number): readonly AlertStory[] => [...stories.values()].slice(-limit).reverse(),
  };
}
export type Chronicle = ReturnType<typeof createChronicle>;
