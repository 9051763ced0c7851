import { type Millis, millis } from '../../../shared/kernel/units.ts';
import type { CancelTimer, Clock } from '../../clock.ts';
import type { BytePort } from '../ports/byte-port.ts';
import { createAckReader } from './mllp-talk.ts';
import { createOutbox, type Outgoing } from './outbox.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** How long an answer may take before the monitor gives up on the connection. */
const ANSWER_WAIT_MS = 10_000;
/** Enough for a receiver that answers in batches; a flood does not wait for anybody. */
const WINDOW = 4;
const FLOOD_WINDOW = 512;
const ATTEMPTS = 5;

export type LinkOptions = {
  readonly port: BytePort;
  /** Real time: a cable knows no other. */
  readonly clock: Clock;
  /** MLLP waits for an acknowledgement of each message; a serial device just talks. */
  readonly acknowledged: boolean;
  /** A socket is given up after a missing answer; a serial line cannot be, the message is sent again. */
  readonly onNoAnswer: 'reconnect' | 'resend';
  readonly onNews: (news: LinkNews) => void;
};

export type LinkNews =
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly text: string }
  /** It could not be opened; told once for as long as the reason is the same. */
  | { readonly kind: 'unreachable'; readonly text: string }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'refused'; readonly code: string; readonly controlId: string };

export type LinkCounts = { readonly sent: number; readonly acknowledged: number; readonly refused: number };

export type Link = {
  readonly start: () => void;
  readonly stop: () => void;
  /** A message: repeated until it is answered where the link is acknowledged, else sent if the wire is there. */
  readonly say: (message: Outgoing) => void;
  /** Bytes that are no message. */
  readonly babble: (bytes: Uint8Array) => void;
  /** Pulls the cable, or puts it back. */
  readonly setPlugged: (plugged: boolean) => void;
  readonly setFlooding: (flooding: boolean) => void;
  readonly counts: () => LinkCounts & { readonly dropped: number };
};

/** Keeps one wire open, as long as it is wanted, and what is said on it in order. */
export function createLink({ port, clock, acknowledged, onNoAnswer, onNews }: LinkOptions): Link {
  const outbox = createOutbox({ window: WINDOW, waiting: WINDOW, attempts: ATTEMPTS });
  let acks = createAckReader();
  let wanted = false;
  let plugged = true;
  /** Between open() and onClosed. */
  let busy = false;
  let connected = false;
  let pauseMs = FIRST_PAUSE_MS;
  let cancelRetry: CancelTimer = () => {};
  let cancelWait: CancelTimer = () => {};
  let lastReason: string | null = null;
  let counts: LinkCounts = { sent: 0, acknowledged: 0, refused: 0 };

  const open = (): void => {
    cancelRetry();
    if (!wanted || !plugged || busy) return;
    busy = true;
    acks = createAckReader();
    port.open({
      onOpen: () => {
        connected = true;
        lastReason = null;
        if (!acknowledged) pauseMs = FIRST_PAUSE_MS;
        onNews({ kind: 'connected' });
        pump();
      },
      onData: listen,
      onClosed: ({ text }) => {
        const was = connected;
        busy = false;
        connected = false;
        cancelWait();
        outbox.sendAgain();
        if (was && wanted) onNews({ kind: 'lost', text });
        else if (!was && wanted && plugged && text !== lastReason) {
          lastReason = text;
          onNews({ kind: 'unreachable', text });
        }
        if (!wanted || !plugged) return;
        cancelRetry = clock.setTimer(millis(pauseMs), open);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      },
    });
  };

  const transmit = (bytes: Uint8Array): void => {
    // A peer that does not read is as good as gone.
    if (!port.write(bytes)) port.close();
  };

  const pump = (): void => {
    if (!connected) return;
    for (const { bytes } of outbox.take(clock.monotonicMs())) {
      counts = { ...counts, sent: counts.sent + 1 };
      transmit(bytes);
    }
    watchForAnswer();
  };

  const watchForAnswer = (): void => {
    cancelWait();
    const oldest = outbox.oldestSentAtMs();
    if (oldest === null || !connected) return;
    const left: Millis = millis(Math.max(0, oldest + ANSWER_WAIT_MS - clock.monotonicMs()));
    cancelWait = clock.setTimer(left, () => {
      onNews({ kind: 'no-answer' });
      if (onNoAnswer === 'reconnect') return port.close();
      outbox.sendAgain();
      pump();
    });
  };

  const listen = (bytes: Uint8Array): void => {
    for (const { controlId, code } of acks.push(bytes)) {
      if (!outbox.settle(controlId)) continue;
      pauseMs = FIRST_PAUSE_MS;
      // HL7 table 0008: AA and CA accept; AE, AR, CE and CR do not. A refused reading is not worth repeating.
      if (code.endsWith('A')) counts = { ...counts, acknowledged: counts.acknowledged + 1 };
      else {
        counts = { ...counts, refused: counts.refused + 1 };
        onNews({ kind: 'refused', code, controlId });
      }
    }
    pump();
  };

  return {
    start() {
      wanted = true;
      open();
    },
    stop() {
      wanted = false;
      cancelRetry();
      cancelWait();
      port.close();
    },
    say(message) {
      if (acknowledged) {
        outbox.offer(message);
        pump();
      } else if (connected) {
        counts = { ...counts, sent: counts.sent + 1 };
        transmit(message.bytes);
      }
    },
    babble(bytes) {
      if (connected) transmit(bytes);
    },
    setPlugged(next) {
      if (next === plugged) return;
      plugged = next;
      pauseMs = FIRST_PAUSE_MS;
      if (plugged) open();
      else port.close();
    },
    setFlooding: (flooding) => outbox.setWindow(flooding ? FLOOD_WINDOW : WINDOW),
    counts: () => ({ ...counts, dropped: outbox.dropped() }),
  };
}
