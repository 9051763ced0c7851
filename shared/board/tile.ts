import type { Alert } from '../alarms/alert.ts';
import { byUrgency } from '../alarms/urgency.ts';
import type { Chair } from '../kernel/ids.ts';
import { after } from '../kernel/units.ts';
import {
  currentBaseline,
  deliveredMg,
  expectedEnd,
  infusionRemaining,
  lastPressure,
  mgPerMs,
} from '../session/clocks.ts';
import { LEGAL_MOVES } from '../session/legal-moves.ts';
import { nextAction } from '../session/next-action.ts';
import { isIn } from '../session/phases.ts';
import type { Infusion, Patient, Session } from '../session/session-state.ts';
import { NO_VITALS } from '../vitals/chair-vitals.ts';
import { alertView, nameOf } from './alert-view.ts';
import type { Snapshot } from './snapshot.ts';
import type { ChairTile, ClockView, DoseProgress } from './views.ts';
import { doubtOf, linkView, numberView, pressureView, rateView, rhythmView } from './vital-views.ts';

/** "J. Ma…": enough for staff who know the list, too little for a visitor. */
export const privacyName = ({ familyName, givenName }: Patient): string =>
  `${firstLetters(givenName, 1)}. ${firstLetters(familyName, 2)}…`;

/** Letters as people count them: an accent or a joined sign stays with its letter. */
const LETTERS = new Intl.Segmenter('und', { granularity: 'grapheme' });
const firstLetters = (name: string, count: number): string =>
  [...LETTERS.segment(name)]
    .slice(0, count)
    .map(({ segment }) => segment)
    .join('');

/** Time left of the 40:00: running it counts down and then up; paused or ended it stands. */
export function infusionClock(infusion: Infusion, snapshot: Snapshot): ClockView {
  const endsAt = expectedEnd(infusion, snapshot.protocol);
  if (endsAt !== null) return { mode: 'until', endsAt };
  return { mode: 'held', value: infusionRemaining(infusion, snapshot.now, snapshot.protocol) };
}

/** The one clock of the phase. */
function phaseClock(session: Session, snapshot: Snapshot): ClockView | null {
  switch (session.phase) {
    case 'ASSIGNED':
      return null;
    case 'PREP':
      return { mode: 'since', since: session.arrivedAt };
    case 'BASELINE':
      return { mode: 'until', endsAt: after(session.restSince, snapshot.protocol.baseline.rest) };
    case 'READY': {
      const baseline = currentBaseline(session);
      return baseline && { mode: 'until', endsAt: baseline.expiresAt };
    }
    case 'INFUSING':
    case 'PAUSED':
      return infusionClock(session.infusion, snapshot);
    case 'RECOVERY':
    case 'DISCHARGE_READY':
      return { mode: 'until', endsAt: session.recoveryUntil };
    case 'CLOSED':
    case 'TURNOVER':
      return { mode: 'since', since: session.closedAt };
  }
}

/** Nothing of a dose that waits for its independent check: who can read 40 mg off the tile does not work alone. */
function doseProgress(session: Session, { now }: Snapshot): DoseProgress | null {
  const { dose } = session;
  if (dose === null || dose.verifiedBy === null) return null;
  if (!isIn(session, ['INFUSING', 'PAUSED', 'RECOVERY', 'DISCHARGE_READY'])) {
    return { givenMg: 0, orderedMg: dose.dose, mgPerMs: 0, at: now };
  }
  const { infusion } = session;
  return {
    givenMg: deliveredMg(infusion, dose, now).given,
    orderedMg: dose.dose,
    mgPerMs: infusion.runningSince === null ? 0 : mgPerMs(dose, infusion.rate),
    at: now,
  };
}

const emptyTile = (chair: Chair): ChairTile => ({
  chair,
  phase: 'EMPTY',
  clock: null,
  heartRate: { state: 'none' },
  heartRateIsPulse: false,
  spo2: { state: 'none' },
  rhythm: { state: 'notReported' },
  pressure: null,
  next: null,
  patient: null,
  nurse: null,
  courseDay: null,
  dose: null,
  pumpStopNotConfirmed: false,
  emergency: false,
  identityInQuestion: false,
  alerts: [],
  link: { state: 'none', since: null, slowFeedMs: null, simulated: false },
});

/** A physician's decision without the words beside it, which may be about the patient. */
const withoutWords = (alert: Alert): Alert => ({
  ...alert,
  physician: alert.physician && { ...alert.physician, text: '' },
});

/**
 * One chair as every screen shows it.
 * @param named false at the display seat, which anybody can read: no name, not even in privacy form, and
 *   nothing that somebody wrote
 */
export function chairTile(chair: Chair, snapshot: Snapshot, named: boolean): ChairTile {
  const { state, now, protocol } = snapshot;
  const session = state.sessions[chair];
  const alerts = state.alerts
    .filter((alert) => alert.chair === chair)
    .sort(byUrgency)
    .map((alert) => alertView(named ? alert : withoutWords(alert), snapshot));
  if (session === null) return { ...emptyTile(chair), alerts };

  const known = snapshot.chairs(chair);
  const chairNow = isIn(session, ['CLOSED', 'TURNOVER', 'ASSIGNED']) ? { ...known, vitals: NO_VITALS } : known;
  const { vitals } = chairNow;
  const pressure = lastPressure(session, vitals, now);
  const pumpStands = !isIn(session, LEGAL_MOVES.confirmPumpStopped) || session.infusion.pumpStopConfirmed;
  return {
    chair,
    phase: session.phase,
    clock: phaseClock(session, snapshot),
    ...rateView(chairNow, now),
    spo2: numberView(vitals.tracks.spo2, now, doubtOf(chairNow, 'spo2ProbeOff')),
    rhythm: rhythmView(vitals.rhythm, now, doubtOf(chairNow, 'ecgLeadsOff')),
    pressure: pressure && pressureView(pressure, currentBaseline(session), protocol),
    next: nextAction(session, vitals, state.alerts, now, protocol),
    patient: named ? privacyName(session.patient) : null,
    nurse: nameOf(snapshot, session.nurse),
    courseDay: session.courseDay,
    dose: doseProgress(session, snapshot),
    pumpStopNotConfirmed: !pumpStands,
    emergency: session.emergencySince !== null,
    identityInQuestion: session.identityMismatch !== null,
    alerts,
    link: linkView(known, now),
  };
}
