import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WAITING_MAX } from '../../../main/store/append-queue.ts';
import { openForWriting } from '../../../main/store/database.ts';
import type { Retention } from '../../../main/store/maintenance.ts';
import {
  openMemoryStore,
  openRefusalText,
  openStore,
  type Store,
  type StoreTrouble,
} from '../../../main/store/store.ts';
import { databasePath } from '../../../main/store/store-desk.ts';
import { verifyRecord } from '../../../main/store/verify.ts';
import { commandId } from '../../../shared/kernel/ids.ts';
import { instant, minutes, seconds } from '../../../shared/kernel/units.ts';
import type { RecordedEvent } from '../../../shared/session/suite.ts';
import { dataFolder } from '../../support/data-folder.ts';
import {
  ADA_SESSION,
  command,
  events,
  message,
  messages,
  recorded,
  shiftBegun,
  TWO_O_CLOCK,
} from '../../support/record.ts';
import { simClock } from '../../support/sim-clock.ts';

const clock = simClock(TWO_O_CLOCK);

async function open(folder: string, extras: { clock?: typeof clock; retention?: Retention } = {}): Promise<Store> {
  const opened = await openStore(folder, {
    clock,
    onTrouble: (trouble) => expect.unreachable(trouble.text),
    ...extras,
  });
  if (!opened.ok) throw new Error(openRefusalText(opened.error));
  onTestFinished(() => opened.value.close());
  return opened.value;
}

async function allEvents(store: Store): Promise<readonly RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for (;;) {
    const page = await store.events(all.length + 1);
    if (!page.ok) throw new Error(page.error.code);
    if (page.value.length === 0) return all;
    all.push(...page.value);
  }
}

describe('the record', () => {
  it('is there again when the folder is opened anew', async () => {
    const folder = dataFolder();
    const first = await open(folder);
    expect(first.openedAt).toEqual({ position: 0, lastAt: null });
    const written = [recorded(1), recorded(2, { event: { type: 'source-assigned', source: 'a' as never, chair: 3 } })];
    expect(await first.append(events(...written))).toEqual({
      ok: true,
      value: { position: 2, repeatedCommand: false, messages: [] },
    });
    await first.close();

    const second = await open(folder);
    expect(second.openedAt).toEqual({ position: 2, lastAt: written[1]?.at });
    expect(await allEvents(second)).toEqual(written);
  });

  it('is read a page at a time, from any position', async () => {
    const store = await open(dataFolder());
    const written = Array.from({ length: 1_203 }, (_, i) => recorded(i + 1));
    await store.append(events(...written));
    expect(await allEvents(store)).toEqual(written);
    const tail = await store.events(1_200);
    expect(tail.ok && tail.value.map(({ position }) => position)).toEqual([1_200, 1_201, 1_202, 1_203]);
  });

  it('knows the newest moment it holds, of an event or a message', async () => {
    const folder = dataFolder();
    const store = await open(folder);
    await store.append(events(recorded(1)));
    await store.append(messages(message('later', { at: instant(TWO_O_CLOCK + 60_000) })));
    await store.close();
    expect((await open(folder)).openedAt.lastAt).toBe(TWO_O_CLOCK + 60_000);
  });
});

describe('appends made together', () => {
  it('are each answered for themselves, in order', async () => {
    const store = await open(dataFolder());
    const answers = await Promise.all([
      store.append(events(recorded(1))),
      store.append(messages(message('a'))),
      store.append(events(recorded(2), recorded(3))),
      store.append(messages(message('a'))),
    ]);
    expect(answers.map((answer) => answer.ok && [answer.value.position, ...answer.value.messages])).toEqual([
      [1],
      [1, 'stored'],
      [3],
      [3, 'repeat'],
    ]);
  });

  it('that do not follow the last position are refused, and the others written', async () => {
    const store = await open(dataFolder());
    const [gap, good] = await Promise.all([store.append(events(recorded(7))), store.append(events(recorded(1)))]);
    expect(gap).toEqual({ ok: false, error: { code: 'out-of-order', fields: { position: 0 } } });
    expect(good?.ok).toBe(true);
  });

  it('are refused beyond what may wait, at once, and the rest is written', async () => {
    const store = await open(dataFolder());
    const answers = await Promise.all(
      Array.from({ length: WAITING_MAX + 3 }, (_, i) => store.append(messages(message(`m${i}`)))),
    );
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused.map((answer) => !answer.ok && answer.error.code)).toEqual([
      'store-busy',
      'store-busy',
      'store-busy',
    ]);
  });

  it('that hold what is no number, or two commands, are refused alone', async () => {
    const store = await open(dataFolder());
    const answers = await Promise.all([
      store.append(messages(message('nan', { heartRate: Number.NaN }))),
      store.append(events(recorded(1, { command: command(1) }), recorded(2, { command: command(2) }))),
      store.append(messages({ ...message('big'), raw: new Uint8Array(1_048_577) })),
      store.append(events(recorded(1))),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual([
      'malformed',
      'malformed',
      'malformed',
      'ok',
    ]);
  });
});

describe('a command sent again', () => {
  it('is answered with the position it reached, and acts once', async () => {
    const folder = dataFolder();
    const store = await open(folder);
    await store.append(events(recorded(1), recorded(2, { command: command(5) }), recorded(3, { command: command(5) })));
    await store.append(events(recorded(4)));
    const again = await store.append(events(recorded(5, { command: command(5) })));
    expect(again).toEqual({ ok: true, value: { position: 3, repeatedCommand: true, messages: [] } });
    await store.close();

    const later = await open(folder);
    expect(await later.positionOf(command(5))).toBe(3);
    expect(await later.positionOf(command(6))).toBeNull();
    expect(await allEvents(later)).toHaveLength(4);
  });

  it('in one batch with the first is written once', async () => {
    const store = await open(dataFolder());
    const both = await Promise.all([
      store.append(events(recorded(1, { command: command(5) }))),
      store.append(events(recorded(2, { command: command(5) }))),
    ]);
    expect(both.map((answer) => answer.ok && answer.value)).toEqual([
      { position: 1, repeatedCommand: false, messages: [] },
      { position: 1, repeatedCommand: true, messages: [] },
    ]);
    expect(await allEvents(store)).toHaveLength(1);
  });
});

describe('a byte-identical message', () => {
  const outcomes = async (...list: ReturnType<typeof message>[]) => {
    const folder = dataFolder();
    const store = await open(folder);
    const answers = [];
    for (const each of list) answers.push(await store.append(messages(each)));
    await store.close();
    const verified = verifyRecord(folder);
    return {
      outcomes: answers.flatMap((answer) => (answer.ok ? answer.value.messages : [])),
      verified: verified.ok ? verified.value : null,
    };
  };

  it('that carries its own time is stored once, with its readings', async () => {
    const { outcomes: found, verified } = await outcomes(
      message('m'),
      message('m', { at: instant(TWO_O_CLOCK + 5_000) }),
    );
    expect(found).toEqual(['stored', 'repeat']);
    expect(verified).toEqual({ ok: true, events: 0, messages: 1, readings: 2, problems: [] });
  });

  it('without a time of its own is a new one', async () => {
    const { outcomes: found, verified } = await outcomes(
      message('m', { timed: false }),
      message('m', { timed: false }),
    );
    expect(found).toEqual(['stored', 'stored']);
    expect(verified).toMatchObject({ messages: 2, readings: 4 });
  });

  it('of another source, or a day later, is a new one', async () => {
    const other = message('m');
    const { outcomes: found } = await outcomes(
      message('m'),
      { ...other, report: { ...other.report, source: 'other' as never } },
      message('m', { at: instant(TWO_O_CLOCK + 24 * 3_600_000) }),
      message('m', { at: instant(TWO_O_CLOCK + 48 * 3_600_000 + 1) }),
    );
    expect(found).toEqual(['stored', 'stored', 'repeat', 'stored']);
  });
});

describe('what monitors reported', () => {
  it('is there in full for the detectors of the next start', async () => {
    const folder = dataFolder();
    const store = await open(folder);
    const sent = Array.from({ length: 1_100 }, (_, i) =>
      message(`m${i}`, { at: instant(TWO_O_CLOCK + i * 500), chair: i % 2 === 0 ? 1 : null, heartRate: 60 + (i % 40) }),
    );
    await store.append(messages(...sent));
    await store.close();

    const later = await open(folder);
    const found = [];
    for (let page = await later.reports(instant(TWO_O_CLOCK + 500), null); ; ) {
      found.push(...page.reports);
      if (page.next === null) break;
      page = await later.reports(instant(TWO_O_CLOCK + 500), page.next);
    }
    expect(found).toEqual(sent.slice(1).map(({ chair, session, report }) => ({ chair, session, report })));
  });

  it('gives the same trend before and after its minutes are packed', async () => {
    const folder = dataFolder();
    const time = simClock(TWO_O_CLOCK);
    const store = await open(folder, { clock: time });
    const sent = Array.from({ length: 600 }, (_, i) =>
      message(`m${i}`, { at: instant(TWO_O_CLOCK + i * 1_000), heartRate: 60 + (i % 7), spo2: i === 300 ? null : 97 }),
    );
    await store.append(messages(...sent));
    const span = { from: TWO_O_CLOCK, to: instant(TWO_O_CLOCK + 599_000), pointsMax: 4_200 };
    const fresh = await store.trend(ADA_SESSION, span);
    expect(fresh).toHaveLength(600);
    expect(fresh[300]).toEqual({ at: TWO_O_CLOCK + 300_000, heartRate: 66, spo2: null });

    time.advanceTo(instant(TWO_O_CLOCK + minutes(30)));
    // Questions are answered in order: the house-keeping that this began at its first tick is over.
    await store.positionOf(command(1));
    time.advance(seconds(30));
    await expect.poll(() => packedMinutes(folder)).toBe(10);
    expect(await store.trend(ADA_SESSION, span)).toEqual(fresh);
    const verified = verifyRecord(folder);
    expect(verified.ok && verified.value).toEqual({
      ok: true,
      events: 0,
      messages: 600,
      readings: 1_200,
      problems: [],
    });
  });

  const packedMinutes = (folder: string): number => {
    const db = openForWriting(databasePath(folder));
    const row = db
      .prepare<[], { n: number; left: number }>(
        'SELECT count(*) AS n, (SELECT count(*) FROM sample_journal) AS left FROM sample_chunks',
      )
      .get();
    db.close();
    return row?.left === 0 ? row.n : 0;
  };
});

describe("the store's thread", () => {
  it('that ends by itself refuses what was under way and all that follows, and says so', async () => {
    const troubles: StoreTrouble[] = [];
    const opened = await openStore(dataFolder(), {
      clock,
      onTrouble: (trouble) => troubles.push(trouble),
      worker: new URL('../../support/dying-store-worker.ts', import.meta.url),
    });
    if (!opened.ok) throw new Error(openRefusalText(opened.error));
    const store = opened.value;
    const underWay = await Promise.all([store.append(events(recorded(1))), store.append(events(recorded(2)))]);
    expect(underWay.map((answer) => !answer.ok && answer.error.code)).toEqual(['store-failed', 'store-failed']);
    expect(await store.append(events(recorded(1)))).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    await expect(store.events(1)).rejects.toThrow('died of a bug');
    await store.close();
    expect(troubles).toEqual([{ code: 'store-failed', text: 'died of a bug' }]);
  });
});

describe('a store that closes', () => {
  it('writes what was asked before and refuses what is asked after', async () => {
    const folder = dataFolder();
    const store = await open(folder);
    const before = store.append(events(recorded(1)));
    const closed = store.close();
    const after = store.append(events(recorded(2)));
    expect((await before).ok).toBe(true);
    expect(await after).toEqual({ ok: false, error: { code: 'store-closed' } });
    await closed;
    expect(await allEvents(await open(folder))).toHaveLength(1);
  });

  it('rejects a question asked after it has closed, instead of leaving it open', async () => {
    const store = await open(dataFolder());
    await store.close();
    await expect(store.positionOf(commandId('late'))).rejects.toThrow('closed');
  });
});

describe('a data folder', () => {
  it('serves one station at a time', async () => {
    const folder = dataFolder();
    const first = await open(folder);
    const second = await openStore(folder, { clock, onTrouble: () => {} });
    expect(second).toEqual({ ok: false, error: { code: 'station-running', fields: { folder } } });
    expect(!second.ok && openRefusalText(second.error)).toContain(folder);
    await first.close();
    await open(folder);
  });

  it('written by a later version is refused untouched', async () => {
    const folder = dataFolder();
    await (await open(folder)).close();
    const db = openForWriting(databasePath(folder));
    db.pragma('user_version = 99');
    db.close();
    const opened = await openStore(folder, { clock, onTrouble: () => {} });
    expect(!opened.ok && opened.error).toEqual({ code: 'newer-database', fields: { folder, found: 99, known: 1 } });
    expect(!opened.ok && openRefusalText(opened.error)).toContain('later version');
    expect(verifyRecord(folder)).toMatchObject({ ok: false, error: { code: 'newer-database' } });
    // Refused, and let go: the folder's lock is not kept.
    const again = await openStore(folder, { clock, onTrouble: () => {} });
    expect(!again.ok && again.error.code).toBe('newer-database');
  });

  it('that cannot be made is refused with its name', async () => {
    const file = join(dataFolder(), 'a-file');
    writeFileSync(file, 'in the way');
    const opened = await openStore(join(file, 'folder'), { clock, onTrouble: () => {} });
    expect(!opened.ok && opened.error.code).toBe('cannot-open');
    expect(!opened.ok && openRefusalText(opened.error)).toContain(file);
  });

  it('can be read by nobody else on the machine, and holds the record in WAL mode', async () => {
    const folder = join(dataFolder(), 'made');
    await open(folder);
    expect(existsSync(`${databasePath(folder)}-wal`)).toBe(true);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });
});

describe('a flood', () => {
  const small: Retention = {
    messages: { age: minutes(60), bytes: 1_000_000, unassignedAge: minutes(60), unassignedCount: 100 },
    samples: { journalRows: 200, nobodyAge: minutes(60), nobodyChunks: 50 },
  };

  it('of a source that watches no chair leaves only what is allowed, and every message counted', async () => {
    const folder = dataFolder();
    const time = simClock(TWO_O_CLOCK);
    const store = await open(folder, { clock: time, retention: small });
    const stranger = (i: number) => message(`m${i}`, { chair: null, at: instant(TWO_O_CLOCK + i) });
    await Promise.all(Array.from({ length: 1_000 }, (_, i) => store.append(messages(stranger(i)))));
    time.advance(seconds(30));
    await expect.poll(() => count(folder, 'messages')).toBe(100);
    await expect.poll(() => count(folder, 'sample_journal')).toBeLessThanOrEqual(200);
    const verified = verifyRecord(folder);
    expect(verified.ok && verified.value).toMatchObject({ ok: true, messages: 1_000, problems: [] });
  });

  const count = (folder: string, table: string): number => {
    const db = openForWriting(databasePath(folder));
    const row = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get();
    db.close();
    return row?.n ?? -1;
  };
});

describe('a store in memory', () => {
  it('does the same, and is gone with its close', async () => {
    const troubles: StoreTrouble[] = [];
    const store = openMemoryStore({ clock: simClock(TWO_O_CLOCK), onTrouble: (trouble) => troubles.push(trouble) });
    await store.append({ events: [recorded(1, { event: shiftBegun('ana') })], messages: [message('m')] });
    expect(await allEvents(store)).toHaveLength(1);
    expect((await store.reports(TWO_O_CLOCK, null)).reports).toHaveLength(1);
    await store.close();
    expect(await store.append(events(recorded(2)))).toEqual({ ok: false, error: { code: 'store-closed' } });
    expect(troubles).toEqual([]);
  });
});
