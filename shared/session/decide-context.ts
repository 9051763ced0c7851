import type { Role } from '../access/roles.ts';
import type { Chair, PersonId, SessionId, SourceId } from '../kernel/ids.ts';
import type { Refusal, Result } from '../kernel/result.ts';
import type { Instant } from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { ChairVitals } from '../vitals/chair-vitals.ts';
import type { BaselineDraft } from './baseline-draft.ts';
import type { ChairCommandName, LEGAL_MOVES } from './legal-moves.ts';
import type { Command } from './session-commands.ts';
import type { SessionEvent } from './session-events.ts';
import type { InPhase, Session } from './session-state.ts';
import type { SuiteEvent, SuiteState } from './suite.ts';

/** All that a decision may look at. It reads no clock and draws no number. */
export type DecideContext = {
  readonly state: SuiteState;
  /** Signed in; the hub has already checked that this role may ask (COMMANDS). */
  readonly actor: { readonly person: PersonId; readonly role: Role };
  readonly now: Instant;
  readonly protocol: Protocol;
  readonly vitals: (chair: Chair) => ChairVitals;
  /** As far as it has come; null outside BASELINE. */
  readonly baselineDraft: (chair: Chair) => BaselineDraft | null;
  /** Has the station ever heard of this monitor feed? */
  readonly sourceExists: (source: SourceId) => boolean;
  /** Taken if this command opens a session. */
  readonly newSessionId: SessionId;
};

/** What a command comes to: facts to append, all at one effective time. */
export type Decision = { readonly events: readonly SuiteEvent[]; readonly effectiveAt: Instant };

/** One group's answer: facts, or every reason against them at once. */
export type Verdict = Result<readonly SuiteEvent[], readonly Refusal[]>;

/** Commands about a chair that somebody sits in or has left. */
export type SessionCommandName = Exclude<ChairCommandName, 'assign'>;

export type LegalPhase<Name extends SessionCommandName> = (typeof LEGAL_MOVES)[Name][number];

/** One act on one session, in one of the phases in which it is legal. */
export type Act<Name extends SessionCommandName> = DecideContext & {
  readonly command: Extract<Command, { readonly name: Name }>;
  readonly session: InPhase<LegalPhase<Name>>;
  /** When it happened: `now`, or as many minutes earlier as the person said. */
  readonly at: Instant;
};
export type Acts = { readonly [Name in SessionCommandName]: (act: Act<Name>) => Verdict };

/** Nothing in the list that is a reason: the facts. Else all the reasons. */
export function factsUnless(reasons: readonly (Refusal | null)[], facts: readonly SuiteEvent[]): Verdict {
  const against = reasons.filter((reason) => reason !== null);
  return against.length === 0 ? { ok: true, value: facts } : { ok: false, error: against };
}

/** Where a fact about this session belongs. */
export const about = ({ chair, id }: Session): Pick<SessionEvent, 'chair' | 'session'> => ({ chair, session: id });
