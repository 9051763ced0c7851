import type { Refusal } from '../kernel/result.ts';
import type { Mg, MgPerKg, MgPerKgPerHour, MgPerMl, MlPerHour } from '../kernel/units.ts';
import { withoutDust } from './rounding.ts';

/**
 * Soft and hard limits of a dose (protocol 2.5). Pump libraries know no universal maximum for ketamine, so a
 * suite sets its own; these are proposals of ours, for a medical director to sign. The dose itself has no
 * ceiling: the published protocol doses by actual body weight without one.
 */
const DOSE_LIMITS = {
  mgPerKg: { usual: 0.5, least: 0.3, most: 0.6 },
  durationMinutes: { usual: 40, least: 30, most: 60 },
  mgPerKgPerHourMost: 1,
  /** Above this dose somebody looks a second time. Not a cap. */
  secondLookAboveMg: 100,
  /** This stock must not reach a vein undiluted (US label of ketamine hydrochloride). */
  diluteStockMgPerMl: 100,
  rateOffPercent: { soft: 2, hard: 10 },
} as const;

export type DoseWarning = Refusal<
  'second-look' | 'stock-must-be-diluted' | 'dose-per-kg-unusual' | 'duration-unusual' | 'pump-rate-off'
>;
export type DoseLimitRefusal = Refusal<
  'dose-per-kg-out-of-range' | 'duration-out-of-range' | 'rate-per-kg-too-high' | 'pump-rate-too-far-off'
>;

/** Signed: +2 means that the pump runs 2 % faster than computed. Dust-free, so that exactly 2 % is 2. */
export const rateDeviationPercent = (pumpRate: MlPerHour, computed: MlPerHour): number =>
  withoutDust((100 * (pumpRate - computed)) / computed);

/** within: up to 2 % either way. soft: more than 2 %. hard: more than 10 %, or no number at all. */
type RateVerdict = 'within' | 'soft' | 'hard';

/** How a pump's rate compares with the computed one (guard of START, rule INF-02). */
export function judgeRate(pumpRate: MlPerHour, computed: MlPerHour): RateVerdict {
  const off = Math.abs(rateDeviationPercent(pumpRate, computed));
  if (off <= DOSE_LIMITS.rateOffPercent.soft) return 'within';
  return off <= DOSE_LIMITS.rateOffPercent.hard ? 'soft' : 'hard';
}

/** What the limits are applied to. */
type JudgedDose = {
  readonly doseMg: Mg;
  readonly mgPerKg: MgPerKg;
  readonly stockMgPerMl: MgPerMl;
  readonly durationMinutes: number;
  readonly rateMgPerKgPerHour: MgPerKgPerHour;
  readonly rateMlPerHour: MlPerHour;
  readonly pumpRateMlPerHour: MlPerHour;
};

/**
 * Each hard limit that the dose breaks. Dose per kg, duration and mg/kg/h come from the protocol in force:
 * these lines are what stands between a slip in its file and a patient.
 */
export function brokenLimits(dose: JudgedDose): readonly DoseLimitRefusal[] {
  const { mgPerKg, durationMinutes, mgPerKgPerHourMost } = DOSE_LIMITS;
  const broken: DoseLimitRefusal[] = [];
  if (!within(dose.mgPerKg, mgPerKg)) {
    const fields = { mgPerKg: dose.mgPerKg, least: mgPerKg.least, most: mgPerKg.most };
    broken.push({ code: 'dose-per-kg-out-of-range', fields });
  }
  if (!within(dose.durationMinutes, durationMinutes)) {
    const fields = { minutes: dose.durationMinutes, least: durationMinutes.least, most: durationMinutes.most };
    broken.push({ code: 'duration-out-of-range', fields });
  }
  if (!(dose.rateMgPerKgPerHour <= mgPerKgPerHourMost)) {
    const fields = { mgPerKgPerHour: dose.rateMgPerKgPerHour, most: mgPerKgPerHourMost };
    broken.push({ code: 'rate-per-kg-too-high', fields });
  }
  if (judgeRate(dose.pumpRateMlPerHour, dose.rateMlPerHour) === 'hard') {
    broken.push({ code: 'pump-rate-too-far-off', fields: rateFields(dose) });
  }
  return broken;
}

/** What somebody should look at before this dose is given; none of it forbids the dose. */
export function doseWarnings(dose: JudgedDose): readonly DoseWarning[] {
  const { mgPerKg, durationMinutes, secondLookAboveMg, diluteStockMgPerMl } = DOSE_LIMITS;
  const warnings: DoseWarning[] = [];
  if (dose.doseMg > secondLookAboveMg) {
    warnings.push({ code: 'second-look', fields: { doseMg: dose.doseMg, aboveMg: secondLookAboveMg } });
  }
  if (dose.stockMgPerMl >= diluteStockMgPerMl) {
    warnings.push({ code: 'stock-must-be-diluted', fields: { stockMgPerMl: dose.stockMgPerMl } });
  }
  if (dose.mgPerKg !== mgPerKg.usual) {
    warnings.push({ code: 'dose-per-kg-unusual', fields: { mgPerKg: dose.mgPerKg, usual: mgPerKg.usual } });
  }
  if (dose.durationMinutes !== durationMinutes.usual) {
    const fields = { minutes: dose.durationMinutes, usual: durationMinutes.usual };
    warnings.push({ code: 'duration-unusual', fields });
  }
  if (judgeRate(dose.pumpRateMlPerHour, dose.rateMlPerHour) === 'soft') {
    warnings.push({ code: 'pump-rate-off', fields: rateFields(dose) });
  }
  return warnings;
}

const within = (value: number, { least, most }: { readonly least: number; readonly most: number }): boolean =>
  value >= least && value <= most;

const rateFields = (dose: JudgedDose) => ({
  pumpRateMlPerHour: dose.pumpRateMlPerHour,
  rateMlPerHour: dose.rateMlPerHour,
  offPercent: rateDeviationPercent(dose.pumpRateMlPerHour, dose.rateMlPerHour),
});
