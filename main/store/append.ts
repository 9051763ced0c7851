import type { Chair, SessionId } from '../../shared/kernel/ids.ts';
import type { Refusal, Result } from '../../shared/kernel/result.ts';
import type { RecordedEvent } from '../../shared/session/suite.ts';
import type { Report } from '../../shared/vitals/observation.ts';

/** One message of a monitor: its bytes, what was read from them, and whose it was taken to be on receipt. */
export type IncomingMessage = {
  /** As it came, without transport framing; at most RAW_BYTES_MAX. */
  readonly raw: Uint8Array;
  /** It carries a time of its own: byte-identical bytes from the same source are then the same message. */
  readonly timed: boolean;
  /** Null for a source that watches no chair: kept, but bounded in number and time. */
  readonly chair: Chair | null;
  readonly session: SessionId | null;
  readonly report: Report;
};

/** What is to be on disk together or not at all. */
export type Append = {
  /** Positions follow the last one appended. At most one command among them. */
  readonly events: readonly RecordedEvent[];
  readonly messages: readonly IncomingMessage[];
};

export type Appended = {
  /** The record's position after this append; for a repeated command the one it reached the first time. */
  readonly position: number;
  /** The command was recorded before: none of these events was written again. */
  readonly repeatedCommand: boolean;
  /** For each message: written, or a repeat of one already here, whose readings were not written again either. */
  readonly messages: readonly ('stored' | 'repeat')[];
};

export type AppendRefusal = Refusal<
  /** The disk refused; nothing of this append is written. `sqlite` names why: SQLITE_FULL, SQLITE_IOERR_WRITE. */
  | 'not-written'
  /** Its events do not follow the last position: an append before it was not written. Fold again. */
  | 'out-of-order'
  /** Two commands at once, a number that is none, or larger than the bounds. A bug, held to this append. */
  | 'malformed'
  /** Too much is waiting already. */
  | 'store-busy'
  | 'store-closed'
  /** The store's thread has ended. */
  | 'store-failed'
>;
export type AppendResult = Result<Appended, AppendRefusal>;

export const RAW_BYTES_MAX = 1_048_576;
export const EVENT_BYTES_MAX = 262_144;
