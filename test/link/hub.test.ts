import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { createHub } from '../../main/link/hub.ts';
import { BUFFERED_BYTES_SLOW, PEERS_MAX } from '../../main/link/link-limits.ts';
import { ok } from '../../shared/kernel/result.ts';
import { millis } from '../../shared/kernel/units.ts';
import { memoryWire } from '../support/memory-wire.ts';
import { simClock } from '../support/sim-clock.ts';
import { timersOf } from './conformance.ts';
import { type RawScreen, rawScreen, settled, until } from './raw-screen.ts';
import { stationDouble } from './station-double.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function start(change: (services: ReturnType<typeof stationDouble>['services']) => object = () => ({})) {
  const clock = simClock();
  const station = stationDouble();
  const { report } = station;
  const services = { ...station.services, ...change(station.services) };
  const hub = createHub({ services, clock, rate: 1, timers: timersOf(clock), build: 'b1', simulation: false, report });
  stops.push(hub.stop);
  const screen = async () => {
    const wire = memoryWire(hub);
    const one = await rawScreen(wire.open);
    await one.hello();
    return { ...one, line: wire };
  };
  return { clock, station, hub, screen };
}
const watch = (screen: RawScreen, stream = 'board', id = 1, input: unknown = {}) =>
  screen.ask({ kind: 'subscribe', id, stream, input });

test('makes a view once per change and role, however many look', async () => {
  const { station, screen } = start();
  const displays = [await screen(), await screen(), await screen()];
  const nurses = [await screen(), await screen()];
  for (const nurse of nurses) await nurse.signIn(0);
  for (const one of [...displays, ...nurses]) await watch(one);
  expect(Object.fromEntries(station.made)).toEqual({ 'board display': 1, 'board nurse': 1 });
  station.show('second', true);
  for (const one of [...displays, ...nurses]) await until(() => one.of('update').length === 1);
  expect(Object.fromEntries(station.made)).toEqual({ 'board display': 2, 'board nurse': 2 });
});

test('sends a change only to those who look at what changed', async () => {
  const { station, screen } = start();
  const one = await screen();
  await one.signIn(0);
  await watch(one, 'chair', 3, { chair: 3 });
  await watch(one, 'chair', 4, { chair: 4 });
  station.show('chair 4', true, ['chair:4', 'timeline:4']);
  await one.barrier();
  expect(one.of('update')).toMatchObject([{ id: 4, view: { chair: 4 } }]);
});

test('gives a slow screen the latest reading alone, once it has drained', async () => {
  const { station, screen, clock } = start();
  const slow = await screen();
  const well = await screen();
  await watch(slow);
  await watch(well);
  slow.line.hold();
  const large = 'x'.repeat(BUFFERED_BYTES_SLOW);
  station.show(large, true);
  await settled();
  for (let reading = 1; reading <= 20; reading++) {
    clock.advance(millis(250));
    station.show(`reading ${reading}`);
    await settled();
  }
  await well.barrier();
  expect(well.of('update')).toHaveLength(21);
  expect(slow.of('update')).toHaveLength(0);
  slow.line.release();
  clock.advance(millis(100));
  await slow.barrier();
  expect(slow.of('update')).toMatchObject([
    { sequence: 1, view: { providerOnSite: `${large} for display` } },
    { sequence: 2, position: 21, view: { providerOnSite: 'reading 20 for display' } },
  ]);
});

test('never holds an alert back from a slow screen, nor merges two', async () => {
  const { station, screen } = start();
  const slow = await screen();
  await watch(slow);
  slow.line.hold();
  station.show('x'.repeat(BUFFERED_BYTES_SLOW), true);
  station.show('alert', true);
  station.show('alert over', true);
  slow.line.release();
  await slow.barrier();
  expect(slow.of('update').slice(1)).toMatchObject([
    { view: { providerOnSite: 'alert for display' } },
    { view: { providerOnSite: 'alert over for display' } },
  ]);
});

test('takes a view away when it cannot be made, and says so', async () => {
  const { station, screen } = start();
  const one = await screen();
  await one.signIn(0);
  await watch(one, 'chair', 3, { chair: 3 });
  await watch(one, 'chair', 4, { chair: 4 });
  station.breakView('chair:3');
  station.show('broken', true, ['chair:3', 'chair:4']);
  expect(await one.next()).toEqual({ kind: 'reply', id: 3, ok: false, error: { code: 'failed' } });
  expect(await one.next()).toMatchObject({ kind: 'update', id: 4 });
  expect(station.notes).toMatchObject([{ event: 'service-threw', at: 'chair:3' }]);
  station.breakView(null);
  station.show('mended', true, ['chair:3']);
  await one.barrier();
  expect(one.of('update')).toHaveLength(1);
});

test('refuses a view and an answer that no frame can hold', async () => {
  const tooLong = 'x'.repeat(1_048_576);
  const { station, screen } = start(() => ({
    queries: { people: () => ok(tooLong), alertHistory: () => ok([]), previewDose: () => ok([]) },
  }));
  const one = await screen();
  expect(await one.ask({ kind: 'call', id: 1, name: 'people', input: {} })).toMatchObject({
    error: { code: 'failed' },
  });
  station.show(tooLong);
  expect(await watch(one, 'board', 2)).toMatchObject({ id: 2, error: { code: 'failed' } });
});

test('a change of seat changes every view, and ends those the new seat may not have', async () => {
  const { screen } = start();
  const one = await screen();
  await one.signIn(0);
  await watch(one, 'board', 1);
  await watch(one, 'chair', 2, { chair: 3 });
  one.say({ kind: 'call', id: 3, name: 'signOut', input: {} });
  expect(await one.next()).toEqual({ kind: 'seat', signedIn: null });
  expect(await one.next()).toMatchObject({
    kind: 'snapshot',
    id: 1,
    sequence: 0,
    view: { providerOnSite: /display$/ },
  });
  expect(await one.next()).toMatchObject({ kind: 'reply', id: 2, error: { code: 'not-permitted' } });
  expect(await one.next()).toEqual({ kind: 'reply', id: 3, ok: true, value: null });
});

test('signing out ends every window that sits by the same token, and the token itself', async () => {
  const { screen } = start();
  const first = await screen();
  const seat = await first.signIn(1);
  const token = seat.kind === 'reply' && seat.ok ? 'token-1-ana' : '';
  const second = await screen();
  expect(await second.hello(token)).toMatchObject({ signedIn: { person: { id: 'ana' } } });
  await first.ask({ kind: 'call', id: 2, name: 'signOut', input: {} });
  expect(await second.next()).toEqual({ kind: 'seat', signedIn: null });
  const commandId = randomUUID();
  const input = { alert: 'a1' };
  expect(await second.ask({ kind: 'call', id: 3, name: 'acceptAlert', commandId, input })).toMatchObject({
    error: { code: 'not-permitted' },
  });
  expect(await (await screen()).hello(token)).toMatchObject({ signedIn: null });
});

test('signing in as somebody else ends the token of who sat here before', async () => {
  const { screen } = start();
  const one = await screen();
  await one.signIn(1);
  await one.signIn(2, 'mo', 'physician');
  const other = await screen();
  expect(await other.hello('token-1-ana')).toMatchObject({ signedIn: null });
  expect(await other.hello('token-2-mo')).toMatchObject({ signedIn: { role: 'physician' } });
});

test('a failed sign-in leaves who sits here where they are', async () => {
  const { screen } = start();
  const one = await screen();
  await one.signIn(1);
  one.say({ kind: 'call', id: 2, name: 'signIn', input: { person: 'nobody', role: 'nurse' } });
  expect(await one.next()).toMatchObject({ id: 2, error: { code: 'refused' } });
  expect(await one.ask({ kind: 'call', id: 3, name: 'alertHistory', input: {} })).toMatchObject({ ok: true });
});

test('answers a page of another protocol and lets it go', async () => {
  const { hub } = start();
  const wire = memoryWire(hub);
  const one = await rawScreen(wire.open);
  const hello = { kind: 'hello', protocol: 99, build: 'b0', workstation: 'desk', token: null } as const;
  expect(await one.ask(hello)).toMatchObject({ kind: 'hello', protocol: 1, build: 'b1' });
  await until(() => one.state.closed);
  expect(wire.farewells).toEqual(['protocol']);
});

test('lets go of what never says hello, not of what did', async () => {
  const { hub, clock, screen } = start();
  const polite = await screen();
  const wire = memoryWire(hub);
  await rawScreen(wire.open);
  clock.advance(millis(4_900));
  expect(wire.farewells).toEqual([]);
  clock.advance(millis(1_100));
  expect(wire.farewells).toEqual(['no-hello']);
  await polite.barrier();
});

test('takes a limited number of screens, and none once it has stopped', async () => {
  const { hub, screen } = start();
  const first = await screen();
  for (let taken = 1; taken < PEERS_MAX; taken++) await screen();
  const wire = memoryWire(hub);
  await rawScreen(wire.open);
  await until(() => wire.farewells[0] === 'too-many');
  first.line.cut();
  await settled();
  await (await screen()).barrier();
  hub.stop();
  await rawScreen(wire.open);
  await until(() => wire.farewells[1] === 'stopping');
});

test('a screen that left costs nothing more', async () => {
  const { station, screen, clock } = start();
  const one = await screen();
  await watch(one);
  one.line.cut();
  await settled();
  station.show('later', true);
  clock.advance(millis(2_000));
  expect(station.made.get('board display')).toBe(1);
});
