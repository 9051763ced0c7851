import { err, ok, type Refusal, type Result } from '../kernel/result.ts';
import type { DoseOrder } from '../session/session-state.ts';
import { withoutDust } from './rounding.ts';

/** What the second clinician typed, before anybody showed them the first one's numbers. */
export type IndependentDose = {
  readonly weightKg: number;
  readonly stockMgPerMl: number;
  /** The volume that will run. */
  readonly volumeMl: number;
  readonly rateMlPerHour: number;
};

type VerificationRefusal = Refusal<'weight-disagrees' | 'stock-disagrees' | 'volume-disagrees' | 'rate-disagrees'>;

/** Two independent results may lie this far apart (state_transitions: DOSE_CHECK, within 1 %). */
const DISAGREEMENT_PERCENT_MOST = 1;

/**
 * The independent double check (ISMP practice, protocol 2.5): two people, two calculations, one result.
 * Each field more than 1 % away from the order is refused under its own code. The reasons carry no numbers:
 * who is told what the first clinician wrote no longer computes alone.
 * That the two are different people is for the caller to see to.
 */
export function verifyDose(
  order: Pick<DoseOrder, 'weight' | 'stock' | 'bag' | 'rate'>,
  independent: IndependentDose,
  limitPercent: number = DISAGREEMENT_PERCENT_MOST,
): Result<null, readonly VerificationRefusal[]> {
  const fields: readonly (readonly [VerificationRefusal['code'], ordered: number, typed: number])[] = [
    ['weight-disagrees', order.weight, independent.weightKg],
    ['stock-disagrees', order.stock, independent.stockMgPerMl],
    ['volume-disagrees', order.bag, independent.volumeMl],
    ['rate-disagrees', order.rate, independent.rateMlPerHour],
  ];
  const disagreeing = fields.filter(([, ordered, typed]) => !agrees(ordered, typed, limitPercent));
  return disagreeing.length === 0 ? ok(null) : err(disagreeing.map(([code]) => ({ code })));
}

/** Exactly 1 % still agrees; no number agrees with nothing. */
const agrees = (ordered: number, typed: number, limitPercent: number): boolean =>
  withoutDust(100 * Math.abs(typed - ordered)) <= withoutDust(limitPercent * ordered);
