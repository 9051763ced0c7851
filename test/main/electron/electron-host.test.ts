import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { runElectronHost } from '../../../main/electron/electron-host.ts';
import { ipcWire } from '../../../renderer/link/ipc-wire.ts';
import { rawScreen, settled, until } from '../../link/raw-screen.ts';
import { dataFolder } from '../../support/data-folder.ts';
import * as electron from '../../support/fake-electron.ts';

vi.mock('electron', () => import('../../support/fake-electron.ts'));

const ANY_PORT = { host: '127.0.0.1', port: 0 };
const { app, BrowserWindow, dialog, ipcMain, protocol, session } = electron;

beforeEach(() => {
  app.removeAllListeners();
  ipcMain.removeAllListeners();
  app.exits.length = 0;
  app.firstInstance = true;
  BrowserWindow.all.length = 0;
  dialog.errors.length = 0;
});

const quit = async (): Promise<void> => {
  const before = app.exits.length;
  app.quit();
  await until(() => app.exits.length > before);
};

async function started({ data = dataFolder(), open = true } = {}) {
  const start = { data, config: null, http: ANY_PORT, mllp: ANY_PORT, open };
  await runElectronHost({ start, preload: '/somewhere/preload.cjs' });
  return { data, window: BrowserWindow.all[0] };
}

async function running(options: { data?: string; open?: boolean } = {}) {
  const host = await started(options);
  onTestFinished(async () => {
    if (app.exits.length === 0) await quit();
  });
  return host;
}

/** What Electron does between this window's page and the main process. */
function doorOf(contents: electron.FakeContents, senderFrame: unknown) {
  return {
    send: (text: string) => queueMicrotask(() => ipcMain.emit('chairside', { senderFrame, sender: contents }, text)),
    onFrame: (listener: (text: string) => void) => void contents.on('to-page', listener),
  };
}

test('shows the board in one safe window, over its own scheme', async () => {
  const { window } = await running();
  expect(BrowserWindow.all.length).toBe(1);
  expect(window?.loaded).toBe('chairside://board/');
  expect(window?.options).toMatchObject({ webPreferences: { preload: '/somewhere/preload.cjs', sandbox: true } });
  expect(
    protocol.handlers.get('chairside')?.(new Request('chairside://board/'))?.headers.get('x-content-type-options'),
  ).toBe('nosniff');
});

test('answers its page over the channel', async () => {
  const { window } = await running();
  const contents = window?.webContents ?? expect.fail('no window');
  const screen = await rawScreen(ipcWire(doorOf(contents, { origin: 'chairside://board', parent: null })));
  expect(await screen.hello()).toMatchObject({ kind: 'hello', simulation: false });
});

test.each([
  ['another page', { origin: 'https://example.org', parent: null }],
  ['a frame in the page', { origin: 'chairside://board', parent: {} }],
  ['a page that has gone', null],
])('is deaf to %s', async (_, senderFrame) => {
  const { window } = await running();
  const contents = window?.webContents ?? expect.fail('no window');
  const screen = await rawScreen(ipcWire(doorOf(contents, senderFrame)));
  screen.say({ kind: 'ping' });
  await settled();
  expect(contents.sent).toEqual([]);
});

test('says nothing to a page that crashed or was closed', async () => {
  const { window } = await running();
  const contents = window?.webContents ?? expect.fail('no window');
  const screen = await rawScreen(ipcWire(doorOf(contents, { origin: 'chairside://board', parent: null })));
  await screen.hello();
  const before = contents.sent.length;
  contents.crashed = true;
  screen.say({ kind: 'ping' });
  await settled();
  expect(contents.sent.length).toBe(before);
  contents.crashed = false;
  contents.destroy();
  screen.say({ kind: 'ping' });
  await settled();
  expect(contents.sent.length).toBe(before);
});

test('guards every page there is, and gives none a permission', async () => {
  await running();
  const later = new electron.FakeContents();
  app.emit('web-contents-created', {}, later);
  const event = electron.fakeEvent({ url: 'https://example.org/', isMainFrame: true });
  later.emit('will-navigate', event);
  expect(event.defaultPrevented).toBe(true);
  expect(session.defaultSession.handlers.check?.()).toBe(false);
});

test('started a second time, the first one comes to the front', async () => {
  const { window } = await running();
  if (window === undefined) expect.fail('no window');
  window.minimized = true;
  app.emit('second-instance');
  expect([window.minimized, window.focused, BrowserWindow.all.length]).toEqual([false, 1, 1]);
});

test('started without a window, it opens one when it is started again', async () => {
  await running({ open: false });
  expect(BrowserWindow.all.length).toBe(0);
  app.emit('second-instance');
  expect(BrowserWindow.all.length).toBe(1);
});

test('the second one ends before it touches the record', async () => {
  app.firstInstance = false;
  const { data } = await started();
  expect(app.exits).toEqual([0]);
  expect(BrowserWindow.all.length).toBe(0);
  expect(existsSync(join(data, 'station.sqlite'))).toBe(false);
});

test('quitting writes what is under way within 2 s, and lets the record go', async () => {
  const { data } = await running();
  const asked = performance.now();
  await quit();
  expect(performance.now() - asked).toBeLessThan(2_000);
  expect(app.exits).toEqual([0]);
  // The record is free: the next start takes it.
  app.removeAllListeners();
  app.exits.length = 0;
  await running({ data });
  expect(dialog.errors).toEqual([]);
});

test('closing the window ends the station while nobody is in a chair', async () => {
  const { window } = await running();
  window?.close();
  await until(() => app.exits.length > 0);
  expect(app.exits).toEqual([0]);
});

test('says why it cannot start, and ends', async () => {
  const { data } = await running();
  await started({ data });
  expect(dialog.errors).toEqual([
    { title: 'Chairside cannot start.', text: expect.stringContaining('another Chairside station is using') },
  ]);
  expect(app.exits).toEqual([1]);
  app.exits.length = 0;
});
