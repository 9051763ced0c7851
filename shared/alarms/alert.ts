import type { AlertId, Chair, PersonId, SessionId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/units.ts';

export const PRIORITIES = ['low', 'medium', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * One alert per chair and family: the higher rule replaces the lower (clinical decision 10). ECG, probe,
 * feed and link are four families, because no rule may hide another parameter's (session.md 3.7): leads
 * that fell off must not hide a probe that fell off.
 */
export type Family =
  | 'pressure'
  | 'pressureDue'
  | 'rate'
  | 'rhythm'
  | 'oxygen'
  | 'ecg'
  | 'probe'
  | 'feed'
  | 'link'
  | 'identity'
  | 'infusion'
  | 'ratio'
  | 'provider'
  | 'cover';

export type RuleId =
  | 'BP-01'
  | 'BP-01D'
  | 'BP-02'
  | 'BP-03'
  | 'BP-06'
  | 'BP-07'
  | 'HR-01'
  | 'HR-02'
  | 'HR-03'
  | 'HR-04'
  | 'HR-05'
  | 'RH-01'
  | 'OX-01'
  | 'OX-02'
  | 'TEC-01'
  | 'TEC-02'
  | 'TEC-03'
  | 'TEC-04'
  | 'TEC-05'
  | 'INF-01'
  | 'RAT-01'
  | 'RAT-02'
  | 'RAT-03';

/** What made the rule fire, in numbers: an alarm event carries its value, baseline and limit. */
export type Cause = {
  /** Which reading: "SBP", "HR", … in the words of renderer/text; null for a rule about no reading. */
  readonly what:
    | 'systolic'
    | 'diastolic'
    | 'mean'
    | 'heartRate'
    | 'spo2'
    | 'rhythm'
    | 'ecg'
    | 'link'
    | 'identity'
    | 'clock'
    | 'nurse'
    | 'provider';
  readonly value: number | null;
  readonly baseline: number | null;
  readonly limit: number | null;
  readonly changePercent: number | null;
  /** When the value was measured: two readings with one time are one reading. */
  readonly measuredAt: Instant | null;
  /** Whom a staffing rule is about. */
  readonly nurse?: PersonId;
};

export const DECISIONS = ['continue', 'slow', 'pause', 'stop', 'treat'] as const;
export type PhysicianDecision = (typeof DECISIONS)[number];

/**
 * Who has been told. `met` is the prompt to call the medical emergency team; `chargePhonesProvider` comes
 * when a physician's 5:00 have passed: the charge nurse is told to phone the named provider (decision 3).
 */
export type EscalationStep = 'partnerAndCharge' | 'physician' | 'met' | 'chargePhonesProvider';

/**
 * Two questions, two fields (IEC 60601-1-8: alarm condition is not acknowledgement): is the condition
 * there, and has somebody taken it on.
 */
export type Alert = {
  readonly id: AlertId;
  /** Null for the suite's own alerts (ratio, provider). */
  readonly chair: Chair | null;
  readonly session: SessionId | null;
  readonly rule: RuleId;
  readonly family: Family;
  readonly priority: Priority;
  readonly raisedAt: Instant;
  readonly condition: 'present' | 'gone';
  readonly conditionSince: Instant;
  readonly cause: Cause;
  /** The cause furthest from normal so far. */
  readonly worst: Cause;
  readonly accepted: { readonly by: PersonId; readonly at: Instant } | null;
  /**
   * Since when it asks to be accepted: raised, or sounded anew after an acceptance or for a higher priority.
   * Escalation counts from here; a condition that comes and goes does not set it back.
   */
  readonly soundedAt: Instant;
  /** What it sounded for: a creeping pressure is compared with this, not with the reading before. */
  readonly soundedFor: Cause;
  readonly escalated: readonly { readonly step: EscalationStep; readonly at: Instant }[];
  /** Asks for a physician's own acknowledgement until this moment; null where the rule needs none. */
  readonly physicianBy: Instant | null;
  readonly physician: {
    readonly by: PersonId;
    readonly at: Instant;
    readonly decision: PhysicianDecision;
    readonly text: string;
  } | null;
};

/** The life of an alert, as facts. */
export type AlertEvent =
  | { readonly type: 'alert-raised'; readonly alert: Alert }
  /**
   * Another rule of the family, another priority, a new or worse value. `resound` takes the acceptance back
   * and begins the sound and the escalation again; a new `physicianBy` asks the physician anew.
   */
  | {
      readonly type: 'alert-updated';
      readonly id: AlertId;
      readonly rule: RuleId;
      readonly priority: Priority;
      readonly cause: Cause;
      readonly worst: Cause;
      readonly physicianBy: Instant | null;
      readonly resound: boolean;
    }
  | { readonly type: 'alert-accepted'; readonly id: AlertId; readonly by: PersonId }
  | { readonly type: 'alert-rejected'; readonly id: AlertId; readonly by: PersonId }
  | { readonly type: 'alert-escalated'; readonly id: AlertId; readonly step: EscalationStep }
  | {
      readonly type: 'alert-physician-acknowledged';
      readonly id: AlertId;
      readonly by: PersonId;
      readonly decision: PhysicianDecision;
      readonly text: string;
    }
  /** The condition came back before the alert was cleared. */
  | { readonly type: 'alert-returned'; readonly id: AlertId; readonly cause: Cause }
  /** Condition gone and nothing more asked for: a non-latching rule, or already accepted. */
  | { readonly type: 'alert-resolved'; readonly id: AlertId }
  /** Condition gone, but an acceptance or a physician is still waited for: stays on screen until then. */
  | { readonly type: 'alert-latched'; readonly id: AlertId }
  /** Off the screen; part of the history from here on. */
  | { readonly type: 'alert-cleared'; readonly id: AlertId };
