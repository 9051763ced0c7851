import type { MgPerKg, Millis } from '../kernel/units.ts';

/**
 * The numbers a suite works by. They live in one signed, versioned record so that a medical director can
 * change one without anyone touching a rule (protocol-library.ts holds ours, with sources).
 */
export type Protocol = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly signedBy: string | null;
  readonly infusion: {
    readonly doseMgPerKg: MgPerKg;
    readonly duration: Millis;
    /** End needs this share of the ordered dose, or a reason. */
    readonly completeAtShare: number;
    /** How long a stop can be undone (decisions 1). */
    readonly stopUndo: Millis;
    readonly pauseNeedsPhysicianAfter: Millis;
    readonly wallNeedsPhysicianAfter: Millis;
    readonly overrunLow: Millis;
    readonly overrunMedium: Millis;
  };
  readonly pressure: {
    readonly every: Millis;
    readonly overdueLow: Millis;
    readonly overdueMedium: Millis;
    /** A requested repeat not taken in this time is overdue (decisions 10). */
    readonly repeatWithin: Millis;
    /** A start, and a resume after a haemodynamic pause, need a pressure no older than this. */
    readonly startNotOlderThan: Millis;
  };
  readonly baseline: {
    readonly rest: Millis;
    readonly validFor: Millis;
    readonly readingsWithin: Millis;
    /** Systolic pressures further apart than this need a third reading. */
    readonly spreadMmHg: number;
    readonly ecgWindow: Millis;
    readonly valuesAtLeast: number;
    /** One set within this many percent renews an expired baseline (decisions 17). */
    readonly renewWithinPercent: number;
  };
  readonly recovery: {
    readonly duration: Millis;
    readonly vitalsNotOlderThan: Millis;
    readonly pressureWithinPercent: number;
    readonly padssAtLeast: number;
  };
  readonly ondansetron: { readonly doseMg: number; readonly dosesAtMost: number };
  readonly nursing: { readonly chairsPerNurse: number; readonly overrideAtMost: Millis };
};
