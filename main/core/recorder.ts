import type { RecordedEvent, SuiteEvent, SuiteState } from '../../shared/session/suite.ts';

/** An event before it has a place in the log. */
export type EventDraft = Omit<RecordedEvent, 'position'>;

/** What is to be on disk together or not at all: events, and the message that led to them. */
export type AppendBatch<Message> = { readonly events: readonly RecordedEvent[]; readonly message: Message | null };

type Options<Message> = {
  readonly initial: SuiteState;
  readonly evolve: (state: SuiteState, event: RecordedEvent) => SuiteState;
  /** Judgements outlive a failed write: they are shown at once and written as soon as it is possible again. */
  readonly survivesFailure: (event: SuiteEvent) => boolean;
  /** Resolves true once everything in the batch is on disk; never rejects. */
  readonly append: (batch: AppendBatch<Message>) => Promise<boolean>;
  /** Told of each event once it is on disk, in order, with the state it led to: history shows what is recorded. */
  readonly onCommitted: (event: RecordedEvent, after: SuiteState) => void;
  /** Called whenever the recorded position, or whether we are recording, has changed. */
  readonly onChange: () => void;
};

/** Unrecorded judgements held while the disk refuses: more than a day of a very bad suite. */
const BACKLOG_MAX = 5_000;

/**
 * Keeps two foldings of the log: what is on disk, and what is decided. Events take effect in memory at
 * once and are numbered here alone; a caller learns when they are on disk. When a write fails, everything
 * that was decided on top of it falls with it: the state is folded again from what is on disk, commands
 * are told that nothing has happened, and judgements wait, in order, to be written.
 */
export function createRecorder<Message>(options: Options<Message>) {
  const { evolve, append, onChange } = options;
  let committed = options.initial;
  let state = options.initial;
  let inFlight = 0;
  let fallen: RecordedEvent[] = [];
  let backlog: readonly RecordedEvent[] = [];
  let unrecorded: readonly RecordedEvent[] = [];
  let failing = false;
  let retrying = false;

  const number = (drafts: readonly EventDraft[], from: number): RecordedEvent[] =>
    drafts.map((draft, i) => ({ ...draft, position: from + 1 + i }));
  const apply = (events: readonly RecordedEvent[]): void => {
    state = events.reduce(evolve, state);
    unrecorded = [...unrecorded, ...events];
  };
  const commit = (events: readonly RecordedEvent[]): void => {
    for (const event of events) {
      committed = evolve(committed, event);
      options.onCommitted(event, committed);
    }
    unrecorded = unrecorded.filter(({ position }) => position > committed.position);
  };

  function hold(drafts: readonly EventDraft[]): void {
    const held = number(drafts.slice(0, BACKLOG_MAX - backlog.length), state.position);
    backlog = [...backlog, ...held];
    apply(held);
  }

  /** Every write that was under way has ended: go back to what is on disk, and keep the judgements. */
  function foldAgain(): void {
    const judgements = fallen
      .filter(({ event }) => options.survivesFailure(event))
      .sort((a, b) => a.position - b.position);
    fallen = [];
    state = committed;
    unrecorded = [];
    backlog = [];
    hold(judgements);
  }

  async function write(events: readonly RecordedEvent[], message: Message | null): Promise<boolean> {
    inFlight += 1;
    const written = await append({ events, message });
    inFlight -= 1;
    if (written) commit(events);
    else fallen.push(...events);
    failing = !written || fallen.length > 0;
    if (failing && inFlight === 0) foldAgain();
    if (failing || events.length > 0) onChange();
    return written;
  }

  /** While the disk refuses: judgements take effect and wait, everything else is tried or refused at once. */
  function recordWhileFailing(drafts: readonly EventDraft[], message: Message | null): Promise<boolean> {
    const judgements = drafts.filter(({ event }) => options.survivesFailure(event));
    if (inFlight === 0) hold(judgements);
    else {
      const events = number(judgements, state.position);
      apply(events);
      fallen.push(...events);
    }
    if (judgements.length < drafts.length) return Promise.resolve(false);
    return message === null ? Promise.resolve(false) : append({ events: [], message });
  }

  return {
    state: (): SuiteState => state,
    recordedPosition: (): number => committed.position,
    /** Decided and shown, but not on disk. */
    unrecorded: (): readonly RecordedEvent[] => unrecorded,
    recording: (): boolean => !failing,

    /** True when the whole batch is on disk. Events of a command that fails have not happened. */
    record(drafts: readonly EventDraft[], message: Message | null): Promise<boolean> {
      const waiting = backlog.length > 0 || inFlight > 0;
      if (failing && waiting) return recordWhileFailing(drafts, message);
      const events = number(drafts, state.position);
      apply(events);
      return write(events, message);
    },

    /** Tries to write the judgements that wait; true when none waits any more. */
    async retry(): Promise<boolean> {
      if (retrying || backlog.length === 0) return backlog.length === 0;
      retrying = true;
      const trying = backlog;
      const written = await append({ events: trying, message: null });
      retrying = false;
      if (!written) return false;
      commit(trying);
      backlog = backlog.slice(trying.length);
      failing = backlog.length > 0;
      onChange();
      return !failing;
    },
  };
}
