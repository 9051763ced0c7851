import { createHash } from 'node:crypto';
import type { SourceId } from '../../shared/kernel/ids.ts';

/** Far more than a suite owns; the longest silent is forgotten first, so that invented names fill no memory. */
const SOURCES_MAX = 200;

/**
 * A monitor that saw no answer sends the same bytes again. A byte-identical message that carries its own
 * time is therefore the same message: it is answered again, stored once and judged once, for judging it
 * twice would show an old number as fresh. MSH-10 decides nothing: some monitors repeat it for ever.
 * Remembers the last `size` messages of each source; the store remembers further back.
 */
export function createRepeatFilter<Outcome>(size: number) {
  const seen = new Map<SourceId, Map<string, Promise<Outcome>>>();
  return {
    /** Runs `handle` for a new message; a repeat gets the outcome of the first, waiting for it if need be. */
    once(source: SourceId, raw: Uint8Array, timed: boolean, handle: () => Promise<Outcome>): Promise<Outcome> {
      if (!timed) return handle();
      const known = seen.get(source) ?? new Map<string, Promise<Outcome>>();
      seen.delete(source);
      seen.set(source, known);
      if (seen.size > SOURCES_MAX) seen.delete(seen.keys().next().value as SourceId);
      const digest = createHash('sha256').update(raw).digest('base64');
      const first = known.get(digest);
      if (first !== undefined) return first;
      const outcome = handle();
      known.set(digest, outcome);
      if (known.size > size) known.delete(known.keys().next().value as string);
      return outcome;
    },
    /** Forgets a message that could not be stored, so that its repeat is tried anew. */
    forget(source: SourceId, raw: Uint8Array): void {
      seen.get(source)?.delete(createHash('sha256').update(raw).digest('base64'));
    },
  };
}
