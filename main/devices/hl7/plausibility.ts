import type { NumericParameter } from '../../../shared/vitals/observation.ts';

type Bounds = {
  /** A number outside is no measurement, whatever its code says: invalid, shown as nothing. Inclusive. */
  readonly possible: readonly [number, number];
  /** A number outside is doubted: shown marked, and judged. Inclusive. */
  readonly usual: readonly [number, number];
};

/**
 * In the parameter's own unit. `possible` is what the sensor can give at all, with a margin (cuffs 10-290
 * mmHg, oximeters 1-100 %, rate counters 15-350 /min, probes 20-45 °C); `usual` is what an awake adult in an
 * infusion chair may show, however ill. Ours, for a medical director to change.
 * Every "no value" of a monitor (-1, -100, -999, -10000, 8388607) lies outside `possible`, and so does zero,
 * but for breathing: a respiration rate or end-tidal CO2 of 0 is what apnoea looks like.
 */
const BOUNDS: Readonly<Record<NumericParameter, Bounds>> = {
  heartRate: { possible: [10, 350], usual: [20, 300] },
  pulseRate: { possible: [10, 350], usual: [20, 300] },
  spo2: { possible: [1, 100], usual: [50, 100] },
  perfusionIndex: { possible: [0.01, 30], usual: [0.02, 20] },
  nibpSystolic: { possible: [20, 320], usual: [40, 280] },
  nibpDiastolic: { possible: [10, 260], usual: [20, 220] },
  nibpMean: { possible: [10, 290], usual: [25, 260] },
  abpSystolic: { possible: [5, 360], usual: [40, 300] },
  abpDiastolic: { possible: [5, 300], usual: [20, 220] },
  abpMean: { possible: [5, 320], usual: [25, 260] },
  respiratoryRate: { possible: [0, 200], usual: [3, 90] },
  temperature: { possible: [20, 45], usual: [30, 43] },
  etco2: { possible: [0, 150], usual: [1, 120] },
  rrInterval: { possible: [150, 6_000], usual: [200, 3_000] },
  stSegment: { possible: [-25, 25], usual: [-10, 10] },
};

/** What monitors send for "no value", so that no one is told about each of them (devices' manuals and captures). */
const SENTINELS: readonly number[] = [
  -1, -99.9, -100, -999, -1_000, -9_999, -10_000, -32_768, -32_767, 8_388_607, 8_388_608,
];

export type Plausibility = 'usual' | 'doubtful' | 'impossible';

export function plausibility(parameter: NumericParameter, value: number): Plausibility {
  const { possible, usual } = BOUNDS[parameter];
  if (!(value >= possible[0] && value <= possible[1])) return 'impossible';
  return value >= usual[0] && value <= usual[1] ? 'usual' : 'doubtful';
}

export const isSentinel = (value: number): boolean => SENTINELS.includes(value);
