import { type Instant, instant } from '../../../shared/kernel/units.ts';
import type { Rhythm } from '../../../shared/vitals/observation.ts';
import { advanceCuff, type Cuff, type CuffResult, idleCuff, inflate, withResult } from './cuff.ts';
import type { MonitorReading } from './monitor-reading.ts';
import { admitPatient, type Physiology, physiologyAt } from './patient.ts';
import type { LineFault, ScenarioName } from './scenarios.ts';
import { cuffsBetween, type Scene, stage, withScene } from './scene.ts';

/** Two pressures a minute and a half apart for the baseline, then the cycle. */
const FIRST_CUFFS_MS = [5_000, 95_000] as const;
const CUFF_EVERY_MS = 15 * 60_000;

/** Numbers dictated from outside; what is absent or null comes from the patient. */
export type FixedValues = {
  readonly heartRate?: number | null | undefined;
  readonly spo2?: number | null | undefined;
  readonly respiratoryRate?: number | null | undefined;
  readonly rhythm?: Rhythm | null | undefined;
};

export type FixedPressure = { readonly systolic: number; readonly diastolic: number; readonly mean: number };

export type BedsideOptions = {
  readonly seed: number;
  readonly patientId: string | null;
  /** What happens to the patient and the line, soonest first. */
  readonly scenes: readonly Scene[];
  /** When the drug starts, on the patient's clock: negative when it began before the monitor did. */
  readonly infusionStartsAtMs: number | null;
  /** What the cuff finds, one after another; the last one for good. Empty: whatever the patient has. */
  readonly pressures: readonly FixedPressure[];
  readonly values: FixedValues;
  /** How much faster the patient lives than the monitor's clock runs. */
  readonly speed: number;
};

/** What is to be seen at the bedside now, and what the line is doing to it. */
type BedsideView = { readonly reading: MonitorReading; readonly line: LineFault | null };

export type Bedside = {
  /**
   * @param patientMs the patient's clock, 0 when the monitor was switched on; never runs backwards
   * @param now the same moment on the monitor's clock
   */
  readonly look: (patientMs: number, now: Instant) => BedsideView;
  readonly startCuff: () => void;
  readonly dictatePressure: (pressure: FixedPressure) => void;
  readonly fix: (values: FixedValues) => void;
  readonly play: (name: ScenarioName) => void;
  readonly setInfusing: (infusing: boolean) => void;
  readonly setPatientId: (patientId: string | null) => void;
};

const whole = (value: number): number => Math.round(value);

/**
 * A patient in a chair with a monitor on: it holds what has happened so far (the cuff, the scenes, what was
 * dictated). Acts from outside happen at the moment last looked at.
 */
export function createBedside(options: BedsideOptions): Bedside {
  const patient = admitPatient(options.seed);
  let scenes = options.scenes;
  let cuff: Cuff = idleCuff(CUFF_EVERY_MS, FIRST_CUFFS_MS);
  let fixed = options.values;
  let infusionStartsAtMs = options.infusionStartsAtMs;
  let patientId = options.patientId;
  let lookedAtMs = 0;

  const bodyAt = (atMs: number): Physiology => {
    const { rhythm, pulls } = stage(scenes, atMs, options.speed);
    return physiologyAt(patient, atMs, { infusionStartsAtMs, rhythm, pulls });
  };

  const rateAt = (body: Physiology): number => fixed.heartRate ?? whole(body.heartRate);

  const measure = (atMs: number, taken: number): CuffResult => {
    const body = bodyAt(atMs);
    const dictated = options.pressures[Math.min(taken, options.pressures.length - 1)];
    const found = dictated ?? {
      systolic: whole(body.systolic),
      diastolic: whole(body.diastolic),
      mean: whole(body.mean),
    };
    return { ...found, pulse: rateAt(body) };
  };

  const advance = (toMs: number): void => {
    for (const at of cuffsBetween(scenes, lookedAtMs, toMs)) cuff = inflate(advanceCuff(cuff, at, measure), at);
    cuff = advanceCuff(cuff, toMs, measure);
    lookedAtMs = toMs;
  };

  /** The first sight of a result settles its time on the monitor's clock: one measurement, one time. */
  let settled: { readonly atMs: number; readonly at: Instant } | null = null;
  const measuredAt = (atMs: number, patientMs: number, now: Instant): Instant => {
    if (settled === null || settled.atMs !== atMs) {
      settled = { atMs, at: instant(Math.round(now - (patientMs - atMs) / options.speed)) };
    }
    return settled.at;
  };

  const look: Bedside['look'] = (patientMs, now) => {
    advance(patientMs);
    const staged = stage(scenes, patientMs, options.speed);
    const body = bodyAt(patientMs);
    const ecg = !staged.faults.includes('ecgLeadsOff');
    const probe = !staged.faults.includes('spo2ProbeOff');
    const { last } = cuff;
    return {
      line: staged.line,
      reading: {
        at: now,
        patientId: staged.patientId ?? patientId,
        heartRate: ecg ? rateAt(body) : null,
        rhythm: ecg ? (fixed.rhythm ?? body.rhythm) : null,
        respiratoryRate: ecg ? (fixed.respiratoryRate ?? whole(body.respiratoryRate)) : null,
        spo2: probe ? (fixed.spo2 ?? whole(body.spo2)) : null,
        pulseRate: probe ? rateAt(body) : null,
        perfusionIndex: probe ? Math.round(body.perfusionIndex * 10) / 10 : null,
        pressure: last === null ? null : { ...last, measuredAt: measuredAt(last.atMs, patientMs, now) },
        faults: staged.faults,
      },
    };
  };

  return {
    look,
    startCuff: () => {
      cuff = inflate(cuff, lookedAtMs);
    },
    dictatePressure: (pressure) => {
      cuff = withResult(cuff, { ...pressure, pulse: rateAt(bodyAt(lookedAtMs)) }, lookedAtMs);
    },
    fix: (values) => {
      fixed = { ...fixed, ...values };
    },
    play: (name) => {
      scenes = withScene(scenes, { name, atMs: lookedAtMs });
    },
    setInfusing: (infusing) => {
      infusionStartsAtMs = infusing ? lookedAtMs : null;
    },
    setPatientId: (id) => {
      patientId = id;
    },
  };
}
