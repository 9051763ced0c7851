import { describe, expect, test } from 'vitest';
import { instant, seconds } from '../../../shared/kernel/units.ts';
import { type ChairVitals, intervalOf, NO_VITALS, withReport } from '../../../shared/vitals/chair-vitals.ts';
import type { Report } from '../../../shared/vitals/observation.ts';
import { cuff, report } from '../../support/reports.ts';

const START = instant(0);
const fold = (reports: readonly Report[], notBefore = START): ChairVitals =>
  reports.reduce((vitals, next) => withReport(vitals, next, notBefore), NO_VITALS);

describe('continuous numbers', () => {
  test('a number the monitor withdraws is gone at once', () => {
    const { heartRate } = fold([report(1_000, { heartRate: 72 }), report(2_000, { heartRate: null })]).tracks;
    expect(heartRate.reading).toBeNull();
    expect(heartRate.withdrawnAt).toBe(2_000);
  });

  test('a feed that keeps saying "no value" withdrew it when it first said so', () => {
    const reports = [
      report(1_000, { heartRate: 72 }),
      ...[2_000, 3_000, 4_000].map((at) => report(at, { heartRate: null })),
    ];
    expect(fold(reports).tracks.heartRate.withdrawnAt).toBe(2_000);
  });

  test('an empty second probe never hides the valid value beside it', () => {
    const both = report(1_000, { spo2: 98 });
    const empty = { ...report(1_000, { spo2: null }).observations[0] } as Report['observations'][number];
    const vitals = fold([{ ...both, observations: [...both.observations, empty] }]);
    expect(vitals.tracks.spo2.reading?.value).toBe(98);
  });

  test('a pulse is never kept as a heart rate', () => {
    const { tracks } = fold([report(1_000, { pulseRate: 66 })]);
    expect(tracks.heartRate.reading).toBeNull();
    expect(tracks.pulseRate.reading?.value).toBe(66);
  });

  test('the interval a feed shows is the median of its last gaps, so one late message does not slow it', () => {
    const times = [0, 5_000, 10_000, 15_000, 60_000, 65_000, 70_000];
    expect(intervalOf(fold(times.map((t) => report(t, { heartRate: 70 }))).tracks.heartRate)).toBe(seconds(5));
  });

  test('two arrivals show no interval yet', () => {
    expect(intervalOf(fold([0, 5_000].map((t) => report(t, { heartRate: 70 }))).tracks.heartRate)).toBeNull();
  });
});

describe('pressures', () => {
  test('the same measurement repeated in every message is one measurement', () => {
    const vitals = fold([cuff(1_000, 120, 80, 93, 500), cuff(2_000, 120, 80, 93, 500), cuff(3_000, 120, 80, 93, 500)]);
    expect(vitals.pressures).toHaveLength(1);
    expect(vitals.pressures[0]?.receivedAt).toBe(1_000);
  });

  test('equal numbers with a new measurement time are a new measurement', () => {
    expect(fold([cuff(1_000, 120, 80, 93), cuff(900_000, 120, 80, 93)]).pressures).toHaveLength(2);
  });

  test('equal numbers that only borrow the time of their message cannot pass for a new measurement', () => {
    const borrowed = (at: number) =>
      report(
        at,
        { nibpSystolic: 120, nibpDiastolic: 80, nibpMean: 93 },
        { observedAt: instant(at), timeBasis: 'message' },
      );
    const { pressures } = fold([borrowed(1_000), borrowed(2_000), borrowed(900_000)]);
    expect(pressures.map(({ measuredAt }) => measuredAt)).toEqual([1_000]);
  });

  test('a pressure measured before this patient arrived is not this patient’s', () => {
    expect(fold([cuff(61_000, 180, 110, 133, 59_999)], instant(60_000)).pressures).toEqual([]);
    expect(fold([cuff(61_000, 118, 76, 90, 60_000)], instant(60_000)).pressures).toHaveLength(1);
  });

  test('a measurement dated in the future counts as measured when it came, once', () => {
    const ahead = [1_000, 2_000, 3_000].map((at) => cuff(at, 120, 80, 93, 3_600_000));
    expect(fold(ahead).pressures.map(({ measuredAt }) => measuredAt)).toEqual([1_000]);
  });

  test('a monitor whose clock is hours off still gives the true age of its pressure', () => {
    const hoursOff = -5 * 3_600_000;
    const late = (receivedAt: number) =>
      report(
        receivedAt,
        { nibpSystolic: 120, nibpDiastolic: 80, nibpMean: 93 },
        { observedAt: instant(600_000 + hoursOff), sentAt: instant(receivedAt + hoursOff) },
      );
    const { pressures } = fold([late(640_000), late(641_000)], instant(590_000));
    expect(pressures.map(({ measuredAt }) => measuredAt)).toEqual([600_000]);
  });

  test('an older measurement arriving late never replaces the newer one', () => {
    const { pressures } = fold([cuff(10_000, 120, 80, 93, 9_000), cuff(11_000, 160, 99, 119, 5_000)]);
    expect(pressures.map(({ systolic }) => systolic)).toEqual([120]);
  });

  test('a failed cuff gives no pressure and leaves the last one with its age', () => {
    const { pressures } = fold([cuff(1_000, 120, 80, 93), report(2_000, { nibpSystolic: null })]);
    expect(pressures.map(({ measuredAt }) => measuredAt)).toEqual([1_000]);
  });

  test('only the last 40 are held', () => {
    const many = Array.from({ length: 60 }, (_, i) => cuff(i * 60_000, 120 + (i % 2), 80, 93));
    expect(fold(many).pressures).toHaveLength(40);
  });
});

describe('sensor faults', () => {
  test('a fault keeps the time it was first seen while other reports come and go', () => {
    const { faults } = fold([
      report(1_000, {}, { faults: ['ecgLeadsOff'] }),
      cuff(2_000, 120, 80, 93),
      report(3_000, {}, { faults: ['ecgLeadsOff'] }),
    ]);
    expect(faults.ecgLeadsOff).toBe(1_000);
  });

  test('the first valid heart rate ends leads off, a valid SpO2 ends probe off', () => {
    const off = report(1_000, {}, { faults: ['ecgLeadsOff', 'spo2ProbeOff'] });
    expect(fold([off, report(2_000, { heartRate: 70 })]).faults).toEqual({ spo2ProbeOff: 1_000 });
    expect(fold([off, report(2_000, { heartRate: null, spo2: 97 })]).faults).toEqual({ ecgLeadsOff: 1_000 });
  });
});
