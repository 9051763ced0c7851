import { spawn, spawnSync } from 'node:child_process';

/** Chromium and its kin open a page as a window of its own with --app. */
const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];

const onPath = (program: string): boolean => spawnSync('which', [program], { stdio: 'ignore' }).status === 0;

/** Opens the board in a window of its own, or says where it is. Never fails: a station without a window still works. */
export function openBoardWindow(url: string, profile: string, tell: (line: string) => void): void {
  const hasDisplay =
    process.platform !== 'linux' ||
    process.env['DISPLAY'] !== undefined ||
    process.env['WAYLAND_DISPLAY'] !== undefined;
  const browser = hasDisplay ? BROWSERS.find(onPath) : undefined;
  if (browser === undefined) {
    tell(`open ${url} in a browser`);
    return;
  }
  // Chromium refuses its sandbox to root, and a clinic's workstation does not run as root.
  const args = [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--autoplay-policy=no-user-gesture-required',
  ];
  const window = spawn(browser, process.getuid?.() === 0 ? [...args, '--no-sandbox'] : args, {
    stdio: 'ignore',
    detached: true,
  });
  window.on('error', () => tell(`open ${url} in a browser`));
  window.unref();
}
