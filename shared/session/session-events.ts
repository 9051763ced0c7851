import type { Chair, PersonId, SessionId, SourceId } from '../kernel/ids.ts';
import type { Instant, Kilogram, Mg, Ml, MlPerHour } from '../kernel/units.ts';
import type { Baseline } from './baseline.ts';
import type { ChartedVitals, DoseOrder, KnownAlert, Patient, PauseReason, StopReason } from './session-state.ts';

/**
 * Facts in the life of one chair's session. State is their fold; a correction is a new event, never an edit.
 * Moments that follow from the protocol's numbers are on the event, so that a fold needs no protocol and a
 * later change of a number does not change the past.
 */
export type SessionEvent = { readonly chair: Chair; readonly session: SessionId } & (
  | {
      readonly type: 'patient-assigned';
      readonly patient: Patient;
      readonly courseDay: number;
      readonly nurse: PersonId;
      readonly protocol: { readonly id: string; readonly version: number };
      readonly ratioOverride: string | null;
    }
  | { readonly type: 'patient-arrived' }
  | { readonly type: 'session-cancelled'; readonly reason: string }
  | { readonly type: 'monitor-bound'; readonly source: SourceId }
  /** Ready for discharge: the monitor is taken off, and what it shows from here on is nobody's. */
  | { readonly type: 'monitor-taken-off' }
  /** Taken or read off the bedside monitor by a person, at the event's effective time. */
  | ({ readonly type: 'vitals-charted' } & Omit<ChartedVitals, 'at'>)
  | { readonly type: 'identity-mismatched'; readonly shown: string }
  | { readonly type: 'identity-settled'; readonly shown: string }
  | {
      readonly type: 'preparation-completed';
      readonly weight: Kilogram;
      readonly weightEntered: string;
      readonly driver: string;
    }
  /** Weighed again before the start: a dose worked out from the weight before falls away. */
  | {
      readonly type: 'weight-corrected';
      readonly weight: Kilogram;
      readonly weightEntered: string;
      readonly reason: string;
    }
  | { readonly type: 'baseline-accepted'; readonly baseline: Baseline }
  | { readonly type: 'baseline-released'; readonly version: number; readonly reason: string }
  | { readonly type: 'baseline-renewed'; readonly version: number; readonly expiresAt: Instant }
  | { readonly type: 'rebaseline-begun'; readonly reason: string }
  | { readonly type: 'ondansetron-given'; readonly dose: Mg }
  | { readonly type: 'ondansetron-not-given'; readonly because: 'declined' | 'contraindicated' }
  | { readonly type: 'dose-prepared'; readonly dose: DoseOrder }
  | { readonly type: 'dose-verified'; readonly by: PersonId }
  | { readonly type: 'infusion-started'; readonly rate: MlPerHour }
  | {
      readonly type: 'infusion-paused';
      readonly reason: PauseReason;
      /** An alert of an adverse-event rule was open on the chair. */
      readonly adverseAlert: boolean;
    }
  | { readonly type: 'pump-stop-confirmed' }
  | { readonly type: 'resume-allowed'; readonly reason: string }
  | { readonly type: 'infusion-resumed' }
  | {
      readonly type: 'infusion-stopped';
      readonly reason: StopReason;
      readonly note: string;
      readonly undoUntil: Instant;
      readonly recoveryUntil: Instant;
    }
  | { readonly type: 'stop-undone' }
  | {
      readonly type: 'infusion-ended';
      readonly delivered: Ml;
      readonly shortfallReason: string | null;
      readonly recoveryUntil: Instant;
    }
  | { readonly type: 'recovery-extended'; readonly until: Instant }
  | { readonly type: 'discharge-overridden'; readonly reason: string }
  | { readonly type: 'assessed-ready'; readonly padss: number; readonly knownAlerts: readonly KnownAlert[] }
  | { readonly type: 'returned-to-recovery'; readonly because: string }
  | { readonly type: 'discharged'; readonly driver: string }
  | { readonly type: 'transferred'; readonly destination: string }
  | { readonly type: 'met-called' }
  /** A rescue begins the recovery anew; null outside recovery. */
  | { readonly type: 'met-stood-down'; readonly recoveryUntil: Instant | null }
  | { readonly type: 'cleaning-begun' }
  | { readonly type: 'chair-cleaned' }
  | { readonly type: 'handover-offered'; readonly to: PersonId; readonly by: PersonId }
  | { readonly type: 'handover-accepted'; readonly by: PersonId; readonly ratioOverride: string | null }
  | { readonly type: 'handover-declined'; readonly by: PersonId }
  | { readonly type: 'nurse-reassigned'; readonly to: PersonId; readonly reason: string }
);
