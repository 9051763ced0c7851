import { existsSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { err, ok, type Refusal, type Result } from '../../shared/kernel/result.ts';
import { messageOf, openForReading, openForWriting, type ReadableDatabase } from './database.ts';
import { damageOf, eventReader } from './event-log.ts';
import { ledgerCrc, ledgerRows } from './message-ledger.ts';
import { contentHash, type MessageRow, messageCrc } from './message-log.ts';
import { checkSchema, migrate, schemaOf } from './migrations.ts';
import { type ChunkRow, type JournalRow, readingsIn, reportOf, reportsOf } from './sample-log.ts';
import { databasePath } from './store-desk.ts';

/** One thing that is wrong, and where. */
type RecordProblem = {
  readonly table: string;
  /** Event position or row id; null where the whole table is meant. */
  readonly position: number | null;
  /** Stable: "hash-mismatch", "chain-broken", "crc-mismatch", "count-mismatch". */
  readonly code: string;
  readonly text: string;
};

export type Verification = {
  readonly ok: boolean;
  /** Events in the record, messages ever stored, readings kept. */
  readonly events: number;
  readonly messages: number;
  readonly readings: number;
  /** The first PROBLEMS_MAX. */
  readonly problems: readonly RecordProblem[];
};

export type VerifyRefusal = Refusal<'no-record' | 'newer-database' | 'older-database' | 'foreign-database'>;

const PROBLEMS_MAX = 100;
const ROWS_PER_PAGE = 500;

type Tell = (table: string, position: number | null, code: string, text: string) => void;

/**
 * Checks a data folder's record from end to end: SQLite's structure, the tables' own definitions, the hash
 * chain over every event, the checksum over every other row. Reads only, and in short reads, so that it can
 * run beside a station: that one's log of changes must be able to be folded in meanwhile.
 * What it cannot find: a chain rewritten whole, hashes and all, by someone with the file in hand.
 */
export function verifyRecord(dataDir: string): Result<Verification, VerifyRefusal> {
  const path = databasePath(dataDir);
  if (!existsSync(path)) return err({ code: 'no-record', fields: { folder: dataDir } });
  const problems: RecordProblem[] = [];
  const tell: Tell = (table, position, code, text) => {
    if (problems.length < PROBLEMS_MAX) problems.push({ table, position, code, text });
  };
  /** A damaged page makes SQLite itself refuse: told as a problem, and the rest is still checked. */
  const guarded = <T>(table: string, otherwise: T, check: () => T): T => {
    try {
      return check();
    } catch (error) {
      tell(table, null, 'unreadable', messageOf(error));
      return otherwise;
    }
  };

  const opened = guarded('database', null, () => openChecked(path, dataDir));
  if (opened === null) return ok({ ok: false, events: 0, messages: 0, readings: 0, problems });
  if (!opened.ok) return opened;
  const db = opened.value;
  guarded('database', null, () => checkStructure(db, tell));
  const counts = {
    events: guarded('events', 0, () => checkEvents(db, tell)),
    messages: guarded('messages', 0, () => checkMessages(db, tell)),
    readings: guarded('samples', 0, () => checkReadings(db, tell)),
  };
  db.close();
  return ok({ ok: problems.length === 0, ...counts, problems });
}

function openChecked(path: string, folder: string): Result<ReadableDatabase, VerifyRefusal> {
  const db = openForReading(path);
  const schema = checkSchema(db);
  if (schema.ok) return ok(db);
  db.close();
  const { code, found, known } = schema.error;
  return err({ code, fields: { folder, found, known } });
}

function checkStructure(db: ReadableDatabase, tell: Tell): null {
  const found = db.prepare<[], { integrity_check: string }>(`PRAGMA integrity_check(${PROBLEMS_MAX})`).all();
  for (const { integrity_check: text } of found) {
    if (text !== 'ok') tell('database', null, 'structure', text);
  }
  const fresh = openForWriting(':memory:');
  migrate(fresh);
  const wanted = new Map(schemaOf(fresh).map(({ name, sql }) => [name, sql]));
  fresh.close();
  const present = new Map(schemaOf(db).map(({ name, sql }) => [name, sql]));
  for (const name of new Set([...wanted.keys(), ...present.keys()])) {
    if (wanted.get(name) !== present.get(name)) {
      tell('database', null, 'schema-altered', `${name} is not as this version defines it`);
    }
  }
  return null;
}

/** Every event against its hash, its place and the one before it; the last against the head. */
function checkEvents(db: ReadableDatabase, tell: Tell): number {
  const { head: readHead, rowsFrom } = eventReader(db);
  // Events only ever grow: up to this head the pages below are one snapshot, however long it takes.
  const head = readHead();
  let before: { readonly position: number; readonly hash: Uint8Array } = { position: 0, hash: new Uint8Array(32) };
  let count = 0;
  for (;;) {
    const rows = rowsFrom(before.position + 1).filter((row) => row.position <= head.position);
    for (const row of rows) {
      const damage = damageOf(row, before);
      if (damage !== null) tell('events', row.position, damage, `event ${row.position} is not as it was recorded`);
      before = row;
    }
    count += rows.length;
    if (rows.length === 0) break;
  }
  if (before.position !== head.position || !Buffer.from(head.hash).equals(before.hash)) {
    tell(
      'events',
      before.position,
      'head-mismatch',
      `the record ends at ${before.position}, its head says ${head.position}`,
    );
  }
  const beyond = rowsFrom(head.position + 1)[0];
  if (beyond !== undefined && readHead().position === head.position) {
    tell('events', beyond.position, 'head-mismatch', `event ${beyond.position} lies beyond the record's head`);
  }
  return count;
}

/** Every kept message, and the ledger's counts against what is kept. Answers how many were ever stored. */
function checkMessages(db: ReadableDatabase, tell: Tell): number {
  const page = db.prepare<[number, number], MessageRow>('SELECT * FROM messages WHERE id > ? ORDER BY id LIMIT ?');
  for (const row of pages((after) => page.all(after, ROWS_PER_PAGE))) {
    if (row.crc !== messageCrc(row)) tell('messages', row.id, 'crc-mismatch', `message ${row.id} is damaged`);
    else if (!isWhole(row)) tell('messages', row.id, 'content-mismatch', `message ${row.id} is not what came`);
  }
  const kept = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM messages');
  // One snapshot for both: a station beside us may store and drop messages at any time.
  return db.transaction(() => {
    const rows = ledgerRows(db);
    for (const row of rows) {
      if (row.crc !== ledgerCrc(row))
        tell('message_ledger', row.day, 'crc-mismatch', `the counts of day ${row.day} are damaged`);
    }
    const counted = rows.reduce((sum, row) => sum + row.kept, 0);
    const found = kept.get()?.count ?? 0;
    if (counted !== found)
      tell('messages', null, 'count-mismatch', `${found} messages are kept, the ledger says ${counted}`);
    return rows.reduce((sum, row) => sum + row.stored, 0);
  })();
}

function isWhole({ source, raw, content_hash: hash }: MessageRow): boolean {
  try {
    return contentHash(source, inflateRawSync(raw)).equals(hash);
  } catch {
    return false;
  }
}

/** Every journalled report and every packed minute. Answers how many readings they hold. */
function checkReadings(db: ReadableDatabase, tell: Tell): number {
  const journal = db.prepare<[number, number], JournalRow>(
    'SELECT * FROM sample_journal WHERE id > ? ORDER BY id LIMIT ?',
  );
  for (const row of pages((after) => journal.all(after, ROWS_PER_PAGE))) {
    const report = reportOf(row);
    if (report === null || row.set_aside !== 0)
      tell('sample_journal', row.id, 'crc-mismatch', `report ${row.id} is damaged`);
    else if (readingsIn([report]) !== row.readings)
      tell('sample_journal', row.id, 'count-mismatch', `report ${row.id} miscounts`);
  }
  const chunks = db.prepare<[number, number], ChunkRow>('SELECT * FROM sample_chunks WHERE id > ? ORDER BY id LIMIT ?');
  for (const row of pages((after) => chunks.all(after, ROWS_PER_PAGE))) {
    const reports = reportsOf(row);
    if (reports === null) tell('sample_chunks', row.id, 'crc-mismatch', `minute ${row.id} is damaged`);
    else if (readingsIn(reports) !== row.readings)
      tell('sample_chunks', row.id, 'count-mismatch', `minute ${row.id} miscounts`);
  }
  // One statement, one snapshot: a minute that moves from journal to chunk meanwhile is counted once.
  const total = db.prepare<[], { readings: number }>(
    `SELECT (SELECT coalesce(sum(readings), 0) FROM sample_journal) +
            (SELECT coalesce(sum(readings), 0) FROM sample_chunks) AS readings`,
  );
  return total.get()?.readings ?? 0;
}

function* pages<Row extends { readonly id: number }>(readAfter: (id: number) => readonly Row[]): Generator<Row> {
  for (let after = -1; ; ) {
    const rows = readAfter(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield* rows;
    after = last.id;
  }
}
