import { type Millis, millis, seconds } from '../kernel/units.ts';
import type { Phase } from '../session/session-state.ts';
import type { Cause, Family, Priority, RuleId } from './alert.ts';

/**
 * none: the alert goes with its condition. visual: it stays on screen until somebody accepts it, silent
 * once the condition is gone. full: it also sounds until somebody accepts it.
 */
type Latch = 'none' | 'visual' | 'full';

/** Routine prompts are silent in an emergency; physiological alerts alone end DISCHARGE_READY. */
type RuleKind = 'physiological' | 'technical' | 'routine' | 'staffing';

/** What of it counts as an adverse event (session.md 3.5): `ifStopOrMet` only through its consequence. */
type AdverseEventClass = 'no' | 'yes' | 'ifStopOrMet' | 'other';

/** How long nobody may have accepted it before the next are told; null where that step does not exist. */
export type EscalationTimes = {
  readonly partnerAndCharge: Millis | null;
  readonly physician: Millis | null;
  readonly met: Millis | null;
};

/** One way for a rule to come true. */
export type Onset<Facts> = {
  /** The reason in numbers, or null. Silent on anything it cannot see. */
  readonly when: (facts: Facts) => Cause | null;
  /** How long it must hold before the rule fires: added to the monitor's own delay. */
  readonly delay: Millis;
  /** Set where the delay may be gathered from pieces: this much time back. */
  readonly within?: Millis;
};

/** What is known of a rule without its predicates. */
export type RuleRow = {
  readonly id: RuleId;
  readonly family: Family;
  readonly scope: 'chair' | 'suite';
  readonly kind: RuleKind;
  readonly latch: Latch;
  readonly escalation: EscalationTimes;
  /** The MET prompt only for some causes of the rule (clinical decision 18); left out, for all. */
  readonly metFor?: (cause: Cause) => boolean;
  /** A physician's own acknowledgement within 5:00. whenConfirmed: by the rule that confirms this one. */
  readonly physician: 'none' | 'always' | 'whenConfirmed';
  readonly adverseEvent: AdverseEventClass;
  /** Where the rule comes from. P: a sentence of the paper; S: a standard or vendor; D: ours, to be signed. */
  readonly source: string;
};

/** One row of the table: data, and pure predicates over named facts. */
export type Rule<Facts> = RuleRow & {
  readonly priority: Priority | ((facts: Facts) => Priority);
  readonly armedIn: readonly Phase[] | 'always';
  /** The number its delay is about; while that is not fresh the rule neither sets nor clears. */
  readonly reads: 'heartRate' | 'spo2' | 'rhythm' | null;
  readonly onsets: readonly Onset<Facts>[];
  readonly clear: (facts: Facts) => boolean;
  /** How long `clear` must hold. */
  readonly clearAfter: Millis;
  /** An open alert of this rule, its condition present, keeps this one from the screen. */
  readonly hiddenBy?: RuleId;
};

export const priorityOf = <Facts>({ priority }: Rule<Facts>, facts: Facts): Priority =>
  typeof priority === 'function' ? priority(facts) : priority;

export const NOW = millis(0);
/** Fires on the reading or at the moment itself. */
export const once = <Facts>(when: (facts: Facts) => Cause | null): readonly Onset<Facts>[] => [{ when, delay: NOW }];
/** Fires once it has held for this many seconds. */
export const held = <Facts>(when: (facts: Facts) => Cause | null, forSeconds: number): readonly Onset<Facts>[] => [
  { when, delay: seconds(forSeconds) },
];

/** Seconds without acceptance until each is told: partner and charge nurse, physician, prompt for the MET call. */
export const tell = (
  partnerAndCharge: number | null,
  physician: number | null,
  met: number | null,
): EscalationTimes => ({
  partnerAndCharge: partnerAndCharge === null ? null : seconds(partnerAndCharge),
  physician: physician === null ? null : seconds(physician),
  met: met === null ? null : seconds(met),
});
export const TELL_NOBODY = tell(null, null, null);
