import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { unpacked } from '../../../main/electron/unpacked.ts';
import { BUNDLED, ensureElectronBundle } from '../../../main/electron-bundle.ts';
import { PACKAGE_ROOT } from '../../../main/package-root.ts';
import { dataFolder } from '../../support/data-folder.ts';

beforeAll(async () => {
  expect(await ensureElectronBundle(() => {})).toEqual({ ok: true, value: null });
});

const bundled = (name: string): string => {
  const path = BUNDLED.find((file) => basename(file) === name) ?? expect.fail(name);
  return readFileSync(path, 'utf8');
};
const importsOf = (code: string): readonly string[] =>
  [...code.matchAll(/(?:^import\b[^'"]*|\bfrom\s*|\brequire\(|\bimport\()["']([^'"]+)["']/gm)].map(
    (match) => match[1] ?? '',
  );

test.each(['electron-main.js', 'store-worker.mjs', 'preload.cjs'])(
  '%s stands alone: it imports packages, never a file of ours',
  (name) => {
    const imports = importsOf(bundled(name));
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((path) => path.startsWith('.') || path.endsWith('.ts'))).toEqual([]);
  },
);

test('the preload script is CommonJS and needs nothing but electron, as a sandbox demands', () => {
  const code = bundled('preload.cjs');
  expect(importsOf(code)).toEqual(['electron']);
  expect(code).toContain('require("electron")');
  expect(code).not.toMatch(/^(import|export)\b/m);
});

test('the store’s thread needs one package, the one that is unpacked beside it', () => {
  expect(importsOf(bundled('store-worker.mjs')).filter((path) => !path.startsWith('node:'))).toEqual([
    'better-sqlite3',
  ]);
});

test('what is beside the archive is looked for there', () => {
  expect(unpacked('file:///opt/Chairside/resources/app.asar/dist/electron/store-worker.mjs').pathname).toBe(
    '/opt/Chairside/resources/app.asar.unpacked/dist/electron/store-worker.mjs',
  );
  expect(unpacked('file:///srv/chairside/dist/electron/store-worker.mjs').pathname).toBe(
    '/srv/chairside/dist/electron/store-worker.mjs',
  );
});

/** The files Electron would load, in a plain Node with the fake in Electron's place. */
function startBundle(...args: readonly string[]) {
  const child = spawn(
    process.execPath,
    ['--import', './test/support/electron-in-node.ts', 'dist/electron/electron-main.js', '--', ...args],
    { cwd: PACKAGE_ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { child, exited };
}

test('the bundled main process runs the station, store thread and all, and SIGTERM ends it within 2 s', async () => {
  const { child, exited } = startBundle(
    '--data',
    dataFolder(),
    '--http',
    '127.0.0.1:0',
    '--mllp',
    '127.0.0.1:0',
    '--no-sandbox',
  );
  const said = text(child.stdout);
  let board = '';
  for await (const line of createInterface(child.stderr)) {
    const entry: { board?: string } = JSON.parse(line);
    board = entry.board ?? board;
    if (board !== '') break;
  }
  const status = await new Promise((resolve) =>
    get(`${board}/healthz`, (answer) => resolve(answer.resume().statusCode)),
  );
  expect(status).toBe(200);
  const asked = performance.now();
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
  expect(performance.now() - asked).toBeLessThan(2_000);
  expect(JSON.parse(await said)).toEqual({ exit: 0, windows: 1, errors: [] });
});

test('a wrong option is told in words, and nothing starts', async () => {
  const { child, exited } = startBundle('--http', 'nowhere');
  const said = text(child.stdout);
  expect(await exited).toBe(1);
  expect(JSON.parse(await said)).toMatchObject({
    windows: 0,
    errors: [{ title: 'Chairside cannot start.', text: expect.stringContaining('--http wants HOST:PORT') }],
  });
});
