import { err, type Result } from '../../shared/kernel/result.ts';
import { type CallError, type CallName, isCommand } from '../../shared/link/contract.ts';
import { SCREEN_FRAME_BYTES_MAX, type ScreenFrame } from '../../shared/link/frames.ts';
import type { LinkTimers } from '../../shared/link/link-timers.ts';

/** As many as the station works on for one screen at a time. */
const PENDING_MAX = 16;
/** A person does not wait longer for a click; by then the board tells more than a late answer. */
const ANSWER_WITHIN_MS = 10_000;

type Answer = Result<unknown, CallError>;
type Ask = Omit<Extract<ScreenFrame, { kind: 'call' }>, 'id'>;
type Pending = {
  readonly ask: Ask;
  /** It may have reached the station: then only the board tells whether it acted. */
  sent: boolean;
  readonly cancelTimer: () => void;
  readonly resolve: (answer: Answer) => void;
};

export type PendingCallsContext = {
  readonly timers: LinkTimers;
  readonly newCommandId: () => string;
  readonly nextId: () => number;
  readonly isLive: () => boolean;
  readonly send: (frame: ScreenFrame) => void;
};

/**
 * Calls that wait for their answer. A command gets its id once and keeps it when it is sent again over a
 * new connection, so that it acts once. Without a link a query waits for one; a command is refused at once,
 * because a click must not act seconds after the person has looked away.
 */
export class PendingCalls {
  readonly #context: PendingCallsContext;
  /** By the id of the latest sending; an answer to an earlier one can no longer come. */
  #pending = new Map<number, Pending>();

  constructor(context: PendingCallsContext) {
    this.#context = context;
  }

  ask(name: CallName, input: unknown, expectedPosition: number | undefined): Promise<Answer> {
    const command = isCommand(name);
    if (command && !this.#context.isLive()) return Promise.resolve(err({ code: 'not-connected' }));
    if (this.#pending.size >= PENDING_MAX) return Promise.resolve(err({ code: 'too-slow' }));
    const ask: Ask = {
      kind: 'call',
      name,
      input,
      ...(command ? { commandId: this.#context.newCommandId() } : {}),
      ...(expectedPosition === undefined ? {} : { expectedPosition }),
    };
    if (bytesOf(ask) > SCREEN_FRAME_BYTES_MAX - ID_BYTES_MAX) {
      return Promise.resolve(err({ code: 'bad-input', at: '', text: 'too long' }));
    }
    return new Promise((resolve) => {
      const cancelTimer = this.#context.timers.setTimer(() => this.#giveUp(pending), ANSWER_WITHIN_MS);
      const pending: Pending = { ask, sent: false, cancelTimer, resolve };
      this.#send(pending);
    });
  }

  /** False when nobody here asked under this id. */
  answered(id: number, answer: Answer): boolean {
    const pending = this.#pending.get(id);
    if (pending === undefined) return false;
    this.#pending.delete(id);
    pending.cancelTimer();
    pending.resolve(answer);
    return true;
  }

  /** After a new hello: whatever has no answer yet is asked again. */
  sendAgain(): void {
    const waiting = [...this.#pending.values()];
    this.#pending = new Map();
    for (const pending of waiting) this.#send(pending);
  }

  giveUpAll(): void {
    for (const pending of this.#pending.values()) this.#giveUp(pending);
  }

  #send(pending: Pending): void {
    const id = this.#context.nextId();
    this.#pending.set(id, pending);
    if (!this.#context.isLive()) return;
    pending.sent = true;
    this.#context.send({ ...pending.ask, id });
  }

  #giveUp(pending: Pending): void {
    for (const [id, one] of this.#pending) {
      if (one === pending) this.answered(id, err({ code: pending.sent ? 'too-slow' : 'not-connected' }));
    }
  }
}

/** `"id":9007199254740991,` */
const ID_BYTES_MAX = 24;
const bytesOf = (ask: Ask): number => new TextEncoder().encode(JSON.stringify(ask)).length;
