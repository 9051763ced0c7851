import { err, ok, type Refusal, type Result } from '../kernel/result.ts';
import { type Kilogram, kilogram } from '../kernel/units.ts';
import { withoutDust } from './rounding.ts';

/** The avoirdupois pound is exactly this many kilograms: international yard and pound agreement, 1959. */
export const KILOGRAMS_PER_POUND = 0.45359237;

/** Outside this range no weight is taken (protocol 2.5, a proposal of ours). */
export const WEIGHT_KG = { least: 30, most: 300 } as const;

/** Beyond this change since the last weighing the nurse is asked to look again (protocol 2.5, a proposal). */
const CHANGE_PERCENT_MOST = 5;

/**
 * How far a weight lies from the last one when kilograms and pounds were mixed up (a factor of 2.2046 either
 * way, with room for a real change between two days). Bounds included; protocol 2.5, a proposal.
 */
const SWAPPED_RATIOS = [
  { from: 0.42, to: 0.5, factor: 1 / KILOGRAMS_PER_POUND },
  { from: 2.0, to: 2.4, factor: KILOGRAMS_PER_POUND },
] as const;

/** A weight as a person gave it. There is no entry without a unit. */
export type WeightEntry = { readonly value: number; readonly unit: 'kg' | 'lb' };

/** A weight that may be used, in both units so that a screen can always show both. */
export type Weight = {
  readonly kg: Kilogram;
  readonly lb: number;
  readonly entered: WeightEntry;
  readonly warnings: readonly Refusal<'weight-changed'>[];
};

type WeightRefusal = Refusal<'weight-out-of-range' | 'weight-unit-swapped'>;

/** The mass in kilograms, unrounded. Judges nothing: see checkWeight. */
export const inKilograms = ({ value, unit }: WeightEntry): Kilogram =>
  kilogram(withoutDust(unit === 'kg' ? value : value * KILOGRAMS_PER_POUND));

export const inPounds = (weight: Kilogram): number => withoutDust(weight / KILOGRAMS_PER_POUND);

/** Is it a number between 30 and 300 kg, both included? */
export const isWeightInRange = (weight: Kilogram): boolean => weight >= WEIGHT_KG.least && weight <= WEIGHT_KG.most;

/**
 * Judges a weight before anything is worked out from it. All reasons are given, not only the first.
 *
 * Refused: outside 30 to 300 kg; or 0.42 to 0.50 or 2.0 to 2.4 times the last weight, as when pounds were
 * taken for kilograms: `correctedValue` and `correctedUnit` then say what was probably meant. Should the
 * last weight be the wrong one, it has to be put right first: a new entry cannot outvote it.
 * Warned: more than 5 % away from the last weight.
 * @param last the weight of an earlier day of the course; null at a first visit
 */
export function checkWeight(entry: WeightEntry, last: Kilogram | null): Result<Weight, readonly WeightRefusal[]> {
  const kg = inKilograms(entry);
  const reasons: WeightRefusal[] = [];
  if (!isWeightInRange(kg)) {
    // A number that is none (NaN, Infinity) cannot travel in a message; the entry's unit still can.
    const given: Record<string, number> = Number.isFinite(entry.value) ? { value: entry.value, kg } : {};
    const fields = { ...given, unit: entry.unit, leastKg: WEIGHT_KG.least, mostKg: WEIGHT_KG.most };
    reasons.push({ code: 'weight-out-of-range', fields });
  }
  const swapped = last === null ? null : probableSwap(entry, kg, last);
  if (swapped !== null) reasons.push(swapped);
  if (reasons.length > 0) return err(reasons);
  return ok({ kg, lb: inPounds(kg), entered: entry, warnings: last === null ? [] : changeSince(last, kg) });
}

function probableSwap(entry: WeightEntry, kg: Kilogram, last: Kilogram): WeightRefusal | null {
  const ratio = withoutDust(kg / last);
  const swap = SWAPPED_RATIOS.find(({ from, to }) => ratio >= from && ratio <= to);
  if (swap === undefined) return null;
  return {
    code: 'weight-unit-swapped',
    fields: { value: entry.value, unit: entry.unit, lastKg: last, ratio, ...correction(entry, kg, swap.factor) },
  };
}

/** The same number in the other unit where that explains the ratio; else a conversion too many, taken back. */
function correction({ value, unit }: WeightEntry, kg: Kilogram, factor: number) {
  if (unit === 'kg' && factor < 1) return { correctedValue: value, correctedUnit: 'lb' };
  if (unit === 'lb' && factor > 1) return { correctedValue: value, correctedUnit: 'kg' };
  return { correctedValue: withoutDust(kg * factor), correctedUnit: 'kg' };
}

function changeSince(last: Kilogram, kg: Kilogram): Weight['warnings'] {
  const changePercent = withoutDust((100 * (kg - last)) / last);
  if (Math.abs(changePercent) <= CHANGE_PERCENT_MOST) return [];
  return [{ code: 'weight-changed', fields: { kg, lastKg: last, changePercent, limitPercent: CHANGE_PERCENT_MOST } }];
}

type WeightTextRefusal = Refusal<'weight-needs-unit' | 'weight-decimal-comma' | 'weight-not-understood'>;

const WEIGHT_TEXT_MOST = 20;

/**
 * Reads a weight as typed: "80kg", "80 kg", "176.4 lb", "176.4 lbs", in any case. A bare number is refused,
 * because kilograms for pounds is a 2.2-fold overdose; a comma is refused, because it may part thousands or
 * decimals; so is a point without a digit on both sides.
 * @returns the entry as typed; whether such a weight may be is for checkWeight to say
 */
export function parseWeight(text: string): Result<WeightEntry, WeightTextRefusal> {
  const trimmed = text.trim().toLowerCase();
  const given = trimmed.slice(0, WEIGHT_TEXT_MOST);
  if (trimmed.length > WEIGHT_TEXT_MOST) return err({ code: 'weight-not-understood', fields: { given } });
  if (/^\d+(\.\d+)?$/.test(trimmed)) return err({ code: 'weight-needs-unit', fields: { given } });
  if (/\d,\d/.test(trimmed)) return err({ code: 'weight-decimal-comma', fields: { given } });
  const parts = /^(\d{1,4}(?:\.\d{1,4})?) ?(kg|lbs?)$/.exec(trimmed);
  if (parts === null) return err({ code: 'weight-not-understood', fields: { given } });
  return ok({ value: Number(parts[1]), unit: parts[2] === 'kg' ? 'kg' : 'lb' });
}
