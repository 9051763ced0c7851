/** A mean kept as integer sum and count, so that "exactly 20 %" is exact (clinical rule: strictly more than 20 %). */
export type ExactMean = { readonly sum: number; readonly count: number };

export const exactMean = (values: readonly number[]): ExactMean => ({
  sum: values.reduce((total, value) => total + value, 0),
  count: values.length,
});

/** For showing only; judgements use the sum and the count. */
export const meanForDisplay = ({ sum, count }: ExactMean): number => sum / count;

/**
 * Is `value` strictly more than `percent` % away from the mean? Integers throughout: with value v, sum s
 * and count n the test |v - s/n| > (p/100)(s/n) is multiplied out to 100·|n·v - s| > p·s.
 */
export const deviatesByMoreThan = (value: number, mean: ExactMean, percent: number): boolean =>
  100 * Math.abs(mean.count * value - mean.sum) > percent * mean.sum;

/** Signed change in percent, for showing: +20.8 means 20.8 % above. */
export const percentChange = (value: number, mean: ExactMean): number =>
  (100 * (mean.count * value - mean.sum)) / mean.sum;
