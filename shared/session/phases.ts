import type { InPhase, Phase, Session, SessionCommon } from './session-state.ts';

/** Is the session in one of these phases? Narrows to the fields that those phases have. */
export const isIn = <P extends Session['phase']>(session: Session, phases: readonly P[]): session is InPhase<P> =>
  (phases as readonly Phase[]).includes(session.phase);

/** Phases that count as a nurse's load when a chair is given out (architecture: nurse load). */
export const ASSIGNING_PHASES = [
  'ASSIGNED',
  'PREP',
  'BASELINE',
  'READY',
  'INFUSING',
  'PAUSED',
  'RECOVERY',
  'DISCHARGE_READY',
] as const satisfies readonly Phase[];

/** Phases that the ratio alarm counts (rule RAT-01). */
export const RATIO_PHASES = ['INFUSING', 'PAUSED', 'RECOVERY', 'DISCHARGE_READY'] as const satisfies readonly Phase[];

/** Phases in which a cuff pressure is due every 15:00 (rules BP-06 and BP-07). */
export const PRESSURE_DUE_PHASES = ['INFUSING', 'PAUSED', 'RECOVERY'] as const satisfies readonly Phase[];

/** What a session carries from phase to phase: a new phase starts from here and leaves the old one's fields behind. */
export const carriedOver = (session: Session): SessionCommon => ({
  id: session.id,
  chair: session.chair,
  movedAt: session.movedAt,
  patient: session.patient,
  courseDay: session.courseDay,
  protocol: session.protocol,
  nurse: session.nurse,
  handover: session.handover,
  monitor: session.monitor,
  vitalsFrom: session.vitalsFrom,
  identityMismatch: session.identityMismatch,
  settledIds: session.settledIds,
  charted: session.charted,
  emergencySince: session.emergencySince,
  weight: session.weight,
  driver: session.driver,
  ondansetron: session.ondansetron,
  baselines: session.baselines,
  dose: session.dose,
});
