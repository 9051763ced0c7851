import { type Candidates, NO_CANDIDATES } from '../../shared/alarms/candidates.ts';
import type { TrendPoint } from '../../shared/board/views.ts';
import type { SessionId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/units.ts';
import type { Protocol } from '../../shared/protocol/protocol.ts';
import { type BaselineWindow, NO_SAMPLES, withSample } from '../../shared/session/baseline-window.ts';
import type { Session } from '../../shared/session/session-state.ts';
import { type ChairVitals, NO_VITALS, withReport } from '../../shared/vitals/chair-vitals.ts';
import type { Report } from '../../shared/vitals/observation.ts';
import { withPoint } from './trend-buffer.ts';

/** What a chair's monitor has shown for its present patient: everything the log does not hold. */
export type ChairLive = {
  readonly session: SessionId | null;
  /** Moves on when the monitor is bound: what was seen before belongs to nobody. */
  readonly from: Instant | null;
  readonly vitals: ChairVitals;
  readonly window: BaselineWindow;
  readonly candidates: Candidates;
  readonly trend: readonly TrendPoint[];
  /** When judging again could give another answer though nothing came. */
  readonly wakeAt: Instant | null;
  /** Since when judging this chair throws: a bug, held to this chair and shown on it as a lost link. */
  readonly brokenSince: Instant | null;
};

export const NOTHING_LIVE: ChairLive = {
  session: null,
  from: null,
  vitals: NO_VITALS,
  window: NO_SAMPLES,
  candidates: NO_CANDIDATES,
  trend: [],
  wakeAt: null,
  brokenSince: null,
};

/** Another patient, or another monitor bound: nothing seen so far is carried over. */
export function liveFor(live: ChairLive, session: Session | null): ChairLive {
  const id = session?.id ?? null;
  const from = session?.vitalsFrom ?? null;
  return live.session === id && live.from === from ? live : { ...NOTHING_LIVE, session: id, from };
}

/** Is this report about the chair's present patient? Only a bound monitor speaks for one, and only since it was bound. */
export const listensTo = (session: Session | null, report: Report): session is Session =>
  session !== null && session.monitor === report.source && report.receivedAt >= session.vitalsFrom;

export function withMonitorReport(live: ChairLive, session: Session, report: Report, protocol: Protocol): ChairLive {
  const vitals = withReport(live.vitals, report, session.vitalsFrom);
  return {
    ...live,
    vitals,
    window:
      session.phase === 'BASELINE' || session.phase === 'READY'
        ? withSample(live.window, report, protocol.baseline.ecgWindow, report.receivedAt)
        : NO_SAMPLES,
    trend: withPoint(live.trend, vitals, report.receivedAt),
  };
}
