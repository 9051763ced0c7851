import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BytePort, PortClosed } from '../../../../main/devices/ports/byte-port.ts';
import { createTcpBytePort } from '../../../../main/devices/ports/tcp-byte-port.ts';

let server: Server;
let port: number;
let monitor: Promise<Socket>;

beforeEach(async () => {
  server = createServer();
  monitor = new Promise((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterEach(() => {
  server.close();
});

/** A port's events as promises. */
function opened(bytePort: BytePort) {
  const heard: Uint8Array[] = [];
  let onData = (): void => {};
  let onOpen = (): void => {};
  let onClosed = (_why: PortClosed): void => {};
  const open = new Promise<void>((resolve) => {
    onOpen = resolve;
  });
  const closed = new Promise<PortClosed>((resolve) => {
    onClosed = resolve;
  });
  bytePort.open({
    onOpen: () => onOpen(),
    onData: (data) => {
      heard.push(data);
      onData();
    },
    onClosed: (why) => onClosed(why),
  });
  const hear = async (text: string): Promise<void> => {
    while (!Buffer.concat(heard).toString('latin1').includes(text)) {
      await new Promise<void>((resolve) => {
        onData = resolve;
      });
    }
  };
  return { open, closed, hear };
}

describe('a connection to a monitor that listens', () => {
  test('carries bytes both ways', async () => {
    const bytePort = createTcpBytePort('127.0.0.1', port);
    expect(bytePort.write(Buffer.from('too early'))).toBe(false);
    const { open, hear } = opened(bytePort);
    await open;
    const far = await monitor;
    far.write('from the monitor');
    await hear('from the monitor');
    const heard = new Promise((resolve) => far.once('data', (data) => resolve(String(data))));
    expect(bytePort.write(Buffer.from('to the monitor'))).toBe(true);
    expect(await heard).toBe('to the monitor');
    bytePort.close();
  });

  test('tells when the monitor ends it, and may be opened again', async () => {
    const bytePort = createTcpBytePort('127.0.0.1', port);
    const first = opened(bytePort);
    await first.open;
    (await monitor).destroy();
    expect((await first.closed).code).toBe('disconnected');
    const second = opened(bytePort);
    await second.open;
    bytePort.close();
    expect((await second.closed).code).toBe('asked');
  });

  test('tells when nobody listens', async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    const { closed } = opened(createTcpBytePort('127.0.0.1', port));
    expect(await closed).toMatchObject({ code: 'open-failed', text: expect.stringContaining('ECONNREFUSED') });
  });

  test('is opened once at a time', async () => {
    const bytePort = createTcpBytePort('127.0.0.1', port);
    const { closed } = opened(bytePort);
    expect(() => opened(bytePort)).toThrow('already open');
    bytePort.close();
    expect((await closed).code).toBe('asked');
  });

  test('takes no more than its bound for a monitor that does not read', async () => {
    const bytePort = createTcpBytePort('127.0.0.1', port);
    const { open, closed } = opened(bytePort);
    await open;
    (await monitor).pause();
    const piece = new Uint8Array(262_144);
    let taken = 0;
    while (taken < 64 && bytePort.write(piece)) taken += 1;
    expect(taken).toBeLessThan(64);
    bytePort.close();
    await closed;
  });
});
