import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { ReadableDatabase, WritableDatabase } from './database.ts';

/**
 * Every change of the tables, in order, for ever: a released migration is never edited, a new one is added
 * below it. Its number is its place, kept in user_version by the same transaction.
 */
export const MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'the record, what monitors sent, what they measured',
    sql: `
      CREATE TABLE events (
        position INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        effective_at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        workstation TEXT,
        command_id TEXT,
        -- 0, 1, 2 … within its command: with the unique index below a retried command cannot act twice
        command_part INTEGER,
        type TEXT NOT NULL,
        version INTEGER NOT NULL,
        body TEXT NOT NULL,
        prev_hash BLOB NOT NULL,
        hash BLOB NOT NULL,
        CHECK ((command_id IS NULL) = (command_part IS NULL))
      ) STRICT;
      CREATE UNIQUE INDEX events_by_command ON events (command_id, command_part) WHERE command_id IS NOT NULL;
      CREATE TRIGGER events_follow_each_other BEFORE INSERT ON events
        WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
        BEGIN SELECT RAISE(ABORT, 'an event has the position after the last'); END;
      CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
      CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

      -- Where the chain ends. Without it a record cut off at its end would look whole.
      CREATE TABLE event_head (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        position INTEGER NOT NULL,
        hash BLOB NOT NULL
      ) STRICT;
      INSERT INTO event_head VALUES (1, 0, zeroblob(32));

      CREATE TABLE messages (
        id INTEGER PRIMARY KEY,
        received_at INTEGER NOT NULL,
        source TEXT NOT NULL,
        chair INTEGER,
        timed INTEGER NOT NULL,
        content_hash BLOB NOT NULL,
        raw BLOB NOT NULL,
        crc INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX messages_by_content ON messages (content_hash, received_at) WHERE timed = 1;
      CREATE INDEX messages_of_chairs ON messages (received_at) WHERE chair IS NOT NULL;
      CREATE INDEX messages_of_nobody ON messages (received_at) WHERE chair IS NULL;

      -- Counts per day of receipt (days since 1970, UTC). They outlive the messages themselves.
      CREATE TABLE message_ledger (
        day INTEGER NOT NULL,
        assigned INTEGER NOT NULL,
        stored INTEGER NOT NULL,
        repeats INTEGER NOT NULL,
        kept INTEGER NOT NULL,
        kept_bytes INTEGER NOT NULL,
        crc INTEGER NOT NULL,
        PRIMARY KEY (day, assigned)
      ) STRICT, WITHOUT ROWID;

      -- Readings as they came, one row a report, until their minute is packed into a chunk.
      CREATE TABLE sample_journal (
        id INTEGER PRIMARY KEY,
        received_at INTEGER NOT NULL,
        source TEXT NOT NULL,
        chair INTEGER,
        session TEXT,
        readings INTEGER NOT NULL,
        body TEXT NOT NULL,
        crc INTEGER NOT NULL,
        -- 1 once found unreadable: kept as evidence, never packed
        set_aside INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX sample_journal_by_time ON sample_journal (received_at, id) WHERE set_aside = 0;
      CREATE INDEX sample_journal_of_session ON sample_journal (session, received_at) WHERE session IS NOT NULL;

      -- One minute of one source for one session, as deltas and runs, deflated.
      CREATE TABLE sample_chunks (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL,
        chair INTEGER,
        session TEXT,
        from_at INTEGER NOT NULL,
        to_at INTEGER NOT NULL,
        readings INTEGER NOT NULL,
        body BLOB NOT NULL,
        crc INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX sample_chunks_of_session ON sample_chunks (session, from_at) WHERE session IS NOT NULL;
      CREATE INDEX sample_chunks_of_nobody ON sample_chunks (session, to_at) WHERE session IS NULL;
    `,
  },
];

/** "CHRS": tells our database from any other SQLite file. */
const APPLICATION_ID = 0x43_48_52_53;

/**
 * newer-database: a later version wrote it. older-database: it needs its migrations first.
 * foreign-database: no record of ours.
 */
type SchemaRefusal<Code = 'newer-database' | 'older-database' | 'foreign-database'> = {
  readonly code: Code;
  /** Migrations it has had, and migrations this version knows. */
  readonly found: number;
  readonly known: number;
};

const versionOf = (db: ReadableDatabase): number => Number(db.pragma('user_version', { simple: true }));
const isForeign = (db: ReadableDatabase): boolean =>
  db.pragma('application_id', { simple: true }) !== APPLICATION_ID &&
  db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;

/** Can this version read the database as it is? */
export function checkSchema(db: ReadableDatabase, migrations = MIGRATIONS): Result<null, SchemaRefusal> {
  const found = versionOf(db);
  const known = migrations.length;
  if (isForeign(db)) return err({ code: 'foreign-database', found, known });
  if (found > known) return err({ code: 'newer-database', found, known });
  return found < known ? err({ code: 'older-database', found, known }) : ok(null);
}

/**
 * Brings the database to this version, each migration whole or not at all. A newer database is refused
 * untouched: what its tables mean is not to be guessed.
 */
export function migrate(
  db: WritableDatabase,
  migrations = MIGRATIONS,
): Result<null, SchemaRefusal<'newer-database' | 'foreign-database'>> {
  const checked = checkSchema(db, migrations);
  if (checked.ok) return checked;
  const { code, found, known } = checked.error;
  if (code !== 'older-database') return err({ code, found, known });
  for (const [done, { sql }] of migrations.entries()) {
    if (done < found) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${done + 1}`);
    }).immediate();
  }
  return ok(null);
}

/** Every table, index and trigger with the words that made it, to compare with what it ought to be. */
export const schemaOf = (db: ReadableDatabase): readonly { readonly name: string; readonly sql: string }[] =>
  db
    .prepare<[], { name: string; sql: string }>(
      'SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name',
    )
    .all();
