import { describe, expect, it, onTestFinished } from 'vitest';
import { batchWriter } from '../../../main/store/batch-writer.ts';
import { openForWriting } from '../../../main/store/database.ts';
import { housekeeper, RETENTION, type Retention } from '../../../main/store/maintenance.ts';
import { migrate } from '../../../main/store/migrations.ts';
import { instant, minutes } from '../../../shared/kernel/units.ts';
import { message, messages, TWO_O_CLOCK } from '../../support/record.ts';

const later = (min: number) => instant(TWO_O_CLOCK + minutes(min));
const DAY = 24 * 60;

function record(retention: Retention = RETENTION) {
  const db = openForWriting(':memory:');
  onTestFinished(() => void db.close());
  migrate(db);
  const pass = housekeeper(db, retention);
  return {
    db,
    write: batchWriter(db),
    tidy: (now: ReturnType<typeof later>) => {
      while (pass(now));
    },
    count: (table: string) => db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n,
  };
}

describe('house-keeping', () => {
  it('keeps the last 15 minutes report by report, and packs what is older', () => {
    const { write, tidy, count } = record();
    for (let min = 0; min < 20; min++) write([messages(message(`m${min}`, { at: later(min) }))]);
    tidy(later(20));
    expect([count('sample_journal'), count('sample_chunks')]).toEqual([15, 5]);
  });

  it('never packs a damaged report: it is set aside, and the rest goes on', () => {
    const { db, write, tidy } = record();
    write([messages(message('a')), messages(message('b')), messages(message('c'))]);
    db.exec("UPDATE sample_journal SET body = replace(body, '72', '27') WHERE id = 2");
    tidy(later(20));
    expect(db.prepare('SELECT id, set_aside FROM sample_journal').all()).toEqual([{ id: 2, set_aside: 1 }]);
    expect(db.prepare('SELECT readings FROM sample_chunks').all()).toEqual([{ readings: 4 }]);
  });

  it('drops raw messages by age, those of nobody sooner, and keeps their counts', () => {
    const { db, write, tidy, count } = record();
    write([messages(message('of a chair')), messages(message('of nobody', { chair: null }))]);
    tidy(later(DAY + 1));
    expect(count('messages')).toBe(1);
    tidy(later(14 * DAY + 1));
    expect(count('messages')).toBe(0);
    expect(
      db.prepare('SELECT sum(stored) AS stored, sum(kept) AS kept, sum(kept_bytes) AS bytes FROM message_ledger').get(),
    ).toEqual({
      stored: 2,
      kept: 0,
      bytes: 0,
    });
  });

  it('drops raw messages by size, oldest first', () => {
    const { db, write, tidy } = record({ ...RETENTION, messages: { ...RETENTION.messages, bytes: 40_000 } });
    for (let n = 0; n < 2_000; n++) write([messages(message(`message number ${n}`, { at: instant(TWO_O_CLOCK + n) }))]);
    tidy(later(1));
    const kept = db
      .prepare<[], { first: number; last: number; bytes: number }>(
        'SELECT min(id) AS first, max(id) AS last, sum(length(raw)) AS bytes FROM messages',
      )
      .get();
    expect(kept?.bytes).toBeLessThanOrEqual(40_000);
    expect(kept?.last).toBe(2_000);
    expect(kept?.first).toBeGreaterThan(1);
  });

  it('drops nothing because of a damaged count', () => {
    const { db, write, tidy, count } = record();
    write([messages(message('a'))]);
    db.exec('UPDATE message_ledger SET kept_bytes = 1e15');
    tidy(later(1));
    expect(count('messages')).toBe(1);
  });

  it("keeps a session's readings for ever, and nobody's for a day", () => {
    const { write, tidy, count } = record();
    write([messages(message('of a session')), messages(message('of nobody', { chair: null }))]);
    tidy(later(20));
    expect(count('sample_chunks')).toBe(2);
    tidy(later(2 * 365 * DAY));
    expect(count('sample_chunks')).toBe(1);
  });
});
