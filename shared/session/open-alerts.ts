import { ruleOf } from '../alarms/alarm-rules.ts';
import { type Alert, PRIORITIES, type Priority } from '../alarms/alert.ts';
import type { Chair, SessionId } from '../kernel/ids.ts';
import type { InPhase, KnownAlert } from './session-state.ts';

const onChair = (alerts: readonly Alert[], chair: Chair): readonly Alert[] =>
  alerts.filter((alert) => alert.chair === chair);

/** The chair's alerts that nobody has taken on, of this priority or a higher one; gone conditions included. */
export const unaccepted = (alerts: readonly Alert[], chair: Chair, least: Priority): readonly Alert[] =>
  onChair(alerts, chair).filter(
    ({ accepted, priority }) => accepted === null && PRIORITIES.indexOf(priority) >= PRIORITIES.indexOf(least),
  );

/** Is an alert of an adverse-event rule open for this patient, taken on or not? One who left may have left theirs. */
export const hasAdverseAlert = (alerts: readonly Alert[], session: SessionId): boolean =>
  alerts.some((alert) => alert.session === session && ruleOf(alert.rule).adverseEvent === 'yes');

export const knownAlerts = (alerts: readonly Alert[], chair: Chair): readonly KnownAlert[] =>
  onChair(alerts, chair).map(({ id, rule, priority }) => ({ id, rule, priority }));

/**
 * The first alert of the patient's own values, medium or high and taken on by nobody, that is new since the
 * patient was found fit to go. One that was known then and only sounds its reminder is not new; one that
 * came back, turned graver, or is a worse cuff pressure (which alone makes that family sound again) is.
 */
export const newPhysiological = (
  alerts: readonly Alert[],
  { id: own, chair, movedAt, knownAlerts }: InPhase<'DISCHARGE_READY'>,
): Alert | null =>
  unaccepted(alerts, chair, 'medium').find((alert) => {
    if (alert.session !== own || ruleOf(alert.rule).kind !== 'physiological') return false;
    const wasKnown = knownAlerts.some(
      ({ id, rule, priority }) => id === alert.id && rule === alert.rule && priority === alert.priority,
    );
    return !wasKnown || alert.family === 'pressure' || alert.conditionSince > movedAt;
  }) ?? null;
