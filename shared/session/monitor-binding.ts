import { CHAIRS, type Chair, type SourceId } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/result.ts';
import type { DecideContext } from './decide-context.ts';
import { when } from './guards.ts';

/** The chair whose session this monitor is bound to, if any. */
export const boundTo = ({ state }: DecideContext, source: SourceId): Chair | null =>
  CHAIRS.find((chair) => state.sessions[chair]?.monitor === source) ?? null;

/**
 * May this monitor watch this chair? Not while it is bound to another, or watches one with a patient: numbers
 * go to one patient. The monitor of an empty chair is free to be taken along.
 */
export function monitorFree(context: DecideContext, source: SourceId, chair: Chair): readonly (Refusal | null)[] {
  const { assignments, sessions } = context.state;
  const bound = boundTo(context, source);
  const watches = Object.hasOwn(assignments, source) ? assignments[source] : undefined;
  const isNeeded = watches !== undefined && watches !== chair && watches !== bound && sessions[watches] !== null;
  return [
    when(!context.sourceExists(source), 'unknown-source'),
    bound !== null && bound !== chair ? when(true, 'monitor-bound-elsewhere', { chair: bound }) : null,
    isNeeded ? when(true, 'monitor-watches-another-chair', { chair: watches }) : null,
  ];
}
