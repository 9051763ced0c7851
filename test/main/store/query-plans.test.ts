import { describe, expect, it, onTestFinished } from 'vitest';
import { batchWriter } from '../../../main/store/batch-writer.ts';
import { openForWriting } from '../../../main/store/database.ts';
import { eventReader } from '../../../main/store/event-log.ts';
import { housekeeper, RETENTION } from '../../../main/store/maintenance.ts';
import { migrate } from '../../../main/store/migrations.ts';
import { sampleReader } from '../../../main/store/sample-log.ts';

/** What may read a table or index from end to end, and why that stays small. */
const MAY_SCAN: readonly RegExp[] = [
  // A row a day.
  /SCAN message_ledger$/,
  // Only its first entry, by LIMIT 1.
  /SCAN sample_journal USING COVERING INDEX sample_journal_by_time$/,
];

/** Every statement that the store's parts prepare, as a running station has them. */
function preparedStatements() {
  const db = openForWriting(':memory:');
  onTestFinished(() => void db.close());
  migrate(db);
  const statements = new Set<string>();
  const prepare = db.prepare.bind(db);
  db.prepare = (sql: string) => {
    statements.add(sql);
    return prepare(sql);
  };
  batchWriter(db);
  eventReader(db);
  sampleReader(db);
  housekeeper(db, RETENTION);
  const planOf = (sql: string) =>
    prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll(/\?|@\w+/g, '1')}`)
      .all()
      .map(({ detail }) => detail);
  return { statements: [...statements], planOf };
}

describe('every statement of a running station', () => {
  it('finds its rows by an index and sorts nothing', () => {
    const { statements, planOf } = preparedStatements();
    expect(statements.length).toBeGreaterThan(20);
    const slow = statements.flatMap((sql) => {
      const steps = planOf(sql).filter(
        (step) => /^SCAN|TEMP B-TREE/.test(step) && !MAY_SCAN.some((may) => may.test(step)),
      );
      return steps.map((step) => `${step}: ${sql}`);
    });
    expect(slow).toEqual([]);
  });

  it.each([
    ['WHERE command_id = ?', 'events_by_command (command_id=?'],
    ['WHERE content_hash = ?', 'messages_by_content (content_hash=? AND received_at>?'],
    ['FROM sample_chunks WHERE session = ?', 'sample_chunks_of_session (session=? AND from_at<?'],
    [
      'FROM sample_journal WHERE session = ?',
      'sample_journal_of_session (session=? AND received_at>? AND received_at<?',
    ],
    ['(received_at, id) > (?, ?)', 'sample_journal_by_time (received_at>?'],
    ['count(*) AS count FROM sample_chunks', 'COVERING INDEX sample_chunks_of_nobody (session=?'],
    ['chair IS NULL AND received_at < ?', 'messages_of_nobody (received_at<?'],
    ['chair IS NOT NULL AND received_at < ?', 'messages_of_chairs (received_at<?'],
  ])('that asks "%s" uses %s', (words, index) => {
    const { statements, planOf } = preparedStatements();
    const asking = statements.filter((sql) => sql.includes(words));
    expect(asking).toHaveLength(1);
    expect(planOf(asking[0] ?? '').join('\n')).toContain(index);
  });
});
