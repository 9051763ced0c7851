import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { app, Menu, protocol } from 'electron';
import { readStartOptions, withoutChromiumSwitches } from '../start-options.ts';
import { BOARD_PRIVILEGES, BOARD_SCHEME } from './board-address.ts';
import { cannotGoOn, runElectronHost } from './electron-host.ts';
import { unpacked } from './unpacked.ts';

// Electron takes these only before it is ready.
protocol.registerSchemesAsPrivileged([{ scheme: BOARD_SCHEME, privileges: BOARD_PRIVILEGES }]);
app.enableSandbox();
Menu.setApplicationMenu(null);

const fault = (error: unknown): void =>
  cannotGoOn(
    'Chairside has met a fault and ends.',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
// Electron would show the fault and go on: a station that may be wrong must not.
process.on('uncaughtException', fault);
process.on('unhandledRejection', fault);

const args = process.argv.slice(app.isPackaged ? 1 : 2);
const start = readStartOptions(withoutChromiumSwitches(args), {
  platform: process.platform,
  env: process.env,
  home: homedir(),
});
if (start.ok) {
  void runElectronHost({
    start: start.value,
    preload: fileURLToPath(new URL('./preload.cjs', import.meta.url)),
    storeWorker: unpacked(new URL('./store-worker.mjs', import.meta.url).href),
  });
} else cannotGoOn('Chairside cannot start.', start.error);
