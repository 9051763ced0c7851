import { describe, expect, test } from 'vitest';
import { instant, seconds } from '../../../shared/kernel/units.ts';
import { intervalOf, vitalsDeclaring, withReport } from '../../../shared/vitals/chair-vitals.ts';
import { report } from '../../support/reports.ts';

describe('a feed that declares its interval', () => {
  const declared = vitalsDeclaring({ heartRate: seconds(60), rhythm: seconds(30) });

  test('has it before its first value, each parameter its own', () => {
    expect(intervalOf(declared.tracks.heartRate)).toBe(seconds(60));
    expect(intervalOf(declared.rhythm)).toBe(seconds(30));
    expect(intervalOf(declared.tracks.spo2)).toBeNull();
  });

  test('keeps it whatever its arrivals show, through values and "no value"', () => {
    const reports = [0, 1_000, 2_000, 3_000].map((t) => report(t, { heartRate: t === 2_000 ? null : 70, spo2: 98 }));
    const vitals = reports.reduce((known, each) => withReport(known, each, instant(0)), declared);
    expect(intervalOf(vitals.tracks.heartRate)).toBe(seconds(60));
    expect(intervalOf(vitals.tracks.spo2)).toBe(seconds(1));
  });
});
