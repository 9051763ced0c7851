import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kilogram, mgPerMl, ml, mlPerHour } from '../../../shared/kernel/units.ts';
import { type IndependentDose, verifyDose } from '../../../shared/protocol/dose-verification.ts';

const order = { weight: kilogram(80), stock: mgPerMl(50), bag: ml(50), rate: mlPerHour(75) };
const same: IndependentDose = { weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 };
const codes = (typed: IndependentDose) => {
  const verified = verifyDose(order, typed);
  return verified.ok ? [] : verified.error.map(({ code }) => code);
};

const FIELDS = [
  ['weightKg', 'weight-disagrees'],
  ['stockMgPerMl', 'stock-disagrees'],
  ['volumeMl', 'volume-disagrees'],
  ['rateMlPerHour', 'rate-disagrees'],
] as const;

describe('the second clinician', () => {
  test('who arrives at the same numbers is agreed with', () => expect(verifyDose(order, same).ok).toBe(true));

  test.each(FIELDS)('may be exactly 1 %% off in %s and no more', (field, code) => {
    for (const factor of [0.99, 1.01]) expect(codes({ ...same, [field]: same[field] * factor })).toEqual([]);
    for (const factor of [0.9899, 1.0101]) expect(codes({ ...same, [field]: same[field] * factor })).toEqual([code]);
  });

  test('who is off in several fields is told each of them, and none of the numbers', () => {
    const verified = verifyDose(order, { ...same, weightKg: 176, rateMlPerHour: 7.5 });
    expect(verified).toEqual({ ok: false, error: [{ code: 'weight-disagrees' }, { code: 'rate-disagrees' }] });
  });

  test.each(FIELDS)('who gives no number for %s is not agreed with', (field, code) => {
    expect(codes({ ...same, [field]: Number.NaN })).toEqual([code]);
    expect(codes({ ...same, [field]: Infinity })).toEqual([code]);
  });

  test('who took the other bag convention is found out', () => {
    const added = { ...order, bag: ml(50.8), rate: mlPerHour(76.2) };
    expect(verifyDose(added, same)).toMatchObject({
      error: [{ code: 'volume-disagrees' }, { code: 'rate-disagrees' }],
    });
  });
});

test('any order is agreed with by its own numbers and by nothing more than 1 % away', () => {
  const quantity = fc.double({ min: 1, max: 500, noNaN: true });
  const off = fc.oneof(fc.double({ min: 0, max: 0.989, noNaN: true }), fc.double({ min: 1.011, max: 50, noNaN: true }));
  fc.assert(
    fc.property(fc.tuple(quantity, quantity, quantity, quantity), off, ([weight, stock, bag, rate], factor) => {
      const written = { weight: kilogram(weight), stock: mgPerMl(stock), bag: ml(bag), rate: mlPerHour(rate) };
      const typed = { weightKg: weight, stockMgPerMl: stock, volumeMl: bag, rateMlPerHour: rate };
      expect(verifyDose(written, typed).ok).toBe(true);
      for (const [field, code] of FIELDS) {
        const verified = verifyDose(written, { ...typed, [field]: typed[field] * factor });
        expect(verified).toEqual({ ok: false, error: [{ code }] });
      }
    }),
  );
});
