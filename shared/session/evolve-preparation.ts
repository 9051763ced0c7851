import { assertNever } from '../kernel/result.ts';
import type { Instant } from '../kernel/units.ts';
import type { Baseline } from './baseline.ts';
import { misfit } from './misfit.ts';
import { carriedOver, isIn } from './phases.ts';
import type { SessionEvent } from './session-events.ts';
import type { ChartedVitals, DoseOrder, Session } from './session-state.ts';

type PreparationEvent = Extract<
  SessionEvent,
  {
    readonly type:
      | 'patient-arrived'
      | 'monitor-bound'
      | 'monitor-taken-off'
      | 'vitals-charted'
      | 'identity-mismatched'
      | 'identity-settled'
      | 'preparation-completed'
      | 'weight-corrected'
      | 'baseline-accepted'
      | 'baseline-released'
      | 'baseline-renewed'
      | 'rebaseline-begun'
      | 'ondansetron-given'
      | 'ondansetron-not-given'
      | 'dose-prepared'
      | 'dose-verified';
  }
>;

/** Settled ids are kept to the last few: a monitor shows one at a time. */
const SETTLED_IDS_MAX = 8;

/** An hour by hand, every 5:00. */
const CHARTED_MAX = 12;

/** Folds what happens up to the start, and the drugs, monitors and identity checks that may also come later. */
export function evolvePreparation(session: Session, event: PreparationEvent, at: Instant): Session {
  switch (event.type) {
    case 'patient-arrived':
      if (!isIn(session, ['ASSIGNED'])) return misfit(session, event);
      return { ...carriedOver(session), phase: 'PREP', arrivedAt: at, vitalsFrom: at, movedAt: at };
    case 'monitor-bound':
      return { ...session, monitor: event.source, vitalsFrom: at, identityMismatch: null };
    case 'monitor-taken-off':
      return { ...session, monitor: null, identityMismatch: null };
    case 'vitals-charted':
      return { ...session, charted: withSet(session.charted, event, at) };
    case 'identity-mismatched':
      return { ...session, identityMismatch: { shown: event.shown, since: at } };
    case 'identity-settled':
      return {
        ...session,
        identityMismatch: null,
        settledIds: [...session.settledIds.filter((id) => id !== event.shown), event.shown].slice(-SETTLED_IDS_MAX),
      };
    case 'preparation-completed':
      if (!isIn(session, ['PREP'])) return misfit(session, event);
      return {
        ...carriedOver(session),
        phase: 'BASELINE',
        restSince: at,
        weight: event.weight,
        driver: event.driver,
        movedAt: at,
      };
    case 'weight-corrected':
      if (!isIn(session, ['BASELINE', 'READY'])) return misfit(session, event);
      return { ...session, weight: event.weight, dose: null };
    case 'baseline-accepted':
      if (!isIn(session, ['BASELINE'])) return misfit(session, event);
      return {
        ...carriedOver(session),
        phase: 'READY',
        baselines: [...session.baselines, event.baseline],
        movedAt: at,
      };
    case 'rebaseline-begun':
      if (!isIn(session, ['READY'])) return misfit(session, event);
      return { ...carriedOver(session), phase: 'BASELINE', restSince: at, movedAt: at };
    case 'baseline-released':
      return { ...changeBaseline(session, event, { released: true }), movedAt: at };
    case 'baseline-renewed':
      return { ...changeBaseline(session, event, { expiresAt: event.expiresAt }), movedAt: at };
    case 'ondansetron-given':
      return { ...session, ondansetron: { doses: session.ondansetron.doses + 1, declined: null } };
    case 'ondansetron-not-given':
      return { ...session, ondansetron: { ...session.ondansetron, declined: event.because } };
    case 'dose-prepared':
      return { ...session, dose: event.dose };
    case 'dose-verified':
      if (session.dose === null) return misfit(session, event);
      return { ...session, dose: { ...session.dose, verifiedBy: event.by } satisfies DoseOrder, movedAt: at };
    default:
      return assertNever(event);
  }
}

function withSet(
  charted: readonly ChartedVitals[],
  { systolic, diastolic, heartRate, spo2 }: Extract<PreparationEvent, { readonly type: 'vitals-charted' }>,
  at: Instant,
): readonly ChartedVitals[] {
  const all = [...charted, { at, systolic, diastolic, heartRate, spo2 }];
  return all.toSorted((a, b) => a.at - b.at).slice(-CHARTED_MAX);
}

function changeBaseline(
  session: Session,
  event: Extract<PreparationEvent, { readonly version: number }>,
  change: Partial<Baseline>,
): Session {
  if (!session.baselines.some((baseline) => baseline.version === event.version)) return misfit(session, event);
  return {
    ...session,
    baselines: session.baselines.map((baseline) =>
      baseline.version === event.version ? { ...baseline, ...change } : baseline,
    ),
  };
}
