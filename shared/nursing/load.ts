import { CHAIRS, type Chair, type PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/units.ts';
import { ASSIGNING_PHASES, isIn, RATIO_PHASES } from '../session/phases.ts';
import type { Phase, Session } from '../session/session-state.ts';
import type { RatioOverride, Staffing } from './staffing.ts';

export type Sessions = Readonly<Record<Chair, Session | null>>;

const chairsIn = (sessions: Sessions, nurse: PersonId, phases: readonly Exclude<Phase, 'EMPTY'>[]): readonly Chair[] =>
  CHAIRS.filter((chair) => {
    const session = sessions[chair];
    return session !== null && session.nurse === nurse && isIn(session, phases);
  });

/** Chairs that count when another is given to this nurse: ASSIGNED to DISCHARGE_READY. */
export const assignedChairs = (sessions: Sessions, nurse: PersonId): readonly Chair[] =>
  chairsIn(sessions, nurse, ASSIGNING_PHASES);

/** Chairs that the ratio alarm counts (rule RAT-01): INFUSING, PAUSED, RECOVERY, DISCHARGE_READY. */
export const ratioChairs = (sessions: Sessions, nurse: PersonId): readonly Chair[] =>
  chairsIn(sessions, nurse, RATIO_PHASES);

/** The charge nurse's override of 1:2 for this nurse, if it has not ended; it ends by itself (clinical decision 5). */
export function overrideInForce(staffing: Staffing, nurse: PersonId, now: Instant): RatioOverride | null {
  const override = staffing.overrides[nurse];
  return override !== undefined && now < override.until ? override : null;
}

/** Has a named provider declared to be on site? Independent of who is signed in (clinical decision 3). */
export const hasProvider = (staffing: Staffing): boolean => staffing.providerOnSite !== null;

export const isOnShift = (staffing: Staffing, person: PersonId): boolean => staffing.onShift.includes(person);
