import { type Chair, sourceId } from '../kernel/ids.ts';
import type { Snapshot } from './snapshot.ts';
import type { MonitorOffer } from './views.ts';

/** More than a suite owns; it keeps the view small when strangers invent names. */
const OFFERED_MOST = 20;

/**
 * The monitors that may be bound at this chair: first those that watch it, then those that watch no chair, then
 * those of empty chairs, which are free to be taken along when a monitor breaks. None that another patient needs.
 */
export function monitorsOffered(chair: Chair, { state, unassigned }: Snapshot): readonly MonitorOffer[] {
  const assigned = Object.keys(state.assignments)
    .sort()
    .flatMap((name): readonly MonitorOffer[] => {
      const source = sourceId(name);
      const watches = state.assignments[source];
      return watches === undefined ? [] : [{ source, watches }];
    });
  const isBoundElsewhere = ({ source }: MonitorOffer): boolean =>
    Object.values(state.sessions).some((session) => session?.monitor === source && session.chair !== chair);
  return [
    ...assigned.filter(({ watches }) => watches === chair),
    ...unassigned
      .filter(({ source }) => !Object.hasOwn(state.assignments, source))
      .map(({ source }): MonitorOffer => ({ source, watches: null })),
    ...assigned.filter(({ watches }) => watches !== null && watches !== chair && state.sessions[watches] === null),
  ]
    .filter((offer) => !isBoundElsewhere(offer))
    .slice(0, OFFERED_MOST);
}
