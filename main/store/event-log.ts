import { z } from 'zod';
import { type Actor, ROLES } from '../../shared/access/roles.ts';
import { type CommandId, commandId, personId, workstationId } from '../../shared/kernel/ids.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { instant } from '../../shared/kernel/units.ts';
import type { RecordedEvent, SuiteEvent } from '../../shared/session/suite.ts';
import type { ReadableDatabase, WritableDatabase } from './database.ts';
import { rowHash } from './row-digest.ts';
import { currentVersion, type EventBody, upcast } from './upcasters.ts';

/** A row as it stands in the table. */
type EventRow = {
  readonly position: number;
  readonly at: number;
  readonly effective_at: number;
  readonly actor: string;
  readonly workstation: string | null;
  readonly command_id: string | null;
  readonly command_part: number | null;
  readonly type: string;
  readonly version: number;
  readonly body: string;
  readonly prev_hash: Uint8Array;
  readonly hash: Uint8Array;
};
type EventHead = { readonly position: number; readonly hash: Uint8Array };

/** SHA-256 over the hash before it and every stored column: no row can change, move or go missing unseen. */
const eventHash = (row: Omit<EventRow, 'hash'>): Buffer =>
  rowHash([
    row.prev_hash,
    row.position,
    row.at,
    row.effective_at,
    row.actor,
    row.workstation,
    row.command_id,
    row.command_part,
    row.type,
    row.version,
    row.body,
  ]);

/** Events a page: bounds what one read holds in memory and how long it keeps the writer waiting. */
const EVENTS_PER_PAGE = 500;

export type DamagedEvent = {
  readonly position: number;
  readonly code: 'position-missing' | 'hash-mismatch' | 'chain-broken' | 'unreadable';
};

/** Reads the log. Every row read is checked against its hash and the row before it. */
export function eventReader(db: ReadableDatabase) {
  const head = db.prepare<[], EventHead>('SELECT position, hash FROM event_head WHERE only = 1');
  const rowsFrom = db.prepare<[number, number], EventRow>(
    'SELECT * FROM events WHERE position >= ? ORDER BY position LIMIT ?',
  );
  const hashAt = db.prepare<[number], Pick<EventRow, 'hash'>>('SELECT hash FROM events WHERE position = ?');
  const ofCommand = db.prepare<[string], { last: number | null }>(
    'SELECT max(position) AS last FROM events WHERE command_id = ?',
  );
  return {
    head: (): EventHead => head.get() ?? { position: 0, hash: new Uint8Array(32) },
    rowsFrom: (from: number): readonly EventRow[] => rowsFrom.all(from, EVENTS_PER_PAGE),
    /** The position a command reached, or null when it was never recorded. */
    positionOf: (id: CommandId): number | null => ofCommand.get(id)?.last ?? null,
    /** At most EVENTS_PER_PAGE events from position `from` on, oldest first; empty past the end. */
    page(from: number): Result<readonly RecordedEvent[], DamagedEvent> {
      const events: RecordedEvent[] = [];
      let before = { position: from - 1, hash: from === 1 ? new Uint8Array(32) : hashAt.get(from - 1)?.hash };
      for (const row of rowsFrom.all(from, EVENTS_PER_PAGE)) {
        const damage = damageOf(row, before);
        if (damage !== null) return err({ position: row.position, code: damage });
        const event = toEvent(row);
        if (event === null) return err({ position: row.position, code: 'unreadable' });
        events.push(event);
        before = row;
      }
      return ok(events);
    },
  };
}

/** What is wrong with a row, given the one before it; null for a good one. */
export function damageOf(
  row: EventRow,
  before: { readonly position: number; readonly hash: Uint8Array | undefined },
): DamagedEvent['code'] | null {
  if (row.position !== before.position + 1) return 'position-missing';
  if (!eventHash(row).equals(row.hash)) return 'hash-mismatch';
  return before.hash === undefined || !Buffer.from(row.prev_hash).equals(before.hash) ? 'chain-broken' : null;
}

const storedActor: z.ZodType<Actor> = z.union([
  z.literal('station'),
  z.strictObject({ person: z.string().transform(personId), role: z.enum(ROLES) }),
]);

function toEvent(row: EventRow): RecordedEvent | null {
  try {
    const actor = storedActor.parse(JSON.parse(row.actor));
    const body = z.record(z.string(), z.unknown()).parse(JSON.parse(row.body));
    const present = upcast({ type: row.type, version: row.version, body });
    if (!present.ok) return null;
    return {
      position: row.position,
      at: instant(row.at),
      effectiveAt: instant(row.effective_at),
      actor,
      workstation: row.workstation === null ? null : workstationId(row.workstation),
      commandId: row.command_id === null ? null : commandId(row.command_id),
      // The hash has shown that these are the bytes this log wrote from a SuiteEvent of this type and version.
      event: { ...present.value.body, type: present.value.type } as SuiteEvent,
    };
  } catch {
    return null;
  }
}

/** Appends to the log. Inside a transaction only: head and rows stand or fall together. */
export function eventWriter(db: WritableDatabase) {
  const insert = db.prepare<[EventRow]>(
    `INSERT INTO events (position, at, effective_at, actor, workstation, command_id, command_part, type, version,
       body, prev_hash, hash)
     VALUES (@position, @at, @effective_at, @actor, @workstation, @command_id, @command_part, @type, @version,
       @body, @prev_hash, @hash)`,
  );
  const moveHead = db.prepare<[number, Uint8Array]>('UPDATE event_head SET position = ?, hash = ? WHERE only = 1');
  const { head } = eventReader(db);
  return (events: readonly RecordedEvent[]): void => {
    let last = head();
    for (const [i, recorded] of events.entries()) {
      const part = events.slice(0, i).filter((earlier) => earlier.commandId === recorded.commandId).length;
      const row = toRow(recorded, part, last.hash);
      insert.run(row);
      last = row;
    }
    if (events.length > 0) moveHead.run(last.position, last.hash);
  };
}

function toRow({ event, ...recorded }: RecordedEvent, part: number, prevHash: Uint8Array): EventRow {
  const { type, ...body }: { readonly type: string } & EventBody = event;
  const row = {
    position: recorded.position,
    at: recorded.at,
    effective_at: recorded.effectiveAt,
    actor: JSON.stringify(recorded.actor),
    workstation: recorded.workstation,
    command_id: recorded.commandId,
    command_part: recorded.commandId === null ? null : part,
    type,
    version: currentVersion(type),
    body: JSON.stringify(body),
    prev_hash: prevHash,
  };
  return { ...row, hash: eventHash(row) };
}
