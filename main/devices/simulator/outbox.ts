/** A framed message on its way, and the id its acknowledgement will name. */
export type Outgoing = { readonly controlId: string; readonly bytes: Uint8Array };

export type OutboxBounds = {
  /** How many may be on their way without an answer. */
  readonly window: number;
  /** How many may wait for a place in the window; beyond it the oldest waiting one is dropped. */
  readonly waiting: number;
  /** How often one message is sent at most. */
  readonly attempts: number;
};

type InFlight = { readonly message: Outgoing; readonly sentAtMs: number; readonly attempts: number };

export type Outbox = {
  readonly offer: (message: Outgoing) => void;
  /** What to send now, in order; from here on it counts as sent. */
  readonly take: (nowMs: number) => readonly Outgoing[];
  /** An answer came. False when nothing on its way has that id. */
  readonly settle: (controlId: string) => boolean;
  /** The link broke or nobody answered: all that is on its way will be sent again, the same bytes, first. */
  readonly sendAgain: () => void;
  /** When the oldest message without an answer was sent; null when all are answered. */
  readonly oldestSentAtMs: () => number | null;
  readonly setWindow: (window: number) => void;
  /** What never reached anybody: pushed out by newer readings, or sent in vain as often as allowed. */
  readonly dropped: () => number;
};

/**
 * What a monitor has said and nobody has acknowledged. A reading that never left is replaced by newer ones:
 * a vital sign of a minute ago is no vital sign. One that may have arrived is repeated until it is answered.
 */
export function createOutbox(bounds: OutboxBounds): Outbox {
  let { window } = bounds;
  let waiting: readonly Outgoing[] = [];
  let again: readonly InFlight[] = [];
  let inFlight: readonly InFlight[] = [];
  let dropped = 0;

  return {
    offer(message) {
      waiting = [...waiting, message];
      const surplus = waiting.length - Math.max(bounds.waiting, window);
      if (surplus <= 0) return;
      waiting = waiting.slice(surplus);
      dropped += surplus;
    },
    take(nowMs) {
      const repeats = again.map(({ message, attempts }) => ({ message, attempts: attempts + 1, sentAtMs: nowMs }));
      again = [];
      const room = Math.max(0, window - inFlight.length - repeats.length);
      const fresh = waiting.slice(0, room).map((message) => ({ message, attempts: 1, sentAtMs: nowMs }));
      waiting = waiting.slice(room);
      inFlight = [...inFlight, ...repeats, ...fresh];
      return [...repeats, ...fresh].map(({ message }) => message);
    },
    settle(controlId) {
      const left = inFlight.filter(({ message }) => message.controlId !== controlId);
      const known = left.length < inFlight.length;
      inFlight = left;
      return known;
    },
    sendAgain() {
      const spent = inFlight.filter(({ attempts }) => attempts >= bounds.attempts);
      dropped += spent.length;
      again = [...again, ...inFlight.filter(({ attempts }) => attempts < bounds.attempts)];
      inFlight = [];
    },
    oldestSentAtMs: () => inFlight[0]?.sentAtMs ?? null,
    setWindow(next) {
      window = next;
    },
    dropped: () => dropped,
  };
}
