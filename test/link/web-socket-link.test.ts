import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createHub, type Hub } from '../../main/link/hub.ts';
import type { LinkReport } from '../../main/link/hub-services.ts';
import { BUFFERED_BYTES_MAX, PEERS_MAX } from '../../main/link/link-limits.ts';
import { startWebServer } from '../../main/link/web-server.ts';
import { createWebSocketTransport } from '../../main/link/web-socket-transport.ts';
import { webSocketWire } from '../../renderer/link/web-socket-wire.ts';
import { millis } from '../../shared/kernel/units.ts';
import { LINK_PATH, SCREEN_FRAME_BYTES_MAX } from '../../shared/link/frames.ts';
import type { LinkTimers } from '../../shared/link/link-timers.ts';
import { simClock } from '../support/sim-clock.ts';
import { type Carrier, linkConformance, timersOf } from './conformance.ts';
import { rawScreen, until } from './raw-screen.ts';
import { stationDouble } from './station-double.ts';

async function serve(hub: Pick<Hub, 'connect'>, timers: LinkTimers, report: LinkReport) {
  const transport = createWebSocketTransport({ hub, timers, report });
  const started = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    names: [],
    boardDirectory: mkdtempSync(join(tmpdir(), 'no-board-')),
    health: () => ({ status: 'ok', version: '1', uptimeSeconds: 1, chairs: [] }),
    transport,
    report,
  });
  if (!started.ok) throw new Error(started.error);
  const { url, close } = started.value;
  const sockets = new Set<WebSocket>();
  const connect = (origin: string = url, path = LINK_PATH): WebSocket => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { origin });
    sockets.add(socket);
    return socket;
  };
  return {
    url,
    connect,
    sockets,
    close: async () => {
      transport.close();
      await close();
    },
  };
}

linkConformance('a WebSocket', async (hub, timers, station): Promise<Carrier> => {
  const server = await serve(hub, timers, station.report);
  return {
    open: webSocketWire(() => server.connect()),
    cut: () => {
      for (const socket of server.sockets) socket.terminate();
    },
    close: server.close,
  };
});

describe('a WebSocket beyond what every transport promises', () => {
  const opened: { readonly stop: () => Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.stop();
  });

  async function start() {
    const clock = simClock();
    const station = stationDouble();
    const { services, report } = station;
    const timers = timersOf(clock);
    const hub = createHub({ services, clock, rate: 1, timers, build: 'b1', simulation: false, report });
    const server = await serve(hub, timers, report);
    opened.push({
      stop: async () => {
        hub.stop();
        await server.close();
      },
    });
    return { clock, station, server };
  }
  const outcome = (socket: WebSocket): Promise<string> =>
    new Promise((resolve) => {
      socket.on('open', () => resolve('open'));
      socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)));
      socket.on('error', (error) => resolve(error.message));
    });
  const closeCode = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve));

  test.each([
    ['another site', 'http://evil.example', 'origin'],
    ['a sandboxed or local page', 'null', 'origin'],
    ['our name over another port', 'http://127.0.0.1:1', 'origin'],
  ])('refuses the handshake of %s and writes it down', async (_, origin, why) => {
    const { server, station } = await start();
    expect(await outcome(server.connect(origin))).toBe('403');
    expect(station.notes).toEqual([{ event: 'handshake-refused', remote: '127.0.0.1', why }]);
  });

  test('refuses a handshake without any origin, under a foreign name, or elsewhere', async () => {
    const { server, station } = await start();
    const address = `${server.url.replace('http', 'ws')}${LINK_PATH}`;
    expect(await outcome(new WebSocket(address))).toBe('403');
    const rebound = { origin: 'http://evil.example', headers: { Host: 'evil.example' } };
    expect(await outcome(new WebSocket(address, rebound))).toBe('403');
    expect(await outcome(server.connect(server.url, '/elsewhere'))).toBe('403');
    expect(station.notes.map((note) => 'why' in note && note.why)).toEqual(['origin', 'host', 'path']);
  });

  test.each([
    ['of 16 MB', 16 * 1024 * 1024, true],
    ['that never ends', SCREEN_FRAME_BYTES_MAX + 1, false],
  ])('closes on a message %s without holding it', async (_, bytes, fin) => {
    const { server } = await start();
    const socket = server.connect();
    await outcome(socket);
    socket.on('error', () => {});
    socket.send('x'.repeat(bytes), { fin });
    expect(await closeCode(socket)).toBe(1009);
  });

  test('agrees to no compression, so that no small frame grows large', async () => {
    const { server } = await start();
    const socket = server.connect();
    await outcome(socket);
    expect(socket.extensions).toBe('');
  });

  test('takes no more screens than a suite has', async () => {
    const { server } = await start();
    const first = Array.from({ length: PEERS_MAX }, () => server.connect());
    expect(new Set(await Promise.all(first.map(outcome)))).toEqual(new Set(['open']));
    expect(await outcome(server.connect())).toBe('503');
    const leaving = first[0];
    leaving?.close();
    await until(() => leaving?.readyState === WebSocket.CLOSED);
    expect(await outcome(server.connect())).toBe('open');
  });

  test('lets go of a connection that never says hello', async () => {
    const { server, clock } = await start();
    const socket = server.connect();
    const closed = closeCode(socket);
    await outcome(socket);
    clock.advance(millis(6_000));
    expect(await closed).toBe(1008);
  });

  test('does not wait longer than a second for a polite end', async () => {
    const { server, clock } = await start();
    const { hostname, port, host } = new URL(server.url);
    const socket = createConnection(Number(port), hostname);
    const handshake = ['Host: ', 'Origin: http://'].map((header) => `${header}${host}`);
    socket.write(
      [
        `GET ${LINK_PATH} HTTP/1.1`,
        ...handshake,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        '',
        '',
      ].join('\r\n'),
    );
    let heard = 0;
    let closed = false;
    socket.on('data', (bytes) => {
      heard += bytes.length;
    });
    socket.on('close', () => {
      closed = true;
    });
    await until(() => heard > 0);
    clock.advance(millis(6_000));
    const afterUpgrade = heard;
    await until(() => heard > afterUpgrade);
    expect(closed).toBe(false);
    clock.advance(millis(1_000));
    await until(() => closed);
  });

  test('lets go of a far end that answers no ping', async () => {
    const { server, clock } = await start();
    const socket = server.connect();
    const screen = await rawScreen(webSocketWire(() => socket));
    await screen.hello();
    socket.pause();
    clock.advance(millis(10_000));
    clock.advance(millis(10_000));
    socket.resume();
    await until(() => screen.state.closed);
  });

  test('closes a screen that takes nothing while alarms pile up, and keeps the others', async () => {
    const { server, station } = await start();
    const stuck = server.connect();
    const slow = await rawScreen(webSocketWire(() => stuck));
    const well = await rawScreen(webSocketWire(() => server.connect()));
    for (const screen of [slow, well]) {
      await screen.hello();
      await screen.ask({ kind: 'subscribe', id: 1, stream: 'board', input: {} });
    }
    stuck.pause();
    const large = 'x'.repeat(100_000);
    const closed = () => station.notes.some((note) => note.event === 'screen-closed' && note.why === 'too-slow');
    // The system's own buffers take the first megabytes; ours end soon after.
    for (let sent = 1; !closed(); sent++) {
      expect(sent * large.length).toBeLessThan(BUFFERED_BYTES_MAX + 32 * 1024 * 1024);
      station.show(large, true);
      await until(() => well.of('update').length === sent);
    }
    station.show('still here', true);
    await until(() => JSON.stringify(well.frames.at(-1)).includes('still here'));
  });
});
