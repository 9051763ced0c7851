import { CHAIRS, type Chair } from '../kernel/ids.ts';
import { assertNever } from '../kernel/result.ts';
import { after, type Instant, instant } from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { type ChairVitals, intervalOf, TRACKED } from '../vitals/chair-vitals.ts';
import { lostAfter, staleAfter } from '../vitals/freshness.ts';
import { currentBaseline, expectedEnd, lastPressure, pressureClocks } from './clocks.ts';
import { isIn } from './phases.ts';
import { ACTIVE_PHASES, type Session } from './session-state.ts';
import type { SuiteState } from './suite.ts';

/** Of a limit that still holds at its last moment: the first moment at which it does not. */
const justAfter = (at: Instant): Instant => instant(at + 1);

/**
 * The coming moments at which something changes though nobody acts and no reading comes, earliest first and
 * each once. Derived from the state every time, so that a restart forgets none of them.
 */
export function deadlines(
  state: SuiteState,
  vitals: (chair: Chair) => ChairVitals,
  now: Instant,
  protocol: Protocol,
): readonly Instant[] {
  const all = CHAIRS.flatMap((chair) => {
    const session = state.sessions[chair];
    if (session === null) return [];
    return [
      ...phaseDeadlines(session, vitals(chair), now, protocol),
      ...pressureDeadlines(session, vitals(chair), state, now, protocol),
      ...(isIn(session, ACTIVE_PHASES) ? feedDeadlines(vitals(chair)) : []),
    ];
  });
  const overrides = Object.values(state.staffing.overrides).map(({ until }) => until);
  return [...new Set([...all, ...overrides])].filter((at) => at > now).sort((a, b) => a - b);
}

function phaseDeadlines(session: Session, vitals: ChairVitals, now: Instant, protocol: Protocol): readonly Instant[] {
  const { infusion, baseline, pressure } = protocol;
  switch (session.phase) {
    case 'BASELINE':
      return [after(session.restSince, baseline.rest)];
    case 'READY': {
      const expiresAt = currentBaseline(session)?.expiresAt;
      const last = lastPressure(session, vitals, now);
      return [
        ...(expiresAt === undefined ? [] : [expiresAt, justAfter(expiresAt)]),
        ...(last === null ? [] : [justAfter(after(last.measuredAt, pressure.startNotOlderThan))]),
      ];
    }
    case 'INFUSING': {
      const end = expectedEnd(session.infusion, protocol);
      return end === null ? [] : [end, after(end, infusion.overrunLow), after(end, infusion.overrunMedium)];
    }
    case 'PAUSED':
      return [
        justAfter(after(session.pausedAt, infusion.pauseNeedsPhysicianAfter)),
        justAfter(after(session.infusion.startedAt, infusion.wallNeedsPhysicianAfter)),
      ];
    case 'RECOVERY':
      return [
        session.recoveryUntil,
        ...(session.discontinued === null ? [] : [justAfter(session.discontinued.undoUntil)]),
      ];
    case 'ASSIGNED':
    case 'PREP':
    case 'DISCHARGE_READY':
    case 'CLOSED':
    case 'TURNOVER':
      return [];
    default:
      return assertNever(session);
  }
}

function pressureDeadlines(
  session: Session,
  vitals: ChairVitals,
  state: SuiteState,
  now: Instant,
  protocol: Protocol,
): readonly Instant[] {
  const { overdueLow, overdueMedium } = protocol.pressure;
  return pressureClocks(session, vitals, state.alerts, now, protocol).flatMap(({ dueAt }) => [
    dueAt,
    after(dueAt, overdueLow),
    after(dueAt, overdueMedium),
  ]);
}

/** When each reading on screen turns stale, and its feed is given up as lost. */
const feedDeadlines = ({ tracks, rhythm }: ChairVitals): readonly Instant[] =>
  [...TRACKED.map((parameter) => tracks[parameter]), rhythm].flatMap((track) => {
    if (track.reading === null) return [];
    const interval = intervalOf(track);
    const { receivedAt } = track.reading;
    return [justAfter(after(receivedAt, staleAfter(interval))), justAfter(after(receivedAt, lostAfter(interval)))];
  });
