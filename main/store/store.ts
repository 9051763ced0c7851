import type { TrendPoint } from '../../shared/board/views.ts';
import type { CommandId, SessionId } from '../../shared/kernel/ids.ts';
import { assertNever, ok, type Result } from '../../shared/kernel/result.ts';
import { type Instant, seconds } from '../../shared/kernel/units.ts';
import type { RecordedEvent } from '../../shared/session/suite.ts';
import type { Pressure } from '../../shared/vitals/pressure.ts';
import type { Clock } from '../clock.ts';
import type { Append, AppendResult } from './append.ts';
import { appendQueue } from './append-queue.ts';
import { messageOf } from './database.ts';
import type { DamagedEvent } from './event-log.ts';
import { RETENTION, type Retention } from './maintenance.ts';
import type { ReportCursor, ReportPage } from './sample-log.ts';
import type { TrendSpan } from './session-readings.ts';
import { deskInMemory, type OpenedAt, type OpenRefusal } from './store-desk.ts';
import { lineBeside, lineToWorker, type StoreLine } from './store-line.ts';

/**
 * The station's record. Reading questions reject only when the database is damaged where they look or the
 * store's thread has ended.
 */
export type Store = {
  readonly openedAt: OpenedAt;
  /** Resolves once everything in it is on disk, or with why nothing of it is. Never rejects. */
  readonly append: (append: Append) => Promise<AppendResult>;
  /** The position a command reached, or null when it was never recorded. */
  readonly positionOf: (command: CommandId) => Promise<number | null>;
  /** Events from a position on, a page at a time, oldest first; an empty page is the end. Damage stops it. */
  readonly events: (from: number) => Promise<Result<readonly RecordedEvent[], DamagedEvent>>;
  /** What monitors reported since then (at least the last 15 minutes are there), in order of receipt. */
  readonly reports: (since: Instant, after: ReportCursor | null) => Promise<ReportPage>;
  readonly trend: (session: SessionId, span: TrendSpan) => Promise<readonly TrendPoint[]>;
  readonly pressures: (session: SessionId, from: Instant, to: Instant) => Promise<readonly Pressure[]>;
  /** Refuses what comes after, writes what came before, lets the folder go. */
  readonly close: () => Promise<void>;
};

export type StoreTrouble =
  /** The store's thread ended by itself: nothing is recorded until the store is opened again. */
  | { readonly code: 'store-failed'; readonly text: string }
  /** House-keeping did not succeed this time; it is tried again. Recording goes on. */
  | { readonly code: 'tidy-failed'; readonly text: string };

type StoreOptions = {
  readonly clock: Clock;
  readonly onTrouble: (trouble: StoreTrouble) => void;
  readonly retention?: Retention;
};
type OpenOptions = StoreOptions & {
  /** Where a bundled host keeps the store worker; left out, it lies beside this module. */
  readonly worker?: URL;
};

/**
 * Opens the record of a data folder, made if missing, in a thread of its own. One station at a time has a
 * folder: a second one is refused, and so is a record written by a later version.
 */
export async function openStore(
  dataDir: string,
  { retention = RETENTION, worker, ...options }: OpenOptions,
): Promise<Result<Store, OpenRefusal>> {
  const line = await lineToWorker({ dataDir, retention }, worker);
  return line.ok ? ok(storeOver(line.value, options)) : line;
}

/** The same store, in memory and gone with the process: what a replay records into. */
export const openMemoryStore = ({ retention = RETENTION, ...options }: StoreOptions): Store =>
  storeOver(lineBeside(deskInMemory(retention)), options);

/** One sentence for the person who started the station. */
export function openRefusalText({ code, fields }: OpenRefusal): string {
  const folder = fields?.['folder'] ?? 'the data folder';
  switch (code) {
    case 'station-running':
      return `another Chairside station is using ${folder}: one data folder serves one station at a time.`;
    case 'newer-database':
      return `the record in ${folder} was written by a later version of Chairside (its tables are at ${fields?.['found']}, this version knows ${fields?.['known']}): use that version.`;
    case 'foreign-database':
      return `station.sqlite in ${folder} is no record of Chairside: choose another folder.`;
    case 'cannot-open':
      return `cannot open the record in ${folder}: ${fields?.['text']}`;
    default:
      return assertNever(code);
  }
}

const TIDY_EVERY = seconds(30);
/** A flood is tidied sooner than by the clock, so that what it may keep is not exceeded by much. */
const TIDY_AFTER_MESSAGES = 2_000;

function storeOver(line: StoreLine, { clock, onTrouble }: Omit<StoreOptions, 'retention'>): Store {
  const queue = appendQueue((appends) => line.ask('append', appends));
  const tidying = tidyNowAndThen(line, clock, onTrouble);
  let closed: Promise<void> | null = null;

  const untilGone = async (): Promise<void> => {
    const error = await line.gone;
    tidying.stop();
    if (error !== null) onTrouble({ code: 'store-failed', text: error.message });
    await queue.shut({ code: error === null ? 'store-closed' : 'store-failed' });
  };
  void untilGone();
  const close = async (): Promise<void> => {
    tidying.stop();
    await queue.shut({ code: 'store-closed' });
    // A thread that has already ended has nothing left to close.
    await line.ask('close', null).catch(() => null);
    await line.gone;
  };
  return {
    openedAt: line.openedAt,
    append: (append) => {
      tidying.count(append.messages.length);
      return queue.append(append);
    },
    positionOf: (command) => line.ask('positionOf', command),
    events: (from) => line.ask('events', { from }),
    reports: (since, after) => line.ask('reports', { since, after }),
    trend: (session, span) => line.ask('trend', { session, span }),
    pressures: (session, from, to) => line.ask('pressures', { session, from, to }),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** Asks for house-keeping by the clock and by count, one pass at a time, appends going between. */
function tidyNowAndThen(line: StoreLine, clock: Clock, onTrouble: StoreOptions['onTrouble']) {
  let stopped = false;
  let running = false;
  let messages = 0;
  let cancel = clock.setTimer(TIDY_EVERY, onTime);

  function onTime(): void {
    cancel = clock.setTimer(TIDY_EVERY, onTime);
    void tidy();
  }
  /** True when another pass is wanted. */
  async function tidyOnce(): Promise<boolean> {
    const pass = await line.ask('tidy', { now: clock.now() });
    if (!pass.ok) onTrouble({ code: 'tidy-failed', text: pass.error });
    return pass.ok && pass.value.more && !stopped;
  }
  async function tidy(): Promise<void> {
    if (running || stopped) return;
    running = true;
    messages = 0;
    try {
      while (await tidyOnce());
    } catch (error) {
      // A thread that ended tells so itself.
      if (!stopped) onTrouble({ code: 'tidy-failed', text: messageOf(error) });
    }
    running = false;
  }
  return {
    count(more: number): void {
      messages += more;
      if (messages >= TIDY_AFTER_MESSAGES) void tidy();
    },
    stop(): void {
      stopped = true;
      cancel();
    },
  };
}
