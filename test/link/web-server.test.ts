import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Health } from '../../main/link/health-report.ts';
import type { LinkNote } from '../../main/link/hub-services.ts';
import { startWebServer } from '../../main/link/web-server.ts';

const HEALTH: Health = {
  status: 'ok',
  version: '0.1.0',
  uptimeSeconds: 12.5,
  chairs: [
    { chair: 1, device: 'live' },
    { chair: 2, device: 'none' },
  ],
};

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

async function start({ board = true, names = [] as readonly string[], health = (): Health => HEALTH } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'board-'));
  stops.push(() => rmSync(folder, { recursive: true }));
  const boardDirectory = join(folder, 'dist');
  writeFileSync(join(folder, 'secret.js'), 'the secret');
  const build = (): void => {
    mkdirSync(join(boardDirectory, 'assets'), { recursive: true });
    writeFileSync(join(boardDirectory, 'index.html'), '<!doctype html><title>the board</title>');
    writeFileSync(join(boardDirectory, 'assets', 'board-1f2e.js'), 'export {}');
    writeFileSync(join(boardDirectory, 'assets', 'notes.txt~'), 'not of the board');
    symlinkSync(join(folder, 'secret.js'), join(boardDirectory, 'assets', 'link.js'));
  };
  if (board) build();
  const notes: LinkNote[] = [];
  const started = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    names,
    boardDirectory,
    health,
    transport: { upgrade: (_, socket) => socket.destroy() },
    report: (note) => notes.push(note),
  });
  if (!started.ok) throw new Error(started.error);
  const { url, close } = started.value;
  stops.push(close);
  const port = Number(new URL(url).port);
  /** Paths and headers go out exactly as given: nothing tidies them up on the way. */
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asking = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      });
      asking.on('error', reject);
      asking.end();
    });
  return { url, port, ask, notes, build };
}

test('serves the board: the page is asked for anew, what its name fixes is kept for ever', async () => {
  const { ask } = await start();
  for (const path of ['/', '/index.html', '/?x=1']) {
    const page = await ask(path);
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>the board</title>' });
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
  }
  const script = await ask('/assets/board-1f2e.js');
  expect(script.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(await ask('/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
});

test.each(['/', '/assets/board-1f2e.js', '/healthz', '/nowhere'])(
  'says with every answer what a browser may do: %s',
  async (path) => {
    const { ask } = await start();
    const { headers } = await ask(path);
    const policy = headers['content-security-policy']?.toString().split('; ') ?? [];
    expect(policy.toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  },
);

test.each([
  '/../secret.js',
  '/assets/../../secret.js',
  '/assets/..%2f..%2fsecret.js',
  '/%2e%2e/secret.js',
  '/assets/..\\..\\secret.js',
  '//etc/passwd',
  '/assets/board-1f2e.js%00.html',
  '/assets/link.js',
  '/assets/notes.txt~',
  '/assets',
  '/assets/',
  '/__proto__',
  'http://127.0.0.1/',
])('leads nowhere but to the board: %s', async (path) => {
  const { ask } = await start();
  const answer = await ask(path);
  expect(answer.status).toBe(404);
  expect(answer.body).not.toContain('secret');
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('only shows: %s is refused', async (method) => {
  const { ask } = await start();
  const answer = await ask('/', {}, method);
  expect(answer.status).toBe(405);
  expect(answer.headers.allow).toBe('GET, HEAD');
});

test.each([
  ['evil.example', 421],
  ['evil.example:80', 421],
  ['127.0.0.1.evil.example', 421],
  ['localhost@evil.example', 421],
  ['127.0.0.1:1:2', 421],
  ['10.0.0.7', 421],
  ['localhost', 200],
  ['LOCALHOST:41233', 200],
  ['[::1]:41233', 200],
  ['station.clinic.example:41233', 200],
])('under the name %s it answers %i: a foreign name is a rebound one', async (host, status) => {
  const { ask, notes } = await start({ names: ['Station.clinic.example'] });
  expect(await ask('/healthz', { Host: host })).toMatchObject({ status });
  expect(notes.map((note) => 'why' in note && note.why)).toEqual(status === 421 ? ['host'] : []);
});

test('tells how the station is, to programs and to Prometheus', async () => {
  const { ask } = await start();
  const healthz = await ask('/healthz');
  expect(healthz).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  expect(JSON.parse(healthz.body)).toEqual(HEALTH);
  const metrics = await ask('/metrics');
  expect(metrics.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(metrics.body.split('\n')).toEqual(
    expect.arrayContaining([
      '# TYPE chairside_device_state gauge',
      'chairside_info{version="0.1.0"} 1',
      'chairside_uptime_seconds 12.5',
      'chairside_recording 1',
      'chairside_device_state{chair="1",state="live"} 1',
      'chairside_device_state{chair="1",state="lost"} 0',
      'chairside_device_state{chair="2",state="none"} 1',
    ]),
  );
  expect(metrics.body.endsWith('\n')).toBe(true);
});

test('is not healthy while it cannot record, and says a bug is one', async () => {
  let health = (): Health => ({ ...HEALTH, status: 'not-recording' });
  const { ask, notes } = await start({ health: () => health() });
  expect(await ask('/healthz')).toMatchObject({ status: 503, body: expect.stringContaining('not-recording') });
  expect((await ask('/metrics')).body).toContain('chairside_recording 0\n');
  health = () => {
    throw new Error('a bug with a name in it: Doe');
  };
  const failed = await ask('/healthz');
  expect(failed.status).toBe(500);
  expect(failed.body).not.toContain('Doe');
  expect(notes).toMatchObject([{ event: 'service-threw', at: '/healthz' }]);
});

test('says so while the board is not built, and serves it as soon as it is', async () => {
  const { ask, build } = await start({ board: false });
  expect(await ask('/')).toMatchObject({ status: 503, body: expect.stringContaining('not been built') });
  expect(await ask('/assets/board-1f2e.js')).toMatchObject({ status: 404 });
  build();
  expect(await ask('/')).toMatchObject({ status: 200, body: expect.stringContaining('the board') });
});

test('an address that is taken is named, not thrown', async () => {
  const { port } = await start();
  const second = await startWebServer({
    host: '127.0.0.1',
    port,
    names: [],
    boardDirectory: '/nowhere',
    health: () => HEALTH,
    transport: { upgrade: () => {} },
    report: () => {},
  });
  expect(second).toMatchObject({ ok: false, error: expect.stringContaining(`127.0.0.1:${port}`) });
});

test('what is no HTTP is answered and closed', async () => {
  const { port } = await start();
  const text = await new Promise<string>((resolve) => {
    let heard = '';
    const socket = createConnection(port, '127.0.0.1', () => socket.write('\u000bMSH|^~\\&|\r\u001c\r'));
    socket.on('data', (bytes) => {
      heard += bytes.toString();
    });
    socket.on('close', () => resolve(heard));
  });
  expect(text).toMatch(/^HTTP\/1\.1 400/);
});
