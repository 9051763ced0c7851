import { assertNever } from '../kernel/result.ts';
import { type Instant, later } from '../kernel/units.ts';
import { misfit } from './misfit.ts';
import { ASSIGNING_PHASES, carriedOver, isIn } from './phases.ts';
import type { SessionEvent } from './session-events.ts';
import type { Outcome, Session } from './session-state.ts';

type RecoveryEvent = Extract<
  SessionEvent,
  {
    readonly type:
      | 'recovery-extended'
      | 'discharge-overridden'
      | 'assessed-ready'
      | 'returned-to-recovery'
      | 'discharged'
      | 'transferred'
      | 'session-cancelled'
      | 'met-called'
      | 'met-stood-down'
      | 'cleaning-begun';
  }
>;

/** Folds recovery, discharge, the other ends of a session, and the emergency that may lie over any phase. */
export function evolveRecovery(session: Session, event: RecoveryEvent, at: Instant): Session {
  switch (event.type) {
    case 'recovery-extended':
      if (!isIn(session, ['RECOVERY'])) return misfit(session, event);
      return { ...session, recoveryUntil: later(session.recoveryUntil, event.until) };
    case 'discharge-overridden':
      if (!isIn(session, ['RECOVERY'])) return misfit(session, event);
      return { ...session, override: event.reason };
    case 'assessed-ready': {
      if (!isIn(session, ['RECOVERY'])) return misfit(session, event);
      const { infusion, endedAt, recoveryUntil, discontinued } = session;
      return {
        ...carriedOver(session),
        phase: 'DISCHARGE_READY',
        infusion,
        endedAt,
        recoveryUntil,
        discontinued,
        knownAlerts: event.knownAlerts,
        movedAt: at,
      };
    }
    case 'returned-to-recovery': {
      if (!isIn(session, ['DISCHARGE_READY'])) return misfit(session, event);
      const { infusion, endedAt, recoveryUntil, discontinued } = session;
      // An override was given for what was seen then: what is new needs a new look.
      const recovery = { infusion, endedAt, recoveryUntil, discontinued, override: null };
      return { ...carriedOver(session), phase: 'RECOVERY', ...recovery, movedAt: at };
    }
    case 'discharged':
      if (!isIn(session, ['DISCHARGE_READY'])) return misfit(session, event);
      return closed(session, session.discontinued === null ? 'COMPLETED' : 'DISCONTINUED', at);
    case 'transferred':
      if (!isIn(session, ASSIGNING_PHASES)) return misfit(session, event);
      return closed(session, 'TRANSFERRED', at);
    case 'session-cancelled':
      if (!isIn(session, ['ASSIGNED', 'PREP', 'BASELINE', 'READY'])) return misfit(session, event);
      return closed(session, 'NOT_STARTED', at);
    case 'met-called':
      return { ...session, emergencySince: at };
    case 'met-stood-down':
      return stoodDown(session, event.recoveryUntil);
    case 'cleaning-begun': {
      if (!isIn(session, ['CLOSED'])) return misfit(session, event);
      const { closedAt, outcome } = session;
      return { ...carriedOver(session), phase: 'TURNOVER', closedAt, outcome, movedAt: at };
    }
    default:
      return assertNever(event);
  }
}

const closed = (session: Session, outcome: Outcome, at: Instant): Session => ({
  ...carriedOver(session),
  phase: 'CLOSED',
  closedAt: at,
  outcome,
  handover: null,
  // The monitor may hang on the next patient before the chair is cleaned.
  monitor: null,
  identityMismatch: null,
  emergencySince: null,
  movedAt: at,
});

function stoodDown(session: Session, recoveryUntil: Instant | null): Session {
  const calm = { ...session, emergencySince: null };
  if (recoveryUntil === null || !isIn(calm, ['RECOVERY'])) return calm;
  return { ...calm, recoveryUntil: later(calm.recoveryUntil, recoveryUntil) };
}
