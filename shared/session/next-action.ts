import type { Alert } from '../alarms/alert.ts';
import type { ClockView, NextAction, NextActionView } from '../board/views.ts';
import { assertNever } from '../kernel/result.ts';
import { after, between, earlier, type Instant } from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { ChairVitals } from '../vitals/chair-vitals.ts';
import { currentBaseline, expectedEnd, lastPressure, pressureClock } from './clocks.ts';
import { isIn } from './phases.ts';
import type { InPhase, Session } from './session-state.ts';

/** One thing to do. `at` orders it among others: when it is due, or since when it waits. */
type Waiting = { readonly action: NextAction; readonly at: Instant; readonly due: ClockView | null };

const until = (action: NextAction, at: Instant): Waiting => ({ action, at, due: { mode: 'until', endsAt: at } });
const since = (action: NextAction, at: Instant): Waiting => ({ action, at, due: { mode: 'since', since: at } });

/**
 * The tile's one verb and its countdown: of all that waits, what is due first; overdue counts up. A pump
 * that may still run and a monitor that shows another patient come before everything.
 * @returns null for a chair with nothing to do
 */
export function nextAction(
  session: Session | null,
  vitals: ChairVitals,
  alerts: readonly Alert[],
  now: Instant,
  protocol: Protocol,
): NextActionView | null {
  if (session === null) return null;
  const first = atOnce(session);
  if (first !== null) return view(first);
  // In an emergency the chair's routine prompts are silent (clinical decision 18).
  if (session.emergencySince !== null) return null;
  const waiting = [
    ...handover(session),
    ...pressure(session, vitals, alerts, now, protocol),
    ...ofPhase(session, vitals, now, protocol),
  ];
  const [next] = waiting.sort((a, b) => a.at - b.at);
  return next === undefined ? null : view(next);
}

const view = ({ action, due }: Waiting): NextActionView => ({ action, due });

function atOnce(session: Session): Waiting | null {
  if (isIn(session, ['PAUSED', 'RECOVERY', 'DISCHARGE_READY']) && !session.infusion.pumpStopConfirmed) {
    return since('confirmPumpStopped', session.phase === 'PAUSED' ? session.pausedAt : session.endedAt);
  }
  return session.identityMismatch === null ? null : since('settleIdentity', session.identityMismatch.since);
}

const handover = ({ handover }: Session): readonly Waiting[] =>
  handover === null ? [] : [since('acceptHandover', handover.offeredAt)];

function pressure(
  session: Session,
  vitals: ChairVitals,
  alerts: readonly Alert[],
  now: Instant,
  protocol: Protocol,
): readonly Waiting[] {
  const clock = pressureClock(session, vitals, alerts, now, protocol);
  return clock === null ? [] : [until(clock.why === 'repeat' ? 'repeatPressure' : 'pressure', clock.dueAt)];
}

/** What the phase itself asks for: always one thing. */
function ofPhase(session: Session, vitals: ChairVitals, now: Instant, protocol: Protocol): readonly Waiting[] {
  const whenever = (action: NextAction): Waiting => ({ action, at: session.movedAt, due: null });
  switch (session.phase) {
    case 'ASSIGNED':
      return [whenever('arrive')];
    case 'PREP':
      return [whenever(session.monitor === null ? 'bindMonitor' : 'prepare')];
    case 'BASELINE':
      return [
        session.monitor === null
          ? whenever('bindMonitor')
          : until('acceptBaseline', after(session.restSince, protocol.baseline.rest)),
      ];
    case 'READY':
      return [beforeStart(session, vitals, now, protocol)];
    case 'INFUSING': {
      const end = expectedEnd(session.infusion, protocol);
      return end === null ? [] : [until('endInfusion', end)];
    }
    case 'PAUSED':
      // Counts down to the moment from which a physician has to allow the resume.
      return [until('resume', after(session.pausedAt, protocol.infusion.pauseNeedsPhysicianAfter))];
    case 'RECOVERY':
      return [until('assess', session.recoveryUntil)];
    case 'DISCHARGE_READY':
      return [whenever('discharge')];
    case 'CLOSED':
      return [whenever('clean')];
    case 'TURNOVER':
      return [whenever('cleaned')];
    default:
      return assertNever(session);
  }
}

/** The steps to a start in their order; the countdown is the baseline's, at the end also the pressure's. */
function beforeStart(
  session: InPhase<'READY'>,
  vitals: ChairVitals,
  now: Instant,
  { pressure: { startNotOlderThan } }: Protocol,
): Waiting {
  const baseline = currentBaseline(session);
  const expiresAt = baseline?.expiresAt ?? session.movedAt;
  if (now >= expiresAt) return until('renewBaseline', expiresAt);
  if (baseline !== null && baseline.implausible.length > 0 && !baseline.released) {
    return until('releaseBaseline', expiresAt);
  }
  const { doses, declined } = session.ondansetron;
  if (doses === 0 && declined === null) return until('ondansetron', expiresAt);
  if (session.dose === null) return until('prepareDose', expiresAt);
  if (session.dose.verifiedBy === null) return until('verifyDose', expiresAt);
  const last = lastPressure(session, vitals, now);
  if (last === null) return until('pressure', session.movedAt);
  const tooOldAt = after(last.measuredAt, startNotOlderThan);
  return between(last.measuredAt, now) > startNotOlderThan
    ? until('pressure', tooOldAt)
    : until('start', earlier(tooOldAt, expiresAt));
}
