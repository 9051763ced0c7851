import type { Alert } from '../alarms/alert.ts';
import type { Chair, PersonId, SessionId, SourceId } from '../kernel/ids.ts';
import type {
  Instant,
  Kilogram,
  Mg,
  MgPerMl,
  Millis,
  Ml,
  MlPerHour,
  MmHg,
  Percent,
  PerMinute,
} from '../kernel/units.ts';
import type { Baseline } from './baseline.ts';

export type Patient = {
  readonly mrn: string;
  readonly familyName: string;
  readonly givenName: string;
  /** ISO date, e.g. 1961-04-30. */
  readonly birthDate: string;
  readonly sex: 'female' | 'male' | 'other' | 'unknown';
};

export const BAG_METHODS = ['withdraw', 'add', 'dilute'] as const;
export type BagMethod = (typeof BAG_METHODS)[number];

/** What the first clinician worked out; the second must arrive at the same alone. */
export type DoseOrder = {
  readonly weight: Kilogram;
  readonly dose: Mg;
  readonly stock: MgPerMl;
  readonly draw: Ml;
  /** The volume that will run: all of it is the dose. */
  readonly bag: Ml;
  readonly method: BagMethod;
  /** As computed, unrounded: what the pump is set to is judged against it. */
  readonly rate: MlPerHour;
  readonly preparedBy: PersonId;
  readonly verifiedBy: PersonId | null;
};

export const PAUSE_REASONS = [
  'patientRequest',
  'sideEffect',
  'bloodPressure',
  'lineProblem',
  'monitorLoss',
  'toilet',
  'other',
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];
export const STOP_REASONS = ['alarm', 'sideEffect', 'patientChoice', 'technical', 'other'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/**
 * The infusion's own clock: the sum of closed runs plus, while it runs, the open one. It counts infusing
 * time only; a pause does not move it.
 */
export type Infusion = {
  readonly startedAt: Instant;
  /** As set on the pump, within 2 % of the ordered rate. */
  readonly rate: MlPerHour;
  /** Infusing time of all closed runs. */
  readonly ranBefore: Millis;
  /** Begin of the open run; null while paused or ended. */
  readonly runningSince: Instant | null;
  /** Chairside does not control the pump: after a pause or stop a person must say that it stands still (decisions 1). */
  readonly pumpStopConfirmed: boolean;
  /** As charted at a regular end, flush included; null where only the clock knows. */
  readonly delivered: Ml | null;
};

/** One pause and what it asks for before the infusion may go on. */
export type Pause = {
  readonly pausedAt: Instant;
  readonly reason: PauseReason;
  /** An alert of an adverse-event rule was open on the chair when it paused: resuming needs a physician. */
  readonly adverseAlert: boolean;
  /** A physician has allowed the resume that this pause's reason or length asks for. */
  readonly resumeAllowed: boolean;
};

/** An infusion stopped before its end: what an undo within its 10 s goes back to. */
export type Discontinued = {
  readonly reason: StopReason;
  readonly undoUntil: Instant;
  /** The pause that was going on, or null when it was infusing. */
  readonly fromPause: Pause | null;
};

/** An alert as it stood at a certain moment. */
export type KnownAlert = Pick<Alert, 'id' | 'rule' | 'priority'>;

export type Handover = { readonly to: PersonId; readonly offeredBy: PersonId; readonly offeredAt: Instant };

/** One set of vitals as a person charted it: where a monitor or its wire fails, care goes on. */
export type ChartedVitals = {
  readonly at: Instant;
  readonly systolic: MmHg;
  readonly diastolic: MmHg;
  readonly heartRate: PerMinute;
  readonly spo2: Percent;
};

/** What every session has from assignment to the end. */
export type SessionCommon = {
  readonly id: SessionId;
  readonly chair: Chair;
  /** Effective time of the last phase change, dose check or baseline release: no later act is dated before it. */
  readonly movedAt: Instant;
  readonly patient: Patient;
  readonly courseDay: number;
  readonly protocol: { readonly id: string; readonly version: number };
  readonly nurse: PersonId;
  readonly handover: Handover | null;
  readonly monitor: SourceId | null;
  /** Pressures measured before this are not judged for this patient: arrival, or the monitor's (re)binding. */
  readonly vitalsFrom: Instant;
  /** Id shown by the monitor that contradicts this patient and is not yet settled (decisions 16). */
  readonly identityMismatch: { readonly shown: string; readonly since: Instant } | null;
  /** Monitor ids that two identifiers have settled as this patient. */
  readonly settledIds: readonly string[];
  /** Vitals charted by hand in order of their time, the last few. */
  readonly charted: readonly ChartedVitals[];
  readonly emergencySince: Instant | null;
  readonly weight: Kilogram | null;
  readonly driver: string | null;
  readonly ondansetron: { readonly doses: number; readonly declined: 'declined' | 'contraindicated' | null };
  /** All versions, oldest first; the last one judges, the first one classifies. */
  readonly baselines: readonly Baseline[];
  readonly dose: DoseOrder | null;
};

export type Session = SessionCommon &
  (
    | { readonly phase: 'ASSIGNED' }
    | { readonly phase: 'PREP'; readonly arrivedAt: Instant }
    | { readonly phase: 'BASELINE'; readonly restSince: Instant }
    | { readonly phase: 'READY' }
    | { readonly phase: 'INFUSING'; readonly infusion: Infusion }
    | ({ readonly phase: 'PAUSED'; readonly infusion: Infusion } & Pause)
    | {
        readonly phase: 'RECOVERY';
        readonly infusion: Infusion;
        readonly endedAt: Instant;
        /** Never earlier than endedAt + 30:00. */
        readonly recoveryUntil: Instant;
        readonly discontinued: Discontinued | null;
        /** A physician's override of pressure and score at discharge; nothing overrides 30:00 and the driver. */
        readonly override: string | null;
      }
    | {
        readonly phase: 'DISCHARGE_READY';
        readonly infusion: Infusion;
        readonly endedAt: Instant;
        readonly recoveryUntil: Instant;
        readonly discontinued: Discontinued | null;
        /** The chair's open alerts when it was found fit to go: what was known then is not new. */
        readonly knownAlerts: readonly KnownAlert[];
      }
    | { readonly phase: 'CLOSED'; readonly closedAt: Instant; readonly outcome: Outcome }
    | { readonly phase: 'TURNOVER'; readonly closedAt: Instant; readonly outcome: Outcome }
  );

export type Outcome = 'COMPLETED' | 'DISCONTINUED' | 'NOT_STARTED' | 'TRANSFERRED';
export type Phase = Session['phase'] | 'EMPTY';
export type InPhase<P extends Session['phase']> = Extract<Session, { phase: P }>;

/** A patient is in the chair's care: vitals are judged for somebody. */
export const ACTIVE_PHASES = [
  'PREP',
  'BASELINE',
  'READY',
  'INFUSING',
  'PAUSED',
  'RECOVERY',
  'DISCHARGE_READY',
] as const satisfies readonly Phase[];
