import { CHAIRS, type Chair } from '../../shared/kernel/ids.ts';
import { type Instant, instant, type Millis, seconds } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import { type BaselineDraft, draftBaseline } from '../../shared/session/baseline-draft.ts';
import { type BaselineWindow, NO_SAMPLES, withSample } from '../../shared/session/baseline-window.ts';
import { withCharted } from '../../shared/session/charted-vitals.ts';
import type { Session } from '../../shared/session/session-state.ts';
import { type ChairVitals, NO_VITALS, withReport } from '../../shared/vitals/chair-vitals.ts';
import type { Report } from '../../shared/vitals/observation.ts';
import { report } from './reports.ts';
import { monitorOf } from './suite-people.ts';

/** Every monitor sends this often. */
const FEED_INTERVAL = seconds(2);
/** Long enough before the end of a wait to show the interval and to be fresh. */
const HEARD_FOR = seconds(20);

/** throughout: heard every 2 s. quiet: the last 20 s of the time only, which is faster. silent: not heard. */
export type Feeds = 'quiet' | 'throughout' | 'silent';

/** What a chair's monitor has shown of its present patient; another binding starts anew. */
type Seen = {
  readonly session: string | null;
  readonly from: Instant | null;
  readonly vitals: ChairVitals;
  readonly window: BaselineWindow;
};

function seenFor(seen: Seen | undefined, session: Session | null): Seen {
  const id = session?.id ?? null;
  const from = session?.vitalsFrom ?? null;
  if (seen !== undefined && seen.session === id && seen.from === from) return seen;
  return { session: id, from, vitals: NO_VITALS, window: NO_SAMPLES };
}

/** Eight monitors of eight patients at rest: heart rate 72, SpO2 97, sinus. Only a bound one is heard. */
export function createQuietMonitors(sessionOf: (chair: Chair) => Session | null) {
  const seen = new Map<Chair, Seen>();
  const seenOf = (chair: Chair): Seen => seenFor(seen.get(chair), sessionOf(chair));

  const monitors = {
    vitals: (chair: Chair): ChairVitals => withCharted(seenOf(chair).vitals, sessionOf(chair)),

    /** Null outside BASELINE, as in the engine. */
    draft(chair: Chair, now: Instant): BaselineDraft | null {
      const session = sessionOf(chair);
      if (session?.phase !== 'BASELINE') return null;
      const { restSince, vitalsFrom, baselines } = session;
      const previous = baselines.at(-1) ?? null;
      const vitals = monitors.vitals(chair);
      const evidence = { ...seenOf(chair), vitals, restSince, vitalsFrom, previous, protocol: KETAMINE_INFUSION };
      return draftBaseline(evidence, now);
    },

    hear(chair: Chair, heard: Report): void {
      const session = sessionOf(chair);
      if (session === null || session.monitor === null) throw new Error(`no monitor is bound to chair ${chair}`);
      const before = seenOf(chair);
      seen.set(chair, {
        ...before,
        vitals: withReport(before.vitals, heard, session.vitalsFrom),
        window: withSample(before.window, heard, KETAMINE_INFUSION.baseline.ecgWindow, heard.receivedAt),
      });
    },

    /** Time passes from `now` to `end`. */
    pass(now: Instant, end: Instant, feeds: Feeds): void {
      if (feeds === 'silent') return;
      const from = feeds === 'throughout' ? now : Math.max(now, end - HEARD_FOR);
      for (const at of ticks(from, end, FEED_INTERVAL)) {
        for (const chair of CHAIRS) {
          if (sessionOf(chair)?.monitor !== monitorOf(chair)) continue;
          monitors.hear(chair, report(at, { heartRate: 72, spo2: 97, rhythm: 'sinus' }, { source: monitorOf(chair) }));
        }
      }
    },
  };
  return monitors;
}

/** Every `step` after `from`, counted back from `end`, which is always one of them unless no time passes. */
function ticks(from: number, end: Instant, step: Millis): readonly Instant[] {
  const count = Math.ceil((end - from) / step);
  return Array.from({ length: count }, (_, i) => instant(end - (count - 1 - i) * step));
}
