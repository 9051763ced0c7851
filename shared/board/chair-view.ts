import type { Chair } from '../kernel/ids.ts';
import type { BaselineDraft } from '../session/baseline-draft.ts';
import { currentBaseline, pressureClock } from '../session/clocks.ts';
import { isIn } from '../session/phases.ts';
import type { DoseOrder, Session } from '../session/session-state.ts';
import { NO_VITALS } from '../vitals/chair-vitals.ts';
import { nameOf } from './alert-view.ts';
import { monitorsOffered } from './monitors-offered.ts';
import type { ChairNow, Snapshot } from './snapshot.ts';
import { chairTile, infusionClock } from './tile.ts';
import type { BaselineDraftView, ChairView, DosePlanView } from './views.ts';
import { doubtOf, numberView, pressureView } from './vital-views.ts';

/** The view is bounded at 4 KB: a session of 70 minutes has six slots and some repeats. */
const PRESSURES_SHOWN = 12;

const draftView = (draft: BaselineDraft): BaselineDraftView => ({
  ready: draft.ready,
  missing: draft.ready ? [] : draft.missing,
  systolic: draft.pressures.map(({ systolic }) => systolic),
  heartRate: draft.heartRate,
  spo2: draft.spo2,
  rhythm: draft.rhythm === 'notReported' ? null : draft.rhythm,
});

/** While a dose waits for its independent check no number of it is in the view: the second clinician works alone. */
function planView(dose: DoseOrder, snapshot: Snapshot): DosePlanView {
  const prepared = { preparedBy: nameOf(snapshot, dose.preparedBy), preparedById: dose.preparedBy };
  if (dose.verifiedBy === null) return { ...prepared, verifiedBy: null };
  return {
    ...prepared,
    weightKg: dose.weight,
    doseMg: dose.dose,
    stockMgPerMl: dose.stock,
    drawMl: dose.draw,
    bagMl: dose.bag,
    method: dose.method,
    rateMlPerHour: dose.rate,
    verifiedBy: nameOf(snapshot, dose.verifiedBy),
  };
}

function clocks(session: Session, snapshot: Snapshot, vitals: ChairNow['vitals']): ChairView['clocks'] {
  const { state, now, protocol } = snapshot;
  const baseline = currentBaseline(session);
  const pressure = pressureClock(session, vitals, state.alerts, now, protocol);
  const ended = isIn(session, ['RECOVERY', 'DISCHARGE_READY']);
  return {
    infusionLeft: isIn(session, ['INFUSING', 'PAUSED']) ? infusionClock(session.infusion, snapshot) : null,
    recovery: ended ? { mode: 'until', endsAt: session.recoveryUntil } : null,
    pressure: pressure && { mode: 'until', endsAt: pressure.dueAt },
    baseline: session.phase === 'READY' && baseline !== null ? { mode: 'until', endsAt: baseline.expiresAt } : null,
    stopUndo:
      session.phase === 'RECOVERY' && session.discontinued !== null && now <= session.discontinued.undoUntil
        ? { mode: 'until', endsAt: session.discontinued.undoUntil }
        : null,
  };
}

const nobody = (chair: Chair, snapshot: Snapshot): ChairView => ({
  ...chairTile(chair, snapshot, true),
  session: null,
  identity: null,
  nurseId: null,
  handoverTo: null,
  weightKg: null,
  driver: null,
  ondansetron: null,
  baseline: null,
  baselineDraft: null,
  dosePlan: null,
  respiratoryRate: { state: 'none' },
  pressures: [],
  pauseReason: null,
  outcome: null,
  monitor: null,
  monitorsOffered: [],
  mismatchShown: null,
  clocks: { infusionLeft: null, recovery: null, pressure: null, baseline: null, stopUndo: null },
});

/** One patient in full, for the chair's own screen. */
export function chairView(chair: Chair, snapshot: Snapshot): ChairView {
  const session = snapshot.state.sessions[chair];
  if (session === null) return nobody(chair, snapshot);
  const chairNow = snapshot.chairs(chair);
  const vitals = isIn(session, ['CLOSED', 'TURNOVER', 'ASSIGNED']) ? NO_VITALS : chairNow.vitals;
  const { patient, handover } = session;
  const baseline = currentBaseline(session);
  return {
    ...chairTile(chair, snapshot, true),
    session: session.id,
    identity: {
      name: `${patient.familyName}, ${patient.givenName}`,
      mrn: patient.mrn,
      birthDate: patient.birthDate,
      sex: patient.sex,
    },
    nurseId: session.nurse,
    handoverTo: handover && { person: handover.to, name: nameOf(snapshot, handover.to) },
    weightKg: session.weight,
    driver: session.driver,
    ondansetron: session.ondansetron,
    baseline,
    baselineDraft: chairNow.baselineDraft && draftView(chairNow.baselineDraft),
    dosePlan: session.dose && planView(session.dose, snapshot),
    respiratoryRate: numberView(vitals.tracks.respiratoryRate, snapshot.now, doubtOf(chairNow, 'ecgLeadsOff')),
    pressures: vitals.pressures
      .filter(({ measuredAt }) => measuredAt >= session.vitalsFrom)
      .slice(-PRESSURES_SHOWN)
      .map((pressure) => pressureView(pressure, baseline, snapshot.protocol)),
    pauseReason: session.phase === 'PAUSED' ? session.reason : null,
    outcome: isIn(session, ['CLOSED', 'TURNOVER']) ? session.outcome : null,
    monitor: session.monitor,
    monitorsOffered: monitorsOffered(chair, snapshot),
    mismatchShown: session.identityMismatch?.shown ?? null,
    clocks: clocks(session, snapshot, vitals),
  };
}
