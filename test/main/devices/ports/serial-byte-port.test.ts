import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BytePort, PortClosed } from '../../../../main/devices/ports/byte-port.ts';
import { createSerialBytePort } from '../../../../main/devices/ports/serial-byte-port.ts';
import { openSocatPair, type SocatPair, socatMissing } from '../../../support/socat-pair.ts';

const SETTINGS = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1, rtscts: false } as const;
const ODD_SETTINGS = { baudRate: 19_200, dataBits: 7, parity: 'even', stopBits: 2, rtscts: true } as const;

/** Opens a port and gives its events as promises. */
function opened(port: BytePort) {
  let onOpen = (): void => {};
  let onClosed = (_why: PortClosed): void => {};
  const heard: number[] = [];
  let wanted = 0;
  let onEnough = (): void => {};
  let closings = 0;
  const open = new Promise<void>((resolve) => {
    onOpen = resolve;
  });
  const closed = new Promise<PortClosed>((resolve) => {
    onClosed = resolve;
  });
  port.open({
    onOpen: () => onOpen(),
    onData: (bytes) => {
      heard.push(...bytes);
      if (heard.length >= wanted) onEnough();
    },
    onClosed: (why) => {
      closings += 1;
      onClosed(why);
    },
  });
  const hear = (count: number): Promise<readonly number[]> =>
    new Promise((resolve) => {
      wanted = count;
      onEnough = () => resolve(heard);
      if (heard.length >= count) resolve(heard);
    });
  return { open, closed, hear, closings: () => closings };
}

describe('a serial port that is not there', () => {
  it('says so, once, and may be tried again', async () => {
    const port = createSerialBytePort('/dev/no-such-serial-line', SETTINGS);
    expect((await opened(port).closed).code).toBe('open-failed');
    expect((await opened(port).closed).text).toContain('No such file');
    expect(port.write(Uint8Array.of(1))).toBe(false);
    port.close();
  });
});

describe('a serial port', () => {
  let pair: SocatPair;
  const ports: BytePort[] = [];
  const portAt = (path: string, settings: Parameters<typeof createSerialBytePort>[1] = SETTINGS): BytePort => {
    const port = createSerialBytePort(path, settings);
    ports.push(port);
    return port;
  };
  beforeEach(async (context) => {
    if (socatMissing !== null) context.skip(socatMissing);
    pair = await openSocatPair();
  });
  afterEach(async () => {
    for (const port of ports.splice(0)) port.close();
    await pair?.close();
  });

  it('carries every byte, both ways', async () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const [near, far] = [portAt(pair.monitor), portAt(pair.station)];
    const [nearEvents, farEvents] = [opened(near), opened(far)];
    await Promise.all([nearEvents.open, farEvents.open]);
    expect(near.write(all)).toBe(true);
    expect(await farEvents.hear(256)).toEqual([...all]);
    expect(far.write(all)).toBe(true);
    expect(await nearEvents.hear(256)).toEqual([...all]);
  });

  it('says when the line is gone, and takes no more bytes', async () => {
    const port = portAt(pair.station);
    const events = opened(port);
    await events.open;
    await pair.unplug();
    expect((await events.closed).code).toBe('disconnected');
    expect(port.write(Uint8Array.of(1))).toBe(false);
    expect(events.closings()).toBe(1);
  });

  it('opens again on a line that is back', async () => {
    const port = portAt(pair.station);
    const first = opened(port);
    await first.open;
    port.close();
    expect((await first.closed).code).toBe('asked');
    const second = opened(port);
    await second.open;
    expect(portAt(pair.monitor).write(Uint8Array.of(1))).toBe(false);
  });

  it('closed while it opens, ends closed', async () => {
    const port = portAt(pair.station);
    const events = opened(port);
    port.close();
    expect((await events.closed).code).toBe('asked');
  });

  it('opens with other settings too', async () => {
    await opened(portAt(pair.station, ODD_SETTINGS)).open;
  });

  it('refuses to be opened twice', async () => {
    const port = portAt(pair.station);
    await opened(port).open;
    expect(() => opened(port)).toThrow('already open');
  });

  it('does not hoard what nobody reads', async () => {
    const port = portAt(pair.station);
    await opened(port).open;
    const chunk = new Uint8Array(300_000);
    expect([1, 2, 3, 4, 5].map(() => port.write(chunk)).includes(false)).toBe(true);
  });
});
