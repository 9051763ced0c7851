import { assertNever, err, ok, type Refusal, type Result } from '../kernel/result.ts';
import {
  type Kilogram,
  type Mg,
  type MgPerKgPerHour,
  type MgPerMinute,
  type MgPerMl,
  type Ml,
  type MlPerHour,
  mg,
  mgPerKgPerHour,
  mgPerMinute,
  mgPerMl,
  minutes,
  ml,
  mlPerHour,
} from '../kernel/units.ts';
import type { BagMethod } from '../session/session-state.ts';
import { brokenLimits, type DoseLimitRefusal, type DoseWarning, doseWarnings } from './dose-limits.ts';
import { type DoseStep, doseSteps } from './dose-steps.ts';
import type { Protocol } from './protocol.ts';
import { PUMP_RATE_ROUNDER, type Rounder, withoutDust } from './rounding.ts';
import { isWeightInRange, WEIGHT_KG } from './weight.ts';

/** Vials a suite may hold, in mg/mL of ketamine base (10 mg of base are 11.53 mg of the hydrochloride). */
export const STOCKS_MG_PER_ML = [10, 50, 100] as const;

/** Bags a suite may hold. A proposal of ours, the same bounds as the command's form. */
export const BAG_ML = { least: 10, most: 500 } as const;

/** The dilute method makes this concentration, the usual one for infusion (protocol 2.5). */
const DILUTE_TO = mgPerMl(1);

export type DoseRequest = {
  readonly weight: Kilogram;
  readonly stock: MgPerMl;
  /** The bag as it hangs on the shelf. Dilute ignores it; the other two methods refuse a dose without it. */
  readonly bag: Ml | null;
  readonly method: BagMethod;
  readonly protocol: Protocol;
};

/** A dose worked out, with everything a second person needs to work it out again. */
export type DosePlan = {
  readonly weightKg: Kilogram;
  readonly stockMgPerMl: MgPerMl;
  readonly method: BagMethod;
  readonly doseMg: Mg;
  /** Volume of stock that holds the dose. */
  readonly drawMl: Ml;
  /** The volume that will run: all of it is the dose. */
  readonly bagMl: Ml;
  readonly concentrationMgPerMl: MgPerMl;
  /** Unrounded: the whole bag in exactly the protocol's time. */
  readonly rateMlPerHour: MlPerHour;
  /** What the pump is set to: the above, rounded to the pump's step. */
  readonly pumpRateMlPerHour: MlPerHour;
  readonly rateMgPerMinute: MgPerMinute;
  /** Unrounded arithmetic on dose and time; the pump's rounding does not enter it. */
  readonly rateMgPerKgPerHour: MgPerKgPerHour;
  readonly durationMinutes: number;
  readonly steps: readonly DoseStep[];
  readonly warnings: readonly DoseWarning[];
};

type DoseRefusal =
  | Refusal<'weight-out-of-range' | 'stock-unknown' | 'bag-missing' | 'bag-out-of-range' | 'draw-exceeds-bag'>
  | DoseLimitRefusal;

/**
 * Works out one infusion: mg = mg/kg x actual body weight, never capped (Tankha et al. 2025).
 * Every number of the plan is unrounded but for binary dust (rounding.ts), save `pumpRateMlPerHour`.
 * @param roundRate the pump's own step; 0.1 mL/h half-up unless the suite's pump has another
 * @returns the plan, or every reason against it
 */
export function computeDose(
  request: DoseRequest,
  roundRate: Rounder = PUMP_RATE_ROUNDER,
): Result<DosePlan, readonly DoseRefusal[]> {
  const unusable = unusableInputs(request);
  if (unusable.length > 0) return err(unusable);

  const { weight, stock, method, protocol } = request;
  const mgPerKg = protocol.infusion.doseMgPerKg;
  const durationMinutes = protocol.infusion.duration / minutes(1);
  const dose = mgPerKg * weight;
  const draw = dose / stock;
  const shelfBag = request.bag ?? 0;
  if (method === 'withdraw' && withoutDust(draw) > shelfBag) {
    return err([{ code: 'draw-exceeds-bag', fields: { drawMl: withoutDust(draw), bagMl: shelfBag } }]);
  }
  const bag = finalVolume(method, shelfBag, draw, dose);
  const rate = mlPerHour(withoutDust((bag * 60) / durationMinutes));
  const numbers = {
    weightKg: weight,
    stockMgPerMl: stock,
    method,
    doseMg: mg(withoutDust(dose)),
    drawMl: ml(withoutDust(draw)),
    bagMl: ml(withoutDust(bag)),
    concentrationMgPerMl: mgPerMl(withoutDust(dose / bag)),
    rateMlPerHour: rate,
    pumpRateMlPerHour: mlPerHour(roundRate(rate)),
    rateMgPerMinute: mgPerMinute(withoutDust(dose / durationMinutes)),
    rateMgPerKgPerHour: mgPerKgPerHour(withoutDust((mgPerKg * 60) / durationMinutes)),
    durationMinutes,
  };
  const judged = { ...numbers, mgPerKg };
  const broken = brokenLimits(judged);
  if (broken.length > 0) return err(broken);
  return ok({ ...numbers, steps: doseSteps(judged, DILUTE_TO), warnings: doseWarnings(judged) });
}

/** The weight is checked again here: whoever calls, no dose is ever worked out from 0, 800 kg or no number. */
function unusableInputs({ weight, stock, bag, method }: DoseRequest): readonly DoseRefusal[] {
  const reasons: DoseRefusal[] = [];
  if (!isWeightInRange(weight)) {
    const given: Record<string, number> = Number.isFinite(weight) ? { kg: weight } : {};
    const fields = { ...given, leastKg: WEIGHT_KG.least, mostKg: WEIGHT_KG.most };
    reasons.push({ code: 'weight-out-of-range', fields });
  }
  if (!STOCKS_MG_PER_ML.some((known) => known === stock)) {
    reasons.push({ code: 'stock-unknown', fields: { stocks: STOCKS_MG_PER_ML.join(', ') } });
  }
  if (method === 'dilute') return reasons;
  if (bag === null) reasons.push({ code: 'bag-missing', fields: { method } });
  else if (!(bag >= BAG_ML.least && bag <= BAG_ML.most)) {
    reasons.push({ code: 'bag-out-of-range', fields: { leastMl: BAG_ML.least, mostMl: BAG_ML.most } });
  }
  return reasons;
}

/** mL in the bag once the drug is in. */
function finalVolume(method: BagMethod, shelfBag: number, draw: number, dose: number): number {
  switch (method) {
    case 'withdraw':
      return shelfBag;
    case 'add':
      return shelfBag + draw;
    case 'dilute':
      return dose / DILUTE_TO;
    default:
      return assertNever(method);
  }
}
