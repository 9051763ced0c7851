import { afterEach, describe, expect, test } from 'vitest';
import { verifyRecord } from '../../main/store/verify.ts';
import type { TimelineEntry } from '../../shared/board/views.ts';
import { after, type Instant, type Millis, millis, minutes, seconds } from '../../shared/kernel/units.ts';
import { dataFolder } from '../support/data-folder.ts';
import { bringToInfusing, bringToReady, restarted, type StationBench, stationBench } from '../support/station-bench.ts';
import { GOING_HOME } from '../support/suite-builder.ts';

const chair = 1;
const open: StationBench[] = [];
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.stop();
});

async function begun(): Promise<StationBench> {
  const bench = await stationBench(dataFolder());
  open.push(bench);
  return bench;
}
async function again(bench: StationBench, gap: Millis): Promise<StationBench> {
  open.splice(open.indexOf(bench), 1);
  const next = await restarted(bench, gap);
  open.push(next);
  await next.screen.signIn('ana', 'nurse');
  return next;
}

const view = ({ screen }: StationBench) => screen.look('chair', { chair });
const rulesOf = async (bench: StationBench) => (await view(bench)).alerts.map(({ rule }) => rule);
const typesOf = (entries: readonly TimelineEntry[]): readonly string[] => entries.map(({ type }) => type);

/** The cuff at a moment, heard with the monitor's next message. */
const cuff = (bench: StationBench, systolic = 120, diastolic = 80, mean = 93): void =>
  bench.monitor(chair).measure(bench.now(), systolic, diastolic, mean);

describe('a session from arrival to an empty chair', () => {
  test('has every clock right to the millisecond, a pause and all', { timeout: 60_000 }, async () => {
    const bench = await begun();
    const { screen, pass, now } = bench;
    await bringToReady(bench);
    const ready = await view(bench);
    expect(ready).toMatchObject({ phase: 'READY', heartRate: { state: 'fresh', value: 72 }, alerts: [] });
    expect(ready.clocks.baseline).toEqual({ mode: 'until', endsAt: after(now(), minutes(30)) });

    await screen.do('start', { chair, rateMlPerHour: 75 });
    const start = now();
    const lastCuff = ready.pressures.at(-1)?.measuredAt ?? expect.fail('no pressure');
    expect(await view(bench)).toMatchObject({
      phase: 'INFUSING',
      clock: { mode: 'until', endsAt: after(start, minutes(40)) },
      dose: { givenMg: 0, orderedMg: 40 },
      clocks: { pressure: { mode: 'until', endsAt: after(lastCuff, minutes(15)) } },
    });

    await pass(minutes(10));
    await screen.do('pause', { chair, reason: 'patientRequest' });
    await screen.do('confirmPumpStopped', { chair });
    expect(await view(bench)).toMatchObject({
      phase: 'PAUSED',
      clock: { mode: 'held', value: minutes(30) },
      dose: { givenMg: 10, mgPerMs: 0 },
    });
    await pass(minutes(3));
    cuff(bench);
    await pass(minutes(4));
    expect(await view(bench)).toMatchObject({ clock: { mode: 'held', value: minutes(30) } });

    await screen.do('resume', { chair });
    expect(await view(bench)).toMatchObject({
      phase: 'INFUSING',
      clock: { mode: 'until', endsAt: after(start, minutes(47)) },
    });
    await pass(minutes(11));
    cuff(bench);
    await pass(minutes(14));
    cuff(bench);
    await pass(minutes(5));
    expect(now()).toBe(after(start, minutes(47)));
    const full = await view(bench);
    expect(full.dose?.givenMg).toBeCloseTo(40, 9);
    expect(full).toMatchObject({ alerts: [], next: { action: 'endInfusion' } });

    await screen.do('end', { chair, deliveredMl: 50 });
    const ended = now();
    cuff(bench);
    await pass(seconds(2));
    expect(await view(bench)).toMatchObject({
      phase: 'RECOVERY',
      clock: { mode: 'until', endsAt: after(ended, minutes(30)) },
    });
    await pass(minutes(14));
    cuff(bench);
    await pass(minutes(14));
    cuff(bench);
    await pass(millis(after(ended, minutes(30)) - 1_000 - now()));
    expect(await screen.call('assess', { chair, padss: 10 })).toMatchObject({
      ok: false,
      error: { code: 'refused', reasons: [{ code: 'recovery-not-over', fields: { secondsLeft: 1 } }] },
    });
    await pass(seconds(1));
    await screen.do('assess', { chair, padss: 10 });
    await screen.do('discharge', { chair, ...GOING_HOME });
    expect(await view(bench)).toMatchObject({ phase: 'CLOSED', outcome: 'COMPLETED', heartRate: { state: 'none' } });
    expect(typesOf(await screen.look('timeline', { chair }))).toEqual([
      'patient-assigned',
      'patient-arrived',
      'monitor-bound',
      'preparation-completed',
      'baseline-accepted',
      'ondansetron-given',
      'dose-prepared',
      'dose-verified',
      'infusion-started',
      'infusion-paused',
      'pump-stop-confirmed',
      'infusion-resumed',
      'infusion-ended',
      'assessed-ready',
      'discharged',
    ]);
    await screen.do('beginCleaning', { chair });
    await screen.do('finishCleaning', { chair });
    expect(await view(bench)).toMatchObject({ phase: 'EMPTY', patient: null, identity: null, pressures: [] });
  });

  test('keeps every message and every event, and the record verifies', async () => {
    const folder = dataFolder();
    const bench = await stationBench(folder);
    await bringToInfusing(bench);
    const { position } = bench.station.engine.state();
    await bench.stop();
    const verified = verifyRecord(folder);
    expect(verified).toMatchObject({ ok: true, value: { ok: true, events: position } });
    // 5:00, 1:10 and 2 s of one message every 4 s, and one at the end of each.
    expect(verified.ok && verified.value.messages).toBe(75 + 18 + 1);
  });
});

describe('a station that starts again', () => {
  test('after seven minutes shows the same session with the same seconds left', async () => {
    const bench = await begun();
    const start = await bringToInfusing(bench);
    await bench.pass(minutes(5));
    const before = await view(bench);
    const next = await again(bench, minutes(7));
    expect(next.now()).toBe(after(start, minutes(12)));
    const now = await view(next);
    expect(now.clock).toEqual({ mode: 'until', endsAt: after(start, minutes(40)) });
    expect(now.dose?.givenMg).toBeCloseTo(12, 9);
    const same = ['session', 'phase', 'identity', 'nurse', 'baseline', 'dosePlan', 'pressures', 'clocks'] as const;
    for (const part of same) expect([part, now[part]]).toEqual([part, before[part]]);
    expect(now.heartRate.state).not.toBe('fresh');
    expect(now.link.state).toBe('lost');
  });

  test('registers nobody and assigns nothing a second time', async () => {
    const bench = await begun();
    await bringToReady(bench);
    const { position } = bench.station.engine.state();
    const next = await again(bench, minutes(1));
    expect(next.station.engine.state().position).toBe(position + 1);
  });

  test('has the same alerts, unaccepted ones unaccepted, and what was done about the others', async () => {
    const bench = await begun();
    await bringToInfusing(bench);
    await bench.pass(minutes(1));
    bench.monitor(chair).show({ heartRate: 45 });
    await bench.pass(seconds(20));
    const [rate] = (await view(bench)).alerts;
    await bench.screen.do('acceptAlert', { alert: rate?.id ?? '' });
    cuff(bench, 150, 90, 110);
    await bench.pass(seconds(4));
    const before = (await view(bench)).alerts;
    expect(before.map(({ rule, accepted }) => [rule, accepted?.by ?? null])).toEqual([
      ['BP-01', null],
      ['HR-01', 'Ana R.'],
    ]);
    const next = await again(bench, seconds(4));
    const now = (await view(next)).alerts;
    expect(now).toEqual(before);
  });

  test('does not begin a delay anew: it ends when it would have ended', async () => {
    const bench = await begun();
    await bringToInfusing(bench);
    await bench.pass(minutes(1), seconds(1));
    bench.monitor(chair).show({ heartRate: 45 });
    await bench.pass(seconds(6), seconds(1));
    // Low since 5 s: the first low value came one second after the quiet minute.
    const due = after(bench.now(), seconds(5));
    const next = await again(bench, seconds(3));
    next.clock.advanceTo(after(due, millis(-1)));
    expect(await rulesOf(next)).toEqual([]);
    next.clock.advanceTo(due);
    expect((await view(next)).alerts).toMatchObject([{ rule: 'HR-01', raisedAt: due }]);
  });

  test('raises at its start what fell due while nobody watched', async () => {
    const bench = await begun();
    await bringToInfusing(bench);
    await bench.pass(minutes(1), seconds(1));
    bench.monitor(chair).show({ heartRate: 45 });
    await bench.pass(seconds(9), seconds(1));
    const next = await again(bench, seconds(3));
    expect((await view(next)).alerts).toMatchObject([{ rule: 'HR-01', raisedAt: next.now() }]);
  });

  test('has the trend of the session, each moment once and in order', async () => {
    const bench = await begun();
    const start = await bringToInfusing(bench);
    await bench.pass(minutes(12));
    const next = await again(bench, minutes(1));
    await next.pass(minutes(2));
    const { points } = await next.screen.look('trend', { chair });
    const times = points.map(({ at }) => at);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(times[0]).toBeLessThan(start);
    const within = (from: Instant, to: Instant) => points.filter(({ at }) => at > from && at < to);
    const stopped = after(start, minutes(12));
    expect(within(start, stopped).every(({ heartRate, spo2 }) => heartRate === 72 && spo2 === 98)).toBe(true);
    expect(within(start, stopped).length).toBeGreaterThan(60);
    expect(within(after(stopped, seconds(10)), after(stopped, seconds(50))).every((p) => p.heartRate === null)).toBe(
      true,
    );
    expect(points.at(-1)).toMatchObject({ heartRate: 72 });
  });

  test('has a monitor’s values back with its next message', async () => {
    const bench = await begun();
    await bringToInfusing(bench);
    const next = await again(bench, minutes(7));
    await next.pass(seconds(2));
    expect(await view(next)).toMatchObject({ heartRate: { state: 'fresh', value: 72 }, link: { state: 'live' } });
    await next.pass(seconds(20));
    expect(await rulesOf(next)).toEqual([]);
  });

  test('alarms for a monitor that is not heard again', async () => {
    const bench = await begun();
    await bringToInfusing(bench);
    const next = await again(bench, minutes(7));
    next.clock.advance(seconds(10));
    expect(await rulesOf(next)).toContain('TEC-04');
  });

  test('does not take a message for new that it had stored before', async () => {
    const bench = await begun();
    await bringToInfusing(bench);
    await bench.pass(seconds(4));
    const next = await again(bench, minutes(2));
    expect(await next.monitor(chair).repeat(next.station.engine, next.now())).toBe(true);
    expect((await view(next)).heartRate.state).not.toBe('fresh');
  });
});

test('a station whose disk is full refuses every act, acknowledges nothing, says so, and goes on when there is room', async () => {
  const bench = await begun();
  await bringToInfusing(bench);
  bench.disk.isFull = true;
  const refused = await bench.screen.call('pause', { chair, reason: 'patientRequest' });
  expect(refused).toEqual({ ok: false, error: { code: 'not-recorded' } });
  expect(await bench.monitor(chair).speak(bench.station.engine, bench.now())).toBe(false);
  expect((await view(bench)).phase).toBe('INFUSING');
  expect((await bench.screen.look('board', {})).recording).toBe(false);
  expect(bench.station.health().status).toBe('not-recording');
  bench.disk.isFull = false;
  await bench.screen.do('pause', { chair, reason: 'patientRequest' });
  expect(await bench.screen.look('board', {})).toMatchObject({ recording: true });
});

describe('a person nobody can be', () => {
  test.each(['constructor', '__proto__', 'toString'])('%s begins no shift, and the board goes on', async (person) => {
    const bench = await begun();
    await bench.screen.signIn('ana', 'nurse');
    expect(await bench.screen.call('beginShift', { person })).toMatchObject({
      ok: false,
      error: { code: 'bad-input' },
    });
    expect(await bench.screen.call('signIn', { person, role: 'nurse' })).toMatchObject({ ok: false });
    expect((await bench.screen.look('board', {})).tiles).toHaveLength(8);
  });
});
