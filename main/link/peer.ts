import { type WorkstationId, workstationId } from '../../shared/kernel/ids.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { type CallError, isStream, PROTOCOL_VERSION, type SignedIn } from '../../shared/link/contract.ts';
import {
  FRAME_BYTES_MAX,
  SCREEN_FRAME_BYTES_MAX,
  type ScreenFrame,
  type StationFrame,
  type StationTime,
} from '../../shared/link/frames.ts';
import type { LinkTimers } from '../../shared/link/link-timers.ts';
import { answerCall, type CallFrame, seatOf } from './call-answer.ts';
import { badInput, parseFrame, parseQuery } from './call-input.ts';
import type { Farewell, HubServices, LinkReport, PeerWire, ViewChange } from './hub-services.ts';
import { BUFFERED_BYTES_MAX, CALLS_IN_FLIGHT_MAX, FRAMES_PER_SECOND_MAX, HELLO_WITHIN_MS } from './link-limits.ts';
import { streamRequest, type ViewCache } from './view-cache.ts';
import { ViewSubscriptions } from './view-subscriptions.ts';

/** What every screen of one hub shares. */
export type PeerContext = {
  readonly services: HubServices;
  readonly views: ViewCache;
  readonly timers: LinkTimers;
  readonly build: string;
  readonly simulation: boolean;
  readonly stationTime: () => StationTime;
  readonly report: LinkReport;
  /** A token was signed out: other windows that sit here by it must know. */
  readonly tokenEnded: (token: string) => void;
  readonly left: (peer: Peer) => void;
};

type HelloFrame = Extract<ScreenFrame, { kind: 'hello' }>;
type SubscribeFrame = Extract<ScreenFrame, { kind: 'subscribe' }>;

/** From one hello to the next: a reloaded page begins anew and gets no answer meant for the page before it. */
type Conversation = { readonly workstation: WorkstationId; signedIn: SignedIn | null; readonly inFlight: Set<number> };

/** One connected screen: every frame is answered, refused with a code, or ends the connection. Never throws. */
export class Peer {
  readonly #context: PeerContext;
  readonly #wire: PeerWire;
  readonly #subscriptions: ViewSubscriptions;
  readonly #connectedAt: number;
  #conversation: Conversation | null = null;
  #gone = false;
  #second = { since: 0, frames: 0 };

  constructor(context: PeerContext, wire: PeerWire) {
    this.#context = context;
    this.#wire = wire;
    this.#connectedAt = context.timers.elapsedMs();
    this.#subscriptions = new ViewSubscriptions({
      wire: { send: (text) => this.#sendText(text), bufferedBytes: wire.bufferedBytes },
      views: context.views,
      timers: context.timers,
      seat: () => seatOf(this.#conversation?.signedIn ?? null),
      refuse: (id, error) => this.#send({ kind: 'reply', id, ok: false, error }),
      report: context.report,
    });
  }

  receive(text: string): void {
    if (this.#gone) return;
    if (this.#isFlood()) return this.#closeSaying('flood', { code: 'too-slow' });
    if (Buffer.byteLength(text) > SCREEN_FRAME_BYTES_MAX) {
      return this.#closeSaying('frame-too-large', badInput('', `more than ${SCREEN_FRAME_BYTES_MAX} bytes`));
    }
    const frame = parseFrame(text);
    if (!frame.ok) return this.#refuse(frame.error.id, frame.error.error);
    try {
      this.#dispatch(frame.value);
    } catch (error) {
      this.#context.report({ event: 'service-threw', at: frame.value.kind, error });
      this.#refuse('id' in frame.value ? frame.value.id : null, { code: 'failed' });
    }
  }

  changed(change: ViewChange): void {
    this.#subscriptions.changed(change);
  }

  /** Once a second; ends what never said hello. */
  heartbeat(): void {
    if (this.#conversation !== null) {
      this.#send({ kind: 'heartbeat', time: this.#context.stationTime() });
    } else if (this.#context.timers.elapsedMs() - this.#connectedAt >= HELLO_WITHIN_MS) {
      this.close('no-hello');
    }
  }

  tokenEnded(token: string): void {
    if (this.#conversation?.signedIn?.token === token) this.#seat(this.#conversation, null);
  }

  close(why: Farewell): void {
    if (this.#gone) return;
    this.#context.report({ event: 'screen-closed', remote: this.#wire.remote, why });
    this.closed();
    this.#wire.close(why);
  }

  /** The connection is gone. What a screen had asked for still happens; nobody is told here. */
  closed(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#conversation = null;
    this.#subscriptions.clear();
    this.#context.left(this);
  }

  #dispatch(frame: ScreenFrame): void {
    if (frame.kind === 'hello') return this.#hello(frame);
    const conversation = this.#conversation;
    if (conversation === null) return this.#refuse('id' in frame ? frame.id : null, { code: 'not-connected' });
    switch (frame.kind) {
      case 'call':
        return this.#call(frame, conversation);
      case 'subscribe':
        return this.#subscribe(frame, conversation);
      case 'unsubscribe':
        this.#subscriptions.remove(frame.id);
        return this.#reply(frame.id, ok(null));
      case 'ping':
        return this.#send({ kind: 'heartbeat', time: this.#context.stationTime() });
    }
  }

  #hello({ protocol, workstation, token }: HelloFrame): void {
    const { services, build, simulation, stationTime } = this.#context;
    this.#subscriptions.clear();
    const understood = protocol === PROTOCOL_VERSION;
    const signedIn = token === null || !understood ? null : services.resume(token);
    this.#conversation = { workstation: workstationId(workstation), signedIn, inFlight: new Set() };
    this.#send({ kind: 'hello', protocol: PROTOCOL_VERSION, build, simulation, time: stationTime(), signedIn });
    // The hello itself tells the page that it is too old; nothing else it says would be understood.
    if (!understood) this.close('protocol');
  }

  #call(call: CallFrame, conversation: Conversation): void {
    const { id, name } = call;
    if (name === 'signIn') return this.#reply(id, this.#signIn(call.input, conversation));
    if (name === 'signOut') return this.#reply(id, this.#signOut(call.input, conversation));
    if (conversation.inFlight.has(id)) return this.#refuse(id, badInput('id', 'this id is already in use'));
    if (conversation.inFlight.size >= CALLS_IN_FLIGHT_MAX) return this.#refuse(id, { code: 'too-slow' });
    conversation.inFlight.add(id);
    const answered = (answer: Result<unknown, CallError>): void => {
      conversation.inFlight.delete(id);
      if (this.#conversation === conversation) this.#reply(id, answer);
    };
    answerCall(this.#context.services, call, conversation).then(answered, (error: unknown) => {
      this.#context.report({ event: 'service-threw', at: name, error });
      answered({ ok: false, error: { code: 'failed' } });
    });
  }

  #signIn(raw: unknown, conversation: Conversation): Result<SignedIn, CallError> {
    const input = parseQuery('signIn', raw, seatOf(conversation.signedIn));
    if (!input.ok) return input;
    const before = conversation.signedIn;
    const signedIn = this.#context.services.signIn(input.value);
    if (!signedIn.ok) return signedIn;
    this.#seat(conversation, signedIn.value);
    if (before !== null) this.#end(before);
    return signedIn;
  }

  #signOut(raw: unknown, conversation: Conversation): Result<null, CallError> {
    const input = parseQuery('signOut', raw, seatOf(conversation.signedIn));
    if (!input.ok) return input;
    const before = conversation.signedIn;
    this.#seat(conversation, null);
    if (before !== null) this.#end(before);
    return ok(null);
  }

  #end({ token }: SignedIn): void {
    this.#context.services.signOut(token);
    this.#context.tokenEnded(token);
  }

  #seat(conversation: Conversation, signedIn: SignedIn | null): void {
    conversation.signedIn = signedIn;
    this.#send({ kind: 'seat', signedIn });
    this.#subscriptions.reseated();
  }

  #subscribe({ id, stream, input }: SubscribeFrame, conversation: Conversation): void {
    if (!isStream(stream)) return this.#refuse(id, { code: 'unknown-call' });
    const request = streamRequest(this.#context.services.views, stream, input, seatOf(conversation.signedIn));
    const added = request.ok ? this.#subscriptions.add(id, request.value) : request;
    if (!added.ok) this.#refuse(id, added.error);
  }

  #isFlood(): boolean {
    const now = this.#context.timers.elapsedMs();
    if (now - this.#second.since >= 1_000) this.#second = { since: now, frames: 0 };
    this.#second.frames += 1;
    return this.#second.frames > FRAMES_PER_SECOND_MAX;
  }

  #reply(id: number, answer: Result<unknown, CallError>): void {
    if (!answer.ok) return this.#refuse(id, answer.error);
    // JSON has no undefined: without this the reply would lose its value.
    const text = JSON.stringify({ kind: 'reply', id, ok: true, value: answer.value ?? null } satisfies StationFrame);
    if (Buffer.byteLength(text) <= FRAME_BYTES_MAX) return this.#sendText(text);
    this.#context.report({ event: 'service-threw', at: 'reply', error: new Error('an answer longer than a frame') });
    this.#refuse(id, { code: 'failed' });
  }

  #refuse(id: number | null, error: CallError): void {
    this.#send(id === null ? { kind: 'fault', error } : { kind: 'reply', id, ok: false, error });
  }

  #closeSaying(why: Farewell, error: CallError): void {
    this.#send({ kind: 'fault', error });
    this.close(why);
  }

  #send(frame: StationFrame): void {
    this.#sendText(JSON.stringify(frame));
  }

  #sendText(text: string): void {
    if (this.#gone) return;
    this.#wire.send(text);
    if (this.#wire.bufferedBytes() > BUFFERED_BYTES_MAX) this.close('too-slow');
  }
}
