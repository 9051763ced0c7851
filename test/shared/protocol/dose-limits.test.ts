import { describe, expect, test } from 'vitest';
import { mlPerHour } from '../../../shared/kernel/units.ts';
import { judgeRate, rateDeviationPercent } from '../../../shared/protocol/dose-limits.ts';

describe('a pump rate beside the computed one', () => {
  test('has a sign and no dust', () => {
    expect(rateDeviationPercent(mlPerHour(76.5), mlPerHour(75))).toBe(2);
    expect(rateDeviationPercent(mlPerHour(67.5), mlPerHour(75))).toBe(-10);
  });

  test.each([
    [75, 'within'],
    [76.5, 'within'], // exactly 2 %
    [73.5, 'within'],
    [76.6, 'soft'],
    [73.4, 'soft'],
    [82.5, 'soft'], // exactly 10 %
    [82.6, 'hard'],
    [67.4, 'hard'],
    [7.5, 'hard'], // the slipped decimal point
    [Number.NaN, 'hard'],
    [Infinity, 'hard'],
  ])('of %d mL/h for 75 is %s', (rate, verdict) => {
    expect(judgeRate(mlPerHour(rate), mlPerHour(75))).toBe(verdict);
  });
});
