import type { Rhythm, SensorFault } from '../../../shared/vitals/observation.ts';
import type { Pull } from './patient.ts';
import { type Change, type LineFault, SCENARIOS, type ScenarioName } from './scenarios.ts';

/** A scenario with its onset, on the patient's clock. It lasts until the next scene's onset. */
export type Scene = { readonly name: ScenarioName; readonly atMs: number };

/** Older scenes have long let go of the patient. */
const SCENES_MAX = 8;

/** What the scenes together make of one moment. */
export type Staged = {
  readonly rhythm: Rhythm;
  readonly pulls: readonly Pull[];
  readonly faults: readonly SensorFault[];
  readonly line: LineFault | null;
  /** Whom the monitor names instead of its own patient; null for its own. */
  readonly patientId: string | null;
};

export function withScene(scenes: readonly Scene[], scene: Scene): readonly Scene[] {
  const before = scenes.filter(({ atMs }) => atMs < scene.atMs);
  return [...before, scene].slice(-SCENES_MAX);
}

const endOf = (scenes: readonly Scene[], index: number): number => scenes[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;

function currentChanges(scenes: readonly Scene[], atMs: number): { changes: readonly Change[]; sinceMs: number } {
  const scene = scenes.findLast((candidate) => candidate.atMs <= atMs);
  return scene === undefined
    ? { changes: [], sinceMs: 0 }
    : { changes: SCENARIOS[scene.name].changes, sinceMs: atMs - scene.atMs };
}

/**
 * @param atMs now, on the patient's clock
 * @param speed how much faster the patient's clock runs than the monitor's: what the line does is not hurried
 */
export function stage(scenes: readonly Scene[], atMs: number, speed: number): Staged {
  const pulls = scenes.flatMap((scene, index) =>
    SCENARIOS[scene.name].changes.flatMap((change): readonly Pull[] =>
      change.kind === 'pull'
        ? [
            {
              of: change.of,
              to: change.to,
              overMs: change.overMs,
              fromMs: scene.atMs + change.fromMs,
              untilMs: endOf(scenes, index),
            },
          ]
        : [],
    ),
  );
  const { changes, sinceMs } = currentChanges(scenes, atMs);
  const lineMs = sinceMs / speed;
  let staged: Staged = { rhythm: 'sinus', pulls, faults: [], line: null, patientId: null };
  for (const change of changes) {
    if (change.kind === 'rhythm' && sinceMs >= change.fromMs) staged = { ...staged, rhythm: change.rhythm };
    if (change.kind === 'sensor' && sinceMs >= change.fromMs) {
      staged = { ...staged, faults: [...staged.faults, change.fault] };
    }
    if (change.kind === 'line' && lineMs >= change.fromMs && lineMs < change.untilMs) {
      staged = { ...staged, line: change.fault };
    }
    if (change.kind === 'identity' && lineMs >= change.fromMs) staged = { ...staged, patientId: change.patientId };
  }
  return staged;
}

/** When, after `fromMs` and up to `toMs`, a scene has the cuff started. */
export const cuffsBetween = (scenes: readonly Scene[], fromMs: number, toMs: number): readonly number[] =>
  scenes.flatMap((scene, index) =>
    SCENARIOS[scene.name].changes.flatMap((change) => {
      if (change.kind !== 'cuff') return [];
      const at = scene.atMs + change.atMs;
      return at > fromMs && at <= toMs && at < endOf(scenes, index) ? [at] : [];
    }),
  );
