import type { CallError, StreamInput, StreamName, StreamView } from '../../shared/link/contract.ts';
import type { ScreenFrame, StationFrame } from '../../shared/link/frames.ts';
import type { LinkTimers } from '../../shared/link/link-timers.ts';

/** A view that the station could not make is asked for again this much later, for as long as somebody looks. */
const RETRY_MS = 2_000;

export type ViewFrame = Extract<StationFrame, { kind: 'snapshot' | 'update' }>;

type Watched = {
  readonly stream: StreamName;
  readonly input: unknown;
  readonly show: (view: unknown, position: number) => void;
  readonly refused: (error: CallError) => void;
  /** Of the subscription in force; null while there is none. */
  id: number | null;
  /** Of the last frame; null before its snapshot. */
  sequence: number | null;
  cancelRetry: () => void;
};

export type LiveViewsContext = {
  readonly timers: LinkTimers;
  readonly nextId: () => number;
  readonly isLive: () => boolean;
  readonly send: (frame: ScreenFrame) => void;
};

/** What this screen looks at; asked for again after every new hello, every gap and every change of seat. */
export class LiveViews {
  readonly #context: LiveViewsContext;
  readonly #watched = new Set<Watched>();

  constructor(context: LiveViewsContext) {
    this.#context = context;
  }

  watch<Name extends StreamName>(
    stream: Name,
    input: StreamInput<Name>,
    onView: (view: StreamView[Name], position: number) => void,
    onRefused: (error: CallError) => void,
  ): () => void {
    const watched: Watched = {
      stream,
      input,
      // Trusted and not parsed: the hello has shown that the station is of the same build as this page.
      show: (view, position) => onView(view as StreamView[Name], position),
      refused: onRefused,
      id: null,
      sequence: null,
      cancelRetry: () => {},
    };
    this.#watched.add(watched);
    if (this.#context.isLive()) this.#subscribe(watched);
    return () => {
      this.#watched.delete(watched);
      this.#unsubscribe(watched);
    };
  }

  /** After a hello: the station knows of no subscription. */
  subscribeAll(): void {
    for (const watched of this.#watched) {
      watched.id = null;
      this.#subscribe(watched);
    }
  }

  /** Somebody else sits here: what was refused before may be permitted now. */
  subscribeRefused(): void {
    for (const watched of this.#watched) if (watched.id === null) this.#subscribe(watched);
  }

  received({ kind, id, sequence, position, view }: ViewFrame): void {
    const watched = this.#byId(id);
    // Still on its way when it was unsubscribed.
    if (watched === undefined) return;
    const expected = kind === 'snapshot' ? 0 : watched.sequence === null ? null : watched.sequence + 1;
    if (sequence !== expected) {
      this.#unsubscribe(watched);
      this.#subscribe(watched);
      return;
    }
    watched.sequence = sequence;
    watched.show(view, position);
  }

  /** False when nobody here looks under this id. */
  refused(id: number, error: CallError): boolean {
    const watched = this.#byId(id);
    if (watched === undefined) return false;
    watched.id = null;
    if (error.code === 'failed' || error.code === 'too-slow') {
      watched.cancelRetry = this.#context.timers.setTimer(() => this.#subscribe(watched), RETRY_MS);
    }
    watched.refused(error);
    return true;
  }

  /** The link is closed for good. */
  clear(): void {
    for (const watched of this.#watched) watched.cancelRetry();
    this.#watched.clear();
  }

  #byId(id: number): Watched | undefined {
    for (const watched of this.#watched) if (watched.id === id) return watched;
    return undefined;
  }

  #subscribe(watched: Watched): void {
    watched.cancelRetry();
    if (!this.#context.isLive() || watched.id !== null) return;
    watched.id = this.#context.nextId();
    watched.sequence = null;
    this.#context.send({ kind: 'subscribe', id: watched.id, stream: watched.stream, input: watched.input });
  }

  #unsubscribe(watched: Watched): void {
    watched.cancelRetry();
    if (watched.id !== null && this.#context.isLive()) this.#context.send({ kind: 'unsubscribe', id: watched.id });
    watched.id = null;
  }
}
