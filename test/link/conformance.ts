import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHub, type Hub } from '../../main/link/hub.ts';
import type { OpenWire } from '../../renderer/link/screen-wire.ts';
import { createStationLink, type LinkState, type StationLink } from '../../renderer/link/station-link.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import { millis } from '../../shared/kernel/units.ts';
import { type CallError, PROTOCOL_VERSION } from '../../shared/link/contract.ts';
import { SCREEN_FRAME_BYTES_MAX } from '../../shared/link/frames.ts';
import type { LinkTimers } from '../../shared/link/link-timers.ts';
import { type SimClock, simClock } from '../support/sim-clock.ts';
import { rawScreen, until } from './raw-screen.ts';
import { NURSE, type StationDouble, stationDouble } from './station-double.ts';

/** How a transport is put between a hub and its screens. */
export type Carrier = {
  readonly open: OpenWire;
  /** The connection fails; a new one can be made. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
};
export type Carry = (hub: Hub, timers: LinkTimers, station: StationDouble) => Promise<Carrier>;

const accept = (alert: string, id: number, commandId: string | undefined = randomUUID()) =>
  ({ kind: 'call', id, name: 'acceptAlert', commandId, input: { alert } }) as const;

export const timersOf = (clock: SimClock): LinkTimers => ({
  elapsedMs: clock.monotonicMs,
  setTimer: (run, afterMs) => clock.setTimer(millis(afterMs), run),
});

/** Every transport keeps the same promises: that is all a screen may rely on. */
export function linkConformance(transport: string, carry: Carry): void {
  describe(`a link over ${transport}`, () => {
    let clock: SimClock;
    let station: StationDouble;
    let hub: Hub;
    let carrier: Carrier;
    const links: StationLink[] = [];

    beforeEach(async () => {
      clock = simClock();
      station = stationDouble();
      const timers = timersOf(clock);
      const { services, report } = station;
      hub = createHub({ services, clock, rate: 10, timers, build: 'b1', simulation: true, report });
      carrier = await carry(hub, timers, station);
    });
    afterEach(async () => {
      for (const link of links.splice(0)) link.close();
      hub.stop();
      await carrier.close();
    });

    const screen = () => rawScreen(carrier.open);
    const seated = async () => {
      const one = await screen();
      await one.hello();
      await one.signIn(1);
      return one;
    };
    function linkOf(build = 'b1', onOutdated: (build: string) => void = () => {}): StationLink {
      let token: string | null = null;
      const link = createStationLink({
        openWire: carrier.open,
        timers: timersOf(clock),
        build,
        workstation: 'desk',
        tokens: {
          read: () => token,
          write: (now) => {
            token = now;
          },
        },
        newCommandId: randomUUID,
        onOutdated,
      });
      links.push(link);
      return link;
    }
    const live = (link: StationLink) => until(() => link.state().phase === 'live');
    /** Passes time in steps, each delivered before the next, until the link is in this phase. */
    async function passUntil(link: StationLink, phase: LinkState['phase']): Promise<void> {
      await until(() => {
        if (link.state().phase !== phase) clock.advance(millis(50));
        return link.state().phase === phase;
      });
    }

    test('begins with who the station is and what time it has', async () => {
      const one = await screen();
      expect(await one.hello()).toEqual({
        kind: 'hello',
        protocol: PROTOCOL_VERSION,
        build: 'b1',
        simulation: true,
        time: { now: clock.now(), rate: 10 },
        signedIn: null,
      });
    });

    test('says its time every real second', async () => {
      const one = await screen();
      await one.hello();
      clock.advance(millis(2_000));
      await until(() => one.heartbeats() === 2);
      expect(one.of('heartbeat').at(-1)).toEqual({ kind: 'heartbeat', time: { now: clock.now(), rate: 10 } });
    });

    test('refuses before hello, and answers what has no id', async () => {
      const one = await screen();
      const notConnected = { code: 'not-connected' };
      expect(await one.ask({ kind: 'call', id: 4, name: 'people', input: {} })).toEqual({
        kind: 'reply',
        id: 4,
        ok: false,
        error: notConnected,
      });
      expect(await one.ask({ kind: 'ping' })).toEqual({ kind: 'fault', error: notConnected });
    });

    test.each([
      ['no JSON', '{"kind":', null, ''],
      ['not a frame', '[1,2]', null, ''],
      ['an unknown kind', '{"kind":"shutdown","id":7}', 7, 'kind'],
      ['a field too many', '{"kind":"ping","extra":1}', null, 'extra'],
      ['an id that is no number', '{"kind":"unsubscribe","id":"7"}', null, 'id'],
      ['a prototype', '{"kind":"unsubscribe","id":7,"__proto__":{"id":8}}', 7, '__proto__'],
    ])('names what is wrong with a frame: %s', async (_, text, id, at) => {
      const one = await screen();
      await one.hello();
      const answer = await one.ask(text);
      expect(answer).toMatchObject({ kind: id === null ? 'fault' : 'reply', error: { code: 'bad-input', at } });
      if (id !== null) expect(answer).toMatchObject({ id });
      await one.barrier();
    });

    test.each([
      ['a chair of nine', 'beginCleaning', { chair: 9 }, 'chair'],
      ['a chair in words', 'beginCleaning', { chair: '3' }, 'chair'],
      ['a field too many', 'beginCleaning', { chair: 3, force: true }, 'force'],
      ['a prototype', 'beginCleaning', JSON.parse('{"chair":3,"__proto__":{"chair":4}}'), '__proto__'],
      ['a field deep inside', 'discharge', { chair: 3, ivRemoved: true, instructionsGiven: true, driver: 1 }, 'driver'],
      ['nothing at all', 'beginCleaning', undefined, 'input'],
      ['nothing in it', 'beginCleaning', null, ''],
    ])('refuses a command with %s', async (_, name, input, at) => {
      const one = await seated();
      const answer = await one.ask({ kind: 'call', id: 2, name, commandId: randomUUID(), input });
      expect(answer).toMatchObject({ id: 2, error: { code: 'bad-input', at } });
      expect(station.received).toEqual([]);
    });

    test('refuses a command without an id of its own', async () => {
      const one = await seated();
      const answer = await one.ask({ kind: 'call', id: 2, name: 'acceptAlert', input: { alert: 'a1' } });
      expect(answer).toMatchObject({ id: 2, error: { code: 'bad-input', at: 'commandId' } });
      expect(station.received).toEqual([]);
    });

    test.each(['nonsense', '__proto__', 'constructor', 'toString'])('knows no call "%s"', async (name) => {
      const one = await seated();
      expect(await one.ask({ kind: 'call', id: 2, name, input: {} })).toMatchObject({
        error: { code: 'unknown-call' },
      });
      expect(await one.ask({ kind: 'subscribe', id: 3, stream: name, input: {} })).toMatchObject({
        error: { code: 'unknown-call' },
      });
    });

    test('permits by role: the display acts on nothing, a nurse does not decide for a physician', async () => {
      const one = await screen();
      await one.hello();
      expect(await one.ask(accept('a1', 1))).toMatchObject({
        error: { code: 'not-permitted', needs: ['nurse', 'charge', 'physician'] },
      });
      expect(await one.ask({ kind: 'subscribe', id: 2, stream: 'chair', input: { chair: 3 } })).toMatchObject({
        error: { code: 'not-permitted' },
      });
      await one.signIn(3);
      const input = { alert: 'a1', decision: 'continue', text: '' };
      expect(
        await one.ask({ kind: 'call', id: 4, name: 'acknowledgeAsPhysician', commandId: randomUUID(), input }),
      ).toMatchObject({ error: { code: 'not-permitted', needs: ['physician'] } });
      expect(station.received).toEqual([]);
    });

    test.each<CallError>([
      { code: 'conflict' },
      { code: 'not-recorded' },
      { code: 'refused', reasons: [{ code: 'third-chair', fields: { nurse: 'Ana R.' } }] },
    ])('brings what the station answers: $code', async (error) => {
      station.answerCommands(async () => err(error));
      const one = await seated();
      expect(await one.ask(accept('a1', 2))).toEqual({ kind: 'reply', id: 2, ok: false, error });
    });

    test('answers a bug with "failed", writes it down, and goes on', async () => {
      station.answerCommands(async () => {
        throw new Error('a bug');
      });
      const one = await seated();
      expect(await one.ask(accept('a1', 2))).toMatchObject({ error: { code: 'failed' } });
      expect(station.notes).toMatchObject([{ event: 'service-threw', at: 'acceptAlert' }]);
      expect(await one.ask({ kind: 'call', id: 3, name: 'people', input: {} })).toMatchObject({ id: 3, ok: true });
    });

    test('takes sixteen calls at a time and says so of the seventeenth', async () => {
      const waiting: (() => void)[] = [];
      station.answerCommands((_, act) => new Promise((resolve) => waiting.push(() => resolve(station.actOnce(act)))));
      const one = await seated();
      for (let id = 2; id < 18; id++) one.say(accept('a1', id));
      expect(await one.ask(accept('a1', 18))).toMatchObject({ id: 18, error: { code: 'too-slow' } });
      for (const answer of waiting) answer();
      expect(await one.next()).toMatchObject({ kind: 'reply', id: 2, ok: true });
      expect(station.received).toHaveLength(16);
    });

    test('takes a limited number of views', async () => {
      const one = await screen();
      await one.hello();
      for (let id = 0; id < 32; id++) one.say({ kind: 'subscribe', id, stream: 'board', input: {} });
      one.say({ kind: 'subscribe', id: 99, stream: 'board', input: {} });
      await one.barrier();
      expect(one.of('snapshot')).toHaveLength(32);
      expect(one.frames.find((frame) => frame.kind === 'reply')).toMatchObject({ id: 99, error: { code: 'too-slow' } });
    });

    test('refuses an id that is in use, for a call and for a view', async () => {
      station.answerCommands(() => new Promise(() => {}));
      const one = await seated();
      one.say(accept('a1', 2));
      expect(await one.ask(accept('a2', 2))).toMatchObject({ id: 2, error: { code: 'bad-input', at: 'id' } });
      expect(station.received).toHaveLength(1);
      await one.ask({ kind: 'subscribe', id: 3, stream: 'board', input: {} });
      expect(await one.ask({ kind: 'subscribe', id: 3, stream: 'alerts', input: {} })).toMatchObject({
        id: 3,
        error: { code: 'bad-input', at: 'id' },
      });
    });

    test('carries the whole act to the station', async () => {
      const one = await seated();
      const commandId = randomUUID();
      const answer = await one.ask({ ...accept('a1', 2, commandId), expectedPosition: 41 });
      expect(answer).toEqual({ kind: 'reply', id: 2, ok: true, value: { position: 1 } });
      expect(station.received).toEqual([
        {
          command: { name: 'acceptAlert', alert: 'a1' },
          act: { actor: { person: 'ana', role: 'nurse' }, commandId, expectedPosition: 41, workstation: 'desk' },
        },
      ]);
    });

    test('lets go of a screen that sends too long a frame', async () => {
      const one = await seated();
      one.say(JSON.stringify(accept('x'.repeat(SCREEN_FRAME_BYTES_MAX), 2)));
      // A window cannot be hung up on: there a new hello is needed.
      await until(() => {
        if (!one.state.closed) one.say({ kind: 'ping' });
        return one.state.closed || one.of('fault').length >= 2;
      });
      expect(station.received).toEqual([]);
    });

    test('lets go of a flood', async () => {
      const one = await screen();
      await one.hello();
      for (let sent = 0; sent < 300; sent++) one.say({ kind: 'ping' });
      await until(() => one.state.closed || one.of('fault').length > 0);
      expect(one.heartbeats()).toBeLessThanOrEqual(200);
      expect(station.notes).toMatchObject([{ event: 'screen-closed', why: 'flood' }]);
    });

    test('shows one whole view, then whole views, numbered without a gap', async () => {
      const one = await screen();
      await one.hello();
      const snapshot = await one.ask({ kind: 'subscribe', id: 1, stream: 'board', input: {} });
      expect(snapshot).toMatchObject({
        kind: 'snapshot',
        id: 1,
        sequence: 0,
        position: 0,
        view: { providerOnSite: 'first for display' },
      });
      clock.advance(millis(1_000));
      station.show('second');
      expect(await one.next()).toMatchObject({
        kind: 'update',
        id: 1,
        sequence: 1,
        position: 1,
        view: { providerOnSite: 'second for display' },
      });
      expect(await one.ask({ kind: 'unsubscribe', id: 1 })).toEqual({ kind: 'reply', id: 1, ok: true, value: null });
      station.show('third', true);
      await one.barrier();
      expect(one.of('update')).toHaveLength(1);
    });

    test('sends readings four times a second, the latest alone, and an alert at once', async () => {
      const one = await screen();
      await one.hello();
      await one.ask({ kind: 'subscribe', id: 1, stream: 'board', input: {} });
      for (let reading = 1; reading <= 99; reading++) {
        clock.advance(millis(10));
        station.show(`reading ${reading}`);
      }
      await one.barrier();
      expect(one.of('update').map((frame) => (frame.kind === 'update' ? frame.view : null))).toMatchObject([
        { providerOnSite: 'reading 24 for display' },
        { providerOnSite: 'reading 49 for display' },
        { providerOnSite: 'reading 74 for display' },
      ]);
      station.show('alert', true);
      station.show('second alert', true);
      await one.barrier();
      expect(one.of('update').slice(3)).toMatchObject([
        { view: { providerOnSite: 'alert for display' } },
        { view: { providerOnSite: 'second alert for display' } },
      ]);
    });

    test('brings a screen back by itself: same person, same views', async () => {
      const link = linkOf();
      await live(link);
      const seen: (string | null)[] = [];
      link.subscribe('board', {}, (board) => seen.push(board.providerOnSite));
      await link.call('signIn', NURSE);
      await until(() => seen.at(-1) === 'first for nurse');
      expect(seen).toEqual(['first for display', 'first for nurse']);

      carrier.cut();
      await passUntil(link, 'lost');
      station.show('while away', true);
      await passUntil(link, 'live');
      expect(link.state()).toMatchObject({ signedIn: { person: { id: 'ana' } }, simulation: true, rate: 10 });
      await until(() => seen.length === 3);
      expect(seen[2]).toBe('while away for nurse');
    });

    test('acts once on a click whose answer was lost with the connection', async () => {
      const link = linkOf();
      await live(link);
      await link.call('signIn', NURSE);
      // The first answer never comes: the connection breaks between the act and the reply.
      station.answerCommands(async (_, act) => {
        await station.actOnce(act);
        return new Promise(() => {});
      });
      const answer = link.call('acceptAlert', { alert: 'a1' });
      await until(() => station.received.length === 1);
      carrier.cut();
      station.answerCommands((_, act) => station.actOnce(act));
      await passUntil(link, 'lost');
      await passUntil(link, 'live');
      expect(await answer).toEqual(ok({ position: 1 }));
      expect(station.received).toHaveLength(2);
      expect(station.received[1]?.act.commandId).toBe(station.received[0]?.act.commandId);
      expect(station.acted.size).toBe(1);
    });

    test('tells an older page to load again and shows it nothing', async () => {
      const builds: string[] = [];
      const link = linkOf('b0', (build) => builds.push(build));
      link.subscribe('board', {}, () => builds.push('a view'));
      await until(() => builds.length > 0);
      expect(link.state()).toEqual({ phase: 'outdated', stationBuild: 'b1' });
      expect(builds).toEqual(['b1']);
    });

    test('loses its screens when the station stops', async () => {
      const link = linkOf();
      await live(link);
      hub.stop();
      await passUntil(link, 'lost');
    });
  });
}
