import type { Rhythm } from '../../../shared/vitals/observation.ts';
import { createNoise, type Noise } from './random.ts';

const MINUTE_MS = 60_000;
/** The infusion of the published protocol lasts 40 minutes; its effect fades from then on. */
const INFUSION_MS = 40 * MINUTE_MS;
const FADE_MS = 15 * MINUTE_MS;
/** A quiet patient must stay quiet: the largest pressor answer stays well inside the 20 % rule. */
const PRESSOR_PART_MAX = 0.085;

/** One made-up adult in a recliner. Units: /min, mmHg, %, degrees Celsius. */
export type Patient = {
  readonly noise: Noise;
  readonly heartRate: number;
  readonly systolic: number;
  readonly diastolic: number;
  readonly spo2: number;
  readonly respiratoryRate: number;
  /** How this patient answers ketamine at the peak, 30 to 40 minutes after the start. */
  readonly pressor: { readonly systolic: number; readonly heartRate: number; readonly peakMs: number };
};

export type Pulled = 'heartRate' | 'spo2' | 'respiratoryRate' | 'pressure';

/**
 * Something that draws one quantity away from where it would be, and lets go again.
 * `to` is a value in the quantity's unit, except for `pressure`: there it is percent above (or below) rest.
 */
export type Pull = {
  readonly of: Pulled;
  readonly to: number;
  readonly fromMs: number;
  /** Infinity while nobody knows when it ends. */
  readonly untilMs: number;
  /** How long it takes to arrive, and to let go. */
  readonly overMs: number;
};

export type Influences = {
  /** When the drug starts on the patient's own clock; null while none is given. The monitor cannot know it. */
  readonly infusionStartsAtMs: number | null;
  readonly rhythm: Rhythm;
  readonly pulls: readonly Pull[];
};

/** What goes on in the body at one moment. Unrounded: a monitor rounds what it shows. */
export type Physiology = {
  readonly heartRate: number;
  readonly systolic: number;
  readonly diastolic: number;
  readonly mean: number;
  readonly spo2: number;
  readonly respiratoryRate: number;
  readonly perfusionIndex: number;
  readonly rhythm: Rhythm;
};

const clamp = (low: number, value: number, high: number): number => Math.max(low, Math.min(high, value));
const smooth = (part: number): number => {
  const x = clamp(0, part, 1);
  return x * x * (3 - 2 * x);
};

/**
 * The same seed is always the same patient.
 * Pressor answer: over 741 infusions of this dose the mean peak was +7.4/+6.0 mmHg and +1.9 beats at 30 to
 * 40 minutes, over 684 others +3.3/+3.2 (J Affect Disord 2018, 10.1016/j.jad.2018.02.025): we centre on 6.
 */
export function admitPatient(seed: number): Patient {
  const noise = createNoise(seed);
  const between = (channel: string, low: number, high: number) => low + (high - low) * noise.uniform(channel, 0);
  const systolic = between('systolic', 106, 130);
  const answer = 6 + 3 * noise.gaussian('pressor', 0);
  return {
    noise,
    heartRate: between('heart-rate', 60, 82),
    systolic,
    diastolic: between('diastolic', 66, 80),
    spo2: between('spo2', 97, 98.6),
    respiratoryRate: between('respiratory-rate', 12, 18),
    pressor: {
      systolic: clamp(0, answer, PRESSOR_PART_MAX * systolic),
      heartRate: clamp(-2, 1.9 + 1.5 * noise.gaussian('pressor-rate', 0), 6),
      peakMs: between('pressor-peak', 30, 38) * MINUTE_MS,
    },
  };
}

/** From 0 before the start to 1 at the peak; after the end of the infusion it fades with a 15-minute constant. */
export function pressorPart(patient: Patient, sinceStartMs: number): number {
  if (sinceStartMs <= INFUSION_MS) return smooth(sinceStartMs / patient.pressor.peakMs);
  return Math.exp(-(sinceStartMs - INFUSION_MS) / FADE_MS);
}

/** How far a pull has drawn its quantity at this moment: 0 not at all, 1 all the way. */
function grip(pull: Pull, atMs: number): number {
  if (atMs < pull.fromMs) return 0;
  const rise = pull.overMs === 0 ? 1 : smooth((atMs - pull.fromMs) / pull.overMs);
  if (atMs < pull.untilMs) return rise;
  return pull.overMs === 0 ? 0 : rise * (1 - smooth((atMs - pull.untilMs) / pull.overMs));
}

/**
 * The body at one moment, as a pure function of the patient and the time on the patient's own clock.
 * Slow drift (minutes) on everything, breathing on heart rate and perfusion, ketamine on pressure and rate,
 * and whatever a scenario pulls at.
 */
export function physiologyAt(patient: Patient, atMs: number, influences: Influences): Physiology {
  const { noise } = patient;
  const start = influences.infusionStartsAtMs;
  const part = start === null || atMs < start ? 0 : pressorPart(patient, atMs - start);
  const drawn = (of: Pulled, natural: number, target: (to: number) => number): number => {
    let value = natural;
    for (const pull of influences.pulls) {
      if (pull.of === of) value += grip(pull, atMs) * (target(pull.to) - value);
    }
    return value;
  };
  const toValue = (to: number) => to;
  const above = (rest: number) => (to: number) => rest * (1 + to / 100);

  const respiratoryRate =
    drawn('respiratoryRate', patient.respiratoryRate, toValue) + 0.8 * noise.wander('breathing', atMs, 60_000);
  const breath = Math.sin((2 * Math.PI * atMs * patient.respiratoryRate) / MINUTE_MS);
  const fibrillating = influences.rhythm === 'atrialFibrillation';
  const heartRate =
    drawn('heartRate', patient.heartRate + part * patient.pressor.heartRate, toValue) +
    0.8 * noise.wander('rate-slow', atMs, 90_000) +
    // In sinus rhythm the rate rides on the breath; in fibrillation it is irregular instead.
    (fibrillating ? 4 * noise.wander('rate-irregular', atMs, 2_000) : 1.2 * breath);
  const drift = 1.2 * noise.wander('pressure', atMs, 240_000);
  const pressor = part * patient.pressor.systolic;
  const systolic = drawn('pressure', patient.systolic + pressor, above(patient.systolic)) + drift;
  // +6.0 diastolic for +7.4 systolic in the larger series.
  const diastolic = drawn('pressure', patient.diastolic + 0.8 * pressor, above(patient.diastolic)) + 0.6 * drift;

  return {
    heartRate: Math.max(0, heartRate),
    systolic,
    diastolic,
    mean: diastolic + (systolic - diastolic) / 3,
    spo2: clamp(0, drawn('spo2', patient.spo2, toValue) + 0.4 * noise.wander('saturation', atMs, 45_000), 100),
    respiratoryRate: Math.max(0, respiratoryRate),
    perfusionIndex: clamp(0.3, 3 + 0.8 * noise.wander('perfusion', atMs, 30_000) + 0.2 * breath, 12),
    rhythm: influences.rhythm,
  };
}
