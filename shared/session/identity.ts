import type { Session } from './session-state.ts';

/**
 * Does the id a monitor shows contradict the patient in the chair (clinical decision 16)? A monitor that
 * names nobody contradicts nobody; an id that two identifiers have settled stays settled.
 */
export function contradicts(session: Session, shown: string | null): shown is string {
  if (shown === null || shown === '') return false;
  return shown !== session.patient.mrn && !session.settledIds.includes(shown);
}
