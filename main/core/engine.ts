import { judgeSuite } from '../../shared/alarms/alarm-evaluator.ts';
import { alertIdOf, isAlertEvent } from '../../shared/alarms/alert-events.ts';
import { type Candidates, NO_CANDIDATES } from '../../shared/alarms/candidates.ts';
import { watchChair } from '../../shared/alarms/monitor-chair.ts';
import { earliestAfter } from '../../shared/alarms/wake.ts';
import type { Snapshot } from '../../shared/board/snapshot.ts';
import type { TrendPoint } from '../../shared/board/views.ts';
import { type AlertId, CHAIRS, type Chair, type SourceId } from '../../shared/kernel/ids.ts';
import { err } from '../../shared/kernel/result.ts';
import { after, type Instant, seconds } from '../../shared/kernel/units.ts';
import { automaticEvents } from '../../shared/session/automatic-events.ts';
import { type BaselineDraft, draftBaseline } from '../../shared/session/baseline-draft.ts';
import { withCharted } from '../../shared/session/charted-vitals.ts';
import { currentBaseline } from '../../shared/session/clocks.ts';
import { deadlines } from '../../shared/session/deadlines.ts';
import { evolveSuite } from '../../shared/session/evolve-suite.ts';
import { contradicts } from '../../shared/session/identity.ts';
import type { Command } from '../../shared/session/session-commands.ts';
import type { Session } from '../../shared/session/session-state.ts';
import type { SuiteEvent } from '../../shared/session/suite.ts';
import { type ChairVitals, NO_VITALS } from '../../shared/vitals/chair-vitals.ts';
import type { Report } from '../../shared/vitals/observation.ts';
import type { Pressure } from '../../shared/vitals/pressure.ts';
import { type ChairLive, listensTo, liveFor, NOTHING_LIVE, withMonitorReport } from './chair-live.ts';
import { type CommandAnswer, createCommandDesk } from './command-desk.ts';
import type { ActBy, EngineOptions, Incoming, MessageToStore } from './engine-types.ts';
import { createRecorder, type EventDraft } from './recorder.ts';
import { createRepeatFilter } from './repeat-filter.ts';
import { disconnected, heard, type LinkNow, linkAt, type Sources, unassigned } from './sources.ts';
import { createStoredBefore } from './stored-before.ts';
import { createWakeTimer } from './wake-timer.ts';

/** Messages of one monitor within which a repeat is known without asking the disk: some minutes. */
const REPEATS_KNOWN = 1_000;
const RETRY_EVERY = seconds(1);

/**
 * The one queue of the suite. A command, a monitor's message or a moment reached is taken up alone and to
 * its end: decide, fold, hand to the disk, judge, tell the screens. Nothing here waits between reading the
 * state and changing it, so nothing can come between.
 */
export function createEngine(options: EngineOptions) {
  const { clock, protocol } = options;
  const lives = new Map<Chair, ChairLive>(CHAIRS.map((chair) => [chair, NOTHING_LIVE]));
  const { chronicle } = options;
  const repeats = createRepeatFilter<boolean>(REPEATS_KNOWN);
  const storedBefore = createStoredBefore();
  let sources: Sources = new Map();
  let suite: { readonly candidates: Candidates; readonly wakeAt: Instant | null } = {
    candidates: NO_CANDIDATES,
    wakeAt: null,
  };
  let cancelRetry: (() => void) | null = null;
  let stopped = false;

  const recorder = createRecorder<MessageToStore>({
    initial: options.initial,
    evolve: evolveSuite,
    survivesFailure: isAlertEvent,
    append: options.append,
    onCommitted: (event, after) => chronicle.tell(event, after),
    onChange: () => {
      keepTrying();
      options.onChange({ chairs: CHAIRS, alerts: true, urgent: true });
    },
  });

  function keepTrying(): void {
    if (stopped || recorder.recording() || cancelRetry !== null) return;
    cancelRetry = clock.wakeAt(after(clock.now(), RETRY_EVERY), () => {
      cancelRetry = null;
      void recorder.retry().then(keepTrying);
    });
  }

  const live = (chair: Chair): ChairLive => lives.get(chair) ?? NOTHING_LIVE;
  const sessionAt = (chair: Chair): Session | null => recorder.state().sessions[chair];
  const vitalsOf = (chair: Chair): ChairVitals => withCharted(live(chair).vitals, sessionAt(chair));

  /** After every change of the log: a chair whose patient or monitor changed begins with nothing seen. */
  function followSessions(): void {
    for (const chair of CHAIRS) lives.set(chair, liveFor(live(chair), sessionAt(chair)));
  }

  /** The station's own events: judgements and what follows from the clock. */
  function recordAsStation(
    events: readonly SuiteEvent[],
    at: Instant,
    message: MessageToStore | null = null,
  ): Promise<boolean> {
    const drafts = events.map(
      (event): EventDraft => ({ at, effectiveAt: at, actor: 'station', workstation: null, commandId: null, event }),
    );
    const written = recorder.record(drafts, message);
    followSessions();
    return written;
  }

  /** A bug in judging one chair is held to that chair: there the link counts as lost, and the others go on. */
  function judgeOne(chair: Chair, now: Instant): readonly SuiteEvent[] {
    const seen = live(chair);
    const link = linkAt(sources, sessionAt(chair)?.monitor ?? null, now);
    try {
      return look(chair, { ...seen, brokenSince: null }, { vitals: vitalsOf(chair), link }, now);
    } catch (error) {
      options.onFault(chair, error);
      return judgeBlind(chair, { ...seen, brokenSince: seen.brokenSince ?? now }, now);
    }
  }

  /** Without the values that may have thrown: what is left is that nobody watches this chair, and that is an alarm. */
  function judgeBlind(chair: Chair, seen: ChairLive, now: Instant): readonly SuiteEvent[] {
    const vitals = { ...NO_VITALS, pressures: seen.vitals.pressures };
    try {
      return look(chair, seen, { vitals, link: { state: 'lost', since: seen.brokenSince, lostAt: null } }, now);
    } catch (error) {
      options.onFault(chair, error);
      lives.set(chair, { ...seen, wakeAt: null });
      return [];
    }
  }

  /** One look, remembered as what the chair's delays have come to. */
  function look(
    chair: Chair,
    seen: ChairLive,
    { vitals, link }: { readonly vitals: ChairVitals; readonly link: LinkNow },
    now: Instant,
  ): readonly SuiteEvent[] {
    const { alerts } = recorder.state();
    const watched = { chair, session: sessionAt(chair), vitals, link, alerts, candidates: seen.candidates, protocol };
    const { candidates, events, wakeAt } = watchChair(watched, now);
    lives.set(chair, { ...seen, candidates, wakeAt: earliestAfter(now, [wakeAt, link.lostAt]) });
    return events;
  }

  function judge(chairs: readonly Chair[], now: Instant): boolean {
    const before = recorder.state();
    for (const chair of chairs) {
      const events = judgeOne(chair, now);
      if (events.length > 0) void recordAsStation(events, now);
    }
    const { sessions, staffing, alerts } = recorder.state();
    const judged = judgeSuite({ sessions, staffing, protocol, alerts, candidates: suite.candidates, now });
    suite = judged;
    if (judged.events.length > 0) void recordAsStation(judged.events, now);
    const follows = automaticEvents(recorder.state());
    if (follows.length > 0) void recordAsStation(follows, now);
    return recorder.state() !== before;
  }

  function sleep(now: Instant): void {
    const moments = [
      suite.wakeAt,
      ...[...lives.values()].map(({ wakeAt }) => wakeAt),
      ...deadlines(recorder.state(), vitalsOf, now, protocol),
    ];
    timer.set(earliestAfter(now, moments));
  }

  const timer = createWakeTimer(clock, () => {
    const now = clock.now();
    const decided = judge(CHAIRS, now);
    sleep(now);
    options.onChange({ chairs: CHAIRS, alerts: decided, urgent: decided });
  });

  function takeUp(incoming: Incoming): Promise<boolean> {
    const { report, raw, timed } = incoming;
    const { source, receivedAt } = report;
    sources = heard(sources, report, incoming.simulated);
    const chair = chairOf(source);
    const session = chair === null ? null : sessionAt(chair);
    const identity = listensTo(session, report) ? identityEvents(session, report) : [];
    const owner =
      listensTo(session, report) && session.identityMismatch === null && identity.length === 0 ? session.id : null;
    const stored = recordAsStation(identity, receivedAt, { report, raw, timed, chair, session: owner });
    let decided = identity.length > 0;
    const isRepeat = timed && storedBefore.has(report);
    if (chair !== null && listensTo(session, report) && !isRepeat) {
      lives.set(chair, withMonitorReport(live(chair), session, report, protocol));
      decided = judge([chair], receivedAt) || decided;
    }
    sleep(receivedAt);
    options.onChange({ chairs: chair === null ? [] : [chair], alerts: decided, urgent: decided });
    return stored;
  }

  /** The feed that watches a chair, bound to a patient or not. */
  const watching = (chair: Chair): SourceId | null =>
    [...sources.keys()].find((source) => chairOf(source) === chair) ?? null;

  /** Names come over wires: what every object inherits (constructor) is no feed of ours. */
  const chairOf = (source: SourceId): Chair | null => {
    const { assignments } = recorder.state();
    return Object.hasOwn(assignments, source) ? (assignments[source] ?? null) : null;
  };

  const desk = createCommandDesk({
    ...options,
    state: recorder.state,
    record: (drafts) => {
      const written = recorder.record(drafts, null);
      const now = clock.now();
      followSessions();
      judge(CHAIRS, now);
      sleep(now);
      options.onChange({ chairs: CHAIRS, alerts: true, urgent: true });
      return written;
    },
    vitals: vitalsOf,
    draft: draftOf,
    sourceExists: (source) => sources.has(source) || chairOf(source) !== null,
  });

  function draftOf(chair: Chair): BaselineDraft | null {
    const session = sessionAt(chair);
    if (session?.phase !== 'BASELINE') return null;
    const { window } = live(chair);
    return draftBaseline(
      {
        vitals: vitalsOf(chair),
        window,
        restSince: session.restSince,
        vitalsFrom: session.vitalsFrom,
        previous: currentBaseline(session),
        protocol,
      },
      clock.now(),
    );
  }

  return {
    command: (command: Command, by: ActBy): Promise<CommandAnswer> =>
      stopped ? Promise.resolve(err({ code: 'not-connected' })) : desk.command(command, by),
    state: recorder.state,

    /** A monitor's message; resolves true once it is on disk, and only then may it be acknowledged. */
    async receive(incoming: Incoming): Promise<boolean> {
      if (stopped) return false;
      const { source } = incoming.report;
      const stored = await repeats.once(source, incoming.raw, incoming.timed, () => takeUp(incoming));
      if (!stored) repeats.forget(source, incoming.raw);
      return stored;
    },

    /** The connection or line under a feed ended. */
    disconnected(source: SourceId): void {
      if (stopped) return;
      const now = clock.now();
      sources = disconnected(sources, source, now);
      const chair = chairOf(source);
      if (chair === null) return;
      const decided = judge([chair], now);
      sleep(now);
      options.onChange({ chairs: [chair], alerts: decided, urgent: true });
    },

    /** The station's own facts: that it started, who works here. */
    announce(events: readonly SuiteEvent[]): Promise<boolean> {
      return recordAsStation(events, clock.now());
    },

    /** After a restart: what the record still knows of a session's pressures and trend. */
    restore(
      chair: Chair,
      { pressures, trend }: { readonly pressures: readonly Pressure[]; readonly trend: readonly TrendPoint[] },
    ): void {
      const seen = liveFor(live(chair), sessionAt(chair));
      lives.set(chair, { ...seen, vitals: { ...seen.vitals, pressures }, trend });
    },

    /**
     * After a restart: what was received in the last minutes runs through the detectors again, so that no
     * delay begins anew. What they decided then is on record already; only the running delays are kept.
     */
    remember(reports: readonly Report[]): void {
      for (const report of reports) {
        const chair = chairOf(report.source);
        if (chair === null) continue;
        storedBefore.add(report);
        const session = sessionAt(chair);
        if (!listensTo(session, report)) continue;
        sources = heard(sources, report, false);
        lives.set(chair, withMonitorReport(liveFor(live(chair), session), session, report, protocol));
        judgeOne(chair, report.receivedAt);
      }
    },

    /** Judges all that is known and begins to wake by itself. */
    start(): void {
      const now = clock.now();
      followSessions();
      judge(CHAIRS, now);
      sleep(now);
    },

    /** Takes up nothing more; what is under way is still written. */
    stop(): void {
      stopped = true;
      timer.stop();
      cancelRetry?.();
    },

    snapshot(): Snapshot {
      const state = recorder.state();
      const now = clock.now();
      const waiting = new Set<AlertId>(
        recorder.unrecorded().flatMap(({ event }) => (isAlertEvent(event) ? [alertIdOf(event)] : [])),
      );
      return {
        state,
        protocol,
        now,
        recording: recorder.recording(),
        alertRecorded: (alert) => !waiting.has(alert),
        unassigned: unassigned(sources, state.assignments),
        chairs: (chair) => {
          const monitor = state.sessions[chair]?.monitor ?? watching(chair);
          const { brokenSince } = live(chair);
          const { state: link, since } =
            brokenSince === null ? linkAt(sources, monitor, now) : { state: 'lost' as const, since: brokenSince };
          const simulated = monitor !== null && sources.get(monitor)?.simulated === true;
          return { vitals: vitalsOf(chair), link: { state: link, since }, simulated, baselineDraft: draftOf(chair) };
        },
      };
    },

    trend: (chair: Chair): readonly TrendPoint[] => live(chair).trend,
    timeline: chronicle.timeline,
    alertHistory: chronicle.alerts,
    sources: (): Sources => sources,
  };
}
export type Engine = ReturnType<typeof createEngine>;

/** A monitor that names somebody else than the chair's patient, once for each name it shows (clinical decision 16). */
function identityEvents(session: Session, { patientId }: Report): readonly SuiteEvent[] {
  if (!contradicts(session, patientId) || session.identityMismatch?.shown === patientId) return [];
  return [{ type: 'identity-mismatched', chair: session.chair, session: session.id, shown: patientId }];
}
