import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';

/** The one door between a page and the station: everything else of Node and Electron stays shut. */
const webPreferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  // A board behind another window still watches and still sounds.
  backgroundThrottling: false,
  autoplayPolicy: 'no-user-gesture-required',
});

export const windowOptions = (preload: string): BrowserWindowConstructorOptions => ({
  width: 1920,
  height: 1080,
  minWidth: 1280,
  minHeight: 720,
  // As the page's own ground, so that nothing flashes white in a dark room.
  backgroundColor: '#0b0f14',
  autoHideMenuBar: true,
  title: 'Chairside',
  webPreferences: webPreferences(preload),
});
