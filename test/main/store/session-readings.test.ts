import { array, assert, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pressuresOf, trendOf } from '../../../main/store/session-readings.ts';
import { instant, minutes } from '../../../shared/kernel/units.ts';
import { TWO_O_CLOCK } from '../../support/record.ts';
import { cuff, report } from '../../support/reports.ts';

const hour = { from: TWO_O_CLOCK, to: instant(TWO_O_CLOCK + minutes(60)), pointsMax: 4_200 };
const second = (n: number) => TWO_O_CLOCK + n * 1_000;

describe('a trend', () => {
  it('has a point for each second in which a report came, with what was valid in it', () => {
    const reports = [report(second(0), { heartRate: 70, spo2: 98 }), report(second(1), { heartRate: null, spo2: 97 })];
    expect(trendOf(reports, hour)).toEqual([
      { at: second(0), heartRate: 70, spo2: 98 },
      { at: second(1), heartRate: null, spo2: 97 },
    ]);
  });

  it('draws no line across a silence, but across the pauses of a slow feed', () => {
    const gap = [0, 1, 2, 20, 21].map((n) => report(second(n), { heartRate: 70 }));
    expect(trendOf(gap, hour).map(({ at, heartRate }) => [at - TWO_O_CLOCK, heartRate])).toEqual([
      [0, 70],
      [1_000, 70],
      [2_000, 70],
      [3_000, null],
      [20_000, 70],
      [21_000, 70],
    ]);
    const slow = [0, 15, 30, 45].map((n) => report(second(n), { heartRate: 70 }));
    expect(trendOf(slow, hour)).toHaveLength(4);
  });

  it('thinned to few points still shows the lowest SpO2 and the rate that left the line', () => {
    const reports = Array.from({ length: 600 }, (_, n) =>
      report(second(n), { heartRate: n === 301 ? 141 : 72, spo2: n === 444 ? 84 : 98 }),
    );
    const points = trendOf(reports, { ...hour, to: instant(second(599)), pointsMax: 20 });
    expect(points.length).toBeLessThanOrEqual(20);
    expect(points.map((point) => point.heartRate)).toContain(141);
    expect(points.map((point) => point.spo2)).toContain(84);
  });

  it('shows no value that was not measured, in order of time, and no more points than twice asked for', () => {
    const sample = record({
      after: integer({ min: 0, max: 40_000 }),
      heartRate: option(integer({ min: 30, max: 200 })),
    });
    assert(
      property(array(sample, { maxLength: 60 }), integer({ min: 1, max: 50 }), (samples, pointsMax) => {
        let at: number = TWO_O_CLOCK;
        const reports = samples.map(({ after, heartRate }) => {
          at += after;
          return report(at, { heartRate });
        });
        const points = trendOf(reports, { from: TWO_O_CLOCK, to: instant(at), pointsMax });
        const measured = new Set(samples.map(({ heartRate }) => heartRate));
        expect(points.length).toBeLessThanOrEqual(2 * pointsMax);
        for (const [i, point] of points.entries()) {
          expect(point.heartRate === null || measured.has(point.heartRate)).toBe(true);
          expect(point.at).toBeGreaterThan(points[i - 1]?.at ?? 0);
        }
      }),
    );
  });
});

describe('pressures', () => {
  it('that a monitor repeats in every report are one measurement', () => {
    const first = cuff(second(0), 120, 80, 93);
    const repeated = cuff(second(5), 120, 80, 93, second(0));
    const next = cuff(second(900), 131, 82, 98);
    const failed = report(second(950), { nibpSystolic: null });
    const found = pressuresOf([first, repeated, report(second(6), { heartRate: 70 }), next, failed]);
    expect(found.map(({ systolic, measuredAt }) => [systolic, measuredAt])).toEqual([
      [120, second(0)],
      [131, second(900)],
    ]);
  });

  it('are bounded, the newest kept', () => {
    const many = Array.from({ length: 1_300 }, (_, n) => cuff(second(n), 100 + (n % 50), 70, 80));
    const found = pressuresOf(many);
    expect(found).toHaveLength(500);
    expect(found.at(-1)?.measuredAt).toBe(second(1_299));
  });
});
