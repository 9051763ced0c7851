import { err, ok } from '../../shared/kernel/result.ts';
import type { Append, AppendResult } from './append.ts';
import { EVENT_BYTES_MAX, RAW_BYTES_MAX } from './append.ts';
import { messageOf, sqliteCode, type WritableDatabase } from './database.ts';
import { eventReader, eventWriter } from './event-log.ts';
import { messageWriter } from './message-log.ts';
import { journalWriter } from './sample-log.ts';

/**
 * Writes many appends in one transaction, so that they share one sync of the disk, and answers each for
 * itself. If the disk refuses none of them is written, each is told so, and the connection goes on: the
 * next batch may succeed.
 */
export function batchWriter(db: WritableDatabase): (appends: readonly Append[]) => readonly AppendResult[] {
  const writeOne = appendWriter(db);
  const together = db.transaction((appends: readonly Append[]) => appends.map(writeOne));
  const write = (appends: readonly Append[]): readonly AppendResult[] => {
    try {
      return together.immediate(appends);
    } catch (error) {
      // What one append alone got wrong must not take the others with it.
      if (appends.length > 1 && !isOfTheDisk(error)) return appends.flatMap((append) => write([append]));
      const fields = { sqlite: sqliteCode(error) ?? 'none', text: messageOf(error) };
      return appends.map(() => err({ code: 'not-written', fields }));
    }
  };
  return write;
}

const isOfTheDisk = (error: unknown): boolean => {
  const code = sqliteCode(error);
  return code !== null && !code.startsWith('SQLITE_CONSTRAINT');
};

/** Writes one append; everything it could refuse is refused before its first row is written. */
function appendWriter(db: WritableDatabase): (append: Append) => AppendResult {
  const { head, positionOf } = eventReader(db);
  const appendEvents = eventWriter(db);
  const messageLog = messageWriter(db);
  const journal = journalWriter(db);

  return (append) => {
    const fault = faultIn(append);
    if (fault !== null) return err({ code: 'malformed', fields: { fault } });
    const { position } = head();
    const command = append.events.find((event) => event.commandId !== null)?.commandId ?? null;
    const reached = command === null ? null : positionOf(command);
    if (reached === null && append.events.some((event, i) => event.position !== position + 1 + i)) {
      return err({ code: 'out-of-order', fields: { position } });
    }
    if (reached === null) appendEvents(append.events);
    const messages = append.messages.map((message) => {
      const outcome = messageLog.store(message);
      if (outcome === 'stored') journal(message);
      return outcome;
    });
    return ok({
      position: reached ?? position + append.events.length,
      repeatedCommand: reached !== null,
      messages,
    });
  };
}

/** What makes an append unfit to be written; null for a good one. */
function faultIn({ events, messages }: Append): string | null {
  const commands = new Set(events.map((event) => event.commandId).filter((id) => id !== null));
  if (commands.size > 1) return 'two commands in one append';
  if (events.some((event) => !Number.isSafeInteger(event.at) || !Number.isSafeInteger(event.effectiveAt))) {
    return 'an event without a moment';
  }
  if (events.some(({ event }) => JSON.stringify(event).length > EVENT_BYTES_MAX)) return 'an event too large';
  if (messages.some(({ raw }) => raw.length > RAW_BYTES_MAX)) return 'a message too large';
  const reports = messages.map((message) => message.report);
  if (reports.some((report) => !Number.isSafeInteger(report.receivedAt))) return 'a message without a receipt time';
  const readings = reports.flatMap((report) => report.observations);
  const isNumber = (value: unknown) => typeof value !== 'number' || Number.isFinite(value);
  return readings.every(({ value, observedAt }) => isNumber(value) && isNumber(observedAt))
    ? null
    : 'a reading that is not a number';
}
