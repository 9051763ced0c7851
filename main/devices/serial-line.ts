import { after, between, type Instant, type Millis, millis, seconds } from '../../shared/kernel/units.ts';
import type { Decoded, Decoder, DecoderContext, Driver, Message, Problem } from './drivers/driver.ts';
import type { BytePort, PortClosed } from './ports/byte-port.ts';

/** What a supervised line needs of time. */
export type LineClock = {
  readonly now: () => Instant;
  readonly setTimer: (delay: Millis, fire: () => void) => () => void;
};

/**
 * closed: waiting to try again. opening: asked the operating system. open: bytes may come. silent: the cable is
 * in and the far end says nothing. stopped: our own end.
 */
export type LineState = 'closed' | 'opening' | 'open' | 'silent' | 'stopped';
type LineEvent = 'try' | 'opened' | 'bytes' | 'silence' | 'lost' | 'stop';

/** Every legal move of a line; an event that is not here does not concern the state it comes in. */
const MOVES: Readonly<Record<LineState, Partial<Record<LineEvent, LineState>>>> = {
  // The back-off has run out, or this is the first try.
  closed: { try: 'opening', stop: 'stopped' },
  // The operating system answers, or the device is not there.
  opening: { opened: 'open', lost: 'closed', stop: 'stopped' },
  // A monitor switched off keeps its cable in: only silence tells.
  open: { silence: 'silent', lost: 'closed', stop: 'stopped' },
  // The first byte ends it; an unplug may end it too.
  silent: { bytes: 'open', lost: 'closed', stop: 'stopped' },
  // Nothing follows.
  stopped: {},
};

/** A line is silent when it said nothing for as long as any feed may before it is lost (freshness: 30 s). */
const SILENT_AFTER = seconds(30);
const RETRY_FIRST = seconds(1);
/** A replugged adapter is back within this: long enough not to busy the system, short enough for a nurse. */
const RETRY_LONGEST = seconds(8);
/** Messages of this line that wait for the disk; beyond it the newest are dropped and named. */
const WAITING_MAX = 256;

type Options = {
  readonly port: BytePort;
  readonly driver: Driver;
  readonly context: DecoderContext;
  readonly clock: LineClock;
  /** Resolves true once the message is on disk; only then is it acknowledged. A rejection counts as false. */
  readonly onMessage: (message: Message, receivedAt: Instant) => Promise<boolean>;
  readonly onState: (state: LineState, text: string) => void;
  readonly onDiscarded: (problem: Problem) => void;
};

/** One serial line, held open for as long as the station runs: opened, watched for silence, opened again. */
export function createSerialLine({ port, driver, context, clock, ...tell }: Options) {
  let state: LineState = 'closed';
  let decoder: Decoder | null = null;
  let heardAt = clock.now();
  let retryIn: Millis = RETRY_FIRST;
  let waiting = 0;
  let answers: Promise<void> = Promise.resolve();
  let cancelRetry = (): void => {};
  let cancelWatch = (): void => {};
  let cancelPoll = (): void => {};

  function move(event: LineEvent, text = ''): boolean {
    const next = MOVES[state][event];
    if (next === undefined) return false;
    state = next;
    tell.onState(state, text);
    return true;
  }

  function open(): void {
    if (!move('try')) return;
    port.open({ onOpen: opened, onData: read, onClosed: lost });
  }

  function opened(): void {
    if (!move('opened')) return;
    decoder = driver.decoder(context);
    heardAt = clock.now();
    watch();
    poll();
  }

  /** Looks again exactly when the silence would be long enough. */
  function watch(): void {
    const silentAt = after(heardAt, SILENT_AFTER);
    const left = between(clock.now(), silentAt);
    if (left <= 0) {
      move('silence', `nothing for ${SILENT_AFTER / 1_000} s`);
      return;
    }
    cancelWatch = clock.setTimer(left, watch);
  }

  function poll(): void {
    if (driver.poll === null) return;
    port.write(driver.poll.bytes);
    cancelPoll = clock.setTimer(millis(driver.poll.everyMs), poll);
  }

  function read(bytes: Uint8Array): void {
    if (state === 'stopped') return;
    heardAt = clock.now();
    retryIn = RETRY_FIRST;
    if (move('bytes')) watch();
    if (decoder !== null) take(decoder.push(bytes, heardAt), heardAt);
  }

  function take({ messages, discarded, reply, close }: Decoded, receivedAt: Instant): void {
    for (const bytes of reply) port.write(bytes);
    for (const problem of discarded) tell.onDiscarded(problem);
    for (const message of messages) answer(message, receivedAt);
    if (close) port.close();
  }

  /** Answers go out in the order of the messages, each after its own is stored. */
  function answer(message: Message, receivedAt: Instant): void {
    if (waiting >= WAITING_MAX) {
      tell.onDiscarded({
        severity: 'error',
        code: 'line-too-fast',
        at: 'line',
        text: `more than ${WAITING_MAX} messages wait for the disk`,
      });
      return;
    }
    waiting += 1;
    const stored = tell.onMessage(message, receivedAt).catch((error: unknown) => {
      const text = String(error).slice(0, 200);
      tell.onDiscarded({ severity: 'error', code: 'not-stored', at: 'message', text });
      return false;
    });
    answers = answerAfter(answers, message, stored);
  }

  async function answerAfter(earlier: Promise<void>, message: Message, stored: Promise<boolean>): Promise<void> {
    await earlier;
    const isStored = await stored;
    waiting -= 1;
    if (message.answer !== null) port.write(isStored ? message.answer.stored : message.answer.notStored);
  }

  function lost(why: PortClosed): void {
    cancelWatch();
    cancelPoll();
    if (decoder !== null) take(decoder.end(), clock.now());
    decoder = null;
    if (!move('lost', `${why.code}${why.text === '' ? '' : `: ${why.text}`}`)) return;
    cancelRetry = clock.setTimer(retryIn, open);
    retryIn = millis(Math.min(RETRY_LONGEST, retryIn * 2));
  }

  return {
    start: open,
    state: (): LineState => state,
    /** Ends the line for good; what was read before is still answered. */
    async stop(): Promise<void> {
      move('stop');
      cancelRetry();
      cancelWatch();
      cancelPoll();
      await answers;
      port.close();
    },
  };
}
export type SerialLine = ReturnType<typeof createSerialLine>;
