import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { createHub } from '../../main/link/hub.ts';
import type { OpenWire, WireListener } from '../../renderer/link/screen-wire.ts';
import { createStationLink, type LinkState, type StationLink } from '../../renderer/link/station-link.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import { millis } from '../../shared/kernel/units.ts';
import { memoryWire } from '../support/memory-wire.ts';
import { simClock } from '../support/sim-clock.ts';
import { timersOf } from './conformance.ts';
import { settled, until } from './raw-screen.ts';
import { NURSE, stationDouble } from './station-double.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A screen whose own time is a clock of its own: the station's may stand still meanwhile. */
function startLink(openWire: OpenWire, build = 'b1') {
  const clock = simClock();
  const store: { token: string | null } = { token: null };
  const outdated: string[] = [];
  const link = createStationLink({
    openWire,
    timers: timersOf(clock),
    build,
    workstation: 'desk',
    tokens: {
      read: () => store.token,
      write: (token) => {
        store.token = token;
      },
    },
    newCommandId: randomUUID,
    onOutdated: (stationBuild) => outdated.push(stationBuild),
  });
  stops.push(link.close);
  return { clock, link, store, outdated };
}

function start() {
  const stationClock = simClock();
  const station = stationDouble();
  const { services, report } = station;
  const timers = timersOf(stationClock);
  const hub = createHub({ services, clock: stationClock, rate: 1, timers, build: 'b1', simulation: false, report });
  stops.push(hub.stop);
  const wire = memoryWire(hub);
  return { stationClock, station, hub, wire, ...startLink(wire.open) };
}
const isIn = (link: StationLink, phase: LinkState['phase']) => until(() => link.state().phase === phase);

/** A far end that a test plays by hand. */
function handWire() {
  const opened: WireListener[] = [];
  const sent: string[] = [];
  const open: OpenWire = (listener) => {
    opened.push(listener);
    return { send: (text) => sent.push(text), close: () => {} };
  };
  return {
    open,
    opened,
    sent,
    say: (frame: unknown) => opened.at(-1)?.frame(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    hello: (over: object = {}) =>
      opened.at(-1)?.frame(
        JSON.stringify({
          kind: 'hello',
          protocol: 1,
          build: 'b1',
          simulation: false,
          time: { now: 1_000_000, rate: 1 },
          signedIn: null,
          ...over,
        }),
      ),
    heartbeat: (now: number, rate = 1) =>
      opened.at(-1)?.frame(JSON.stringify({ kind: 'heartbeat', time: { now, rate } })),
  };
}

test('three seconds of silence and the link is lost, since the last thing heard', async () => {
  const far = handWire();
  const { link, clock } = startLink(far.open);
  const phases: string[] = [];
  link.onState(({ phase }) => phases.push(phase));
  far.opened[0]?.opened();
  far.hello();
  clock.advance(millis(1_000));
  far.heartbeat(1_001_000);
  clock.advance(millis(2_750));
  expect(link.state().phase).toBe('live');
  clock.advance(millis(250));
  expect(link.state()).toEqual({ phase: 'lost', since: 1_001_000 });
  expect(link.stationNow()).toBe(1_004_000);
  expect(phases).toEqual(['live', 'lost']);
});

test('asks once whether anybody is there before it gives the link up', () => {
  const far = handWire();
  const { clock } = startLink(far.open);
  far.opened[0]?.opened();
  far.hello();
  clock.advance(millis(2_750));
  expect(far.sent.filter((text) => text.includes('"ping"'))).toHaveLength(1);
});

test('tries again for ever, after growing and bounded waits', () => {
  const far = handWire();
  const { clock } = startLink(far.open);
  const at: number[] = [];
  for (let tries = 0; tries < 8; tries++) {
    const known = far.opened.length;
    far.opened.at(-1)?.closed();
    const from = clock.monotonicMs();
    while (far.opened.length === known) clock.advance(millis(50));
    at.push(clock.monotonicMs() - from);
  }
  expect(at).toEqual([250, 500, 1_000, 2_000, 5_000, 5_000, 5_000, 5_000]);
});

test('after a link that held, the first try comes soon again, and only the new station tells the time', () => {
  const far = handWire();
  const { link, clock } = startLink(far.open);
  for (let tries = 0; tries < 5; tries++) {
    far.opened.at(-1)?.closed();
    clock.advance(millis(5_000));
  }
  far.opened.at(-1)?.opened();
  far.hello();
  const known = far.opened.length;
  far.opened.at(-1)?.closed();
  clock.advance(millis(250));
  expect(far.opened).toHaveLength(known + 1);
  far.opened.at(-1)?.opened();
  far.hello({ time: { now: 500_000, rate: 2 } });
  clock.advance(millis(100));
  expect(link.stationNow()).toBe(500_200);
});

test('a wire that opens and says nothing is given up as well', () => {
  const far = handWire();
  const { clock } = startLink(far.open);
  far.opened[0]?.opened();
  clock.advance(millis(3_000));
  clock.advance(millis(250));
  expect(far.opened).toHaveLength(2);
});

test('counts station time on by its rate, and does not believe a frame that was held up', () => {
  const far = handWire();
  const { link, clock } = startLink(far.open);
  expect(link.stationNow()).toBe(0);
  far.opened[0]?.opened();
  far.hello({ time: { now: 1_000_000, rate: 10 } });
  clock.advance(millis(1_000));
  expect(link.stationNow()).toBe(1_010_000);
  // On its way for 400 ms: 4 s of station time that would make every reading look younger.
  clock.advance(millis(400));
  far.heartbeat(1_010_000, 10);
  expect(link.stationNow()).toBe(1_014_000);
  clock.advance(millis(600));
  far.heartbeat(1_021_000, 10);
  expect(link.stationNow()).toBe(1_021_000);
});

test('a missing frame makes it ask for the whole view again', async () => {
  const { link, wire, station } = start();
  const seen: (string | null)[] = [];
  link.subscribe('board', {}, (board) => seen.push(board.providerOnSite));
  await until(() => seen.length === 1);
  wire.loseNext();
  station.show('lost on the way', true);
  station.show('after the gap', true);
  await until(() => seen.length === 2);
  station.show('and on', true);
  await until(() => seen.length === 3);
  expect(seen).toEqual(['first for display', 'after the gap for display', 'and on for display']);
});

test('shows nothing of a subscription that has a gap', () => {
  const far = handWire();
  const { link } = startLink(far.open);
  const seen: unknown[] = [];
  link.subscribe('board', {}, (_, position) => seen.push(position));
  far.opened[0]?.opened();
  far.hello();
  far.say({ kind: 'snapshot', id: 1, sequence: 0, position: 10, view: {} });
  far.say({ kind: 'update', id: 1, sequence: 2, position: 12, view: {} });
  expect(far.sent.slice(-2).map((text) => JSON.parse(text))).toEqual([
    { kind: 'unsubscribe', id: 1 },
    { kind: 'subscribe', id: 2, stream: 'board', input: {} },
  ]);
  far.say({ kind: 'update', id: 1, sequence: 3, position: 13, view: {} });
  far.say({ kind: 'snapshot', id: 2, sequence: 0, position: 14, view: {} });
  expect(seen).toEqual([10, 14]);
});

test.each([
  ['no JSON', '{"kind":'],
  ['no frame', '{"kind":"update","id":1}'],
  ['a fault', '{"kind":"fault","error":{"code":"bad-input","at":"","text":""}}'],
  ['more than a frame', `"${'x'.repeat(1_048_577)}"`],
])('what it cannot read ends the connection, and the next one begins with the whole picture: %s', (_, text) => {
  const far = handWire();
  const { link, clock } = startLink(far.open);
  far.opened[0]?.opened();
  far.hello();
  far.say(text);
  expect(link.state().phase).toBe('lost');
  clock.advance(millis(250));
  expect(far.opened).toHaveLength(2);
});

test('what belongs to the conversation before is not taken for the new one', () => {
  const far = handWire();
  const { link, clock } = startLink(far.open);
  far.opened[0]?.opened();
  far.heartbeat(5);
  expect(link.state().phase).toBe('connecting');
  expect(link.stationNow()).toBe(0);
  clock.advance(millis(3_250));
  expect(far.opened).toHaveLength(2);
});

test('without a link a command is refused at once and never acts later; a query waits for the link', async () => {
  const { link, wire, station, clock } = start();
  await isIn(link, 'live');
  wire.cut();
  await isIn(link, 'lost');
  expect(await link.call('acceptAlert', { alert: 'a1' })).toEqual(err({ code: 'not-connected' }));
  const people = link.call('people', {});
  clock.advance(millis(250));
  expect(await people).toMatchObject({ ok: true, value: [{ id: 'ana' }, { id: 'mo' }] });
  expect(station.received).toEqual([]);
});

test('an answer that never comes is "too-slow" after 10 s: it may have acted, the board tells', async () => {
  const { link, station, clock, stationClock } = start();
  await isIn(link, 'live');
  await link.call('signIn', NURSE);
  station.answerCommands(() => new Promise(() => {}));
  const answer = link.call('acceptAlert', { alert: 'a1' });
  await until(() => station.received.length === 1);
  for (let second = 0; second < 10; second++) {
    stationClock.advance(millis(1_000));
    await settled();
    clock.advance(millis(1_000));
  }
  expect(await answer).toEqual(err({ code: 'too-slow' }));
});

test('a query that never found a link is "not-connected" after 10 s', async () => {
  const far = handWire();
  const { link, clock } = startLink(far.open);
  const answer = link.call('people', {});
  clock.advance(millis(10_000));
  expect(await answer).toEqual(err({ code: 'not-connected' }));
});

test('closing it answers whoever still waits', async () => {
  const far = handWire();
  const { link } = startLink(far.open);
  const answer = link.call('people', {});
  link.close();
  expect(await answer).toEqual(err({ code: 'not-connected' }));
});

test('a form too long for a frame is refused here, and the link stays', async () => {
  const { link } = start();
  await isIn(link, 'live');
  expect(await link.call('acceptAlert', { alert: 'ä'.repeat(9_000) })).toMatchObject({ error: { code: 'bad-input' } });
  expect(link.state().phase).toBe('live');
});

test('passes on what was looked at, for acts that depend on it', async () => {
  const { link, station } = start();
  await isIn(link, 'live');
  await link.call('signIn', NURSE);
  let position = -1;
  link.subscribe('board', {}, (_, at) => {
    position = at;
  });
  station.show('second', true);
  await until(() => position === 1);
  expect(await link.call('acceptAlert', { alert: 'a1' }, { expectedPosition: position })).toEqual(ok({ position: 2 }));
  expect(station.received[0]?.act.expectedPosition).toBe(1);
});

test('keeps the token while somebody is signed in, and forgets one that the station does not know', async () => {
  const { link, store, wire, station, clock } = start();
  await isIn(link, 'live');
  await link.call('signIn', NURSE);
  expect(store.token).toBe('token-1-ana');
  expect(link.state()).toMatchObject({ signedIn: { role: 'nurse' } });
  station.restart();
  wire.cut();
  await isIn(link, 'lost');
  clock.advance(millis(250));
  await isIn(link, 'live');
  expect(store.token).toBeNull();
  expect(link.state()).toMatchObject({ signedIn: null });
});

test('a view refused to the display is shown once somebody permitted signs in', async () => {
  const { link } = start();
  await isIn(link, 'live');
  const told: string[] = [];
  link.subscribe(
    'chair',
    { chair: 3 },
    (view) => told.push(view.phase),
    (error) => told.push(error.code),
  );
  await until(() => told.length === 1);
  await link.call('signIn', NURSE);
  await until(() => told.length === 2);
  await link.call('signOut', {});
  await until(() => told.length === 3);
  expect(told).toEqual(['not-permitted', 'EMPTY', 'not-permitted']);
});

test('a view that broke is asked for again for as long as somebody looks', async () => {
  const { link, station, clock } = start();
  await isIn(link, 'live');
  const told: string[] = [];
  const stopLooking = link.subscribe(
    'board',
    {},
    () => told.push('view'),
    ({ code }) => told.push(code),
  );
  await until(() => told.length === 1);
  station.breakView('board');
  station.show('broken', true);
  await until(() => told.length === 2);
  station.breakView(null);
  clock.advance(millis(2_000));
  await until(() => told.length === 3);
  expect(told).toEqual(['view', 'failed', 'view']);
  stopLooking();
  station.show('nobody looks', true);
  await settled();
  expect(told).toHaveLength(3);
});

test('once outdated it neither asks nor shows nor tries again', async () => {
  const { wire } = start();
  const { link, outdated, clock } = startLink(wire.open, 'b0');
  await isIn(link, 'outdated');
  clock.advance(millis(60_000));
  expect(outdated).toEqual(['b1']);
  expect(await link.call('acceptAlert', { alert: 'a1' })).toEqual(err({ code: 'not-connected' }));
});
