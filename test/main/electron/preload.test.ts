import { beforeAll, expect, test, vi } from 'vitest';

type Door = { send: (text: unknown) => unknown; onFrame: (listener: (...heard: unknown[]) => void) => unknown };

const electron = vi.hoisted(() => {
  const worlds = new Map<string, Door>();
  const sent: unknown[][] = [];
  const listeners = new Map<string, (event: object, text: unknown) => void>();
  return {
    worlds,
    sent,
    listeners,
    contextBridge: { exposeInMainWorld: (name: string, door: Door) => void worlds.set(name, door) },
    ipcRenderer: {
      send: (...what: unknown[]) => void sent.push(what),
      on: (channel: string, listener: (event: object, text: unknown) => void) => void listeners.set(channel, listener),
    },
  };
});
vi.mock('electron', () => electron);

let door: Door;

beforeAll(async () => {
  await import('../../../main/electron/preload.ts');
  door = electron.worlds.get('chairside') ?? expect.fail('nothing was exposed');
});

test('opens one door with two functions and nothing else', () => {
  expect([...electron.worlds.keys()]).toEqual(['chairside']);
  expect(Object.keys(door).toSorted()).toEqual(['onFrame', 'send']);
  expect([...electron.listeners.keys()]).toEqual(['chairside']);
});

test('sends text on the one channel, and nothing that is no text', () => {
  door.send('{"kind":"ping"}');
  for (const thing of [7, null, undefined, { kind: 'ping' }, new Uint8Array(2)]) door.send(thing);
  expect(electron.sent).toEqual([['chairside', '{"kind":"ping"}']]);
});

test('hands on text alone: no event, which would lead back to Electron', () => {
  const heard: unknown[][] = [];
  door.onFrame((...what) => heard.push(what));
  const hear = electron.listeners.get('chairside');
  hear?.({ sender: 'ipcRenderer' }, 'a frame');
  hear?.({ sender: 'ipcRenderer' }, { not: 'text' });
  expect(heard).toEqual([['a frame']]);
});

test('gives the page nothing back', () => {
  expect(door.send('x')).toBeUndefined();
  expect(door.onFrame(() => {})).toBeUndefined();
});

test('keeps one listener, the latest', () => {
  const heard: string[] = [];
  door.onFrame(() => heard.push('first'));
  door.onFrame(() => heard.push('second'));
  electron.listeners.get('chairside')?.({}, 'a frame');
  expect(heard).toEqual(['second']);
});
