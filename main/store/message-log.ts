import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { type Instant, instant, type Millis, minutes } from '../../shared/kernel/units.ts';
import type { IncomingMessage } from './append.ts';
import type { WritableDatabase } from './database.ts';
import { ledgerWriter } from './message-ledger.ts';
import { rowCrc } from './row-digest.ts';

export type MessageRow = {
  readonly id: number;
  readonly received_at: number;
  readonly source: string;
  readonly chair: number | null;
  readonly timed: number;
  readonly content_hash: Uint8Array;
  /** Deflated. */
  readonly raw: Uint8Array;
  readonly crc: number;
};

export const messageCrc = (row: Omit<MessageRow, 'crc'>): number =>
  rowCrc([row.id, row.received_at, row.source, row.chair, row.timed, row.content_hash, row.raw]);

/** SHA-256 over source and bytes: equal only for byte-identical messages of one source. */
export const contentHash = (source: string, raw: Uint8Array): Buffer =>
  createHash('sha256').update(source).update('\0').update(raw).digest();

/**
 * How far back a timed message is recognised as a repeat, by receipt. A monitor resends within seconds of a
 * missing answer, or after the network's return; a day covers both. A message that retention has already
 * dropped is not recognised.
 */
const REPEAT_WINDOW: Millis = minutes(24 * 60);

/** How long, and how much of, raw messages are kept: whichever ends first. Their counts stay for ever. */
export type MessageRetention = {
  readonly age: Millis;
  readonly bytes: number;
  /** For messages of sources that watch no chair. */
  readonly unassignedAge: Millis;
  readonly unassignedCount: number;
};
export const MESSAGE_RETENTION: MessageRetention = {
  age: minutes(14 * 24 * 60),
  bytes: 2_147_483_648,
  unassignedAge: minutes(24 * 60),
  unassignedCount: 10_000,
};

/** Rows one pass of retention drops: a short transaction, so that no acknowledgement waits long for it. */
const DROPPED_PER_PASS = 500;

/** Writes messages and drops old ones. Inside a transaction only. */
export function messageWriter(db: WritableDatabase) {
  const ledger = ledgerWriter(db);
  const repeatOf = db.prepare<[Uint8Array, number], { id: number }>(
    'SELECT id FROM messages WHERE content_hash = ? AND received_at >= ? AND timed = 1 LIMIT 1',
  );
  const lastId = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM messages');
  const insert = db.prepare<[MessageRow]>(
    `INSERT INTO messages (id, received_at, source, chair, timed, content_hash, raw, crc)
     VALUES (@id, @received_at, @source, @chair, @timed, @content_hash, @raw, @crc)`,
  );
  const dropping = droppingStatements(db);

  /** Drops what `count` oldest messages of one kind, received before `before`, still take. */
  function drop(kind: 'assigned' | 'unassigned', before: Instant, count: number): number {
    const dropped = dropping[kind].all(before, Math.min(count, DROPPED_PER_PASS));
    for (const { received_at, bytes } of dropped) ledger.dropped(instant(received_at), kind, bytes);
    return dropped.length;
  }

  return {
    /** Answers 'repeat' and writes only a count when the same timed message was received within the window. */
    store(message: IncomingMessage): 'stored' | 'repeat' {
      const { raw, timed, chair } = message;
      const { source, receivedAt } = message.report;
      const hash = contentHash(source, raw);
      const kind = chair === null ? 'unassigned' : 'assigned';
      if (timed && repeatOf.get(hash, receivedAt - REPEAT_WINDOW) !== undefined) {
        ledger.repeated(receivedAt, kind);
        return 'repeat';
      }
      const row = {
        id: (lastId.get()?.id ?? 0) + 1,
        received_at: receivedAt,
        source,
        chair,
        timed: timed ? 1 : 0,
        content_hash: hash,
        raw: deflateRawSync(raw),
      };
      insert.run({ ...row, crc: messageCrc(row) });
      ledger.stored(receivedAt, kind, row.raw.length);
      return 'stored';
    },

    /** One pass of retention; true when there may be more to drop. */
    retain(now: Instant, retention: MessageRetention): boolean {
      const kept = ledger.kept();
      const always = instant(Number.MAX_SAFE_INTEGER);
      const excess = kept.unassigned.count - retention.unassignedCount;
      const dropped = [
        drop('assigned', instant(now - retention.age), DROPPED_PER_PASS),
        kept.assigned.bytes > retention.bytes ? drop('assigned', always, DROPPED_PER_PASS) : 0,
        drop('unassigned', instant(now - retention.unassignedAge), DROPPED_PER_PASS),
        excess > 0 ? drop('unassigned', always, excess) : 0,
      ];
      return dropped.includes(DROPPED_PER_PASS);
    },
  };
}

function droppingStatements(db: WritableDatabase) {
  type Dropped = { readonly received_at: number; readonly bytes: number };
  const dropOldest = (chair: 'IS NULL' | 'IS NOT NULL') =>
    db.prepare<[number, number], Dropped>(
      `DELETE FROM messages WHERE id IN (
         SELECT id FROM messages WHERE chair ${chair} AND received_at < ? ORDER BY received_at LIMIT ?
       ) RETURNING received_at, length(raw) AS bytes`,
    );
  return { assigned: dropOldest('IS NOT NULL'), unassigned: dropOldest('IS NULL') };
}
