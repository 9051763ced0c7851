import { describe, expect, it } from 'vitest';
import {
  admitPatient,
  type Influences,
  physiologyAt,
  pressorPart,
} from '../../../../main/devices/simulator/patient.ts';

const MINUTE = 60_000;
const SEEDS = Array.from({ length: 400 }, (_, seed) => seed);
const RESTING: Influences = { infusionStartsAtMs: null, rhythm: 'sinus', pulls: [] };
const INFUSED: Influences = { ...RESTING, infusionStartsAtMs: 0 };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a simulated patient', () => {
  it('is the same for the same seed, asked in any order', () => {
    const once = [0, 1_000, 2_500, 900_000].map((at) => physiologyAt(admitPatient(7), at, INFUSED));
    const again = [900_000, 2_500, 1_000, 0].map((at) => physiologyAt(admitPatient(7), at, INFUSED)).reverse();
    expect(again).toEqual(once);
  });

  it('is another for another seed', () => {
    const rates = SEEDS.map((seed) => physiologyAt(admitPatient(seed), 0, RESTING).heartRate);
    expect(new Set(rates).size).toBe(SEEDS.length);
  });

  it('drifts slowly: a second changes little, minutes change more', () => {
    const steps = (apart: number) =>
      SEEDS.map((seed) => {
        const patient = admitPatient(seed);
        const [a, b] = [5 * MINUTE, 5 * MINUTE + apart].map((at) => physiologyAt(patient, at, RESTING).systolic);
        return Math.abs((a ?? 0) - (b ?? 0));
      });
    expect(mean(steps(1_000))).toBeLessThan(0.05);
    expect(mean(steps(10 * MINUTE))).toBeGreaterThan(0.5);
  });

  it('breathes: the heart rate rides on the breath', () => {
    const patient = admitPatient(3);
    const breathMs = MINUTE / patient.respiratoryRate;
    const rateAt = (at: number) => physiologyAt(patient, at, RESTING).heartRate;
    expect(rateAt(breathMs / 4) - rateAt((3 * breathMs) / 4)).toBeGreaterThan(1.5);
  });

  it('answers ketamine with the published mean: +5 to +7 mmHg systolic and about +2 beats', () => {
    const change = (pick: (body: ReturnType<typeof physiologyAt>) => number) =>
      mean(
        SEEDS.map((seed) => {
          const patient = admitPatient(seed);
          const at = 36 * MINUTE;
          return pick(physiologyAt(patient, at, INFUSED)) - pick(physiologyAt(patient, at, RESTING));
        }),
      );
    expect(change((body) => body.systolic)).toBeGreaterThan(5);
    expect(change((body) => body.systolic)).toBeLessThan(7);
    expect(change((body) => body.diastolic)).toBeGreaterThan(3);
    expect(change((body) => body.diastolic)).toBeLessThan(6);
    expect(change((body) => body.heartRate)).toBeGreaterThan(1.4);
    expect(change((body) => body.heartRate)).toBeLessThan(2.4);
  });

  it('answers some patients with at least half as much again', () => {
    expect(SEEDS.filter((seed) => admitPatient(seed).pressor.systolic > 9).length).toBeGreaterThan(20);
  });

  it('peaks 30 to 40 minutes in and is nearly back an hour later', () => {
    for (const seed of SEEDS.slice(0, 50)) {
      const patient = admitPatient(seed);
      const parts = Array.from({ length: 100 }, (_, minute) => pressorPart(patient, minute * MINUTE));
      const peak = parts.indexOf(Math.max(...parts));
      expect(peak).toBeGreaterThanOrEqual(30);
      expect(peak).toBeLessThanOrEqual(40);
      expect(parts[99]).toBeLessThan(0.05);
    }
  });

  it('stays, when quiet, away from every limit through a whole session', () => {
    for (const seed of SEEDS) {
      const patient = admitPatient(seed);
      const before = physiologyAt(patient, 0, RESTING);
      for (let at = 0; at <= 80 * MINUTE; at += 2 * MINUTE + 1) {
        const body = physiologyAt(patient, at, { ...INFUSED, infusionStartsAtMs: 5 * MINUTE });
        expect(body.heartRate).toBeGreaterThan(53);
        expect(body.heartRate).toBeLessThan(96);
        expect(body.spo2).toBeGreaterThan(94.5);
        expect(body.respiratoryRate).toBeGreaterThan(8.5);
        expect(Math.abs(body.systolic / before.systolic - 1)).toBeLessThan(0.17);
        expect(Math.abs(body.mean / before.mean - 1)).toBeLessThan(0.17);
      }
    }
  });
});
