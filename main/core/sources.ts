import type { UnassignedSource } from '../../shared/board/views.ts';
import type { Chair, SourceId } from '../../shared/kernel/ids.ts';
import { after, type Instant } from '../../shared/kernel/units.ts';
import { lostAfter } from '../../shared/vitals/freshness.ts';
import type { Report } from '../../shared/vitals/observation.ts';

/** What the engine knows of one monitor feed. */
export type SourceLive = {
  readonly source: SourceId;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  /** Its connection or line is up; a feed can be up and silent. */
  readonly connected: boolean;
  /** When `connected` last changed. */
  readonly since: Instant;
  readonly location: string | null;
  /** It says of itself that it sends no patient's values (a simulator, a demo mode). */
  readonly simulated: boolean;
  /** One reading, so that a person can tell which monitor this is. */
  readonly sample: string;
};

export type Sources = ReadonlyMap<SourceId, SourceLive>;

/** Far more than a suite owns: a stranger that invents names cannot fill the memory. */
const SOURCES_MAX = 200;

const sampleOf = ({ observations }: Report): string => {
  const shown = observations.find((observation) => observation.value !== null);
  return shown === undefined ? '' : `${shown.parameter} ${shown.value}`;
};

/** A message came: the feed is there. Beyond SOURCES_MAX the longest silent one is forgotten. */
export function heard(sources: Sources, report: Report, simulated: boolean): Sources {
  const { source, receivedAt, location } = report;
  const known = sources.get(source);
  const next = new Map(sources);
  next.set(source, {
    source,
    firstSeenAt: known?.firstSeenAt ?? receivedAt,
    lastSeenAt: receivedAt,
    connected: true,
    since: known?.connected === true ? known.since : receivedAt,
    location: location ?? known?.location ?? null,
    simulated,
    sample: sampleOf(report) || (known?.sample ?? ''),
  });
  if (next.size > SOURCES_MAX) {
    const silent = [...next.values()].reduce((a, b) => (a.lastSeenAt <= b.lastSeenAt ? a : b));
    next.delete(silent.source);
  }
  return next;
}

/** The connection or line under a feed ended. */
export function disconnected(sources: Sources, source: SourceId, now: Instant): Sources {
  const known = sources.get(source);
  if (known === undefined || !known.connected) return sources;
  return new Map(sources).set(source, { ...known, connected: false, since: now });
}

export type LinkNow = {
  readonly state: 'none' | 'live' | 'lost';
  readonly since: Instant | null /** When silence alone will make it lost. */;
  readonly lostAt: Instant | null;
};

/** Is the feed's link there: its connection stands and something came within the lost bound. */
export function linkAt(sources: Sources, source: SourceId | null, now: Instant): LinkNow {
  const known = source === null ? undefined : sources.get(source);
  if (known === undefined) return { state: 'none', since: null, lostAt: null };
  if (!known.connected) return { state: 'lost', since: known.since, lostAt: null };
  const lostAt = after(known.lastSeenAt, lostAfter(null));
  return now > lostAt ? { state: 'lost', since: lostAt, lostAt: null } : { state: 'live', since: known.since, lostAt };
}

/** Feeds that watch no chair, the latest heard first. */
export const unassigned = (
  sources: Sources,
  assignments: Readonly<Record<SourceId, Chair>>,
): readonly UnassignedSource[] =>
  [...sources.values()]
    .filter(({ source }) => assignments[source] === undefined)
    .sort((a, b) => b.lastSeenAt - a.lastSeenAt)
    .slice(0, 20)
    .map(({ source, firstSeenAt, lastSeenAt, location, sample }) => ({
      source,
      firstSeenAt,
      lastSeenAt,
      location,
      sample,
    }));
