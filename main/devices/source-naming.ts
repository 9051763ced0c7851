import { type SourceId, sourceId } from '../../shared/kernel/ids.ts';

/** How a configured monitor is recognised (config.ts). */
export type SourceRule = {
  readonly id: string;
  readonly via: { readonly serial: string } | { readonly location: string } | { readonly remote: string };
};

/** From where a message came. */
export type Origin =
  | { readonly wire: 'tcp'; readonly remote: string }
  | { readonly wire: 'serial'; readonly path: string };

/** A name that came over a wire is cut to this. */
const NAME_MAX = 120;

/**
 * Which monitor feed a message belongs to. A configured rule names it; PV1-3 decides before the connection,
 * because a gateway sends many beds over one. An unknown sender gets a name made of what it shows, so that it
 * appears as unassigned and can be bound to a chair.
 */
export function nameSource(rules: readonly SourceRule[], origin: Origin, location: string | null): SourceId {
  const rule = (matches: (via: SourceRule['via']) => boolean): SourceRule | undefined =>
    rules.find(({ via }) => matches(via));
  const known =
    origin.wire === 'serial'
      ? rule((via) => 'serial' in via && via.serial === origin.path)
      : (rule((via) => 'location' in via && via.location === location) ??
        rule((via) => 'remote' in via && via.remote === origin.remote));
  if (known !== undefined) return sourceId(known.id);
  if (origin.wire === 'serial') return sourceId(`serial ${origin.path}`.slice(0, NAME_MAX));
  return sourceId(
    (location === null || location === '' ? `connection ${origin.remote}` : `location ${location}`).slice(0, NAME_MAX),
  );
}
