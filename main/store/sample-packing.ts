import { deflateRawSync } from 'node:zlib';
import { type Instant, instant, type Millis, minutes } from '../../shared/kernel/units.ts';
import type { Report } from '../../shared/vitals/observation.ts';
import type { WritableDatabase } from './database.ts';
import { packReports } from './report-pack.ts';
import { type ChunkRow, chunkCrc, type JournalRow, readingsIn, reportOf } from './sample-log.ts';

/** Journal rows live this long: the station's start replays the last 10 minutes, report by report, from here. */
export const JOURNAL_AGE: Millis = minutes(15);

export type SampleRetention = {
  /** Above this many journal rows the oldest minutes are packed before their time. */
  readonly journalRows: number;
  /** For readings that belong to no session: a chair between patients, a source that watches no chair. */
  readonly nobodyAge: Millis;
  readonly nobodyChunks: number;
};
export const SAMPLE_RETENTION: SampleRetention = {
  journalRows: 200_000,
  nobodyAge: minutes(24 * 60),
  nobodyChunks: 50_000,
};

const MINUTE_MS = 60_000;
/** Journal rows one pass packs: a short transaction. A fuller minute becomes several chunks. */
const ROWS_PER_PASS = 500;
const CHUNKS_DROPPED_PER_PASS = 200;

/**
 * Packs the oldest minute of the journal into chunks and drops its rows, in one transaction: a reading is
 * always in exactly one of the two. Inside a transaction only.
 */
export function samplePacker(db: WritableDatabase) {
  const statements = packingStatements(db);
  const setAside = db.prepare<[number]>('UPDATE sample_journal SET set_aside = 1 WHERE id = ?');
  const drop = db.prepare<[number]>('DELETE FROM sample_journal WHERE id = ?');

  function writeChunk([first]: readonly JournalRow[], reports: readonly Report[]): void {
    if (first === undefined || reports.length === 0) return;
    const receipts = reports.map((report) => report.receivedAt);
    const row = {
      id: (statements.lastChunk.get()?.id ?? 0) + 1,
      source: first.source,
      chair: first.chair,
      session: first.session,
      from_at: Math.min(...receipts),
      to_at: Math.max(...receipts),
      readings: readingsIn(reports),
      body: deflateRawSync(packReports(reports)),
    };
    statements.insertChunk.run({ ...row, crc: chunkCrc(row) });
  }

  /** One pass; true when there may be more to do. */
  function packOldestMinute(now: Instant, retention: SampleRetention): boolean {
    const oldest = statements.oldest.get();
    if (oldest === undefined) return false;
    const minuteEnd = oldest.received_at - (oldest.received_at % MINUTE_MS) + MINUTE_MS;
    // Ids are handed out in sequence and packed oldest first: their span bounds the number of rows.
    const tooMany = (statements.lastJournal.get()?.id ?? 0) - oldest.id >= retention.journalRows;
    if (minuteEnd > now - JOURNAL_AGE && !tooMany) return false;

    for (const rows of groupsOf(statements.before.all(minuteEnd, ROWS_PER_PASS))) {
      const reports: Report[] = [];
      for (const row of rows) {
        const report = reportOf(row);
        // A damaged row is kept as it is: packed, its damage would get a sound checksum.
        if (report === null) setAside.run(row.id);
        else {
          reports.push(report);
          drop.run(row.id);
        }
      }
      writeChunk(rows, reports);
    }
    return true;
  }

  return (now: Instant, retention: SampleRetention): boolean => {
    const packed = packOldestMinute(now, retention);
    const old = statements.dropNobodys.run(now - retention.nobodyAge, CHUNKS_DROPPED_PER_PASS).changes;
    const excess = Math.max(0, (statements.countNobodys.get()?.count ?? 0) - retention.nobodyChunks);
    const dropped = Math.min(excess, CHUNKS_DROPPED_PER_PASS);
    if (dropped > 0) statements.dropNobodys.run(instant(Number.MAX_SAFE_INTEGER), dropped);
    return packed || old === CHUNKS_DROPPED_PER_PASS || dropped === CHUNKS_DROPPED_PER_PASS;
  };
}

function packingStatements(db: WritableDatabase) {
  return {
    oldest: db.prepare<[], Pick<JournalRow, 'id' | 'received_at'>>(
      'SELECT id, received_at FROM sample_journal WHERE set_aside = 0 ORDER BY received_at, id LIMIT 1',
    ),
    lastJournal: db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM sample_journal'),
    before: db.prepare<[number, number], JournalRow>(
      'SELECT * FROM sample_journal WHERE set_aside = 0 AND received_at < ? ORDER BY received_at, id LIMIT ?',
    ),
    lastChunk: db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM sample_chunks'),
    insertChunk: db.prepare<[ChunkRow]>(
      `INSERT INTO sample_chunks (id, source, chair, session, from_at, to_at, readings, body, crc)
       VALUES (@id, @source, @chair, @session, @from_at, @to_at, @readings, @body, @crc)`,
    ),
    dropNobodys: db.prepare<[number, number]>(
      `DELETE FROM sample_chunks WHERE id IN (
         SELECT id FROM sample_chunks WHERE session IS NULL AND to_at < ? ORDER BY to_at LIMIT ?)`,
    ),
    countNobodys: db.prepare<[], { count: number }>(
      'SELECT count(*) AS count FROM sample_chunks WHERE session IS NULL',
    ),
  };
}

/** Rows that one chunk holds: of one source, for one chair and session. */
function groupsOf(rows: readonly JournalRow[]): Iterable<readonly JournalRow[]> {
  const groups = new Map<string, JournalRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.source, row.chair, row.session]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups.values();
}
