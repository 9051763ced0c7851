/**
 * Loaded with `node --import` before Electron's bundled main process, so that the very files Electron would
 * load run in a plain Node: `electron` is the fake, and signals quit the app as Electron's own do.
 */
import { registerHooks } from 'node:module';
import { app, BrowserWindow, dialog } from './fake-electron.ts';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('./fake-electron.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

app.onExit = (code) => {
  process.stdout.write(`${JSON.stringify({ exit: code, windows: BrowserWindow.all.length, errors: dialog.errors })}\n`);
  process.exit(code);
};
process.on('SIGTERM', () => app.quit());
