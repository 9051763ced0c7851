import type { Socket } from 'node:net';
import { between, type Instant } from '../../shared/kernel/units.ts';
import type { Answer, Decoded, Decoder, Message, Problem } from './drivers/driver.ts';

/** Who is at the other end; `id` is never used twice while the station runs. */
export type MllpPeer = { readonly id: string; readonly remoteAddress: string };

export type MllpLimits = {
  readonly connections: number;
  /** Messages handed over and not yet answered, in the whole suite and on one connection. */
  readonly unanswered: number;
  readonly unansweredOfOne: number;
  /** A longer frame is answered negatively and its connection closed. */
  readonly frameBytes: number;
  /** Answers that a peer does not read may fill this much; then nothing more is read from it. */
  readonly unreadAnswerBytes: number;
};

/** The suite's count of unanswered messages. */
type InFlight = {
  /** True when one more may be handed over; it then counts until `done`. */
  readonly begin: () => boolean;
  readonly done: () => void;
};

type Options = {
  readonly socket: Socket;
  readonly peer: MllpPeer;
  readonly decoder: Decoder;
  readonly now: () => Instant;
  readonly suite: InFlight;
  readonly limits: MllpLimits;
  /** Resolves true once the message is on disk. */
  readonly onMessage: (message: Message, peer: MllpPeer, receivedAt: Instant) => Promise<boolean>;
  readonly onDiscarded: (problem: Problem, peer: MllpPeer) => void;
};

/** A connection that is to end gets this long a silence, and this long in all, to read its last answer. */
const LINGER_IDLE_MS = 1_000;
const LINGER_MS_MAX = 10_000;

/**
 * One monitor's connection. Messages are handed over in the order they came, a bounded number at a time;
 * each is answered in that order, and only after the promise it was handed over with has settled.
 */
export function serveMllp({ socket, peer, decoder, now, suite, limits, onMessage, onDiscarded }: Options) {
  /** Decoded and not handed over yet: at most what one read held, for nothing is read meanwhile. */
  const waiting: { readonly message: Message; readonly receivedAt: Instant }[] = [];
  let unanswered = 0;
  let answers: Promise<void> = Promise.resolve();
  /** Set when the connection is to end: what it is told after the last answer. */
  let lastWords: readonly Uint8Array[] | null = null;
  let endedAt: Instant | null = null;

  const say = (bytes: Uint8Array): void => {
    if (socket.writable) socket.write(bytes);
  };

  const answer = (wanted: Answer | null, stored: boolean): void => {
    if (wanted !== null) say(stored ? wanted.stored : wanted.notStored);
  };

  const start = (message: Message, receivedAt: Instant): void => {
    unanswered += 1;
    const stored = onMessage(message, peer, receivedAt).catch((error: unknown) => {
      onDiscarded({ severity: 'error', code: 'not-stored', at: 'message', text: String(error).slice(0, 200) }, peer);
      return false;
    });
    answers = answerAfter(answers, message.answer, stored);
  };

  /** Waits for its turn, then for the disk. */
  const answerAfter = async (
    earlier: Promise<void>,
    wanted: Answer | null,
    stored: Promise<boolean>,
  ): Promise<void> => {
    await earlier;
    answer(wanted, await stored);
    unanswered -= 1;
    suite.done();
    handOver();
  };

  const handOver = (): void => {
    while (waiting.length > 0 && unanswered < limits.unansweredOfOne && suite.begin()) {
      const next = waiting.shift();
      if (next !== undefined) start(next.message, next.receivedAt);
    }
    if (lastWords !== null && waiting.length === 0) finish(lastWords);
    else flow();
  };

  /** Reads on only when everything read so far is handed over and the peer takes its answers. */
  const flow = (): void => {
    if (endedAt !== null) return;
    const full = waiting.length > 0 || unanswered >= limits.unansweredOfOne;
    if (full || lastWords !== null || socket.writableLength > limits.unreadAnswerBytes) socket.pause();
    else socket.resume();
  };

  /**
   * The answers, the last words, and our end of the connection. What still arrives is read and dropped for
   * a moment: closing over unread bytes would reset the connection and take the last answer with it.
   */
  const finish = (words: readonly Uint8Array[]): void => {
    if (endedAt !== null) return;
    endedAt = now();
    socket.setTimeout(LINGER_IDLE_MS, () => socket.destroy());
    socket.resume();
    void lastSaid(words);
  };

  const lastSaid = async (words: readonly Uint8Array[]): Promise<void> => {
    await answers;
    for (const bytes of words) say(bytes);
    socket.end();
  };

  const end = (words: readonly Uint8Array[]): void => {
    lastWords ??= words;
    handOver();
  };

  const take = ({ messages, discarded, reply, close }: Decoded, receivedAt: Instant): void => {
    for (const problem of discarded) onDiscarded(problem, peer);
    for (const message of messages) waiting.push({ message, receivedAt });
    if (close) end(reply);
    else {
      for (const bytes of reply) say(bytes);
      handOver();
    }
  };

  const drop = (since: Instant): void => {
    if (between(since, now()) > LINGER_MS_MAX) socket.destroy();
  };

  socket.on('data', (bytes: Buffer) => {
    if (endedAt !== null) return drop(endedAt);
    const receivedAt = now();
    take(decoder.push(bytes, receivedAt), receivedAt);
  });
  socket.on('drain', flow);
  // Half closed: the peer sends no more but may still read its answers.
  socket.on('end', () => end([]));
  // 'close' follows and says all that matters here.
  socket.on('error', () => {});
  socket.on('close', () => {
    endedAt ??= now();
    for (const problem of decoder.end().discarded) onDiscarded(problem, peer);
    if (waiting.length === 0) return;
    const text = `${waiting.length} messages were read when the connection broke; they are not taken and not answered`;
    onDiscarded({ severity: 'warning', code: 'connection-lost', at: 'connection', text }, peer);
    waiting.length = 0;
  });

  return {
    /** Takes no more; what was read is still stored and answered. */
    end: () => end([]),
    /** Room may have become free. */
    wake: () => {
      if (waiting.length > 0) handOver();
    },
  };
}
export type MllpConnection = ReturnType<typeof serveMllp>;
