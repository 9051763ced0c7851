import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const onPath = (program: string): boolean => spawnSync('which', [program], { stdio: 'ignore' }).status === 0;

const KNOWN_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function playwrightsOwn(): string | null {
  const cache = join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return null;
  const chromium = readdirSync(cache).find((name) => /^chromium-\d+$/.test(name));
  if (chromium === undefined) return null;
  const path = ['chrome-linux64', 'chrome-linux']
    .map((folder) => join(cache, chromium, folder, 'chrome'))
    .find(existsSync);
  return path ?? null;
}

/** A Chromium to test in: CHROMIUM_PATH, a system browser, or Playwright's own; null where there is none. */
export function findBrowser(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && existsSync(named)) return named;
  return KNOWN_PLACES.find(existsSync) ?? playwrightsOwn();
}

export const installHint = (): string =>
  existsSync('/usr/bin/apt-get')
    ? 'run: sudo apt-get install -y chromium socat'
    : 'install Chromium and socat, or set CHROMIUM_PATH';

/** On Debian as root, installs what the tests need and says so; elsewhere leaves the machine alone. */
export function prepareMachine(): void {
  const missing = [...(findBrowser() === null ? ['chromium'] : []), ...(onPath('socat') ? [] : ['socat'])];
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    process.stdout.write(`the tests want ${missing.join(' and ')}: ${installHint()}\n`);
    return;
  }
  process.stdout.write(`installing ${missing.join(' and ')} with apt-get, which the tests need\n`);
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], options);
}
