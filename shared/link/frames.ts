import { z } from 'zod';
import type { CallError, SignedIn } from './contract.ts';

/** The envelope: the same JSON over a WebSocket and over Electron's one channel. */
const id = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const name = z.string().min(1).max(64);

const isCoded = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';

/** Screen to station. Inputs are checked again by the call they are for. */
export const screenFrame = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hello'),
    protocol: z.int(),
    build: z.string().max(64),
    workstation: z.string().min(1).max(64),
    token: z.string().max(128).nullable(),
  }),
  /** `commandId` is made once per click, kept over retries; queries carry none. */
  z.strictObject({
    kind: z.literal('call'),
    id,
    name,
    commandId: z.uuid().optional(),
    expectedPosition: id.optional(),
    input: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('subscribe'), id, stream: name, input: z.unknown() }),
  z.strictObject({ kind: z.literal('unsubscribe'), id }),
  z.strictObject({ kind: z.literal('ping') }),
]);
export type ScreenFrame = z.infer<typeof screenFrame>;

/** Station time as a screen needs it: the screen adds rate x its own elapsed time between frames. */
export type StationTime = {
  /** Station milliseconds, an Instant. */
  readonly now: number;
  /** 1 in a suite; N in a demo at speed N; 0 on a stepped clock. */
  readonly rate: number;
};

const stationTime = z.strictObject({ now: z.int(), rate: z.number().min(0).max(1_000) });

/** Of both kinds of view frame. The view itself is typed, not parsed again: only a page of the station's own build asks for one. */
const viewed = {
  id,
  /** 0 with a snapshot, one more with each update of it: a gap means that a frame is missing, so subscribe again. */
  sequence: id,
  /** How far the log had come when the view was made: what `expectedPosition` says was seen. */
  position: id,
  view: z.unknown(),
};

const reply = z.discriminatedUnion('ok', [
  z.strictObject({ kind: z.literal('reply'), id, ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ kind: z.literal('reply'), id, ok: z.literal(false), error: z.custom<CallError>(isCoded) }),
]);

/** Station to screen. */
export const stationFrame = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hello'),
    protocol: z.int(),
    build: z.string(),
    simulation: z.boolean(),
    time: stationTime,
    signedIn: z.custom<SignedIn>().nullable(),
  }),
  /** To a call: its outcome. To a subscribe: why there is no view (any more). To an unsubscribe: that it is over. */
  reply,
  z.strictObject({ kind: z.literal('snapshot'), ...viewed }),
  z.strictObject({ kind: z.literal('update'), ...viewed }),
  /** Who sits here now, when that changed: signed in, signed out, or signed out from another window. */
  z.strictObject({ kind: z.literal('seat'), signedIn: z.custom<SignedIn>().nullable() }),
  /** What came could not be tied to any id: not JSON, no such kind, too long, too many. */
  z.strictObject({ kind: z.literal('fault'), error: z.custom<CallError>(isCoded) }),
  /** Once a second in real time, and in answer to a ping: no frame for 3 s means the link is lost. */
  z.strictObject({ kind: z.literal('heartbeat'), time: stationTime }),
]);
export type StationFrame = z.infer<typeof stationFrame>;

/** Where a station takes WebSockets. */
export const LINK_PATH = '/link';

/** A frame longer than this closes the connection: the largest view is a trend of one session. */
export const FRAME_BYTES_MAX = 1_048_576;
/** From a screen nothing is larger than a form. */
export const SCREEN_FRAME_BYTES_MAX = 16_384;
