import type { Instant } from '../../shared/kernel/units.ts';
import type { ReadableDatabase, WritableDatabase } from './database.ts';
import { rowCrc } from './row-digest.ts';

type LedgerRow = {
  /** Days since 1970-01-01, UTC, of receipt. */
  readonly day: number;
  readonly assigned: number;
  /** Messages written on that day, whether still kept or not. */
  readonly stored: number;
  /** Repeats answered again without being written. */
  readonly repeats: number;
  readonly kept: number;
  /** Of those kept, deflated. */
  readonly kept_bytes: number;
  readonly crc: number;
};
type Counts = Omit<LedgerRow, 'day' | 'assigned' | 'crc'>;

/** From a chair's monitor, or from a source that watches no chair. */
type MessageKind = 'assigned' | 'unassigned';

export const ledgerCrc = (row: Omit<LedgerRow, 'crc'>): number =>
  rowCrc([row.day, row.assigned, row.stored, row.repeats, row.kept, row.kept_bytes]);

const DAY_MS = 86_400_000;
const NONE: Counts = { stored: 0, repeats: 0, kept: 0, kept_bytes: 0 };

export function ledgerRows(db: ReadableDatabase): readonly LedgerRow[] {
  return db.prepare<[], LedgerRow>('SELECT * FROM message_ledger ORDER BY day, assigned').all();
}

/**
 * Counts what the messages table held, day by day, in the transaction that writes or drops it. The counts
 * outlive the messages.
 */
export function ledgerWriter(db: WritableDatabase) {
  const find = db.prepare<[number, number], LedgerRow>('SELECT * FROM message_ledger WHERE day = ? AND assigned = ?');
  const put = db.prepare<[LedgerRow]>(
    `INSERT OR REPLACE INTO message_ledger (day, assigned, stored, repeats, kept, kept_bytes, crc)
     VALUES (@day, @assigned, @stored, @repeats, @kept, @kept_bytes, @crc)`,
  );
  const all = db.prepare<[], LedgerRow>('SELECT * FROM message_ledger');

  function add(at: Instant, kind: MessageKind, change: Partial<Counts>): void {
    const day = Math.floor(at / DAY_MS);
    const assigned = kind === 'assigned' ? 1 : 0;
    const known = find.get(day, assigned);
    // A damaged row is left as it is: counting on from it would make the damage look sound.
    if (known !== undefined && known.crc !== ledgerCrc(known)) return;
    const counts = known ?? NONE;
    const row = {
      day,
      assigned,
      stored: counts.stored + (change.stored ?? 0),
      repeats: counts.repeats + (change.repeats ?? 0),
      kept: counts.kept + (change.kept ?? 0),
      kept_bytes: counts.kept_bytes + (change.kept_bytes ?? 0),
    };
    put.run({ ...row, crc: ledgerCrc(row) });
  }

  return {
    stored: (at: Instant, kind: MessageKind, bytes: number): void =>
      add(at, kind, { stored: 1, kept: 1, kept_bytes: bytes }),
    repeated: (at: Instant, kind: MessageKind): void => add(at, kind, { repeats: 1 }),
    dropped: (at: Instant, kind: MessageKind, bytes: number): void => add(at, kind, { kept: -1, kept_bytes: -bytes }),
    /** What the messages table holds now. A damaged row counts for nothing: it must not make good messages go. */
    kept(): Readonly<Record<MessageKind, { readonly count: number; readonly bytes: number }>> {
      const sound = all.all().filter((row) => row.crc === ledgerCrc(row));
      const sumOf = (assigned: number) => {
        const rows = sound.filter((row) => row.assigned === assigned);
        return {
          count: rows.reduce((sum, row) => sum + row.kept, 0),
          bytes: rows.reduce((sum, row) => sum + row.kept_bytes, 0),
        };
      };
      return { assigned: sumOf(1), unassigned: sumOf(0) };
    },
  };
}
