import { expect, test } from 'vitest';
import { createHub, type Hub } from '../../main/link/hub.ts';
import { type IpcPage, serveIpc } from '../../main/link/ipc-transport.ts';
import { ipcWire, type PreloadDoor } from '../../renderer/link/ipc-wire.ts';
import { simClock } from '../support/sim-clock.ts';
import { type Carrier, linkConformance, timersOf } from './conformance.ts';
import { rawScreen, settled } from './raw-screen.ts';
import { stationDouble } from './station-double.ts';

/** What Electron does between a page's preload script and the main process: clones, later, in order. */
function fakeElectron(hub: Pick<Hub, 'connect'>) {
  let toMain: (page: IpcPage, message: unknown) => void = () => {};
  let listen: (text: string) => void = () => {};
  let gone = (): void => {};
  let carrying = true;
  const page: IpcPage = {
    id: 7,
    send: (text) => queueMicrotask(() => carrying && listen(text)),
    onGone: (listener) => {
      gone = listener;
    },
  };
  serveIpc(
    {
      onMessage: (listener) => {
        toMain = listener;
      },
    },
    hub,
  );
  const door: PreloadDoor = {
    send: (text) => {
      if (text.includes('"hello"')) carrying = true;
      queueMicrotask(() => carrying && toMain(page, text));
    },
    onFrame: (listener) => {
      listen = listener;
    },
  };
  return {
    door,
    page,
    sendRaw: (message: unknown) => toMain(page, message),
    windowGone: () => gone(),
    /** Nothing arrives either way until the page tries anew. */
    silence: () => {
      carrying = false;
    },
  };
}

linkConformance("Electron's channel", async (hub): Promise<Carrier> => {
  // Each page has a preload door of its own; one window holds one page at a time.
  const electron = fakeElectron(hub);
  return { open: ipcWire(electron.door), cut: electron.silence, close: async () => {} };
});

function host() {
  const clock = simClock();
  const station = stationDouble();
  const { services, report } = station;
  const hub = createHub({ services, clock, rate: 1, timers: timersOf(clock), build: 'b1', simulation: false, report });
  return { station, electron: fakeElectron(hub) };
}

test('what is not even text is answered like any other bad frame', async () => {
  const { electron } = host();
  const screen = await rawScreen(ipcWire(electron.door));
  await screen.hello();
  electron.sendRaw({ kind: 'call' });
  expect(await screen.next()).toMatchObject({ kind: 'fault', error: { code: 'bad-input' } });
});

test('a page loaded again begins anew and gets no answer meant for the page before it', async () => {
  const { station, electron } = host();
  let answer = (): void => {};
  station.answerCommands((_, act) => new Promise((resolve) => (answer = () => resolve(station.actOnce(act)))));
  const before = await rawScreen(ipcWire(electron.door));
  await before.hello();
  await before.signIn(1);
  await before.ask({ kind: 'subscribe', id: 2, stream: 'board', input: {} });
  const commandId = '7e57ab1e-0000-4000-8000-000000000001';
  before.say({ kind: 'call', id: 3, name: 'acceptAlert', commandId, input: { alert: 'a1' } });
  await settled();

  const after = await rawScreen(ipcWire(electron.door));
  expect(await after.hello()).toMatchObject({ signedIn: null });
  answer();
  station.show('something new', true);
  await after.barrier();
  expect(after.frames.map(({ kind }) => kind)).toEqual(['hello', 'heartbeat']);
});

test('a closed window asks for nothing any more', async () => {
  const { station, electron } = host();
  const screen = await rawScreen(ipcWire(electron.door));
  await screen.hello();
  await screen.ask({ kind: 'subscribe', id: 1, stream: 'board', input: {} });
  electron.windowGone();
  station.show('something new', true);
  await settled();
  expect(station.made.get('board display')).toBe(1);
});

test('a wire that was given up neither speaks nor hears', async () => {
  const { electron } = host();
  const open = ipcWire(electron.door);
  const before = await rawScreen(open);
  await before.hello();
  before.wire.close();
  const after = await rawScreen(open);
  await after.hello();
  before.say({ kind: 'ping' });
  await settled();
  expect(before.frames).toHaveLength(1);
  expect(after.heartbeats()).toBe(0);
});
