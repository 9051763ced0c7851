import { inflateRawSync } from 'node:zlib';
import { type Chair, isChair, type SessionId, sessionId, sourceId } from '../../shared/kernel/ids.ts';
import { type Instant, instant } from '../../shared/kernel/units.ts';
import type { Report } from '../../shared/vitals/observation.ts';
import type { IncomingMessage } from './append.ts';
import type { ReadableDatabase, WritableDatabase } from './database.ts';
import { packReports, unpackReports } from './report-pack.ts';
import { rowCrc } from './row-digest.ts';

/** One report, as it came. */
export type JournalRow = {
  readonly id: number;
  readonly received_at: number;
  readonly source: string;
  readonly chair: number | null;
  readonly session: string | null;
  readonly readings: number;
  readonly body: string;
  readonly crc: number;
  readonly set_aside: number;
};

/** The reports of one minute, source and session. */
export type ChunkRow = {
  readonly id: number;
  readonly source: string;
  readonly chair: number | null;
  readonly session: string | null;
  readonly from_at: number;
  readonly to_at: number;
  readonly readings: number;
  /** Deflated. */
  readonly body: Uint8Array;
  readonly crc: number;
};

const journalCrc = (row: Omit<JournalRow, 'crc' | 'set_aside'>): number =>
  rowCrc([row.id, row.received_at, row.source, row.chair, row.session, row.readings, row.body]);
export const chunkCrc = (row: Omit<ChunkRow, 'crc'>): number =>
  rowCrc([row.id, row.source, row.chair, row.session, row.from_at, row.to_at, row.readings, row.body]);

/** The report of a journal row, or null for a damaged one. */
export function reportOf(row: JournalRow): Report | null {
  if (row.crc !== journalCrc(row)) return null;
  return unpackReports(sourceId(row.source), row.body)?.[0] ?? null;
}

/** No chunk that was ever written inflates to more. */
const CHUNK_BYTES_MAX = 67_108_864;

/** The reports of a chunk, oldest first, or null for a damaged one. */
export function reportsOf(row: ChunkRow): readonly Report[] | null {
  if (row.crc !== chunkCrc(row)) return null;
  const packed = inflated(row.body);
  return packed === null ? null : unpackReports(sourceId(row.source), packed);
}

function inflated(body: Uint8Array): string | null {
  try {
    return inflateRawSync(body, { maxOutputLength: CHUNK_BYTES_MAX }).toString('utf8');
  } catch {
    return null;
  }
}

/** Readings in a report, "no value" among them: what `verify` counts. */
export const readingsIn = (reports: readonly Report[]): number =>
  reports.reduce((sum, report) => sum + report.observations.length, 0);

/** A report with whose it was taken to be when it came. */
type StoredReport = {
  readonly chair: Chair | null;
  readonly session: SessionId | null;
  readonly report: Report;
};
/** Where the next page of reports begins. */
export type ReportCursor = { readonly receivedAt: Instant; readonly id: number };
export type ReportPage = {
  readonly reports: readonly StoredReport[];
  /** Null after the last page. */
  readonly next: ReportCursor | null;
  /** Rows that could not be read any more: left out, never guessed. */
  readonly damaged: number;
};

const REPORTS_PER_PAGE = 500;

/** Journals reports. Inside a transaction only. */
export function journalWriter(db: WritableDatabase) {
  const lastId = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM sample_journal');
  const insert = db.prepare<[Omit<JournalRow, 'set_aside'>]>(
    `INSERT INTO sample_journal (id, received_at, source, chair, session, readings, body, crc)
     VALUES (@id, @received_at, @source, @chair, @session, @readings, @body, @crc)`,
  );
  return ({ chair, session, report }: IncomingMessage): void => {
    // A message that measured and said nothing (an alarm, a text) lives in the message log alone.
    if (report.observations.length === 0 && report.faults.length === 0) return;
    const row = {
      id: (lastId.get()?.id ?? 0) + 1,
      received_at: report.receivedAt,
      source: report.source,
      chair,
      session,
      readings: report.observations.length,
      body: packReports([report]),
    };
    insert.run({ ...row, crc: journalCrc(row) });
  };
}

/** Reads readings, from the journal and from packed minutes. */
export function sampleReader(db: ReadableDatabase) {
  const recent = db.prepare<[number, number, number], JournalRow>(
    `SELECT * FROM sample_journal WHERE set_aside = 0 AND (received_at, id) > (?, ?)
     ORDER BY received_at, id LIMIT ?`,
  );
  const chunks = db.prepare<[string, number, number], ChunkRow>(
    `SELECT * FROM sample_chunks WHERE session = ? AND from_at <= ? AND to_at >= ?
     ORDER BY from_at`,
  );
  const journal = db.prepare<[string, number, number], JournalRow>(
    `SELECT * FROM sample_journal WHERE session = ? AND received_at BETWEEN ? AND ?
     ORDER BY received_at`,
  );
  return {
    /**
     * Reports of all chairs from `since` on, in order of receipt, a page at a time. Reaches back as far as
     * the journal: at least JOURNAL_AGE (sample-packing.ts) unless a flood shortened it.
     */
    recent(since: Instant, after: ReportCursor | null): ReportPage {
      const from = after ?? { receivedAt: instant(since - 1), id: Number.MAX_SAFE_INTEGER };
      const rows = recent.all(from.receivedAt, from.id, REPORTS_PER_PAGE);
      const reports = rows.map(stored).filter((report) => report !== null);
      const lastRow = rows.at(-1);
      const full = rows.length === REPORTS_PER_PAGE && lastRow !== undefined;
      return {
        reports,
        damaged: rows.length - reports.length,
        next: full ? { receivedAt: instant(lastRow.received_at), id: lastRow.id } : null,
      };
    },

    /**
     * Every readable report of a session received from `from` to `to`, both included, in order of receipt;
     * two sources of one session may be interleaved by the minute. To be read to its end at once: the
     * connection answers nothing else meanwhile.
     */
    *ofSession(session: SessionId, from: Instant, to: Instant): Generator<Report> {
      for (const row of chunks.iterate(session, to, from)) {
        for (const report of reportsOf(row) ?? []) {
          if (report.receivedAt >= from && report.receivedAt <= to) yield report;
        }
      }
      for (const row of journal.iterate(session, from, to)) {
        const report = reportOf(row);
        if (report !== null) yield report;
      }
    },
  };
}

function stored(row: JournalRow): StoredReport | null {
  const report = reportOf(row);
  if (report === null) return null;
  return {
    chair: row.chair !== null && isChair(row.chair) ? row.chair : null,
    session: row.session === null ? null : sessionId(row.session),
    report,
  };
}
