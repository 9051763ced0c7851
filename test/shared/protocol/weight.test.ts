import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kilogram } from '../../../shared/kernel/units.ts';
import { checkWeight, inKilograms, KILOGRAMS_PER_POUND, parseWeight } from '../../../shared/protocol/weight.ts';

const kg = (value: number) => ({ value, unit: 'kg' }) as const;
const lb = (value: number) => ({ value, unit: 'lb' }) as const;
const codesOf = (result: ReturnType<typeof checkWeight>) => (result.ok ? [] : result.error.map(({ code }) => code));

describe('a weight', () => {
  test('is known in both units and as it was entered', () => {
    const checked = checkWeight(lb(176), null);
    expect(checked).toEqual({ ok: true, value: { kg: 79.83225712, lb: 176, entered: lb(176), warnings: [] } });
  });

  test('in pounds is exact: 100 lb are 45.359237 kg', () => expect(inKilograms(lb(100))).toBe(45.359237));

  test('is the same in kilograms and in pounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3000, max: 30_000 }), (hundredths) => {
        const weight = hundredths / 100;
        expect(inKilograms(lb(weight / KILOGRAMS_PER_POUND))).toBe(weight);
      }),
    );
  });

  test.each([kg(30), kg(300), lb(66.2), lb(661)])('of $value $unit is taken', (entry) => {
    expect(checkWeight(entry, null).ok).toBe(true);
  });

  test.each([kg(29.99), kg(300.01), lb(66.1), lb(662), kg(0), kg(-80), kg(Number.NaN), kg(Infinity)])(
    'of $value $unit is refused',
    (entry) => expect(codesOf(checkWeight(entry, null))).toEqual(['weight-out-of-range']),
  );
});

describe('the 2.2-fold mistake', () => {
  test('pounds entered as kilograms: the same number in pounds is offered', () => {
    expect(checkWeight(kg(176), kilogram(80))).toEqual({
      ok: false,
      error: [
        {
          code: 'weight-unit-swapped',
          fields: { value: 176, unit: 'kg', lastKg: 80, ratio: 2.2, correctedValue: 176, correctedUnit: 'lb' },
        },
      ],
    });
  });

  test('kilograms entered as pounds: the same number in kilograms is offered', () => {
    expect(checkWeight(lb(80), kilogram(80))).toMatchObject({
      error: [{ code: 'weight-unit-swapped', fields: { correctedValue: 80, correctedUnit: 'kg' } }],
    });
  });

  test('one conversion too many, in the right unit: the conversion is taken back', () => {
    expect(checkWeight(kg(36.2873896), kilogram(80))).toMatchObject({
      error: [{ fields: { correctedValue: 80, correctedUnit: 'kg' } }],
    });
  });

  test.each([42, 50, 200, 240])('is seen at %d kg after 100 kg', (now) => {
    expect(codesOf(checkWeight(kg(now), kilogram(100)))).toEqual(['weight-unit-swapped']);
  });

  test.each([41.9, 50.1, 199.9, 240.1])('is not seen at %d kg after 100 kg: a warning only', (now) => {
    expect(checkWeight(kg(now), kilogram(100))).toMatchObject({
      ok: true,
      value: { warnings: [{ code: 'weight-changed' }] },
    });
  });

  test('is named beside the range when it breaks that too', () => {
    expect(codesOf(checkWeight(kg(330), kilogram(150)))).toEqual(['weight-out-of-range', 'weight-unit-swapped']);
  });

  test('is caught for every patient, whichever unit was meant', () => {
    fc.assert(
      fc.property(fc.double({ min: 30, max: 300, noNaN: true }), (last) => {
        const inPounds = kg(last / KILOGRAMS_PER_POUND);
        const inKilos = lb(last);
        expect(codesOf(checkWeight(inPounds, kilogram(last)))).toContain('weight-unit-swapped');
        expect(codesOf(checkWeight(inKilos, kilogram(last)))).toContain('weight-unit-swapped');
      }),
    );
  });
});

test('a weight more than 5 % from the last one is warned of, exactly 5 % is not', () => {
  expect(checkWeight(kg(84), kilogram(80))).toMatchObject({ ok: true, value: { warnings: [] } });
  expect(checkWeight(kg(84.1), kilogram(80))).toMatchObject({
    value: { warnings: [{ code: 'weight-changed', fields: { changePercent: 5.125, lastKg: 80 } }] },
  });
  expect(checkWeight(kg(75.9), kilogram(80))).toMatchObject({ value: { warnings: [{ code: 'weight-changed' }] } });
});

describe('a weight as typed', () => {
  test.each([
    ['80kg', kg(80)],
    ['80 kg', kg(80)],
    [' 80.5 KG ', kg(80.5)],
    ['176.4 lb', lb(176.4)],
    ['176lbs', lb(176)],
  ])('%j is read', (text, entry) => expect(parseWeight(text)).toEqual({ ok: true, value: entry }));

  test.each([
    ['80', 'weight-needs-unit'],
    ['80.5', 'weight-needs-unit'],
    ['80,5 kg', 'weight-decimal-comma'],
    ['1,000 kg', 'weight-decimal-comma'],
    ['80,5', 'weight-decimal-comma'],
    ['80 st', 'weight-not-understood'],
    ['80k', 'weight-not-understood'],
    ['kg', 'weight-not-understood'],
    ['.5kg', 'weight-not-understood'],
    ['80.kg', 'weight-not-understood'],
    ['-80kg', 'weight-not-understood'],
    ['8e1kg', 'weight-not-understood'],
    ['0x50kg', 'weight-not-understood'],
    ['80kg 90kg', 'weight-not-understood'],
    ['', 'weight-not-understood'],
  ])('%j is refused as %s', (text, code) => expect(parseWeight(text)).toMatchObject({ ok: false, error: { code } }));

  test('of any length and content gives an entry or a reason, and never a number without its unit', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const read = parseWeight(text);
        expect(read.ok ? ['kg', 'lb'].includes(read.value.unit) : read.error.code.startsWith('weight-')).toBe(true);
      }),
    );
  });

  test('is never echoed beyond its bound', () => {
    const read = parseWeight('9'.repeat(10_000));
    expect(read.ok ? '' : String(read.error.fields?.given)).toHaveLength(20);
  });
});
