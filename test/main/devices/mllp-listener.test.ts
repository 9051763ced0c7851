import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Message, Problem } from '../../../main/devices/drivers/driver.ts';
import { mllpFrame } from '../../../main/devices/framing/mllp.ts';
import type { MllpPeer } from '../../../main/devices/mllp-connection.ts';
import { createMllpListener, type MllpListener } from '../../../main/devices/mllp-listener.ts';
import { type Instant, instant } from '../../../shared/kernel/units.ts';
import { HEART_RATE, join, report } from '../../support/hl7-messages.ts';
import { acknowledged, type MllpClient, mllpClient } from '../../support/mllp-client.ts';

const NOW = instant(Date.UTC(2026, 10, 22, 14, 2, 34));
const frame = (controlId: string, rate = 72): Uint8Array => mllpFrame(report([HEART_RATE(rate)], { controlId }));
const many = (count: number): Uint8Array => join(...Array.from({ length: count }, (_, i) => frame(`M${i}`)));

type Handed = {
  readonly message: Message;
  readonly peer: MllpPeer;
  readonly receivedAt: Instant;
  readonly settle: (stored: boolean) => void;
  readonly fail: () => void;
};
const open: { listener: MllpListener; clients: MllpClient[] }[] = [];

afterEach(async () => {
  for (const { listener, clients } of open.splice(0)) {
    for (const { socket } of clients) socket.destroy();
    await listener.close();
  }
});

/** A listener whose store answers only when the test says so. */
async function suite(limits: Parameters<typeof createMllpListener>[0]['limits'] = {}) {
  const handed: Handed[] = [];
  const discarded: Problem[] = [];
  const opened: MllpPeer[] = [];
  const ended: MllpPeer[] = [];
  let wake = (): void => {};
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise<void>((resolve) => (wake = resolve));
  };
  const listener = createMllpListener({
    host: '127.0.0.1',
    port: 0,
    context: { zone: 'UTC' },
    now: () => NOW,
    limits,
    onMessage: (message, peer, receivedAt) =>
      new Promise((resolve, reject) => {
        handed.push({ message, peer, receivedAt, settle: resolve, fail: () => reject(new Error('disk full')) });
        wake();
      }),
    onOpen: (peer) => {
      opened.push(peer);
      wake();
    },
    onClose: (peer) => {
      ended.push(peer);
      wake();
    },
    onDiscarded: (problem) => {
      discarded.push(problem);
      wake();
    },
  });
  const listening = await listener.listen();
  if (!listening.ok) throw new Error(listening.error);
  const clients: MllpClient[] = [];
  open.push({ listener, clients });
  const monitor = async (): Promise<MllpClient> => {
    const client = await mllpClient(listening.value);
    clients.push(client);
    return client;
  };
  return { listener, address: listening.value, monitor, handed, discarded, opened, ended, until };
}

describe('an answer', () => {
  test('waits until the message is on disk, and keeps its place', async () => {
    const { monitor, handed, until } = await suite();
    const client = await monitor();
    await client.send(join(frame('A'), frame('B')));
    await until(() => handed.length === 2);
    handed[1]?.settle(true);
    let answered = false;
    const answers = client.answers(2).then((all) => {
      answered = true;
      return all.map(acknowledged);
    });
    // The second is stored and the first is not: nothing may be said of either.
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    handed[0]?.settle(true);
    expect(await answers).toEqual(['AA A', 'AA B']);
  });

  test('is never AA for what could not be stored', async () => {
    const { monitor, handed, discarded, until } = await suite();
    const client = await monitor();
    await client.send(join(frame('A'), frame('B')));
    await until(() => handed.length === 2);
    handed[0]?.settle(false);
    handed[1]?.fail();
    expect((await client.answers(2)).map(acknowledged)).toEqual(['AE A', 'AE B']);
    expect(discarded.map(({ code }) => code)).toEqual(['not-stored']);
  });

  test('still goes to a peer that has closed its sending half', async () => {
    const { monitor, handed, until, ended } = await suite();
    const client = await monitor();
    client.socket.end(frame('A'));
    await until(() => handed.length === 1);
    handed[0]?.settle(true);
    expect((await client.answers(1)).map(acknowledged)).toEqual(['AA A']);
    await client.closed;
    await until(() => ended.length === 1);
  });
});

describe('a connection', () => {
  test('has an id of its own, an address, and is told open and closed', async () => {
    const { monitor, opened, ended, until } = await suite();
    const [first, second] = [await monitor(), await monitor()];
    await until(() => opened.length === 2);
    expect(opened.map(({ remoteAddress }) => remoteAddress)).toEqual(['127.0.0.1', '127.0.0.1']);
    expect(new Set(opened.map(({ id }) => id)).size).toBe(2);
    first.socket.destroy();
    second.socket.destroy();
    await until(() => ended.length === 2);
  });

  test('lost in mid-frame is named', async () => {
    const { monitor, discarded, until } = await suite();
    const client = await monitor();
    await client.send(frame('A').subarray(0, 50));
    client.socket.end();
    await until(() => discarded.length === 1);
    expect(discarded[0]?.code).toBe('frame-cut');
  });

  test('is stamped with the station’s time', async () => {
    const { monitor, handed, until } = await suite();
    await (await monitor()).send(frame('A'));
    await until(() => handed.length === 1);
    expect(handed[0]?.receivedAt).toBe(NOW);
    handed[0]?.settle(true);
  });

  test('beyond the cap is refused and named', async () => {
    const { monitor, address, discarded, until } = await suite({ connections: 2 });
    await monitor();
    await monitor();
    const socket = connect(Number(address.split(':')[1]), '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.on('close', resolve));
    await until(() => discarded.length === 1);
    expect(discarded[0]?.code).toBe('connection-refused');
  });
});

describe('messages that wait for the disk', () => {
  test('are bounded for one connection; the rest stay unread and come in order', async () => {
    const { monitor, handed, until } = await suite({ unansweredOfOne: 4 });
    const client = await monitor();
    await client.send(many(20));
    await until(() => handed.length === 4);
    for (let i = 0; i < 20; i += 1) {
      await until(() => handed.length > i);
      expect(handed.length).toBeLessThanOrEqual(i + 4);
      handed[i]?.settle(true);
    }
    expect((await client.answers(20)).map(acknowledged)).toEqual(Array.from({ length: 20 }, (_, i) => `AA M${i}`));
  });

  test('are bounded for the suite, and a connection that waits is served when another is answered', async () => {
    const { monitor, handed, until } = await suite({ unanswered: 6, unansweredOfOne: 5 });
    const [a, b] = [await monitor(), await monitor()];
    await a.send(many(5));
    await until(() => handed.length === 5);
    await b.send(many(5));
    await until(() => handed.length === 6);
    const perPeer = () => new Set(handed.map(({ peer }) => peer.id)).size;
    expect(perPeer()).toBe(2);
    for (let i = 0; i < 10; i += 1) {
      await until(() => handed.length > i);
      expect(handed.length).toBeLessThanOrEqual(i + 6);
      handed[i]?.settle(true);
    }
    expect((await a.answers(5)).length + (await b.answers(5)).length).toBe(10);
  });
});

describe('closing', () => {
  test('stores and answers what was read, and takes no more', async () => {
    const { listener, monitor, handed, until } = await suite();
    const client = await monitor();
    await client.send(frame('A'));
    await until(() => handed.length === 1);
    const closed = listener.close();
    handed[0]?.settle(true);
    expect((await client.answers(1)).map(acknowledged)).toEqual(['AA A']);
    client.socket.end();
    await closed;
  });

  test('does not wait for ever for a store that does not answer', async () => {
    const { listener, monitor, handed, until } = await suite();
    const client = await monitor();
    await client.send(frame('A'));
    await until(() => handed.length === 1);
    await listener.close();
    await client.closed;
  });

  test('a port that is taken is a reason, not an exception', async () => {
    const { address } = await suite();
    const second = createMllpListener({
      host: '127.0.0.1',
      port: Number(address.split(':')[1]),
      context: { zone: 'UTC' },
      now: () => NOW,
      onMessage: async () => true,
      onClose: () => {},
      onDiscarded: () => {},
    });
    expect(await second.listen()).toMatchObject({ ok: false, error: expect.stringContaining('EADDRINUSE') });
    await second.close();
  });
});
