import { pino } from 'pino';
import { beforeEach, expect, test, vi } from 'vitest';
import { openBoardWindow } from '../../../main/electron/board-window.ts';
import { settled } from '../../link/raw-screen.ts';
import { BrowserWindow, dialog } from '../../support/fake-electron.ts';
import { simClock } from '../../support/sim-clock.ts';

vi.mock('electron', () => import('../../support/fake-electron.ts'));

const KEEP_WATCHING = 0;
const END_THE_STATION = 1;

beforeEach(() => {
  BrowserWindow.all.length = 0;
  dialog.asked = 0;
});

function opened(open: boolean, choice = KEEP_WATCHING) {
  dialog.choose = () => Promise.resolve({ response: choice });
  openBoardWindow({
    preload: '/somewhere/preload.cjs',
    clock: simClock(),
    log: pino({ level: 'silent' }),
    isAnySessionOpen: () => open,
  });
  return BrowserWindow.all[0] ?? expect.fail('no window');
}

test('with nobody in a chair the window closes', () => {
  const window = opened(false);
  window.close();
  expect([window.closed, dialog.asked]).toEqual([true, 0]);
});

test('during a session closing is asked about, once at a time, and the answer is kept to', async () => {
  const window = opened(true, KEEP_WATCHING);
  window.close();
  window.close();
  await settled();
  expect([window.closed, dialog.asked]).toEqual([false, 1]);
  window.close();
  await settled();
  expect([window.closed, dialog.asked]).toEqual([false, 2]);
});

test('a person who means it closes it', async () => {
  const window = opened(true, END_THE_STATION);
  window.close();
  await settled();
  expect([window.closed, dialog.asked]).toEqual([true, 1]);
});
