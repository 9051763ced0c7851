import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { type CallError, type Seat, STREAMS } from '../../shared/link/contract.ts';
import type { LinkTimers } from '../../shared/link/link-timers.ts';
import { badInput } from './call-input.ts';
import type { LinkReport, PeerWire, ViewChange } from './hub-services.ts';
import { BUFFERED_BYTES_SLOW, SLOW_RETRY_MS, SUBSCRIPTIONS_MAX, VIEW_INTERVAL_MS } from './link-limits.ts';
import type { StreamRequest, ViewCache } from './view-cache.ts';

type Held = {
  readonly id: number;
  readonly request: StreamRequest;
  /** Of the next frame; 0 is the snapshot. */
  sequence: number;
  sentAt: number;
  /** `turn`: a newer view waits for its interval. `now`: an alert changed and nothing may hold it back. */
  due: 'no' | 'turn' | 'now';
};

export type SubscriptionContext = {
  readonly wire: Pick<PeerWire, 'send' | 'bufferedBytes'>;
  readonly views: ViewCache;
  readonly timers: LinkTimers;
  readonly seat: () => Seat;
  /** Tells the screen that it has no view (any more) under this id. */
  readonly refuse: (id: number, error: CallError) => void;
  readonly report: LinkReport;
};

/**
 * What one screen looks at. A view goes out at once when none went within the interval, else at the
 * interval's end, the latest alone; a slow peer gets its latest when it has drained. Views are whole, so
 * that a skipped one loses nothing.
 */
export class ViewSubscriptions {
  readonly #context: SubscriptionContext;
  readonly #held = new Map<number, Held>();
  #cancelTimer = (): void => {};

  constructor(context: SubscriptionContext) {
    this.#context = context;
  }

  /** The answer to a success is the snapshot itself. */
  add(id: number, request: StreamRequest): Result<null, CallError> {
    if (this.#held.has(id)) return err(badInput('id', 'this id is already in use'));
    if (this.#held.size >= SUBSCRIPTIONS_MAX) return err({ code: 'too-slow' });
    const one: Held = { id, request, sequence: 0, sentAt: 0, due: 'no' };
    this.#held.set(id, one);
    this.#show(one);
    return ok(null);
  }

  remove(id: number): boolean {
    return this.#held.delete(id);
  }

  changed({ topics, urgent }: ViewChange): void {
    for (const one of this.#held.values()) {
      if (!topics.includes(one.request.topic)) continue;
      if (urgent) one.due = 'now';
      else if (one.due === 'no') one.due = 'turn';
    }
    this.#sendWhatIsDue();
  }

  /** Somebody else sits here: each view again as that seat may see it, or no more. */
  reseated(): void {
    const seat = this.#context.seat();
    for (const one of this.#held.values()) {
      const may: readonly Seat[] = STREAMS[one.request.stream].may;
      if (may.includes(seat)) {
        one.sequence = 0;
        this.#show(one);
      } else {
        this.#held.delete(one.id);
        this.#context.refuse(one.id, { code: 'not-permitted', needs: may });
      }
    }
  }

  clear(): void {
    this.#cancelTimer();
    this.#held.clear();
  }

  #sendWhatIsDue(): void {
    this.#cancelTimer();
    let next = Number.POSITIVE_INFINITY;
    for (const one of this.#held.values()) {
      if (one.due === 'no') continue;
      const wait = this.#waitOf(one);
      if (wait <= 0) this.#show(one);
      else next = Math.min(next, wait);
    }
    // Sending may have closed the peer, which ends every subscription.
    if (next === Number.POSITIVE_INFINITY || this.#held.size === 0) return;
    this.#cancelTimer = this.#context.timers.setTimer(() => this.#sendWhatIsDue(), next);
  }

  #waitOf(one: Held): number {
    const { wire, timers } = this.#context;
    if (one.due === 'now') return 0;
    if (wire.bufferedBytes() > BUFFERED_BYTES_SLOW) return SLOW_RETRY_MS;
    return one.sentAt + VIEW_INTERVAL_MS - timers.elapsedMs();
  }

  #show(one: Held): void {
    const { wire, views, timers, seat, refuse, report } = this.#context;
    one.due = 'no';
    let text: string;
    try {
      const { position, json } = views.read(one.request, seat());
      const kind = one.sequence === 0 ? 'snapshot' : 'update';
      text = `{"kind":"${kind}","id":${one.id},"sequence":${one.sequence},"position":${position},"view":${json}}`;
    } catch (error) {
      // An old view left standing would look current: better none, and the screen asks again.
      report({ event: 'service-threw', at: one.request.topic, error });
      this.#held.delete(one.id);
      refuse(one.id, { code: 'failed' });
      return;
    }
    one.sequence += 1;
    one.sentAt = timers.elapsedMs();
    wire.send(text);
  }
}
