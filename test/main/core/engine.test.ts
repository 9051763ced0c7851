import { describe, expect, test } from 'vitest';
import { commandId, personId, sourceId } from '../../../shared/kernel/ids.ts';
import { instant, millis, minutes, seconds } from '../../../shared/kernel/units.ts';
import { engineBench, settled } from '../../support/engine-bench.ts';
import { createSuite, type Stage } from '../../support/suite-builder.ts';
import { monitorOf } from '../../support/suite-people.ts';

const RETRY = '00000000-0000-4000-8000-000000000001';
const WELL = { heartRate: 72, spo2: 98, rhythm: 'sinus' } as const;

/** A station that starts with chair 1 in this phase; its monitor is bound and has not been heard yet. */
function started(stage: Stage = 'INFUSING') {
  const suite = createSuite();
  suite.bring(1, stage);
  return engineBench(suite.state(), suite.now());
}

/** The same, and its monitor has spoken for long enough to be trusted. */
async function listening(stage: Stage = 'INFUSING') {
  const bench = started(stage);
  await bench.hearFor(seconds(5), WELL);
  return bench;
}

const pause = { chair: 1, reason: 'patientRequest' } as const;

describe('a command', () => {
  test('takes effect at once and is answered only when it is on disk', async () => {
    const { engine, disk, ask } = await listening();
    disk.says('holds');
    let answered = false;
    const answer = ask('ana', 'pause', pause).then((value) => {
      answered = true;
      return value;
    });
    await settled();
    expect(engine.state().sessions[1]?.phase).toBe('PAUSED');
    expect(answered).toBe(false);
    const { position } = engine.state();
    disk.release(true);
    expect(await answer).toEqual({ ok: true, value: { position } });
  });

  test('that could not be written has not happened, and may be asked again with the same id', async () => {
    const { engine, disk, ask } = await listening();
    const before = engine.state();
    disk.says('refuses');
    expect(await ask('ana', 'pause', pause, { id: RETRY })).toEqual({ ok: false, error: { code: 'not-recorded' } });
    expect(engine.state()).toEqual(before);
    disk.says('takes');
    expect(await ask('ana', 'pause', pause, { id: RETRY })).toMatchObject({ ok: true });
    expect(engine.state().sessions[1]?.phase).toBe('PAUSED');
  });

  test('that could not be written is no conflict for the next try on the same view', async () => {
    const { engine, disk, ask } = await listening();
    const { position } = engine.state();
    disk.says('refuses');
    await ask('ana', 'pause', pause, { position });
    disk.says('takes');
    expect(await ask('ana', 'pause', pause, { position })).toMatchObject({ ok: true });
  });

  test('with the same id acts once, at the same moment and later', async () => {
    const { disk, ask } = await listening();
    const first = await Promise.all([
      ask('ana', 'callMet', { chair: 1 }, { id: RETRY }),
      ask('ana', 'callMet', { chair: 1 }, { id: RETRY }),
    ]);
    const later = await ask('ana', 'callMet', { chair: 1 }, { id: RETRY });
    expect(first[0]).toMatchObject({ ok: true });
    expect(first[1]).toEqual(first[0]);
    expect(later).toEqual(first[0]);
    expect(disk.written.filter(({ event }) => event.type === 'met-called')).toHaveLength(1);
  });

  test('that was recorded before a restart is answered with where it got to, and does not act', async () => {
    const { engine, onDiskAlready, ask } = await listening();
    onDiskAlready.set(commandId(RETRY), 7);
    expect(await ask('ana', 'pause', pause, { id: RETRY })).toEqual({ ok: true, value: { position: 7 } });
    expect(engine.state().sessions[1]?.phase).toBe('INFUSING');
  });

  test('on what somebody has changed since is a conflict', async () => {
    const { engine, ask } = await listening();
    const { position } = engine.state();
    expect(await ask('ana', 'pause', pause, { position })).toMatchObject({ ok: true });
    const late = await ask('ana', 'callMet', { chair: 1 }, { position });
    expect(late).toEqual({ ok: false, error: { code: 'conflict' } });
    const looked = await ask('ana', 'callMet', { chair: 1 }, { position: engine.state().position });
    expect(looked).toMatchObject({ ok: true });
  });

  test('at another chair is no conflict', async () => {
    const suite = createSuite();
    suite.bring(1, 'INFUSING');
    suite.bring(2, 'INFUSING');
    const { engine, ask } = engineBench(suite.state(), suite.now());
    const { position } = engine.state();
    await ask('ana', 'pause', { ...pause, chair: 2 }, { position });
    expect(await ask('ana', 'pause', pause, { position })).toMatchObject({ ok: true });
  });

  test('after the end of the station is told that nobody is there', async () => {
    const { engine, ask } = await listening();
    engine.stop();
    expect(await ask('ana', 'pause', pause)).toEqual({ ok: false, error: { code: 'not-connected' } });
  });
});

describe('an alarm while the disk refuses', () => {
  test('is shown at once as not recorded, and is written as soon as the disk takes it', async () => {
    const bench = await listening();
    bench.disk.says('refuses');
    await bench.hearFor(seconds(11), { ...WELL, heartRate: 45 });
    expect(bench.alerts()).toMatchObject([{ rule: 'HR-01', recorded: false }]);
    expect(bench.board().recording).toBe(false);
    expect(bench.disk.written).toEqual([]);

    const [shown] = bench.alerts();
    bench.disk.says('takes');
    bench.advance(seconds(1));
    await settled();
    expect(bench.alerts()).toMatchObject([{ id: shown?.id, raisedAt: shown?.raisedAt, recorded: true }]);
    expect(bench.board().recording).toBe(true);
    const raised = bench.disk.written.filter(({ event }) => event.type === 'alert-raised');
    expect(raised.map(({ at }) => at)).toEqual([shown?.raisedAt]);
  });

  test('keeps its place in the log when a command is recorded after it', async () => {
    const bench = await listening();
    bench.disk.says('refuses');
    await bench.hearFor(seconds(11), { ...WELL, heartRate: 45 });
    bench.disk.says('takes');
    bench.advance(seconds(1));
    await settled();
    expect(await bench.ask('ana', 'pause', pause)).toMatchObject({ ok: true });
    const positions = bench.disk.written.map(({ position }) => position);
    expect(positions).toEqual(positions.map((_, i) => (positions[0] ?? 0) + i));
  });

  test('is not in the history before it is recorded', async () => {
    const bench = await listening();
    bench.disk.says('refuses');
    await bench.hearFor(seconds(11), { ...WELL, heartRate: 45 });
    expect(bench.engine.timeline(1)).toEqual([]);
    bench.disk.says('takes');
    bench.advance(seconds(1));
    await settled();
    expect(bench.engine.timeline(1)).toMatchObject([{ type: 'alert-raised', alarm: { rule: 'HR-01' } }]);
  });
});

describe('a message', () => {
  test('is acknowledged only when it is on disk', async () => {
    const { disk, hear } = await listening();
    disk.says('holds');
    let stored: boolean | null = null;
    const answer = hear(WELL).then((value) => {
      stored = value;
      return value;
    });
    await settled();
    expect(stored).toBeNull();
    disk.release(true);
    await answer;
    expect(stored).toBe(true);
  });

  test('sent again in the same bytes is answered again, stored once and never fresh again', async () => {
    const bench = started();
    expect(await bench.hear(WELL, { raw: 'the same' })).toBe(true);
    bench.advance(seconds(8));
    expect(await bench.hear(WELL, { raw: 'the same' })).toBe(true);
    expect(bench.disk.messages).toHaveLength(1);
    bench.advance(millis(2_001));
    expect(bench.tile().heartRate).toEqual({ state: 'stale', since: bench.at(millis(0)) });
  });

  test('without a time of its own is new each time it comes', async () => {
    const bench = started();
    for (let n = 0; n < 3; n++) await bench.hear(WELL, { raw: 'the same', timed: false });
    expect(bench.disk.messages).toHaveLength(3);
  });

  test('that could not be stored is refused, and taken when it is sent again', async () => {
    const bench = await listening();
    const before = bench.disk.messages.length;
    bench.disk.says('refuses');
    expect(await bench.hear(WELL, { raw: 'again' })).toBe(false);
    bench.disk.says('takes');
    expect(await bench.hear(WELL, { raw: 'again' })).toBe(true);
    expect(bench.disk.messages).toHaveLength(before + 1);
  });
});

describe('a monitor that names another patient', () => {
  const OTHER = { patientId: 'MRN-9' };

  test('is recorded once and raises a high alarm from the baseline on', async () => {
    const bench = await listening();
    await bench.hearFor(seconds(5), WELL, OTHER);
    expect(bench.disk.written.filter(({ event }) => event.type === 'identity-mismatched')).toHaveLength(1);
    expect(bench.alerts()).toMatchObject([{ rule: 'TEC-05', priority: 'high' }]);
    expect(bench.tile()).toMatchObject({ identityInQuestion: true, heartRate: { state: 'fresh', value: 72 } });
  });

  test('has its values kept but given to nobody, until two identifiers settle it', async () => {
    const bench = await listening();
    const { messages } = bench.disk;
    expect(messages.at(-1)?.session).toBe(bench.engine.state().sessions[1]?.id);
    await bench.hearFor(seconds(2), WELL, OTHER);
    expect(messages.slice(-2).map(({ chair, session }) => ({ chair, session }))).toEqual([
      { chair: 1, session: null },
      { chair: 1, session: null },
    ]);
    await bench.ask('ana', 'settleIdentity', { chair: 1, mrn: 'MRN-1', birthDate: '1961-04-30' });
    await bench.hearFor(seconds(1), WELL, OTHER);
    expect(messages.at(-1)?.session).toBe(bench.engine.state().sessions[1]?.id);
    expect(bench.tile().identityInQuestion).toBe(false);
  });

  test('before the baseline is a question on the board and no alarm', async () => {
    const bench = await listening('BASELINE');
    await bench.hearFor(seconds(2), WELL, OTHER);
    expect(bench.tile()).toMatchObject({ identityInQuestion: true, alerts: [] });
  });
});

describe('a bug in judging one chair', () => {
  /** A heart rate that throws as soon as a rule compares it. */
  const POISON = {
    valueOf: (): number => {
      throw new Error('a bug');
    },
  } as unknown as number;

  async function twoChairs() {
    const suite = createSuite();
    suite.bring(1, 'INFUSING');
    suite.bring(2, 'INFUSING');
    const bench = engineBench(suite.state(), suite.now());
    const both = async (length: number, first: number, second: number): Promise<void> => {
      for (let passed = 0; passed < length; passed++) {
        bench.advance(seconds(1));
        await bench.hear({ ...WELL, heartRate: first });
        await bench.hear({ ...WELL, heartRate: second }, { source: monitorOf(2) });
      }
    };
    await both(3, 72, 72);
    return { ...bench, both };
  }

  test('is told, shown as a lost link there, and raises that chair’s technical alarm', async () => {
    const { both, faults, tile, board } = await twoChairs();
    await both(12, POISON, 72);
    expect(new Set(faults)).toEqual(new Set([1]));
    expect(tile(1).link.state).toBe('lost');
    expect(tile(1).alerts).toMatchObject([{ rule: 'TEC-04' }]);
    expect(
      board()
        .tiles.filter(({ link }) => link.state === 'lost')
        .map(({ chair }) => chair),
    ).toEqual([1]);
  });

  test('does not keep the other chairs from their alarms', async () => {
    const { both, tile } = await twoChairs();
    await both(12, POISON, 45);
    expect(tile(2).alerts).toMatchObject([{ rule: 'HR-01' }]);
    expect(tile(2).link.state).toBe('live');
  });

  test('is over with the value that caused it', async () => {
    const { both, tile, rules } = await twoChairs();
    await both(12, POISON, 72);
    await both(10, 72, 72);
    expect(tile(1)).toMatchObject({ link: { state: 'live' }, heartRate: { state: 'fresh', value: 72 } });
    expect(rules()).toEqual(['TEC-04']);
    expect(tile(1).alerts[0]?.condition).toBe('gone');
  });
});

describe('a monitor that nobody assigned', () => {
  const stranger = sourceId('location BED 12');

  test('appears with a sample and can be bound to a patient, who then is watched by it', async () => {
    const bench = started('PREP');
    await bench.hear({ heartRate: 88 }, { source: stranger });
    expect(bench.board().unassigned).toMatchObject([{ source: stranger, sample: 'heartRate 88' }]);
    expect(bench.disk.messages.at(-1)).toMatchObject({ chair: null, session: null });

    expect(await bench.ask('ana', 'bindMonitor', { chair: 1, source: stranger })).toMatchObject({ ok: true });
    expect(bench.board().unassigned).toEqual([]);
    bench.advance(seconds(1));
    await bench.hear({ heartRate: 89 }, { source: stranger });
    expect(bench.tile().heartRate).toMatchObject({ state: 'fresh', value: 89 });
  });

  test.each(['nobody', 'constructor', '__proto__'])('that was never heard cannot be bound: %s', async (source) => {
    const answer = await started('PREP').ask('ana', 'bindMonitor', { chair: 1, source });
    expect(answer).toMatchObject({ ok: false, error: { code: 'refused', reasons: [{ code: 'unknown-source' }] } });
  });

  test('shows nothing of what it said before it was bound', async () => {
    const bench = started('PREP');
    await bench.hear({ heartRate: 88 }, { source: stranger });
    bench.advance(seconds(1));
    await bench.ask('ana', 'bindMonitor', { chair: 1, source: stranger });
    expect(bench.tile().heartRate).toEqual({ state: 'none' });
  });
});

describe('the link of a chair', () => {
  test('is lost the moment its wire ends, and an alarm 10 s later to the millisecond', async () => {
    const bench = await listening();
    bench.engine.disconnected(monitorOf(1));
    const lostAt = bench.clock.now();
    expect(bench.tile().link).toMatchObject({ state: 'lost', since: lostAt });
    bench.advance(millis(9_999));
    expect(bench.rules()).toEqual([]);
    bench.advance(millis(1));
    expect(bench.alerts()).toMatchObject([{ rule: 'TEC-04', raisedAt: instant(lostAt + 10_000) }]);
  });

  test('is lost by silence alone after 30 s', async () => {
    const bench = await listening();
    bench.advance(seconds(30));
    expect(bench.tile().link.state).toBe('stale');
    bench.advance(millis(1));
    expect(bench.tile().link.state).toBe('lost');
  });

  test('is back with the next message', async () => {
    const bench = await listening();
    bench.engine.disconnected(monitorOf(1));
    bench.advance(seconds(5));
    await bench.hear(WELL);
    expect(bench.tile().link).toMatchObject({ state: 'live', since: bench.clock.now() });
    bench.advance(seconds(8));
    expect(bench.rules()).toEqual([]);
  });
});

describe('a delay', () => {
  test('ends by the clock alone, exactly after its 10 s', async () => {
    const bench = await listening();
    await bench.hearFor(seconds(9), { ...WELL, heartRate: 45 });
    // The first low value came one second after the listening ended: 8 s ago.
    bench.advance(millis(1_999));
    expect(bench.rules()).toEqual([]);
    bench.advance(millis(1));
    expect(bench.alerts()).toMatchObject([{ rule: 'HR-01', raisedAt: bench.clock.now() }]);
  });

  test('begins anew after one good value', async () => {
    const bench = await listening();
    await bench.hearFor(seconds(9), { ...WELL, heartRate: 45 });
    await bench.hearFor(seconds(1), WELL);
    await bench.hearFor(seconds(9), { ...WELL, heartRate: 45 });
    expect(bench.rules()).toEqual([]);
    bench.advance(seconds(2));
    expect(bench.rules()).toEqual(['HR-01']);
  });

  test('of a pressure falls due without a message: 15:00, then 2:00, then 3:00 more', async () => {
    const bench = started();
    const infusion = bench.engine.state().sessions[1];
    if (infusion?.phase !== 'INFUSING') expect.fail('not infusing');
    const due = infusion.infusion.startedAt + minutes(15);
    bench.advance(millis(due + minutes(2) - 1 - bench.clock.now()));
    expect(bench.rules()).not.toContain('BP-06');
    bench.advance(millis(1));
    expect(bench.rules()).toContain('BP-06');
    bench.advance(minutes(3));
    expect(bench.rules()).toContain('BP-07');
  });
});

test('what is announced of the station is recorded as the station’s own act', async () => {
  const bench = started('PREP');
  expect(await bench.engine.announce([{ type: 'wall-clock-stepped', byMs: 3_000 }])).toBe(true);
  expect(bench.disk.written).toMatchObject([{ actor: 'station', event: { type: 'wall-clock-stepped' } }]);
});

test('a nurse whose shift has ended leaves an alarm at the chair after 15 s', async () => {
  const suite = createSuite();
  suite.bring(1, 'INFUSING');
  suite.happens({ type: 'shift-ended', person: personId('ana') });
  const bench = engineBench(suite.state(), suite.now());
  bench.advance(seconds(15));
  expect(bench.rules()).toContain('RAT-03');
});
