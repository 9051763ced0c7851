import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { assert, constantFrom, integer, nat, property } from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { batchWriter } from '../../../main/store/batch-writer.ts';
import { openForReading, openForWriting, type WritableDatabase } from '../../../main/store/database.ts';
import { housekeeper, RETENTION } from '../../../main/store/maintenance.ts';
import { migrate, schemaOf } from '../../../main/store/migrations.ts';
import { databasePath } from '../../../main/store/store-desk.ts';
import { type Verification, verifyRecord } from '../../../main/store/verify.ts';
import { workstationId } from '../../../shared/kernel/ids.ts';
import { instant, minutes } from '../../../shared/kernel/units.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { command, events, message, messages, recorded, TWO_O_CLOCK } from '../../support/record.ts';

const TABLES = ['events', 'event_head', 'messages', 'message_ledger', 'sample_journal', 'sample_chunks'] as const;

/** A small record with rows in every table: a minute already packed, another still in the journal. */
function writeRecord(path: string): void {
  const db = openForWriting(path);
  migrate(db);
  const write = batchWriter(db);
  for (let n = 0; n < 6; n++) {
    const at = instant(TWO_O_CLOCK + (n < 3 ? n * 1_000 : minutes(20)));
    write([messages(message(`message ${n}`, { at, chair: n === 5 ? null : 1 }))]);
    const first = { ...recorded(2 * n + 1), workstation: n % 2 === 0 ? null : workstationId('desk') };
    write([events(first, recorded(2 * n + 2, n === 3 ? { command: command(3) } : {}))]);
  }
  housekeeper(db, RETENTION)(instant(TWO_O_CLOCK + minutes(21)));
  db.close();
}

let folder: string;
let pristine: string;
beforeEach(() => {
  folder = dataFolder();
  pristine = `${folder}/pristine`;
  writeRecord(pristine);
  copyFileSync(pristine, databasePath(folder));
});

function verified(): Verification {
  const result = verifyRecord(folder);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** What somebody with the file in hand can do: the guards taken away, the change made, the guards put back. */
function tamper(change: (db: WritableDatabase) => void): void {
  copyFileSync(pristine, databasePath(folder));
  const db = openForWriting(databasePath(folder));
  const guards = schemaOf(db).filter(({ sql }) => sql.startsWith('CREATE TRIGGER'));
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
  db.pragma('ignore_check_constraints = ON');
  change(db);
  for (const { sql } of guards) db.exec(sql);
  db.close();
}

type Cell = number | string | Uint8Array | null;

function otherThan(cell: Cell, seed: number): Cell {
  if (cell === null) return seed;
  // Far from the keys that other rows have: those SQLite itself would refuse.
  if (typeof cell === 'number') return cell + 10_000 + seed;
  if (typeof cell === 'string') return `${cell.slice(0, seed % cell.length)}~${cell.slice((seed % cell.length) + 1)}`;
  const bytes = Uint8Array.from(cell);
  const at = seed % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (seed % 8));
  return bytes;
}

describe('verify', () => {
  it('finds a good record good, and counts what is in it', () => {
    const db = openForReading(pristine);
    for (const table of TABLES) expect(db.prepare(`SELECT 1 FROM ${table}`).get(), table).toBeDefined();
    db.close();
    expect(verified()).toEqual({ ok: true, events: 12, messages: 6, readings: 12, problems: [] });
  });

  it('finds any column of any row changed', () => {
    const db = openForReading(pristine);
    const cells = TABLES.flatMap((table) =>
      db
        .prepare<[], Record<string, Cell>>(`SELECT * FROM ${table}`)
        .all()
        .flatMap((row, rowNumber) =>
          Object.keys(row).map((column) => ({ table, rowNumber, column, was: row[column] ?? null })),
        ),
    );
    db.close();
    assert(
      property(constantFrom(...cells), nat(1_000), ({ table, rowNumber, column, was }, seed) => {
        const changed = otherThan(was, seed);
        // A hole is filled with what its column can hold.
        const cell = was === null && column !== 'chair' && column !== 'command_part' ? `${seed}` : changed;
        const key = table === 'message_ledger' ? '(day, assigned)' : 'rowid';
        tamper((db) => {
          db.prepare(
            `UPDATE ${table} SET ${column} = ? WHERE ${key} = (SELECT ${key.replace(/[()]/g, '')} FROM ${table} LIMIT 1 OFFSET ?)`,
          ).run(cell, rowNumber);
        });
        const found = verified();
        expect(found.ok).toBe(false);
        const where = table === 'event_head' ? 'events' : table;
        const tables = found.problems.map((problem) => problem.table);
        expect(tables.includes(where) || (table === 'message_ledger' && tables.includes('messages'))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['an event taken out', 'DELETE FROM events WHERE position = 5', 'position-missing'],
    ['the record cut off at its end', 'DELETE FROM events WHERE position > 9', 'head-mismatch'],
    [
      'an event put in at the end',
      'INSERT INTO events SELECT 13, at, effective_at, actor, workstation, NULL, NULL, type, version, body, prev_hash, hash FROM events WHERE position = 12',
      'head-mismatch',
    ],
    [
      'two events exchanged',
      'UPDATE events SET position = -1 WHERE position = 4; UPDATE events SET position = 4 WHERE position = 5; UPDATE events SET position = 5 WHERE position = -1',
      'hash-mismatch',
    ],
    ['a message taken out', 'DELETE FROM messages WHERE id = 2', 'count-mismatch'],
    ['a guard missing', 'SELECT 1', 'schema-altered'],
  ])('finds %s', (name, sql, code) => {
    tamper((db) => db.exec(sql));
    if (name === 'a guard missing') {
      const db = openForWriting(databasePath(folder));
      db.exec('DROP TRIGGER events_are_never_deleted');
      db.close();
    }
    const found = verified();
    expect(found.ok).toBe(false);
    expect(found.problems.map((problem) => problem.code)).toContain(code);
  });

  it('finds one event changed with its own hash made to fit', () => {
    tamper((db) => {
      const [row, other] = db.prepare<[], { hash: Uint8Array }>('SELECT hash FROM events ORDER BY position').all();
      expect(row?.hash).not.toEqual(other?.hash);
      // A row whose content and hash agree, but which is not what the next row was chained to.
      db.exec('UPDATE events SET prev_hash = (SELECT prev_hash FROM events WHERE position = 3) WHERE position = 7');
    });
    expect(verified().problems.map(({ position, code }) => [position, code])).toContainEqual([7, 'hash-mismatch']);
  });

  it('finds a flipped bit anywhere in the file, unless it changes nothing that was recorded', () => {
    const bytes = readFileSync(pristine);
    const before = contentOf(pristine);
    let changed = 0;
    assert(
      property(nat(bytes.length - 1), integer({ min: 0, max: 7 }), (at, bit) => {
        const flipped = Uint8Array.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        writeFileSync(databasePath(folder), flipped);
        const result = verifyRecord(folder);
        if (result.ok && result.value.ok) expect(contentOf(databasePath(folder))).toEqual(before);
        else changed += 1;
      }),
      { numRuns: 300 },
    );
    // Most of a young database's pages are empty; the law is worth nothing if no flip ever struck.
    expect(changed).toBeGreaterThan(20);
  });

  it('of a folder without a record says so', () => {
    expect(verifyRecord(`${folder}/nowhere`)).toEqual({
      ok: false,
      error: { code: 'no-record', fields: { folder: `${folder}/nowhere` } },
    });
  });

  it('of a file that is no database says so', () => {
    writeFileSync(databasePath(folder), 'not a database, though it is long enough to look at');
    expect(verified()).toMatchObject({ ok: false, problems: [{ table: 'database', code: 'unreadable' }] });
  });

  it('beside a station at work finds nothing wrong', () => {
    const station = openForWriting(databasePath(folder));
    const write = batchWriter(station);
    for (let position = 13; position < 20; position++) {
      write([events(recorded(position)), messages(message(`beside ${position}`))]);
      expect(verified()).toMatchObject({ ok: true, events: position, problems: [] });
    }
    station.close();
  });
});

function contentOf(path: string): unknown {
  const db = openForReading(path);
  try {
    return TABLES.map((table) => db.prepare(`SELECT * FROM ${table}`).all());
  } finally {
    db.close();
  }
}
