import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, powerSaveBlocker, protocol, session } from 'electron';
import { seconds } from '../../shared/kernel/units.ts';
import { type StationClock, systemClock } from '../clock.ts';
import { BOARD_DIRECTORY } from '../host.ts';
import { serveIpc } from '../link/ipc-transport.ts';
import { createLog, type Log, standardError } from '../log.ts';
import type { StartOptions } from '../start-options.ts';
import { startWorkstation, type Workstation } from '../workstation.ts';
import { BOARD_SCHEME } from './board-address.ts';
import { boardAnswers } from './board-protocol.ts';
import { openBoardWindow, showAgain } from './board-window.ts';
import { displayAwake, isAnySessionOpen } from './display-awake.ts';
import { guardPage, refusePermissions } from './page-guard.ts';
import { windowChannel } from './window-channel.ts';

export type ElectronHostOptions = {
  readonly start: StartOptions;
  readonly preload: string;
  /** Where the bundle keeps the store's thread; left out, it lies beside the store's sources. */
  readonly storeWorker?: URL;
};

/** A display sleeps after minutes; a look every few seconds is early enough. */
const AWAKE_EVERY = seconds(5);

/** The station with its board in Electron's window. Must be called before Electron is ready. */
export async function runElectronHost({ start, ...parts }: ElectronHostOptions): Promise<void> {
  // Beside the record, so that the one-instance lock is one per record. Never opened to other users.
  const profile = join(start.data, 'electron');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
  if (!app.requestSingleInstanceLock()) {
    // The first one was told and comes to the front.
    app.exit(0);
    return;
  }
  const log = createLog('info', standardError());
  const clock = systemClock();
  const refused = (what: string): void => log.warn({ what }, 'refused to a page');
  app.on('web-contents-created', (_event, contents) => guardPage(contents, refused));
  await app.whenReady();
  refusePermissions(session.defaultSession, refused);
  protocol.handle(BOARD_SCHEME, boardAnswers(BOARD_DIRECTORY));

  const started = await startWorkstation(start, {
    clock,
    log,
    onFatal: (text) => cannotGoOn('The record has failed, the station has ended.', text),
    ...(parts.storeWorker === undefined ? {} : { storeWorker: parts.storeWorker }),
  });
  if (!started.ok) return cannotGoOn('Chairside cannot start.', started.error);
  const workstation = started.value;
  log.info({ board: workstation.host.url, mllp: workstation.host.station.mllpAddress }, 'the station is ready');
  serveIpc(windowChannel(ipcMain, refused), workstation.host.station.hub);
  endWithApp(workstation);
  keepAwake(workstation, clock);
  keepWindow(workstation, { preload: parts.preload, clock, log, open: start.open });
}

type WindowParts = {
  readonly preload: string;
  readonly clock: StationClock;
  readonly log: Log;
  readonly open: boolean;
};

/** One window: opened now unless asked not to, and brought to the front for who starts Chairside a second time. */
function keepWindow({ host }: Workstation, { open, ...parts }: WindowParts): void {
  const openWindow = (): BrowserWindow =>
    openBoardWindow({ ...parts, isAnySessionOpen: () => isAnySessionOpen(host.station.engine.snapshot().state) });
  let window = open ? openWindow() : null;
  app.on('second-instance', () => {
    window ??= openWindow();
    showAgain(window);
  });
  app.on('window-all-closed', () => app.quit());
}

/** Whatever ends the app (its window, SIGTERM, the desktop's log-out) writes what is under way first. */
function endWithApp(workstation: Workstation): void {
  app.on('before-quit', (event) => {
    event.preventDefault();
    void exitAfter(workstation);
  });
}

async function exitAfter(workstation: Workstation): Promise<void> {
  app.exit((await workstation.end()) ? 0 : 1);
}

function keepAwake({ host }: Workstation, clock: StationClock): void {
  const keep = displayAwake(powerSaveBlocker);
  const look = (): void => {
    keep(isAnySessionOpen(host.station.engine.snapshot().state));
    clock.setTimer(AWAKE_EVERY, look);
  };
  look();
}

/** Tells the person at the screen; there is no station any more that this would hold up. */
export function cannotGoOn(title: string, text: string): void {
  dialog.showErrorBox(title, text);
  app.exit(1);
}
