import { z } from 'zod';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { Instant } from '../../shared/kernel/units.ts';
import {
  type CallError,
  type CallInput,
  type CallName,
  type CallOutput,
  PROTOCOL_VERSION,
  type SignedIn,
  type StreamInput,
  type StreamName,
  type StreamView,
} from '../../shared/link/contract.ts';
import { FRAME_BYTES_MAX, type ScreenFrame, type StationFrame, stationFrame } from '../../shared/link/frames.ts';
import type { LinkTimers } from '../../shared/link/link-timers.ts';
import { LiveViews } from './live-views.ts';
import { PendingCalls } from './pending-calls.ts';
import type { OpenWire, ScreenWire } from './screen-wire.ts';
import { createStationTime } from './station-time.ts';

// The page's policy forbids making code from text, which zod would try for speed.
z.config({ jitless: true });

/** No frame for this long and what is on screen is no longer the present (architecture: the contract). */
const SILENCE_MS_MAX = 3_000;
/** Asked at this silence whether anybody is there, so that one late heartbeat does not blank the board. */
const PROBE_AFTER_MS = 2_000;
const WATCH_EVERY_MS = 250;
/** The last one repeats for ever: a wall screen comes back by itself however long the station was away. */
const RECONNECT_DELAYS_MS = [250, 500, 1_000, 2_000, 5_000] as const;

export type LinkState =
  /** No station has answered yet. */
  | { readonly phase: 'connecting' }
  | {
      readonly phase: 'live';
      /** Some monitors are simulated: every screen says so. */
      readonly simulation: boolean;
      /** Station time against real time: 1 in a suite, N in a demo at speed N, 0 on a stepped clock. */
      readonly rate: number;
      readonly signedIn: SignedIn | null;
    }
  /** The wire broke or nothing came for 3 s: nothing on screen is current. `since` is the last thing heard, in station time. */
  | { readonly phase: 'lost'; readonly since: Instant }
  /** The station is of another build or speaks another protocol: this page must be loaded again. */
  | { readonly phase: 'outdated'; readonly stationBuild: string };

export type StationLink = {
  readonly state: () => LinkState;
  readonly onState: (listener: (state: LinkState) => void) => () => void;
  /**
   * Asks and waits, at most 10 s of real time. `not-connected`: nothing was sent. `too-slow`: it was sent
   * and no answer came, so whether it acted is seen on the board alone.
   */
  readonly call: <Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    options?: { readonly expectedPosition?: number },
  ) => Promise<Result<CallOutput<Name>, CallError>>;
  /**
   * One whole view, then whole views, over every reconnection until the returned function ends it.
   * `onRefused`: there is no view (any more); what was shown must not stand.
   */
  readonly subscribe: <Name extends StreamName>(
    stream: Name,
    input: StreamInput<Name>,
    onView: (view: StreamView[Name], position: number) => void,
    onRefused?: (error: CallError) => void,
  ) => () => void;
  /** The station's time, counted on between heartbeats, also while the link is lost; 0 before the first hello. */
  readonly stationNow: () => Instant;
  /** Ends it for good. */
  readonly close: () => void;
};

/** Where the token outlives a reload: a person stays signed in on this screen. */
export type TokenStore = { readonly read: () => string | null; readonly write: (token: string | null) => void };

export type StationLinkOptions = {
  readonly openWire: OpenWire;
  readonly timers: LinkTimers;
  /** This page's own build. */
  readonly build: string;
  readonly workstation: string;
  readonly tokens: TokenStore;
  /** A new UUID (crypto.randomUUID). */
  readonly newCommandId: () => string;
  /** Called once: load the page again, unless that was already tried for this build. */
  readonly onOutdated: (stationBuild: string) => void;
};

/** Connects at once and keeps connecting for ever. */
export function createStationLink(options: StationLinkOptions): StationLink {
  const connection = new Connection(options);
  return {
    state: () => connection.state,
    onState: (listener) => connection.onState(listener),
    call: async (name, input, { expectedPosition } = {}) => {
      const answer = await connection.calls.ask(name, input, expectedPosition);
      // Trusted and not parsed: the hello has shown that the station is of the same build as this page.
      return answer as Result<CallOutput<typeof name>, CallError>;
    },
    subscribe: (stream, input, onView, onRefused = () => {}) =>
      connection.views.watch(stream, input, onView, onRefused),
    stationNow: () => connection.stationNow(),
    close: () => connection.close(),
  };
}

class Connection {
  state: LinkState = { phase: 'connecting' };
  readonly calls: PendingCalls;
  readonly views: LiveViews;
  readonly #options: StationLinkOptions;
  readonly #time: ReturnType<typeof createStationTime>;
  readonly #listeners = new Set<(state: LinkState) => void>();
  #wire: ScreenWire | null = null;
  #attempts = 0;
  #heardAt = 0;
  #probed = false;
  #lastId = 0;
  #cancelTimer = (): void => {};

  constructor(options: StationLinkOptions) {
    this.#options = options;
    const { timers, newCommandId } = options;
    this.#time = createStationTime(timers.elapsedMs);
    const line = {
      timers,
      nextId: () => (this.#lastId += 1),
      isLive: () => this.state.phase === 'live',
      send: (frame: ScreenFrame) => this.#send(frame),
    };
    this.calls = new PendingCalls({ ...line, newCommandId });
    this.views = new LiveViews(line);
    this.#connect();
  }

  onState(listener: (state: LinkState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stationNow(): Instant {
    return this.#time.now();
  }

  close(): void {
    this.#hangUp();
    if (this.state.phase === 'live') this.#become({ phase: 'lost', since: this.#lastHeard() });
    this.calls.giveUpAll();
    this.views.clear();
    this.#listeners.clear();
  }

  #connect(): void {
    this.#heard();
    this.#wire = this.#options.openWire({
      opened: () => this.#sayHello(),
      frame: (text) => this.#receive(text),
      closed: () => this.#lose(),
    });
    this.#watch();
  }

  #sayHello(): void {
    const { build, workstation, tokens } = this.#options;
    this.#send({ kind: 'hello', protocol: PROTOCOL_VERSION, build, workstation, token: tokens.read() });
  }

  #watch(): void {
    const silence = this.#options.timers.elapsedMs() - this.#heardAt;
    if (silence >= SILENCE_MS_MAX) return this.#lose();
    if (silence >= PROBE_AFTER_MS && !this.#probed && this.state.phase === 'live') {
      this.#probed = true;
      this.#send({ kind: 'ping' });
    }
    this.#cancelTimer = this.#options.timers.setTimer(() => this.#watch(), WATCH_EVERY_MS);
  }

  /** This connection is over, whoever ended it; the next one is tried a little later. */
  #lose(): void {
    this.#hangUp();
    if (this.state.phase === 'live') this.#become({ phase: 'lost', since: this.#lastHeard() });
    const delay = RECONNECT_DELAYS_MS[Math.min(this.#attempts, RECONNECT_DELAYS_MS.length - 1)] ?? 0;
    this.#attempts += 1;
    this.#cancelTimer = this.#options.timers.setTimer(() => this.#connect(), delay);
  }

  #hangUp(): void {
    this.#cancelTimer();
    this.#wire?.close();
    this.#wire = null;
  }

  #receive(text: string): void {
    const frame = readStationFrame(text);
    // What cannot be read may have been an alarm: a new connection begins with the whole picture.
    if (frame === null || frame.kind === 'fault') return this.#lose();
    if (frame.kind === 'hello') return this.#welcomed(frame);
    // Meant for a conversation before this one: Electron's channel outlives a page and a lost link.
    if (this.state.phase !== 'live') return;
    this.#heard();
    switch (frame.kind) {
      case 'heartbeat':
        return this.#time.told(frame.time);
      case 'seat':
        return this.#seated(frame.signedIn, this.state);
      case 'snapshot':
      case 'update':
        return this.views.received(frame);
      case 'reply':
        return this.#replied(frame);
    }
  }

  #welcomed(hello: Extract<StationFrame, { kind: 'hello' }>): void {
    const { build, tokens, onOutdated } = this.#options;
    this.#heard();
    if (hello.build !== build || hello.protocol !== PROTOCOL_VERSION) {
      this.#hangUp();
      this.#become({ phase: 'outdated', stationBuild: hello.build });
      this.calls.giveUpAll();
      return onOutdated(hello.build);
    }
    this.#attempts = 0;
    this.#time.forget();
    this.#time.told(hello.time);
    tokens.write(hello.signedIn?.token ?? null);
    const { simulation, signedIn } = hello;
    this.#become({ phase: 'live', simulation, rate: hello.time.rate, signedIn });
    this.views.subscribeAll();
    this.calls.sendAgain();
  }

  #seated(signedIn: SignedIn | null, live: Extract<LinkState, { phase: 'live' }>): void {
    this.#options.tokens.write(signedIn?.token ?? null);
    this.#become({ ...live, signedIn });
    this.views.subscribeRefused();
  }

  #replied(reply: Extract<StationFrame, { kind: 'reply' }>): void {
    const answered = this.calls.answered(reply.id, reply.ok ? ok(reply.value) : err(reply.error));
    // Else it is about a view; or it ends a subscription that nobody here looks at any more.
    if (!answered && !reply.ok) this.views.refused(reply.id, reply.error);
  }

  #heard(): void {
    this.#heardAt = this.#options.timers.elapsedMs();
    this.#probed = false;
  }

  #lastHeard(): Instant {
    return this.#time.at(this.#heardAt);
  }

  #become(state: LinkState): void {
    this.state = state;
    for (const listener of this.#listeners) listener(state);
  }

  #send(frame: ScreenFrame): void {
    this.#wire?.send(JSON.stringify(frame));
  }
}

function readStationFrame(text: string): StationFrame | null {
  if (text.length > FRAME_BYTES_MAX) return null;
  try {
    return stationFrame.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
