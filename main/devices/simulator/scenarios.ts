import type { Rhythm, SensorFault } from '../../../shared/vitals/observation.ts';
import type { Pulled } from './patient.ts';

/**
 * What a scenario does and when, in milliseconds after its onset. Body and sensors follow the patient's
 * clock, which `--speed` may hurry; the line and the name on the screen follow the monitor's.
 */
export type Change =
  | {
      readonly kind: 'pull';
      readonly of: Pulled;
      readonly to: number;
      readonly overMs: number;
      readonly fromMs: number;
    }
  | { readonly kind: 'rhythm'; readonly rhythm: Rhythm; readonly fromMs: number }
  | { readonly kind: 'sensor'; readonly fault: Exclude<SensorFault, 'nibpFailed'>; readonly fromMs: number }
  | { readonly kind: 'cuff'; readonly atMs: number }
  | { readonly kind: 'line'; readonly fault: LineFault; readonly fromMs: number; readonly untilMs: number }
  | { readonly kind: 'identity'; readonly patientId: string; readonly fromMs: number };

/** down: the cable is out. flood: a message every 10 ms. garbage: noise and broken frames between the messages. */
export type LineFault = 'down' | 'flood' | 'garbage';

export type Scenario = {
  readonly summary: string;
  /** How long a monitor started with this scenario shows an ordinary patient first, on the patient's clock. */
  readonly leadInMs: number;
  readonly changes: readonly Change[];
};

export const SCENARIO_NAMES = [
  'quiet',
  'pressor',
  'bradycardia',
  'tachycardia',
  'af',
  'desaturation',
  'leads-off',
  'probe-off',
  'link-loss',
  'wrong-patient',
  'flood',
  'garbage',
] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

const LEAD_IN_MS = 20_000;

/** A scenario lasts until another takes its place, but for what the line does. */
export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  quiet: { summary: 'an ordinary infusion', leadInMs: 0, changes: [] },
  pressor: {
    summary: 'pressure 28 % above rest, confirmed by a repeat two minutes later',
    // Two ordinary pressures first, for a baseline: the monitor takes them at 5 s and 95 s.
    leadInMs: 150_000,
    changes: [
      { kind: 'pull', of: 'pressure', to: 28, overMs: 20_000, fromMs: 0 },
      { kind: 'pull', of: 'heartRate', to: 88, overMs: 20_000, fromMs: 0 },
      { kind: 'cuff', atMs: 30_000 },
      { kind: 'cuff', atMs: 150_000 },
    ],
  },
  bradycardia: {
    summary: 'heart rate falls to about 44',
    leadInMs: LEAD_IN_MS,
    changes: [{ kind: 'pull', of: 'heartRate', to: 44, overMs: 10_000, fromMs: 0 }],
  },
  tachycardia: {
    summary: 'heart rate rises to about 122',
    leadInMs: LEAD_IN_MS,
    changes: [{ kind: 'pull', of: 'heartRate', to: 122, overMs: 10_000, fromMs: 0 }],
  },
  af: {
    summary: 'atrial fibrillation with a rate of about 88',
    leadInMs: LEAD_IN_MS,
    changes: [
      { kind: 'rhythm', rhythm: 'atrialFibrillation', fromMs: 0 },
      { kind: 'pull', of: 'heartRate', to: 88, overMs: 5_000, fromMs: 0 },
    ],
  },
  desaturation: {
    summary: 'SpO2 falls to about 87 % as breathing slows',
    leadInMs: LEAD_IN_MS,
    changes: [
      { kind: 'pull', of: 'respiratoryRate', to: 10.5, overMs: 15_000, fromMs: 0 },
      { kind: 'pull', of: 'spo2', to: 87, overMs: 30_000, fromMs: 5_000 },
    ],
  },
  'leads-off': {
    summary: 'the ECG electrodes come off: no heart rate, no rhythm, no respiration',
    leadInMs: LEAD_IN_MS,
    changes: [{ kind: 'sensor', fault: 'ecgLeadsOff', fromMs: 0 }],
  },
  'probe-off': {
    summary: 'the finger probe comes off: no SpO2, no pulse',
    leadInMs: LEAD_IN_MS,
    changes: [{ kind: 'sensor', fault: 'spo2ProbeOff', fromMs: 0 }],
  },
  'link-loss': {
    summary: 'the cable is out for 45 s, then back',
    leadInMs: LEAD_IN_MS,
    // Longer than 30 s, from when on a feed counts as lost.
    changes: [{ kind: 'line', fault: 'down', fromMs: 0, untilMs: 45_000 }],
  },
  'wrong-patient': {
    summary: 'the monitor names somebody else',
    leadInMs: LEAD_IN_MS,
    changes: [{ kind: 'identity', patientId: 'SIM-SOMEBODY-ELSE', fromMs: 0 }],
  },
  flood: {
    summary: 'a hundred messages a second for 30 s',
    leadInMs: LEAD_IN_MS,
    changes: [{ kind: 'line', fault: 'flood', fromMs: 0, untilMs: 30_000 }],
  },
  garbage: {
    summary: 'noise, cut frames and nonsense between good messages for 60 s',
    leadInMs: LEAD_IN_MS,
    changes: [{ kind: 'line', fault: 'garbage', fromMs: 0, untilMs: 60_000 }],
  },
};
