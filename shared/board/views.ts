import type { Role } from '../access/roles.ts';
import type { Alert, Cause, EscalationStep, PhysicianDecision, Priority, RuleId } from '../alarms/alert.ts';
import type { Chair, PersonId, SessionId, SourceId } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/result.ts';
import type { Instant, Millis } from '../kernel/units.ts';
import type { Baseline } from '../session/baseline.ts';
import type { BagMethod, Outcome, PauseReason, Phase } from '../session/session-state.ts';
import type { Rhythm } from '../vitals/observation.ts';

/**
 * All that any screen is ever given. Views hold instants of station time, not texts that age: a screen
 * counts by itself between two updates, on the station's clock. A value a screen must not show is not in
 * the view.
 */
export type ClockView =
  /** Counts down to `endsAt`; past it, overdue counts up. */
  | { readonly mode: 'until'; readonly endsAt: Instant }
  /** Counts up from `since`. */
  | { readonly mode: 'since'; readonly since: Instant }
  /** Stands still. */
  | { readonly mode: 'held'; readonly value: Millis };

export type NumberView =
  | {
      readonly state: 'fresh';
      readonly value: number;
      readonly questionable: boolean;
      readonly at: Instant;
      readonly staleAt: Instant;
    }
  /** Dashes with an age: it was shown once and has aged or was withdrawn at `since`. */
  | { readonly state: 'stale' | 'withdrawn'; readonly since: Instant }
  /** Nothing was ever measured for this patient. */
  | { readonly state: 'none' };

export type RhythmView =
  | { readonly state: 'fresh'; readonly value: Rhythm; readonly staleAt: Instant }
  | { readonly state: 'stale'; readonly since: Instant }
  /** This monitor says nothing of rhythm: never "normal". */
  | { readonly state: 'notReported' };

export type PressureView = {
  readonly systolic: number;
  readonly diastolic: number | null;
  readonly mean: number | null;
  readonly measuredAt: Instant;
  readonly by: 'monitor' | 'hand';
  /** The worse signed change of systolic or mean against the baseline in force; null before one. */
  readonly changePercent: number | null;
  /** Strictly more than 20 %, in exact arithmetic: never to be worked out from changePercent. */
  readonly beyondLimit: boolean;
};

export type NextAction =
  | 'arrive'
  | 'bindMonitor'
  | 'prepare'
  | 'acceptBaseline'
  | 'releaseBaseline'
  | 'renewBaseline'
  | 'ondansetron'
  | 'prepareDose'
  | 'verifyDose'
  | 'start'
  | 'pressure'
  | 'repeatPressure'
  | 'endInfusion'
  | 'confirmPumpStopped'
  | 'resume'
  | 'assess'
  | 'discharge'
  | 'clean'
  | 'cleaned'
  | 'settleIdentity'
  | 'acceptHandover';

export type NextActionView = { readonly action: NextAction; readonly due: ClockView | null };

export type AlertView = Pick<
  Alert,
  'id' | 'chair' | 'rule' | 'priority' | 'condition' | 'raisedAt' | 'cause' | 'worst' | 'soundedAt' | 'physicianBy'
> & {
  readonly accepted: { readonly by: string; readonly at: Instant } | null;
  readonly physician: {
    readonly by: string;
    readonly at: Instant;
    readonly decision: PhysicianDecision;
    readonly text: string;
  } | null;
  readonly escalatedTo: EscalationStep | null;
  /** False until the event is on disk (architecture: told when?). */
  readonly recorded: boolean;
};

export type LinkView = {
  readonly state: 'none' | 'live' | 'stale' | 'lost';
  readonly since: Instant | null;
  /** Marked SLOW FEED when its interval is longer than 4 s. */
  readonly slowFeedMs: number | null;
  readonly simulated: boolean;
};

export type DoseProgress = {
  readonly givenMg: number;
  readonly orderedMg: number /** mg per ms while running. */;
  readonly mgPerMs: number;
  readonly at: Instant;
};

/** One of the eight, at most 4 KB. */
export type ChairTile = {
  readonly chair: Chair;
  readonly phase: Phase;
  readonly clock: ClockView | null;
  readonly heartRate: NumberView;
  /** The number shown as heart rate is a pulse (no ECG source). */
  readonly heartRateIsPulse: boolean;
  readonly spo2: NumberView;
  readonly rhythm: RhythmView;
  readonly pressure: PressureView | null;
  readonly next: NextActionView | null;
  /** Privacy form: "J. Ma…"; null at the display seat. */
  readonly patient: string | null;
  readonly nurse: string | null;
  readonly courseDay: number | null;
  readonly dose: DoseProgress | null;
  readonly pumpStopNotConfirmed: boolean;
  readonly emergency: boolean;
  readonly identityInQuestion: boolean;
  /** The chair's alerts, most urgent first. */
  readonly alerts: readonly AlertView[];
  readonly link: LinkView;
};

export type NurseLane = {
  readonly person: PersonId;
  readonly name: string;
  readonly chairs: readonly Chair[];
  readonly load: number;
  readonly limit: number;
  readonly overrideUntil: Instant | null;
};

export type BoardView = {
  readonly position: number;
  readonly tiles: readonly ChairTile[];
  readonly lanes: readonly NurseLane[];
  readonly providerOnSite: string | null;
  /** Alerts that belong to no chair. */
  readonly suiteAlerts: readonly AlertView[];
  readonly unassigned: readonly UnassignedSource[];
  /** False while the log cannot be written: SYS-04. */
  readonly recording: boolean;
};

export type UnassignedSource = {
  readonly source: SourceId;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  readonly location: string | null;
  readonly sample: string;
};

/** A monitor that may be bound at a chair, and which chair it watches now; null for none. */
export type MonitorOffer = { readonly source: SourceId; readonly watches: Chair | null };

/** One patient in full. */
export type ChairView = ChairTile & {
  readonly session: SessionId | null;
  readonly identity: {
    readonly name: string;
    readonly mrn: string;
    readonly birthDate: string;
    readonly sex: string;
  } | null;
  readonly nurseId: PersonId | null;
  readonly handoverTo: { readonly person: PersonId; readonly name: string } | null;
  readonly weightKg: number | null;
  readonly driver: string | null;
  readonly ondansetron: { readonly doses: number; readonly declined: 'declined' | 'contraindicated' | null } | null;
  readonly baseline: Baseline | null;
  readonly baselineDraft: BaselineDraftView | null;
  readonly dosePlan: DosePlanView | null;
  readonly respiratoryRate: NumberView;
  readonly pressures: readonly PressureView[];
  readonly pauseReason: PauseReason | null;
  readonly outcome: Outcome | null;
  readonly monitor: SourceId | null;
  /** What may be bound here: the chair's own first, at most 20, each once. */
  readonly monitorsOffered: readonly MonitorOffer[];
  readonly mismatchShown: string | null;
  readonly clocks: {
    readonly infusionLeft: ClockView | null;
    readonly recovery: ClockView | null;
    readonly pressure: ClockView | null;
    readonly baseline: ClockView | null;
    readonly stopUndo: ClockView | null;
  };
};

export type BaselineDraftView = {
  readonly ready: boolean;
  /** What is still missing, each as a coded reason. */
  readonly missing: readonly Refusal[];
  readonly systolic: readonly number[];
  readonly heartRate: number | null;
  readonly spo2: number | null;
  readonly rhythm: Rhythm | null;
};

type PreparedBy = { readonly preparedBy: string; readonly preparedById: PersonId };
/** The dose as ordered; nothing of it but who prepared it while it waits for its independent check. */
export type DosePlanView =
  | (PreparedBy & { readonly verifiedBy: null })
  | (PreparedBy & {
      readonly verifiedBy: string;
      readonly weightKg: number;
      readonly doseMg: number;
      readonly stockMgPerMl: number;
      readonly drawMl: number;
      readonly bagMl: number;
      readonly method: BagMethod;
      readonly rateMlPerHour: number;
    });

export type TimelineEntry = {
  readonly position: number;
  readonly at: Instant;
  readonly effectiveAt: Instant;
  readonly type: string;
  readonly who: string | null;
  readonly fields: Readonly<Record<string, string | number>>;
  /** Of an alarm's entries: what it was at that moment, and the reading that entry is about. */
  readonly alarm: { readonly rule: RuleId; readonly priority: Priority; readonly cause: Cause | null } | null;
};

/** Values of one minute-or-finer step; null where nothing valid was measured. */
export type TrendPoint = { readonly at: Instant; readonly heartRate: number | null; readonly spo2: number | null };
export type TrendView = {
  readonly chair: Chair;
  readonly from: Instant;
  readonly points: readonly TrendPoint[];
  readonly pressures: readonly PressureView[];
  readonly baseline: Baseline | null;
};

export type PersonChoice = {
  readonly id: PersonId;
  readonly name: string;
  readonly shortName: string;
  readonly roles: readonly Role[];
  readonly onShift: boolean;
};
