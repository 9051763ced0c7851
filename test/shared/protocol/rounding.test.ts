import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText, halfUp, withoutDust } from '../../../shared/protocol/rounding.ts';

describe('binary dust', () => {
  test('is taken off', () => {
    expect(withoutDust(0.1 + 0.2)).toBe(0.3);
    expect(withoutDust(80.8 - 80)).toBe(0.8);
  });

  test('is all that is taken off: a decimal number of up to ten digits stays what it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), fc.integer({ min: 0, max: 8 }), (digits, decimals) => {
        const value = digits / 10 ** decimals;
        expect(withoutDust(value)).toBe(value);
      }),
    );
  });
});

describe('rounding half-up', () => {
  test.each([
    [75.05, 1, 75.1],
    [75.049999, 1, 75],
    [1.005, 2, 1.01],
    [76.5375, 3, 76.538],
    [51.025 * 1.5, 3, 76.538],
    [0, 1, 0],
  ])('takes %d to %d decimals as %d', (value, decimals, rounded) => {
    expect(halfUp(decimals)(value)).toBe(rounded);
  });

  test('agrees with rounding the digits by hand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (thousandths) => {
        const byHand = BigInt(thousandths + 50) / 100n;
        expect(halfUp(1)(thousandths / 1000)).toBe(Number(byHand) / 10);
      }),
    );
  });
});

test('a worksheet writes a leading zero and never a trailing one', () => {
  expect(decimalText(0.8)).toBe('0.8');
  expect(decimalText(40)).toBe('40');
  expect(decimalText(0.30000000000000004)).toBe('0.3');
  expect(decimalText(1 / 3)).toBe('0.3333');
});
