import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { integer, sample } from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { batchWriter } from '../../../main/store/batch-writer.ts';
import { openForReading, openForWriting, type WritableDatabase } from '../../../main/store/database.ts';
import { migrate } from '../../../main/store/migrations.ts';
import { openStore } from '../../../main/store/store.ts';
import { databasePath } from '../../../main/store/store-desk.ts';
import { verifyRecord } from '../../../main/store/verify.ts';
import { instant } from '../../../shared/kernel/units.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { events, message, messages, recorded, TWO_O_CLOCK } from '../../support/record.ts';
import { simClock } from '../../support/sim-clock.ts';

function openRecord(folder: string): WritableDatabase {
  const db = openForWriting(databasePath(folder));
  migrate(db);
  onTestFinished(() => void db.close());
  return db;
}

describe('a connection that writes', () => {
  it('syncs at every commit, which the library by itself would not', () => {
    const folder = dataFolder();
    expect(openRecord(folder).pragma('synchronous', { simple: true })).toBe(2);
    const byItself = new Database(databasePath(folder));
    onTestFinished(() => void byItself.close());
    byItself.exec('CREATE TABLE t (a)');
    expect(byItself.pragma('synchronous', { simple: true })).toBe(1);
  });

  it('is refused where a setting does not hold', () => {
    // A temporary database cannot keep a write-ahead log.
    expect(() => openForWriting('')).toThrow('journal_mode');
  });
});

describe('a connection that reads', () => {
  it('cannot write', () => {
    const folder = dataFolder();
    openRecord(folder);
    const reader = openForReading(databasePath(folder));
    onTestFinished(() => void reader.close());
    expect(() => reader.exec('DELETE FROM messages')).toThrow('readonly');
  });
});

describe('a recorded event', () => {
  it.each([
    ['changed', 'UPDATE events SET actor = \'"station"\' WHERE position = 1'],
    ['deleted', 'DELETE FROM events WHERE position = 1'],
    [
      'replaced',
      'INSERT OR REPLACE INTO events SELECT position, at, effective_at, \'"station"\', workstation, command_id, command_part, type, version, body, prev_hash, hash FROM events WHERE position = 1',
    ],
    [
      'followed by a gap',
      'INSERT INTO events SELECT position + 5, at, effective_at, actor, workstation, command_id, command_part, type, version, body, prev_hash, hash FROM events WHERE position = 1',
    ],
  ])('cannot be %s', (_, sql) => {
    const db = openRecord(dataFolder());
    batchWriter(db)([events(recorded(1))]);
    expect(() => db.exec(sql)).toThrow(/never|after the last/);
  });
});

describe('a full disk', () => {
  it('refuses every append of the batch, and the same connection goes on once there is room', () => {
    const folder = dataFolder();
    const db = openRecord(folder);
    const write = batchWriter(db);
    expect(write([events(recorded(1))])[0]?.ok).toBe(true);

    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 4}`);
    // Bytes that do not deflate.
    const large = createHash('shake256', { outputLength: 60_000 }).update('noise').digest();
    const batch = [
      events(recorded(2)),
      messages({ ...message('large', { timed: false }), raw: large }),
      events(recorded(3)),
    ];
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(write(batch).map((answer) => !answer.ok && answer.error)).toEqual(
        Array.from({ length: 3 }, () =>
          expect.objectContaining({ code: 'not-written', fields: expect.objectContaining({ sqlite: 'SQLITE_FULL' }) }),
        ),
      );
    }
    // A small one may still fit, and nothing of the refused batch is in its way.
    expect(write([events(recorded(2))])[0]?.ok).toBe(true);

    db.pragma('max_page_count = 1000000');
    const after = write([messages({ ...message('large', { timed: false }), raw: large }), events(recorded(3))]);
    expect(after.map((answer) => answer.ok)).toEqual([true, true]);
    expect(verifyRecord(folder)).toMatchObject({ ok: true, value: { ok: true, events: 3, messages: 1, readings: 2 } });
  });
});

describe('a batch in which one append hits a bug', () => {
  it('is written without that one', () => {
    const db = openRecord(dataFolder());
    const broken = events({ ...recorded(1), workstation: { toString: 'no text' } as never });
    expect(batchWriter(db)([broken, messages(message('m')), events(recorded(1))]).map((answer) => answer.ok)).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('SIGKILL at any moment', () => {
  const child = fileURLToPath(new URL('../../support/append-until-killed.ts', import.meta.url));

  /** Runs the child until it has acknowledged `count` appends, kills it, and answers all lines it printed. */
  async function runUntil(folder: string, count: number): Promise<readonly string[]> {
    const process_ = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(process_, 'exit');
    const lines: string[] = [];
    for await (const line of createInterface({ input: process_.stdout })) {
      lines.push(line);
      if (lines.length === count) process_.kill('SIGKILL');
    }
    const [, signal] = await exited;
    expect([signal, lines[0]]).toEqual(['SIGKILL', expect.stringMatching(/^\d+ /)]);
    return lines;
  }

  it('loses nothing acknowledged, doubles nothing, and leaves the folder free', { timeout: 120_000 }, async () => {
    const folder = dataFolder();
    const acknowledged: string[] = [];
    const moments = sample(integer({ min: 1, max: 400 }), { seed: 20_261_122, numRuns: 5 });
    for (const count of moments) {
      acknowledged.push(...(await runUntil(folder, count)));
      // Checked as the killed process left it, before anything has repaired or folded in the log of changes.
      const left = verifyRecord(folder);
      expect(left.ok && left.value.problems).toEqual([]);

      const opened = await openStore(folder, { clock: simClock(), onTrouble: () => {} });
      if (!opened.ok) throw new Error(opened.error.code);
      const store = opened.value;
      for (const line of acknowledged) {
        const [position] = line.split(' ');
        expect(Number(position)).toBeLessThanOrEqual(store.openedAt.position);
      }
      const again = acknowledged.map((line) => line.slice(line.indexOf(' ') + 1));
      const answers = await Promise.all(
        again.slice(-1_000).map((text) => store.append(messages(message(text, { at: instant(TWO_O_CLOCK + 60_000) })))),
      );
      expect(answers.every((answer) => answer.ok && answer.value.messages[0] === 'repeat')).toBe(true);
      await store.close();
    }
    const whole = verifyRecord(folder);
    // One event and one message each: an append is on disk whole or not at all, and none twice.
    expect(whole.ok && whole.value.messages).toBe(whole.ok && whole.value.events);
    expect(whole.ok && whole.value.events).toBeGreaterThanOrEqual(acknowledged.length);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
  });

  it('is not waited for: while it lives the folder is refused to anybody else', { timeout: 60_000 }, async () => {
    const folder = dataFolder();
    const process_ = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(process_, 'exit');
    await once(process_.stdout, 'data');
    process_.stdout.resume();
    const refused = await openStore(folder, { clock: simClock(), onTrouble: () => {} });
    expect(!refused.ok && refused.error).toEqual({ code: 'station-running', fields: { folder } });
    // Beside it the record can be checked all the same.
    const beside = verifyRecord(folder);
    expect(beside.ok && beside.value.problems).toEqual([]);
    process_.kill('SIGKILL');
    await exited;
    const free = await openStore(folder, { clock: simClock(), onTrouble: () => {} });
    expect(free.ok).toBe(true);
    if (free.ok) await free.value.close();
  });
});
