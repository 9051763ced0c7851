import { CHAIRS } from '../kernel/ids.ts';
import { about } from './decide-context.ts';
import { newPhysiological } from './open-alerts.ts';
import type { SessionEvent } from './session-events.ts';
import type { SuiteState } from './suite.ts';

/**
 * Facts that follow from the state without anybody acting. One only: a new medium or high alert of the
 * patient's own values takes a chair that was ready for discharge back to recovery (clinical decision 14); a
 * loose cable does not. Everything else that time brings is derived from clocks.
 * Folding these leaves no more to find.
 */
export const automaticEvents = ({ sessions, alerts }: SuiteState): readonly SessionEvent[] =>
  CHAIRS.flatMap((chair) => {
    const session = sessions[chair];
    if (session?.phase !== 'DISCHARGE_READY') return [];
    const alert = newPhysiological(alerts, session);
    return alert === null ? [] : [{ ...about(session), type: 'returned-to-recovery' as const, because: alert.rule }];
  });
