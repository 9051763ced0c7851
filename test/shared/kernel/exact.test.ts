import { describe, expect, test } from 'vitest';
import { deviatesByMoreThan, exactMean, percentChange } from '../../../shared/kernel/exact.ts';
import { tsvRows } from '../../support/tsv-capture.ts';

describe('the 20 % rule by example', () => {
  const rows = tsvRows('bp-rule-vectors.tsv');

  test('has its examples', () => expect(rows).toHaveLength(20));

  test.each(rows)('baseline $baseline, value $value: $delta_pct %', (row) => {
    const mean = exactMean([Number(row.baseline)]);
    const value = Number(row.value);
    expect(deviatesByMoreThan(value, mean, 20)).toBe(row.fires_gt20 === 'True');
    expect(deviatesByMoreThan(value, mean, 40)).toBe(row.fires_gt40 === 'True');
    expect(percentChange(value, mean).toFixed(2)).toBe(row.delta_pct);
  });
});

/** a/b > c/d for positive b and d, in integers of any length. */
const isGreater = (a: bigint, b: bigint, c: bigint, d: bigint): boolean => a * d > c * b;

/** The rule as it is written in words, on fractions: |value - sum/count| > 20/100 of sum/count. */
function oracle(value: number, sum: number, count: number): boolean {
  const difference = BigInt(value) * BigInt(count) - BigInt(sum);
  const distance = difference < 0n ? -difference : difference;
  return isGreater(distance, BigInt(count), 20n * BigInt(sum), 100n * BigInt(count));
}

describe('a mean of one, two or three readings', () => {
  test('is judged as fractions are, for every pair of whole numbers a cuff can give', () => {
    const wrong: string[] = [];
    let pairs = 0;
    for (const count of [1, 2, 3]) {
      for (let sum = 40 * count; sum <= 220 * count; sum += 1) {
        for (let value = 30; value <= 260; value += 1) {
          pairs += 1;
          const judged = deviatesByMoreThan(value, { sum, count }, 20);
          if (judged !== oracle(value, sum, count)) wrong.push(`${value} against ${sum}/${count}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(pairs).toBe((181 + 361 + 541) * 231);
  });

  test('of 83 1/3 is not exceeded by 100, which is exactly 20 % more, though floating point says so', () => {
    const mean = { sum: 250, count: 3 };
    expect(Math.abs(100 - 250 / 3) / (250 / 3) > 0.2).toBe(true);
    expect(deviatesByMoreThan(100, mean, 20)).toBe(false);
    expect(deviatesByMoreThan(101, mean, 20)).toBe(true);
  });
});
