import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { PACKAGE_ROOT } from '../../main/package-root.ts';
import { dataFolder } from '../support/data-folder.ts';

/** The first start may have to build the board. */
const PATIENT = 90_000;

type Start = { readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> };

/** `npm start` as it runs where Electron's runtime is absent and no window can be shown, but for what `env` says. */
function startStation({ args, env = {} }: Start) {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...rest } = process.env;
  const child = spawn(process.execPath, ['main/start.ts', ...args], {
    cwd: PACKAGE_ROOT,
    env: { ...rest, ELECTRON_OVERRIDE_DIST_PATH: '/nowhere', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    stderr: text(child.stderr),
    nextLine: async (): Promise<string> => (await lines.next()).value ?? expect.fail('it said no more'),
    exited: new Promise<number | null>((resolve) => child.on('exit', resolve)),
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  };
}

const onFolder = (data: string): readonly string[] => [
  '--data',
  data,
  '--http',
  '127.0.0.1:0',
  '--mllp',
  '127.0.0.1:0',
];
const urlIn = (line: string): string => /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? expect.fail(line);
const statusOf = (url: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
  });

test(
  'a station without a window serves its health and its monitors, and SIGTERM ends it within 2 s with 0',
  async () => {
    const data = dataFolder();
    const station = startStation({ args: ['--no-open', ...onFolder(data)] });
    const ready = await station.nextLine();
    expect(ready).toContain(`The record is in ${data}.`);
    expect(await statusOf(`${urlIn(ready)}/healthz`)).toBe(200);
    const [host = '', port = ''] = /monitors send to ([\d.]+):(\d+)/.exec(ready)?.slice(1) ?? [];
    const monitor = connect(Number(port), host);
    await new Promise((resolve) => monitor.on('connect', resolve));
    monitor.on('error', () => {});

    const asked = performance.now();
    station.kill('SIGTERM');
    expect(await station.exited).toBe(0);
    expect(performance.now() - asked).toBeLessThan(2_000);
    const said = await station.stderr;
    expect(said).toContain('Electron’s runtime is absent');
    expect(said).toContain('npm run electron:install');
    expect(existsSync(join(data, 'station.sqlite'))).toBe(true);
  },
  PATIENT,
);

test(
  'a second station on the same record is refused in words',
  async () => {
    const data = dataFolder();
    const first = startStation({ args: ['--no-open', ...onFolder(data)] });
    await first.nextLine();
    const second = startStation({ args: ['--no-open', ...onFolder(data)] });
    expect(await second.exited).toBe(1);
    expect(await second.stderr).toContain('another Chairside station is using');
  },
  PATIENT,
);

test(
  'with no display the address is printed, and the station runs',
  async () => {
    const station = startStation({ args: onFolder(dataFolder()), env: { CHROMIUM_PATH: process.execPath } });
    const url = urlIn(await station.nextLine());
    expect(await station.nextLine()).toBe(`There is no display here: open ${url} in a browser.`);
    expect(await statusOf(`${url}/healthz`)).toBe(200);
    station.kill('SIGINT');
    expect(await station.exited).toBe(0);
  },
  PATIENT,
);

test(
  'with no browser the address is printed',
  async () => {
    const station = startStation({
      args: onFolder(dataFolder()),
      env: { DISPLAY: ':77', CHROMIUM_PATH: '/nowhere', PATH: '/nowhere' },
    });
    const url = urlIn(await station.nextLine());
    expect(await station.nextLine()).toBe(`There is no Chromium, Chrome or Edge here: open ${url} in a browser.`);
  },
  PATIENT,
);

test(
  'the board opens in a browser window with a profile of its own; the window’s end is not the station’s',
  async () => {
    const data = dataFolder();
    const browser = join(data, 'browser-double');
    writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > '${data}/opened-with'\n`);
    chmodSync(browser, 0o755);
    const station = startStation({ args: onFolder(data), env: { DISPLAY: ':77', CHROMIUM_PATH: browser } });
    const url = urlIn(await station.nextLine());
    expect(await station.nextLine()).toContain('The window is gone, the station goes on');
    const args = readFileSync(join(data, 'opened-with'), 'utf8').trim().split('\n');
    expect(args).toEqual(expect.arrayContaining([`--app=${url}`, `--user-data-dir=${join(data, 'browser')}`]));
    expect(await statusOf(`${url}/healthz`)).toBe(200);
  },
  PATIENT,
);

test(
  'where the runtime is, Electron is started with the project and what was typed, and its end is ours',
  async () => {
    const data = dataFolder();
    const runtime = join(data, 'electron');
    writeFileSync(runtime, `#!/bin/sh\nprintf '%s\\n' "node:$ELECTRON_RUN_AS_NODE" "$@"\nexit 0\n`);
    chmodSync(runtime, 0o755);
    const station = startStation({
      args: onFolder(data),
      env: { DISPLAY: ':77', ELECTRON_OVERRIDE_DIST_PATH: data, ELECTRON_RUN_AS_NODE: '1' },
    });
    expect(await station.nextLine()).toBe('node:');
    expect(await station.nextLine()).toBe(PACKAGE_ROOT);
    expect(await station.nextLine()).toBe('--data');
    expect(await station.nextLine()).toBe(data);
    expect(await station.exited).toBe(0);
  },
  PATIENT,
);

test(
  'a wrong option ends with 2 and the usage',
  async () => {
    const station = startStation({ args: ['--dta', 'x'] });
    expect(await station.exited).toBe(2);
    expect(await station.stderr).toMatch(/'--dta'[^]*Usage: npm start/);
  },
  PATIENT,
);
