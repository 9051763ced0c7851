import { CHAIRS, type Chair, type PersonId, type SessionId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/units.ts';
import { hasProvider, isOnShift, overrideInForce, ratioChairs, type Sessions } from '../nursing/load.ts';
import type { Staffing } from '../nursing/staffing.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { isIn } from '../session/phases.ts';
import { ACTIVE_PHASES } from '../session/session-state.ts';
import type { Cause } from './alert.ts';
import { causeOf } from './cause.ts';

/** RAT-01's facts: one nurse and the chairs that count. */
export type NurseFacts = {
  readonly nurse: PersonId;
  readonly chairs: number;
  readonly limit: number;
  /** A charge nurse's override of the ratio holds the rule. */
  readonly overrideUntil: Instant | null;
};
/** RAT-02's facts: somebody is being infused or recovers, and nobody answers for it. */
export type ProviderFacts = { readonly missing: boolean };
/** RAT-03's facts: one chair with a patient in it. */
export type CoverFacts = {
  readonly chair: Chair;
  readonly session: SessionId;
  readonly nurse: PersonId;
  readonly covered: boolean;
};

export type SuiteFacts = {
  readonly nurses: readonly NurseFacts[];
  readonly provider: ProviderFacts;
  readonly covers: readonly CoverFacts[];
};

/** Gathers what the suite's rules judge. Bounded: eight chairs, and nurses who have one. */
export function suiteFacts(sessions: Sessions, staffing: Staffing, protocol: Protocol, now: Instant): SuiteFacts {
  const present = CHAIRS.flatMap((chair) => sessions[chair] ?? []);
  const nurses = [...new Set(present.map(({ nurse }) => nurse))];
  return {
    nurses: nurses.map((nurse) => ({
      nurse,
      chairs: ratioChairs(sessions, nurse).length,
      limit: protocol.nursing.chairsPerNurse,
      overrideUntil: overrideInForce(staffing, nurse, now)?.until ?? null,
    })),
    provider: {
      missing: !hasProvider(staffing) && present.some((session) => isIn(session, ['INFUSING', 'PAUSED', 'RECOVERY'])),
    },
    covers: present
      .filter((session) => isIn(session, ACTIVE_PHASES))
      .map(({ chair, id, nurse }) => ({ chair, session: id, nurse, covered: isOnShift(staffing, nurse) })),
  };
}

export const tooManyChairs = ({ nurse, chairs, limit, overrideUntil }: NurseFacts): Cause | null =>
  chairs > limit && overrideUntil === null ? causeOf('nurse', { value: chairs, limit, nurse }) : null;
export const ratioKept = (facts: NurseFacts): boolean => tooManyChairs(facts) === null;

export const providerMissing = ({ missing }: ProviderFacts): Cause | null => (missing ? causeOf('provider') : null);
export const providerPresent = ({ missing }: ProviderFacts): boolean => !missing;

export const chairUncovered = ({ covered, nurse }: CoverFacts): Cause | null =>
  covered ? null : causeOf('nurse', { nurse });
export const chairCovered = ({ covered }: CoverFacts): boolean => covered;
