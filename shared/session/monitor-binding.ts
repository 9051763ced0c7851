import { CHAIRS, type Chair, type SourceId } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/result.ts';
import type { DecideContext } from './decide-context.ts';
import { when } from './guards.ts';

/** The chair whose session this monitor is bound to, if any. */
export const boundTo = ({ state }: DecideContext, source: SourceId): Chair | null =>
  CHAIRS.find((chair) => state.sessions[chair]?.monitor === source) ?? null;

/** May this monitor watch this chair? Not while it is bound to, or watches, another: numbers go to one patient. */
export function monitorFree(context: DecideContext, source: SourceId, chair: Chair): readonly (Refusal | null)[] {
  const bound = boundTo(context, source);
  const watches = context.state.assignments[source];
  return [
    when(!context.sourceExists(source), 'unknown-source'),
    bound !== null && bound !== chair ? when(true, 'monitor-bound-elsewhere', { chair: bound }) : null,
    watches !== undefined && watches !== chair && watches !== bound
      ? when(true, 'monitor-watches-another-chair', { chair: watches })
      : null,
  ];
}
