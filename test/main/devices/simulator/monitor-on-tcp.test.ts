import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../main/clock.ts';
import { type Fleet, parseFleet, startFleet } from '../../../../main/devices/simulator/fleet.ts';
import { mllpFrame } from '../../../../main/devices/simulator/mllp-talk.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Hands out what arrives in the order it came, to whoever asks, before or after. */
function queue<T>(): { readonly put: (item: T) => void; readonly next: () => Promise<T> } {
  const items: T[] = [];
  const waiting: ((item: T) => void)[] = [];
  return {
    put(item) {
      const taker = waiting.shift();
      if (taker === undefined) items.push(item);
      else taker(item);
    },
    next() {
      const item = items.shift();
      return item === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(item);
    },
  };
}

/** The far end of one connection: whole MLLP frames, and every byte there was. */
function listenTo(socket: Socket) {
  const frames = queue<string>();
  let held = '';
  let all = '';
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    all += bytes.toString('latin1');
    held += bytes.toString('latin1');
    for (let end = held.indexOf('\x1c\r'); end !== -1; end = held.indexOf('\x1c\r')) {
      frames.put(held.slice(held.lastIndexOf('\x0b', end), end + 2));
      held = held.slice(end + 2);
    }
  });
  cleanUps.push(() => socket.destroy());
  const acknowledge = (frame: string): void => {
    const id = frame.split('\r')[0]?.split('|')[9] ?? '';
    socket.write(mllpFrame(Buffer.from(`MSH|^~\\&|||||||ACK|1|P|2.6\rMSA|AA|${id}\r`)));
  };
  return { nextFrame: frames.next, acknowledge, hangUp: () => socket.destroy(), everything: () => all };
}

/** A station's socket, without the station. */
async function openStation() {
  const callers = queue<ReturnType<typeof listenTo>>();
  const server = createServer((socket) => callers.put(listenTo(socket)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { mllp: `127.0.0.1:${address.port}`, nextCaller: callers.next };
}

async function startOne(member: object, clock: object | null = null): Promise<Fleet> {
  const plan = parseFleet({ clock, monitors: [{ id: 'chair-1', ...member }] });
  if (!plan.ok) throw new Error(plan.error);
  const fleet = await startFleet(plan.value, systemClock(), () => {});
  cleanUps.push(fleet.stop);
  return fleet;
}

/** Hurried so far that the monitor speaks every 100 ms. */
const hurried = () => ({ origin: Date.now(), speed: 30 });

const sentAt = (frame: string): number => {
  const stamp = frame.split('|')[6] ?? '';
  return Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d\.\d{3})\+0000$/, '$1-$2-$3T$4:$5:$6Z'));
};

describe('a monitor that calls the station', () => {
  it('speaks framed HL7 and goes on as long as it is acknowledged', async () => {
    const station = await openStation();
    await startOne({ wire: { mllp: station.mllp }, values: 'heartRate=72' }, hurried());
    const caller = await station.nextCaller();
    const frames: string[] = [];
    while (frames.length < 6) {
      const frame = await caller.nextFrame();
      frames.push(frame);
      caller.acknowledge(frame);
    }
    expect(new Set(frames).size).toBe(6);
    for (const frame of frames) {
      expect(frame.startsWith('\x0bMSH|^~\\&|CHAIRSIDE-SIM^')).toBe(true);
      expect(frame).toContain('|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.147842|72|');
    }
  });

  it('repeats what was not acknowledged, byte for byte, when it calls again', async () => {
    const station = await openStation();
    await startOne({ wire: { mllp: station.mllp } });
    const first = await station.nextCaller();
    const lost = await first.nextFrame();
    first.hangUp();
    const second = await station.nextCaller();
    expect(await second.nextFrame()).toBe(lost);
  });

  it('stamps its messages with the demo clock it was given', async () => {
    const station = await openStation();
    const origin = Date.now() - 60_000;
    await startOne({ wire: { mllp: station.mllp } }, { origin, speed: 10 });
    const caller = await station.nextCaller();
    const ahead = sentAt(await caller.nextFrame()) - origin;
    expect(ahead).toBeGreaterThanOrEqual(600_000);
    expect(ahead).toBeLessThan(800_000);
  });

  it('still says good messages between the garbage', async () => {
    const station = await openStation();
    await startOne({ wire: { mllp: station.mllp }, scenario: 'garbage', onset: 0 }, hurried());
    const caller = await station.nextCaller();
    for (let good = 0; good < 6; ) {
      const frame = await caller.nextFrame();
      if (!frame.startsWith('\x0bMSH')) continue;
      good += 1;
      caller.acknowledge(frame);
    }
    expect(caller.everything()).toContain('THIS IS NOT HL7');
    // More frames begin than end: some were cut.
    expect(caller.everything().split('\x0b').length).toBeGreaterThan(caller.everything().split('\x1c').length);
  });

  it('floods without waiting for an answer', async () => {
    const station = await openStation();
    await startOne({ wire: { mllp: station.mllp }, scenario: 'flood', onset: 0 });
    const started = performance.now();
    const caller = await station.nextCaller();
    for (let i = 0; i < 60; i += 1) await caller.nextFrame();
    // At its ordinary pace this would be a minute.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('a monitor that waits to be called', () => {
  it('speaks to one caller, and to the next when the first has gone', async () => {
    const fleet = await startOne({ wire: { listen: '127.0.0.1:0' } });
    const end = fleet.monitors[0]?.end;
    if (end?.kind !== 'listen') throw new Error('not listening');
    const first = listenTo(connect(end.address));
    const lost = await first.nextFrame();
    first.hangUp();
    // It hangs up on callers until it has noticed that the first is gone.
    for (let frame: string | null = null; frame === null; ) {
      const socket = connect(end.address);
      const caller = listenTo(socket);
      frame = await Promise.race([caller.nextFrame(), once(socket, 'close').then(() => null)]);
      if (frame !== null) expect(frame).toBe(lost);
    }
  });
});
