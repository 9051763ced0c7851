import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boardAnswers } from '../../../main/electron/board-protocol.ts';
import { SECURITY_HEADERS } from '../../../main/link/web-server.ts';
import { dataFolder } from '../../support/data-folder.ts';

function built() {
  const folder = dataFolder();
  const directory = join(folder, 'renderer');
  writeFileSync(join(folder, 'secret.js'), 'the secret');
  const build = (): void => {
    mkdirSync(join(directory, 'assets'), { recursive: true });
    writeFileSync(join(directory, 'index.html'), '<!doctype html><title>the board</title>');
    writeFileSync(join(directory, 'assets', 'board-1f2e.js'), 'export {}');
  };
  const answer = boardAnswers(directory);
  return { build, get: (url: string, method = 'GET') => answer({ url, method }) };
}

test('the board is answered with its type, and with the very headers it has over HTTP', async () => {
  const { build, get } = built();
  build();
  const page = get('chairside://board/');
  expect([page.status, await page.text()]).toEqual([200, '<!doctype html><title>the board</title>']);
  const script = get('chairside://board/assets/board-1f2e.js');
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  for (const { headers } of [page, script, get('chairside://board/nowhere')]) {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value);
  }
  expect([page.headers.get('content-type'), script.headers.get('content-type')]).toEqual([
    'text/html; charset=utf-8',
    'text/javascript; charset=utf-8',
  ]);
});

test('no policy lets in what is written into the page or made from text', () => {
  const policy = SECURITY_HEADERS['Content-Security-Policy'];
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-');
});

test.each([
  'chairside://board/../secret.js',
  'chairside://board/assets/../../secret.js',
  'chairside://board/assets/..%2f..%2fsecret.js',
  'chairside://board/%2e%2e/secret.js',
  'chairside://board//etc/passwd',
  'chairside://board/__proto__',
  'chairside://elsewhere/',
  'http://board/',
])('leads nowhere but to the board: %s', async (url) => {
  const { build, get } = built();
  build();
  const answer = get(url);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('secret');
});

test('only shows', async () => {
  const { build, get } = built();
  build();
  expect(get('chairside://board/', 'POST').status).toBe(405);
  const head = get('chairside://board/', 'HEAD');
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('says so while the board is not built, and shows it as soon as it is', () => {
  const { build, get } = built();
  expect(get('chairside://board/').status).toBe(503);
  build();
  expect(get('chairside://board/').status).toBe(200);
});
