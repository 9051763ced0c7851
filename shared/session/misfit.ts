import type { SessionEvent } from './session-events.ts';
import type { Session } from './session-state.ts';

/**
 * A fact that its session cannot have had. `decide` never makes one, so this is a bug or a damaged log: it
 * throws, and whoever folds holds the failure to this one chair.
 */
export function misfit(session: Session | null, event: SessionEvent): never {
  throw new Error(`event ${event.type} does not fit chair ${event.chair} in phase ${session?.phase ?? 'EMPTY'}`);
}
