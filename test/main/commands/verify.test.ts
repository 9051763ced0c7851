import { describe, expect, it } from 'vitest';
import { verifyCommand } from '../../../main/commands/verify.ts';
import { batchWriter } from '../../../main/store/batch-writer.ts';
import { openForWriting } from '../../../main/store/database.ts';
import { migrate } from '../../../main/store/migrations.ts';
import { databasePath } from '../../../main/store/store-desk.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { events, message, messages, recorded } from '../../support/record.ts';

async function run(...args: string[]) {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const exit = await verifyCommand.run(args, {
    stdout: (line) => void stdout.push(line),
    stderr: (line) => void stderr.push(line),
    stdin: (async function* () {})(),
    signal: new AbortController().signal,
  });
  return { exit, stdout, stderr };
}

function folderWithRecord(): string {
  const folder = dataFolder();
  const db = openForWriting(databasePath(folder));
  migrate(db);
  batchWriter(db)([
    events(recorded(1), recorded(2)),
    messages(message('a')),
    messages(message('b')),
    messages(message('a')),
  ]);
  db.close();
  return folder;
}

describe('chairside verify', () => {
  it('prints the counts of a whole record and exits 0', async () => {
    const folder = folderWithRecord();
    expect(await run('--data', folder, '--json')).toEqual({
      exit: 0,
      stdout: ['{"ok":true,"events":2,"messages":2,"readings":4}'],
      stderr: [],
    });
    expect((await run('--data', folder)).stdout[0]).toContain('2 events, 2 messages, 4 readings');
  });

  it('names the table and position of damage and exits 1', async () => {
    const folder = folderWithRecord();
    const db = openForWriting(databasePath(folder));
    db.exec('UPDATE messages SET chair = 8 WHERE id = 2');
    db.close();
    const { exit, stdout } = await run('--data', folder, '--json');
    expect(exit).toBe(1);
    expect(JSON.parse(stdout[0] ?? '')).toMatchObject({
      ok: false,
      events: 2,
      messages: 2,
      readings: 4,
      problems: [{ table: 'messages', position: 2, code: 'crc-mismatch' }],
    });
    expect((await run('--data', folder)).stdout.join('\n')).toContain('DAMAGED');
  });

  it('says in a sentence that there is no record, and exits 1', async () => {
    const missing = `${dataFolder()}/nowhere`;
    const { exit, stdout, stderr } = await run('--data', missing, '--json');
    expect([exit, stdout]).toEqual([1, []]);
    expect(stderr).toEqual([`chairside verify: there is no station's record in ${missing}.`]);
  });

  it('of a later version or of another program refuses to judge', async () => {
    const folder = folderWithRecord();
    const db = openForWriting(databasePath(folder));
    db.pragma('user_version = 40');
    db.close();
    expect((await run('--data', folder)).stderr[0]).toContain('later version');
    const other = dataFolder();
    const theirs = openForWriting(databasePath(other));
    theirs.exec('CREATE TABLE theirs (a)');
    theirs.close();
    expect(await run('--data', other)).toMatchObject({
      exit: 1,
      stderr: [expect.stringContaining('no record of Chairside')],
    });
  });

  it('exits 2 on bad usage', async () => {
    expect((await run()).exit).toBe(2);
    expect((await run('--data')).exit).toBe(2);
    expect((await run('--folder', 'x')).exit).toBe(2);
  });
});
