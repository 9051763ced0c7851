import type { NumericParameter, Observation, Parameter } from '../../../shared/vitals/observation.ts';
import type { Problem } from '../drivers/driver.ts';

type Trio = readonly [systolic: NumericParameter, mean: NumericParameter, diastolic: NumericParameter];
const TRIOS: readonly Trio[] = [
  ['nibpSystolic', 'nibpMean', 'nibpDiastolic'],
  ['abpSystolic', 'abpMean', 'abpDiastolic'],
];

/**
 * A systolic pressure not above its diastolic, or a mean outside them, comes of swapped rows or a broken
 * number: all three are doubted. Only where each stands once, for two lines may be mixed otherwise.
 */
export function doubtInconsistentPressures(observations: readonly Observation[]): {
  readonly observations: readonly Observation[];
  readonly problems: readonly Problem[];
} {
  const doubted: readonly Parameter[] = TRIOS.filter((trio) => !isConsistent(trio, observations)).flat();
  if (doubted.length === 0) return { observations, problems: [] };
  return {
    observations: observations.map((observation) =>
      doubted.includes(observation.parameter) && observation.validity === 'valid'
        ? { ...observation, validity: 'questionable' as const }
        : observation,
    ),
    problems: [
      {
        severity: 'warning',
        code: 'pressure-inconsistent',
        at: 'OBX',
        text: 'systolic, mean and diastolic do not lie in their order',
      },
    ],
  };
}

function isConsistent(trio: Trio, observations: readonly Observation[]): boolean {
  const [systolic, mean, diastolic] = trio.map((parameter) => {
    const values = observations.filter((o) => o.parameter === parameter && typeof o.value === 'number');
    return values.length === 1 ? Number(values[0]?.value) : null;
  });
  const above = (high: number | null | undefined, low: number | null | undefined): boolean =>
    high === null || low === null || high === undefined || low === undefined || high > low;
  return above(systolic, diastolic) && above(systolic, mean) && above(mean, diastolic);
}
