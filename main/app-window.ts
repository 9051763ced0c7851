import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Surroundings } from './data-folder.ts';

/** Chromium and its kin as they are called on a PATH; these know --app. */
const PROGRAMS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const MAC_PROGRAMS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS_PROGRAMS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

function candidates({ platform, env }: Surroundings): readonly string[] {
  if (platform === 'darwin') return MAC_PROGRAMS;
  if (platform === 'win32') {
    return [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].flatMap((folder) =>
      folder === undefined ? [] : WINDOWS_PROGRAMS.map((program) => join(folder, program)),
    );
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program)));
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The browser that can show the board in a window of its own: the one CHROMIUM_PATH names, else a known one. */
export function findWindowBrowser(surroundings: Surroundings): string | null {
  const named = surroundings.env['CHROMIUM_PATH'];
  return [...(named === undefined ? [] : [named]), ...candidates(surroundings)].find(isProgram) ?? null;
}

/** Is there anything to put a window on? Windows and macOS always say yes. */
export const hasDisplay = ({ platform, env }: Surroundings): boolean =>
  platform === 'win32' || platform === 'darwin' || [env['DISPLAY'], env['WAYLAND_DISPLAY']].some(Boolean);

/** A profile of its own: an update page, an extension or another tab never shares the board's process. */
export const appWindowArgs = (url: string, profile: string): readonly string[] => [
  `--app=${url}`,
  `--user-data-dir=${profile}`,
  '--no-first-run',
  '--no-default-browser-check',
  // As Electron's window: a board behind another window still watches and still sounds.
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/**
 * Opens the board in a browser window.
 * @param onClosed told once, when the window is gone or could not be opened
 * @returns how to close it
 */
export function openAppWindow(browser: string, args: readonly string[], onClosed: () => void): () => void {
  const child: ChildProcess = spawn(browser, args, { stdio: 'ignore' });
  let open = true;
  const closed = (): void => {
    if (!open) return;
    open = false;
    onClosed();
  };
  child.on('error', closed);
  child.on('exit', closed);
  return () => {
    if (!open) return;
    open = false;
    child.kill();
  };
}

/**
 * Puts the board on the screen, or says where it is; the station goes on either way.
 * @returns how to close the window, or null where there is none
 */
export function showBoard(
  url: string,
  profile: string,
  surroundings: Surroundings,
  tell: (line: string) => void,
): (() => void) | null {
  const browser = findWindowBrowser(surroundings);
  if (browser === null || !hasDisplay(surroundings)) {
    const lacking = browser === null ? 'no Chromium, Chrome or Edge' : 'no display';
    tell(`There is ${lacking} here: open ${url} in a browser.`);
    return null;
  }
  return openAppWindow(browser, appWindowArgs(url, profile), () =>
    tell(`The window is gone, the station goes on: open ${url} again, or end it with Ctrl-C.`),
  );
}
