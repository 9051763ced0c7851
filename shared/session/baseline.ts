import type { ExactMean } from '../kernel/exact.ts';
import type { Instant, Percent, PerMinute } from '../kernel/units.ts';
import type { Rhythm } from '../vitals/observation.ts';

/**
 * What the patient is like before the infusion. Pressures are exact means (integer sum and count).
 * Version 1 stays the reference for adverse events whatever later versions say.
 */
export type Baseline = {
  readonly version: number;
  readonly acceptedAt: Instant;
  /** When it stops serving for a start: acceptance + 30:00, moved on by a renewal. */
  readonly expiresAt: Instant;
  readonly systolic: ExactMean;
  readonly diastolic: ExactMean | null;
  readonly mean: ExactMean | null;
  readonly heartRate: PerMinute;
  readonly spo2: Percent;
  readonly rhythm: Rhythm | 'notReported';
  /** Reasons why a physician must release it before a start; empty when plausible. */
  readonly implausible: readonly ImplausibleBaseline[];
  readonly released: boolean;
};

export type ImplausibleBaseline =
  | 'systolicHigh'
  | 'systolicLow'
  | 'diastolicHigh'
  | 'meanLow'
  | 'heartRateLow'
  | 'heartRateHigh'
  | 'spo2Low'
  | 'newAtrialFibrillation';
