import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kilogram, mgPerKg, mgPerMl, minutes, ml } from '../../../shared/kernel/units.ts';
import {
  BAG_ML,
  computeDose,
  type DosePlan,
  type DoseRequest,
  STOCKS_MG_PER_ML,
} from '../../../shared/protocol/dose.ts';
import type { Protocol } from '../../../shared/protocol/protocol.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import { halfUp } from '../../../shared/protocol/rounding.ts';
import { inKilograms, KILOGRAMS_PER_POUND } from '../../../shared/protocol/weight.ts';
import { BAG_METHODS, type BagMethod } from '../../../shared/session/session-state.ts';
import { tsvRows } from '../../support/tsv-capture.ts';

type Given = { kg?: number; stock?: number; bag?: number | null; method?: BagMethod; protocol?: Protocol };

/** 80 kg, 50 mg/mL, 50 mL, withdraw, unless said otherwise. */
const request = (given: Given = {}): DoseRequest => ({
  weight: kilogram(given.kg ?? 80),
  stock: mgPerMl(given.stock ?? 50),
  bag: given.bag === null ? null : ml(given.bag ?? 50),
  method: given.method ?? 'withdraw',
  protocol: given.protocol ?? KETAMINE_INFUSION,
});

function planOf(given: Given = {}): DosePlan {
  const plan = computeDose(request(given));
  if (!plan.ok) throw new Error(`refused: ${JSON.stringify(plan.error)}`);
  return plan.value;
}

const refusals = (given: Given) => {
  const plan = computeDose(request(given));
  return plan.ok ? [] : plan.error.map(({ code }) => code);
};
const warningsOf = (plan: DosePlan) => plan.warnings.map(({ code }) => code);

const withInfusion = (changed: Partial<Protocol['infusion']>): Protocol => ({
  ...KETAMINE_INFUSION,
  infusion: { ...KETAMINE_INFUSION.infusion, ...changed },
});

function methodInTable(name: string): BagMethod {
  switch (name) {
    case 'qs_to_50mL (withdraw then add)':
      return 'withdraw';
    case 'add_to_50mL':
      return 'add';
    case 'dilute_1mg_per_mL':
      return 'dilute';
    default:
      throw new Error(`the table has a method that no test knows: ${name}`);
  }
}

/** Half a unit in the fifth significant digit, the table's last. */
const fifthDigit = (value: number): number => 0.5 * 10 ** (Math.floor(Math.log10(value)) - 4) + 1e-9;

describe('the table of doses worked out beforehand', () => {
  const rows = tsvRows('dose-vectors.tsv');

  test('has its rows', () => expect(rows).toHaveLength(54));

  test.each(rows)('$weight_kg kg, $stock_mg_per_mL mg/mL, $method', (row) => {
    const method = methodInTable(row.method ?? '');
    const plan = planOf({ kg: Number(row.weight_kg), stock: Number(row.stock_mg_per_mL), bag: 50, method });
    expect(plan.doseMg).toBe(Number(row.dose_mg));
    expect(plan.drawMl).toBe(Number(row.draw_mL));
    expect(plan.rateMgPerKgPerHour).toBe(Number(row.rate_mg_per_kg_h));
    const off = (value: number, printed: string | undefined) => Math.abs(value - Number(printed));
    expect(off(plan.bagMl, row.bag_final_mL)).toBeLessThan(fifthDigit(plan.bagMl));
    expect(off(plan.rateMlPerHour, row.rate_mL_per_h)).toBeLessThan(fifthDigit(plan.rateMlPerHour));
    expect(off(plan.concentrationMgPerMl, row.conc_mg_per_mL)).toBeLessThan(0.00005 + 1e-9);
    expect(off(plan.rateMgPerMinute, row.rate_mg_per_min)).toBeLessThan(0.00005 + 1e-9);
  });
});

/** Any weight, stock, bag and method that is not refused. */
const anyDose = fc
  .record({
    kg: fc.integer({ min: 3000, max: 30_000 }).map((hundredths) => hundredths / 100),
    stock: fc.constantFrom(...STOCKS_MG_PER_ML),
    bag: fc.integer({ min: 200, max: 5000 }).map((tenths) => tenths / 10),
    method: fc.constantFrom(...BAG_METHODS),
  })
  .map((given) => ({ given, plan: planOf(given) }));

const expectSame = (a: number, b: number) => expect(Math.abs(a - b) / b).toBeLessThan(1e-10);

describe('every dose', () => {
  test('is proportional to the weight', () => {
    fc.assert(
      fc.property(anyDose, ({ given, plan }) => {
        expectSame(plan.doseMg, (planOf({ ...given, kg: 100 }).doseMg / 100) * given.kg);
      }),
    );
  });

  test('is all that is in the bag, and all of the bag is run in 40 min', () => {
    fc.assert(
      fc.property(anyDose, ({ plan }) => {
        expectSame(plan.bagMl * plan.concentrationMgPerMl, plan.doseMg);
        expectSame((plan.rateMlPerHour * 40) / 60, plan.bagMl);
        expectSame(plan.rateMgPerMinute * 40, plan.doseMg);
        expectSame(plan.drawMl * plan.stockMgPerMl, plan.doseMg);
      }),
    );
  });

  test('is the same from kilograms and from pounds', () => {
    fc.assert(
      fc.property(anyDose, ({ given, plan }) => {
        const kg = inKilograms({ value: given.kg / KILOGRAMS_PER_POUND, unit: 'lb' });
        expect(planOf({ ...given, kg })).toEqual(plan);
      }),
    );
  });

  test('has a pump rate within half a step of the computed one', () => {
    fc.assert(
      fc.property(anyDose, ({ plan }) => {
        expect(Math.abs(plan.pumpRateMlPerHour - plan.rateMlPerHour)).toBeLessThanOrEqual(0.05 + 1e-9);
        expect(String(plan.pumpRateMlPerHour)).toMatch(/^\d+(\.\d)?$/);
      }),
    );
  });

  test('shows no binary dust in any number', () => {
    fc.assert(
      fc.property(anyDose, ({ plan }) => {
        const numbers = [...Object.values(plan), ...plan.steps.map(({ value }) => value)];
        for (const value of numbers.filter((v) => typeof v === 'number')) {
          expect(String(value).replace(/^0\.0*|\./, '').length).toBeLessThanOrEqual(12);
        }
      }),
    );
  });
});

describe('80 kg from 50 mg/mL into 50 mL', () => {
  test.each([
    ['withdraw', 50, 0.8, 75],
    ['add', 50.8, 0.787401574803, 76.2],
    ['dilute', 40, 1, 60],
  ] as const)('%s ends in %d mL', (method, bagMl, concentrationMgPerMl, rateMlPerHour) => {
    expect(planOf({ method })).toMatchObject({
      doseMg: 40,
      drawMl: 0.8,
      bagMl,
      concentrationMgPerMl,
      rateMlPerHour,
      pumpRateMlPerHour: rateMlPerHour,
      rateMgPerMinute: 1,
      rateMgPerKgPerHour: 0.75,
      durationMinutes: 40,
      warnings: [],
    });
  });

  test('gives every step as a formula with its result', () => {
    const steps = planOf({ method: 'add' }).steps.map(({ code, formula, value, unit }) => [code, formula, value, unit]);
    expect(steps).toEqual([
      ['dose', '0.5 mg/kg × 80 kg = 40 mg', 40, 'mg'],
      ['draw', '40 mg ÷ 50 mg/mL = 0.8 mL', 0.8, 'mL'],
      ['bag', '50 mL + 0.8 mL = 50.8 mL', 50.8, 'mL'],
      ['concentration', '40 mg ÷ 50.8 mL ≈ 0.7874 mg/mL', 0.787401574803, 'mg/mL'],
      ['rate', '50.8 mL × 60 min/h ÷ 40 min = 76.2 mL/h', 76.2, 'mL/h'],
      ['pump-rate', '76.2 mL/h → 76.2 mL/h', 76.2, 'mL/h'],
      ['mg-per-minute', '40 mg ÷ 40 min = 1 mg/min', 1, 'mg/min'],
      ['mg-per-kg-per-hour', '0.5 mg/kg × 60 min/h ÷ 40 min = 0.75 mg/kg/h', 0.75, 'mg/kg/h'],
    ]);
  });

  test.each([
    ['withdraw', ['diluent-kept', 'bag'], ['50 mL − 0.8 mL = 49.2 mL', '49.2 mL + 0.8 mL = 50 mL']],
    ['dilute', ['bag', 'diluent'], ['40 mg ÷ 1 mg/mL = 40 mL', '40 mL − 0.8 mL = 39.2 mL']],
  ] as const)('%s says how the bag is made', (method, codes, formulas) => {
    const steps = planOf({ method }).steps.slice(2, 4);
    expect(steps.map(({ code }) => code)).toEqual(codes);
    expect(steps.map(({ formula }) => formula)).toEqual(formulas);
  });
});

test('the computed rate stays unrounded, the pump rate is rounded half-up by the rounder it is given', () => {
  const given = { kg: 102.5, method: 'add' } as const;
  expect(planOf(given)).toMatchObject({ rateMlPerHour: 76.5375, pumpRateMlPerHour: 76.5 });
  expect(computeDose(request(given), halfUp(0))).toMatchObject({
    value: { rateMlPerHour: 76.5375, pumpRateMlPerHour: 77 },
  });
});

describe('a dose above 100 mg', () => {
  test('is given in full, with a second look', () => {
    const plan = planOf({ kg: 250 });
    expect(plan.doseMg).toBe(125);
    expect(plan.warnings).toEqual([{ code: 'second-look', fields: { doseMg: 125, aboveMg: 100 } }]);
  });

  test('exactly 100 mg needs none', () => expect(planOf({ kg: 200 }).warnings).toEqual([]));
});

test('stock of 100 mg/mL is warned of whatever the method', () => {
  for (const method of BAG_METHODS) {
    expect(warningsOf(planOf({ stock: 100, method }))).toEqual(['stock-must-be-diluted']);
  }
});

describe('a dose is refused', () => {
  test.each([29.9, 300.1, 0, -80, Number.NaN, Infinity])('for a weight of %d kg', (kg) => {
    expect(refusals({ kg })).toEqual(['weight-out-of-range']);
  });

  test.each([0, 20, 500, -50, Number.NaN])('from a stock of %d mg/mL', (stock) => {
    expect(refusals({ stock })).toEqual(['stock-unknown']);
  });

  test.each([9.9, 500.1, 0, -50, Number.NaN, Infinity])('into a bag of %d mL', (bag) => {
    expect(refusals({ bag })).toEqual(['bag-out-of-range']);
    expect(refusals({ bag, method: 'add' })).toEqual(['bag-out-of-range']);
  });

  test('without a bag, but not when it is diluted', () => {
    expect(refusals({ bag: null })).toEqual(['bag-missing']);
    expect(refusals({ bag: null, method: 'dilute' })).toEqual([]);
  });

  test('when more is drawn than the bag holds and the bag is emptied first', () => {
    expect(refusals({ kg: 210, stock: 10, bag: BAG_ML.least })).toEqual(['draw-exceeds-bag']);
    expect(refusals({ kg: 200, stock: 10, bag: BAG_ML.least })).toEqual([]);
    expect(refusals({ kg: 210, stock: 10, bag: BAG_ML.least, method: 'add' })).toEqual([]);
  });

  test('with every reason at once', () => {
    expect(refusals({ kg: 8, stock: 7, bag: 6 })).toEqual(['weight-out-of-range', 'stock-unknown', 'bag-out-of-range']);
  });
});

describe('a slip in the protocol file', () => {
  test.each([
    [0.29, ['dose-per-kg-out-of-range']],
    [0.61, ['dose-per-kg-out-of-range']],
    [5, ['dose-per-kg-out-of-range', 'rate-per-kg-too-high']],
    [0.05, ['dose-per-kg-out-of-range']],
    [Number.NaN, ['dose-per-kg-out-of-range', 'rate-per-kg-too-high', 'pump-rate-too-far-off']],
  ])('of %d mg/kg is refused', (dose, codes) => {
    const protocol = withInfusion({ doseMgPerKg: mgPerKg(dose) });
    expect(refusals({ protocol, method: 'dilute' })).toEqual(codes);
  });

  test('of 4 or 400 minutes is refused', () => {
    expect(refusals({ protocol: withInfusion({ duration: minutes(4) }) })).toEqual([
      'duration-out-of-range',
      'rate-per-kg-too-high',
    ]);
    expect(refusals({ protocol: withInfusion({ duration: minutes(400) }) })).toEqual(['duration-out-of-range']);
  });

  test('that ends above 1 mg/kg/h is refused though dose and time are each allowed; exactly 1 is not above', () => {
    const at = (duration: number) => withInfusion({ doseMgPerKg: mgPerKg(0.6), duration: minutes(duration) });
    expect(refusals({ protocol: at(35) })).toEqual(['rate-per-kg-too-high']);
    expect(refusals({ protocol: at(36) })).toEqual([]);
  });

  test('within the hard limits is warned of', () => {
    const protocol = withInfusion({ doseMgPerKg: mgPerKg(0.4), duration: minutes(45) });
    expect(warningsOf(planOf({ protocol }))).toEqual(['dose-per-kg-unusual', 'duration-unusual']);
  });
});

describe("a pump's step that is too coarse", () => {
  const slowBag = request({ bag: 16, kg: 30 }); // 24 mL/h

  test.each([
    [24.48, true, []],
    [24.5, true, ['pump-rate-off']],
    [26.5, false, ['pump-rate-too-far-off']],
    [Number.NaN, false, ['pump-rate-too-far-off']],
  ])('to %d mL/h from 24: worked out is %s', (rounded, worksOut, codes) => {
    const plan = computeDose(slowBag, () => rounded);
    expect(plan.ok).toBe(worksOut);
    expect((plan.ok ? plan.value.warnings : plan.error).map(({ code }) => code)).toEqual(codes);
  });
});
