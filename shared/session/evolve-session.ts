import { assertNever } from '../kernel/result.ts';
import type { Instant } from '../kernel/units.ts';
import { evolveInfusion } from './evolve-infusion.ts';
import { evolveNursing } from './evolve-nursing.ts';
import { evolvePreparation } from './evolve-preparation.ts';
import { evolveRecovery } from './evolve-recovery.ts';
import { misfit } from './misfit.ts';
import type { SessionEvent } from './session-events.ts';
import type { Session } from './session-state.ts';

/**
 * One chair after one more fact. Null is an empty chair.
 * @param at when it happened (effective time), which every clock counts from
 * @throws when the fact does not fit the phase: a bug or a damaged log, never an act of a person
 */
export function evolveSession(session: Session | null, event: SessionEvent, at: Instant): Session | null {
  if (event.type === 'patient-assigned') return session === null ? assigned(event, at) : misfit(session, event);
  if (session === null || session.id !== event.session) return misfit(session, event);
  switch (event.type) {
    case 'patient-arrived':
    case 'monitor-bound':
    case 'monitor-taken-off':
    case 'vitals-charted':
    case 'identity-mismatched':
    case 'identity-settled':
    case 'preparation-completed':
    case 'weight-corrected':
    case 'baseline-accepted':
    case 'baseline-released':
    case 'baseline-renewed':
    case 'rebaseline-begun':
    case 'ondansetron-given':
    case 'ondansetron-not-given':
    case 'dose-prepared':
    case 'dose-verified':
      return evolvePreparation(session, event, at);
    case 'infusion-started':
    case 'infusion-paused':
    case 'pump-stop-confirmed':
    case 'resume-allowed':
    case 'infusion-resumed':
    case 'infusion-stopped':
    case 'stop-undone':
    case 'infusion-ended':
      return evolveInfusion(session, event, at);
    case 'recovery-extended':
    case 'discharge-overridden':
    case 'assessed-ready':
    case 'returned-to-recovery':
    case 'discharged':
    case 'transferred':
    case 'session-cancelled':
    case 'met-called':
    case 'met-stood-down':
    case 'cleaning-begun':
      return evolveRecovery(session, event, at);
    case 'handover-offered':
    case 'handover-accepted':
    case 'handover-declined':
    case 'nurse-reassigned':
      return evolveNursing(session, event, at);
    case 'chair-cleaned':
      return session.phase === 'TURNOVER' ? null : misfit(session, event);
    default:
      return assertNever(event);
  }
}

const assigned = (event: Extract<SessionEvent, { readonly type: 'patient-assigned' }>, at: Instant): Session => ({
  id: event.session,
  chair: event.chair,
  phase: 'ASSIGNED',
  movedAt: at,
  patient: event.patient,
  courseDay: event.courseDay,
  protocol: event.protocol,
  nurse: event.nurse,
  handover: null,
  monitor: null,
  vitalsFrom: at,
  identityMismatch: null,
  settledIds: [],
  charted: [],
  emergencySince: null,
  weight: null,
  driver: null,
  ondansetron: { doses: 0, declined: null },
  baselines: [],
  dose: null,
});
