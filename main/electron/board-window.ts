import { BrowserWindow, dialog } from 'electron';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { BOARD_URL } from './board-address.ts';
import { recoverPage } from './page-recovery.ts';
import { windowOptions } from './window-options.ts';

export type BoardWindowOptions = {
  readonly preload: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Closing the window ends the station, so it is asked about while somebody is in a chair. */
  readonly isAnySessionOpen: () => boolean;
};

const KEEP_WATCHING = 0;

/** The board's window. The page's guards are set on every page there is, where the host starts. */
export function openBoardWindow({ preload, clock, log, isAnySessionOpen }: BoardWindowOptions): BrowserWindow {
  const window = new BrowserWindow(windowOptions(preload));
  recoverPage(window.webContents, clock, log);
  let answer: 'not asked' | 'asked' | 'close' = 'not asked';
  const ask = async (): Promise<void> => {
    // Not the synchronous one: it would hold the station itself.
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'A session is under way.',
      detail:
        'Closing this window ends the station: nothing is recorded and no alarm is raised until it is started again.',
      buttons: ['Keep watching', 'End the station'],
      defaultId: KEEP_WATCHING,
      cancelId: KEEP_WATCHING,
    });
    answer = response === KEEP_WATCHING ? 'not asked' : 'close';
    if (answer === 'close') window.close();
  };
  window.on('close', (event) => {
    if (answer === 'close' || !isAnySessionOpen()) return;
    event.preventDefault();
    if (answer === 'asked') return;
    answer = 'asked';
    ask().catch((error: unknown) => log.error({ err: error }, 'the question before closing'));
  });
  window.loadURL(BOARD_URL).catch((error: unknown) => log.error({ err: error }, 'the board cannot be loaded'));
  return window;
}

/** Brings it to the front for a person who started Chairside a second time. */
export function showAgain(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}
