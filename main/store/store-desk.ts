import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TrendPoint } from '../../shared/board/views.ts';
import type { CommandId, SessionId } from '../../shared/kernel/ids.ts';
import { err, ok, type Refusal, type Result } from '../../shared/kernel/result.ts';
import { type Instant, instant, later } from '../../shared/kernel/units.ts';
import type { RecordedEvent } from '../../shared/session/suite.ts';
import type { Pressure } from '../../shared/vitals/pressure.ts';
import type { Append, AppendResult } from './append.ts';
import { batchWriter } from './batch-writer.ts';
import { messageOf, openForWriting, type WritableDatabase } from './database.ts';
import { type DamagedEvent, eventReader } from './event-log.ts';
import { housekeeper, type Retention } from './maintenance.ts';
import { migrate } from './migrations.ts';
import { type ReportCursor, type ReportPage, sampleReader } from './sample-log.ts';
import { pressuresOf, type TrendSpan, trendOf } from './session-readings.ts';
import { lockFolder } from './station-lock.ts';

/** The database of a data folder. */
export const databasePath = (dataDir: string): string => join(dataDir, 'station.sqlite');

/** All that can be asked of the store's thread, and what each is answered with. */
export type StoreAnswers = {
  append: { ask: readonly Append[]; answer: readonly AppendResult[] };
  positionOf: { ask: CommandId; answer: number | null };
  events: { ask: { readonly from: number }; answer: Result<readonly RecordedEvent[], DamagedEvent> };
  reports: { ask: { readonly since: Instant; readonly after: ReportCursor | null }; answer: ReportPage };
  trend: { ask: { readonly session: SessionId; readonly span: TrendSpan }; answer: readonly TrendPoint[] };
  pressures: {
    ask: { readonly session: SessionId; readonly from: Instant; readonly to: Instant };
    answer: readonly Pressure[];
  };
  /** One pass of house-keeping. */
  tidy: { ask: { readonly now: Instant }; answer: Result<{ readonly more: boolean }, string> };
  close: { ask: null; answer: null };
};
export type QuestionName = keyof StoreAnswers;
export type QuestionTo<Name extends QuestionName> = StoreAnswers[Name]['ask'];
export type AnswerTo<Name extends QuestionName> = StoreAnswers[Name]['answer'];

/** The database and everything done to it, in one thread: sits in the store's worker, or beside the caller. */
export type StoreDesk = { readonly [Name in QuestionName]: (ask: QuestionTo<Name>) => AnswerTo<Name> };

/** Where the record stood when it was opened. */
export type OpenedAt = {
  readonly position: number;
  /** The newest moment recorded, of an event or a message; null in a new folder. Station time starts no earlier. */
  readonly lastAt: Instant | null;
};
export type OpenedDesk = { readonly desk: StoreDesk; readonly openedAt: OpenedAt };

/**
 * Why a folder cannot be opened. `station-running`: another station holds it. `newer-database`: a later
 * version wrote it, and this one will not guess. All carry the `folder`.
 */
export type OpenRefusal = Refusal<'station-running' | 'newer-database' | 'foreign-database' | 'cannot-open'>;

/** Locks a folder, made if missing, and opens its record for writing. */
export function openDesk(dataDir: string, retention: Retention): Result<OpenedDesk, OpenRefusal> {
  try {
    // The record names patients: no other user of the machine reads it.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const unlock = lockFolder(dataDir);
    if (unlock === null) return err({ code: 'station-running', fields: { folder: dataDir } });
    const opened = openRecord(dataDir, retention, unlock);
    if (!opened.ok) unlock();
    return opened;
  } catch (error) {
    return cannotOpen(dataDir, error);
  }
}

const cannotOpen = (folder: string, error: unknown) =>
  err({ code: 'cannot-open', fields: { folder, text: messageOf(error) } } as const);

function openRecord(dataDir: string, retention: Retention, unlock: () => void): Result<OpenedDesk, OpenRefusal> {
  let db: WritableDatabase | null = null;
  try {
    db = openForWriting(databasePath(dataDir));
    const migrated = migrate(db);
    if (migrated.ok) return ok(deskOver(db, retention, unlock));
    db.close();
    const { code, found, known } = migrated.error;
    return err({ code, fields: { folder: dataDir, found, known } });
  } catch (error) {
    db?.close();
    return cannotOpen(dataDir, error);
  }
}

/** A record that lives and ends with the process: for a replay. */
export function deskInMemory(retention: Retention): OpenedDesk {
  const db = openForWriting(':memory:');
  migrate(db);
  return deskOver(db, retention, () => {});
}

function deskOver(db: WritableDatabase, retention: Retention, unlock: () => void): OpenedDesk {
  const events = eventReader(db);
  const samples = sampleReader(db);
  const tidyOnce = housekeeper(db, retention);
  const desk: StoreDesk = {
    append: batchWriter(db),
    positionOf: events.positionOf,
    events: ({ from }) => events.page(from),
    reports: ({ since, after }) => samples.recent(since, after),
    trend: ({ session, span }) => trendOf(samples.ofSession(session, span.from, span.to), span),
    pressures: ({ session, from, to }) => pressuresOf(samples.ofSession(session, from, to)),
    tidy: ({ now }) => {
      try {
        return ok({ more: tidyOnce(now) });
      } catch (error) {
        // A full disk refuses house-keeping too; the next round tries again.
        return err(messageOf(error));
      }
    },
    close: () => {
      db.close();
      unlock();
      return null;
    },
  };
  return { desk, openedAt: whereItStands(db) };
}

function whereItStands(db: WritableDatabase): OpenedAt {
  type Moment = { readonly at: number };
  const { position } = eventReader(db).head();
  const event = db.prepare<[number], Moment>('SELECT at FROM events WHERE position = ?').get(position);
  const message = db.prepare<[], Moment>('SELECT received_at AS at FROM messages ORDER BY id DESC LIMIT 1').get();
  const moments = [event, message].flatMap((row) => (row === undefined ? [] : [instant(row.at)]));
  return { position, lastAt: moments.length === 0 ? null : moments.reduce(later) };
}
