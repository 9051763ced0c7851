import { assertNever } from '../kernel/result.ts';
import { type Instant, millis } from '../kernel/units.ts';
import { infusionRun } from './clocks.ts';
import { misfit } from './misfit.ts';
import { carriedOver, isIn } from './phases.ts';
import type { SessionEvent } from './session-events.ts';
import type { Infusion, InPhase, Session } from './session-state.ts';

type InfusionEvent = Extract<
  SessionEvent,
  {
    readonly type:
      | 'infusion-started'
      | 'infusion-paused'
      | 'pump-stop-confirmed'
      | 'resume-allowed'
      | 'infusion-resumed'
      | 'infusion-stopped'
      | 'stop-undone'
      | 'infusion-ended';
  }
>;

/** Folds the infusion: its clock is the sum of the runs between start or resume and pause, stop or end. */
export function evolveInfusion(session: Session, event: InfusionEvent, at: Instant): Session {
  switch (event.type) {
    case 'infusion-started': {
      if (!isIn(session, ['READY'])) return misfit(session, event);
      const infusion: Infusion = {
        startedAt: at,
        rate: event.rate,
        ranBefore: millis(0),
        runningSince: at,
        pumpStopConfirmed: false,
        delivered: null,
      };
      return { ...carriedOver(session), phase: 'INFUSING', infusion, movedAt: at };
    }
    case 'infusion-paused':
      if (!isIn(session, ['INFUSING'])) return misfit(session, event);
      return {
        ...carriedOver(session),
        phase: 'PAUSED',
        infusion: held(session.infusion, at),
        pausedAt: at,
        reason: event.reason,
        adverseAlert: event.adverseAlert,
        resumeAllowed: false,
        movedAt: at,
      };
    case 'pump-stop-confirmed':
      if (!isIn(session, ['PAUSED', 'RECOVERY', 'DISCHARGE_READY'])) return misfit(session, event);
      return { ...session, infusion: { ...session.infusion, pumpStopConfirmed: true } };
    case 'resume-allowed':
      if (!isIn(session, ['PAUSED'])) return misfit(session, event);
      return { ...session, resumeAllowed: true };
    case 'infusion-resumed':
      if (!isIn(session, ['PAUSED'])) return misfit(session, event);
      return { ...carriedOver(session), phase: 'INFUSING', infusion: running(session.infusion, at), movedAt: at };
    case 'infusion-stopped':
      return stopped(session, event, at);
    case 'stop-undone':
      return undone(session, event);
    case 'infusion-ended':
      if (!isIn(session, ['INFUSING'])) return misfit(session, event);
      return {
        ...carriedOver(session),
        phase: 'RECOVERY',
        // The nurse has said that the pump ran out and stands still: nothing more to confirm.
        infusion: { ...held(session.infusion, at), pumpStopConfirmed: true, delivered: event.delivered },
        endedAt: at,
        recoveryUntil: event.recoveryUntil,
        discontinued: null,
        override: null,
        movedAt: at,
      };
    default:
      return assertNever(event);
  }
}

const running = (infusion: Infusion, since: Instant): Infusion => ({
  ...infusion,
  runningSince: since,
  pumpStopConfirmed: false,
});

/** Closes the open run, if one is open. */
const held = (infusion: Infusion, at: Instant): Infusion => ({
  ...infusion,
  ranBefore: infusionRun(infusion, at),
  runningSince: null,
});

function stopped(
  session: Session,
  event: Extract<InfusionEvent, { readonly type: 'infusion-stopped' }>,
  at: Instant,
): InPhase<'RECOVERY'> {
  if (!isIn(session, ['INFUSING', 'PAUSED'])) return misfit(session, event);
  const { reason, undoUntil, recoveryUntil } = event;
  const fromPause =
    session.phase === 'PAUSED'
      ? {
          pausedAt: session.pausedAt,
          reason: session.reason,
          adverseAlert: session.adverseAlert,
          resumeAllowed: session.resumeAllowed,
        }
      : null;
  return {
    ...carriedOver(session),
    phase: 'RECOVERY',
    infusion: held(session.infusion, at),
    endedAt: at,
    recoveryUntil,
    discontinued: { reason, undoUntil, fromPause },
    override: null,
    movedAt: at,
  };
}

/** A stop taken back never happened: the run that it closed goes on from where it was closed. */
function undone(session: Session, event: InfusionEvent): Session {
  if (!isIn(session, ['RECOVERY']) || session.discontinued === null) return misfit(session, event);
  const { fromPause } = session.discontinued;
  if (fromPause !== null) return { ...carriedOver(session), phase: 'PAUSED', infusion: session.infusion, ...fromPause };
  return { ...carriedOver(session), phase: 'INFUSING', infusion: running(session.infusion, session.endedAt) };
}
