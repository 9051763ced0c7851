import type { Refusal } from '../kernel/result.ts';

/**
 * Every reason for which an act is refused here; dose, weight, baseline draft, renewal and alerts bring their
 * own. Codes are stable: screens and scripts depend on them. The fields of each stand in brackets; counts of
 * seconds are rounded up, so that a second that has begun is never shown as 0.
 */
export type SessionRefusal =
  /** [phase] The act does not exist in this phase (legal-moves.ts). */
  | 'wrong-phase'
  /** [minutesAgo, minutesMost] Dated before the session's last move. */
  | 'before-last-move'
  | 'mrn-differs'
  | 'birth-date-differs'
  /** [chair] This patient already sits elsewhere. */
  | 'patient-in-other-chair'
  /** The monitor shows another patient's id, and two identifiers have not settled it. */
  | 'identity-in-question'
  | 'no-identity-question'
  | 'emergency'
  | 'no-emergency'
  | 'met-already-called'
  | 'unknown-person'
  | 'not-a-nurse'
  | 'nurse-not-on-shift'
  /** [chairs, most] Has so many chairs already: one more would break 1:2, and no override is in force. */
  | 'nurse-ratio'
  | 'override-needs-charge'
  /** [minutesMost] */
  | 'override-too-long'
  | 'already-on-shift'
  | 'not-on-shift'
  /** [chairs] A nurse with chairs hands them over first. */
  | 'nurse-has-chairs'
  | 'not-a-physician'
  | 'already-on-site'
  | 'not-on-site'
  | 'no-provider-on-site'
  | 'already-the-nurse'
  | 'not-your-chair'
  | 'no-handover'
  | 'not-offered-to-you'
  | 'unknown-source'
  /** [chair] */
  | 'monitor-bound-elsewhere'
  /** [chair] */
  | 'monitor-watches-another-chair'
  | 'monitor-not-bound'
  /** A slip: no pulse is in such a pressure. */
  | 'diastolic-not-below-systolic'
  | 'baseline-missing'
  /** [secondsOver] */
  | 'baseline-expired'
  /** [secondsLeft] A baseline is renewed when it has expired, not before. */
  | 'baseline-still-valid'
  | 'baseline-not-released'
  | 'baseline-needs-no-release'
  | 'ondansetron-open'
  /** [doses, most] */
  | 'ondansetron-limit'
  | 'ondansetron-contraindicated'
  | 'weight-missing'
  /** [doseMg] Above 100 mg somebody looks a second time; not a cap. */
  | 'second-look-needed'
  | 'dose-missing'
  | 'dose-not-verified'
  | 'dose-already-verified'
  /** Whoever prepared the dose cannot be the second clinician. */
  | 'same-clinician'
  /** No cuff pressure of this patient. */
  | 'pressure-missing'
  /** [secondsOld, secondsMost] */
  | 'pressure-too-old'
  | 'ecg-not-fresh'
  | 'spo2-not-fresh'
  | 'heart-rate-missing'
  /** [secondsOld, secondsMost] */
  | 'heart-rate-too-old'
  | 'spo2-missing'
  /** [secondsOld, secondsMost] */
  | 'spo2-too-old'
  /** [offPercent, limitPercent] */
  | 'pump-rate-off'
  /** [count] */
  | 'alert-unaccepted'
  | 'resume-needs-physician'
  | 'resume-already-allowed'
  | 'pump-stop-already-confirmed'
  /** Nobody has said that the pump stands still: what follows must not leave it running unseen. */
  | 'pump-may-run'
  | 'nothing-to-undo'
  /** [secondsOver] */
  | 'undo-over'
  /** Once the pump is said to stand still, the stop has happened. */
  | 'pump-already-stopped'
  /** [deliveredMl, bagMl, leastMl] Short of the bag without a reason. */
  | 'shortfall-needs-reason'
  /** [deliveredMl, bagMl] */
  | 'delivered-more-than-bag'
  /** [secondsLeft] Nobody can override it. */
  | 'recovery-not-over'
  | 'not-assessed'
  /** [what, value, limitPercent] Systolic or mean beyond the limit, and no physician's override. */
  | 'pressure-beyond-limit'
  /** [padss, least] */
  | 'padss-too-low'
  | 'driver-not-present'
  | 'driver-rideshare'
  | 'driver-taxi'
  | 'driver-public-transport'
  | 'driver-alone';

export const refusal = (code: SessionRefusal, fields?: Refusal['fields']): Refusal =>
  fields === undefined ? { code } : { code, fields };

/** Seconds to show, rounded up: a clock with 1 ms left has 1 second left. */
export const wholeSeconds = (ms: number): number => Math.ceil(ms / 1_000);
