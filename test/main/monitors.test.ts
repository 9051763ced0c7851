import { dirname } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../main/config.ts';
import { driverNamed } from '../../main/devices/device-registry.ts';
import { mllpFrame } from '../../main/devices/framing/mllp.ts';
import { createSerialBytePort } from '../../main/devices/ports/serial-byte-port.ts';
import type { MonitorReading } from '../../main/devices/simulator/monitor-reading.ts';
import { createSpeech, type SpokenDriver } from '../../main/devices/simulator/speech.ts';
import { createLog } from '../../main/log.ts';
import { createMonitors } from '../../main/monitors.ts';
import { instant, millis, seconds } from '../../shared/kernel/units.ts';
import { until } from '../link/raw-screen.ts';
import { engineBench } from '../support/engine-bench.ts';
import { HEART_RATE, hl7, msh } from '../support/hl7-messages.ts';
import { acknowledged, type MllpClient, mllpClient } from '../support/mllp-client.ts';
import { openSocatPair, type SocatPair, socatMissing } from '../support/socat-pair.ts';
import { createSuite } from '../support/suite-builder.ts';

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Via = { readonly location: string } | { readonly remote: string } | { readonly serial: string };
type Wired = { readonly chair: 1 | 2; readonly via: Via; readonly driver?: SpokenDriver };

/** Chairs 1 and 2 with a patient each, whose monitors are wired like this; time stands still until it is stepped. */
async function wired(...monitors: readonly Wired[]) {
  const suite = createSuite();
  for (const chair of [1, 2] as const) suite.bring(chair, 'BASELINE');
  const bench = engineBench(suite.state(), suite.now());
  const config = parseConfig(
    { monitors: monitors.map(({ chair, ...wire }) => ({ id: `monitor-${chair}`, chair, ...wire })) },
    'of the test',
  );
  if (!config.ok) throw new Error(config.error);
  const log: { readonly state?: string }[] = [];
  const joined = createMonitors({
    engine: bench.engine,
    config: config.value,
    clock: bench.clock,
    mllp: { host: '127.0.0.1', port: 0 },
    log: createLog('info', { write: (line) => void log.push(JSON.parse(line)) }),
  });
  const opened = await joined.open();
  if (!opened.ok) throw new Error(opened.error);
  ends.push(() => joined.close());
  return {
    ...bench,
    monitors: joined,
    address: opened.value ?? '',
    /** The states a serial line has told of so far. */
    states: (): readonly (string | undefined)[] => log.flatMap(({ state }) => (state === undefined ? [] : [state])),
    rate: (chair: 1 | 2) => {
      const { heartRate } = bench.tile(chair);
      return heartRate.state === 'fresh' ? heartRate.value : heartRate.state;
    },
    link: (chair: 1 | 2) => bench.tile(chair).link.state,
  };
}

async function client(address: string): Promise<MllpClient> {
  const one = await mllpClient(address);
  ends.push(() => void one.socket.destroy());
  return one;
}

let sent = 0;
/** A heart rate from a bed, acknowledged. */
async function say(one: MllpClient, rate: number, location: string | null): Promise<string> {
  sent += 1;
  const place = location === null ? [] : [`PV1||I|${location}`];
  const segments = [msh({ controlId: `M${sent}` }), ...place, 'OBR|1|||182777000^monitoring of patient^SCT'];
  await one.send(mllpFrame(hl7([...segments, `OBX|1|${HEART_RATE(rate)}`])));
  const [answer = ''] = await one.answers(1);
  return acknowledged(answer).slice(0, 2);
}

describe('a monitor over MLLP', () => {
  test('belongs to a chair by its PV1-3', async () => {
    const { address, rate, board } = await wired({ chair: 1, via: { location: 'CHAIR-1' } });
    expect(await say(await client(address), 71, 'CHAIR-1')).toBe('AA');
    expect(rate(1)).toBe(71);
    expect(board().unassigned).toEqual([]);
  });

  test('belongs to a chair by where it connects from', async () => {
    const { address, rate } = await wired({ chair: 1, via: { remote: '127.0.0.1' } });
    await say(await client(address), 71, null);
    await say(await client(address), 72, 'BED-9');
    expect(rate(1)).toBe(72);
  });

  test('is known by its PV1-3 before its address: a gateway carries many', async () => {
    const { address, rate } = await wired(
      { chair: 1, via: { remote: '127.0.0.1' } },
      { chair: 2, via: { location: 'CHAIR-2' } },
    );
    const gateway = await client(address);
    await say(gateway, 71, 'BED-9');
    await say(gateway, 82, 'CHAIR-2');
    expect([rate(1), rate(2)]).toEqual([71, 82]);
  });

  test('that nobody configured is acknowledged, kept and shown as unassigned', async () => {
    const { address, board, disk } = await wired();
    const stranger = await client(address);
    expect(await say(stranger, 91, 'BED-9')).toBe('AA');
    expect(await say(stranger, 92, null)).toBe('AA');
    expect(board().unassigned.map(({ source, location, sample }) => [source, location, sample])).toEqual([
      ['location BED-9', 'BED-9', 'heartRate 91'],
      ['connection 127.0.0.1', null, 'heartRate 92'],
    ]);
    expect(disk.messages.map(({ chair }) => chair)).toEqual([null, null]);
  });

  test('whose message is not on disk gets no AA', async () => {
    const { address, disk } = await wired({ chair: 1, via: { location: 'CHAIR-1' } });
    const one = await client(address);
    disk.says('refuses');
    expect(await say(one, 71, 'CHAIR-1')).toBe('AE');
    disk.says('takes');
    expect(await say(one, 72, 'CHAIR-1')).toBe('AA');
  });

  test('is lost with its connection, with every bed that the connection carried', async () => {
    const { address, link } = await wired(
      { chair: 1, via: { location: 'CHAIR-1' } },
      { chair: 2, via: { location: 'CHAIR-2' } },
    );
    const gateway = await client(address);
    await say(gateway, 71, 'CHAIR-1');
    await say(gateway, 82, 'CHAIR-2');
    expect([link(1), link(2)]).toEqual(['live', 'live']);
    gateway.socket.destroy();
    await until(() => link(1) === 'lost' && link(2) === 'lost');
  });

  test('is not lost with an old connection when it speaks over a new one', async () => {
    const { address, link, rate } = await wired(
      { chair: 1, via: { location: 'CHAIR-1' } },
      { chair: 2, via: { location: 'CHAIR-2' } },
    );
    const [before, now] = [await client(address), await client(address)];
    await say(before, 71, 'CHAIR-1');
    await say(before, 82, 'CHAIR-2');
    await say(now, 73, 'CHAIR-1');
    before.socket.destroy();
    await until(() => link(2) === 'lost');
    expect([link(1), rate(1)]).toEqual(['live', 73]);
  });
});

/** The far end of a serial line: says what the test dictates in a protocol's own bytes. */
async function serialMonitor({ monitor }: SocatPair, spoken: SpokenDriver) {
  const settings = driverNamed(spoken)?.serial ?? expect.fail('no serial driver');
  const port = createSerialBytePort(monitor, settings);
  let heard = '';
  await new Promise<void>((onOpen) =>
    port.open({ onOpen, onData: (bytes) => (heard += Buffer.from(bytes).toString('latin1')), onClosed: () => {} }),
  );
  ends.push(port.close);
  const speech = createSpeech(spoken, { eui64: '5A00000000000001', location: 'ANY' }, 0);
  let at = Date.UTC(2026, 10, 22, 14);
  return {
    heard: () => heard,
    say(heartRate: number): void {
      at += 1_000;
      const reading: MonitorReading = {
        at: instant(at),
        patientId: null,
        heartRate,
        rhythm: 'sinus',
        respiratoryRate: 14,
        spo2: 98,
        pulseRate: heartRate,
        perfusionIndex: 2,
        pressure: null,
        faults: [],
      };
      port.write(speech.message(reading).bytes);
    },
  };
}

async function socat(folder?: string): Promise<SocatPair> {
  const pair = await openSocatPair(folder);
  ends.push(pair.close);
  return pair;
}

describe.skipIf(socatMissing !== null)(`a monitor on a serial line${socatMissing ?? ''}`, () => {
  test.each(['hl7', 'ivy-450c'] as const)('speaks %s, and is known by its line', async (driver) => {
    const pair = await socat();
    const { rate, link, states, monitors } = await wired({ chair: 1, via: { serial: pair.station }, driver });
    expect(monitors.serialPaths).toEqual([pair.station]);
    await until(() => states().at(-1) === 'open');
    const monitor = await serialMonitor(pair, driver);
    monitor.say(71);
    await until(() => rate(1) === 71);
    expect(link(1)).toBe('live');
    if (driver === 'hl7') await until(() => monitor.heard().includes('MSA|AA|'));
  });

  test('is lost when it is unplugged, tried again with growing patience, and back when it is plugged in', async () => {
    const pair = await socat();
    const { rate, link, states, advance } = await wired({
      chair: 1,
      via: { serial: pair.station },
      driver: 'ivy-450c',
    });
    await until(() => states().at(-1) === 'open');
    (await serialMonitor(pair, 'ivy-450c')).say(71);
    await until(() => rate(1) === 71);

    await pair.unplug();
    await until(() => link(1) === 'lost');
    for (const wait of [1, 2]) {
      const tried = states().length;
      advance(millis(wait * 1_000 - 1));
      expect(states()).toHaveLength(tried);
      advance(millis(1));
      await until(() => states().length === tried + 2);
      expect(states().slice(-2)).toEqual(['opening', 'closed']);
    }
    expect(rate(1)).toBe('stale');
    advance(seconds(3));

    const plugged = await socat(dirname(pair.station));
    advance(seconds(1));
    await until(() => states().at(-1) === 'open');
    (await serialMonitor(plugged, 'ivy-450c')).say(74);
    await until(() => rate(1) === 74);
    expect(link(1)).toBe('live');
  });

  test('that goes silent with its cable in is lost after 30 s, and live with its next word', async () => {
    const pair = await socat();
    const { rate, link, states, advance } = await wired({
      chair: 1,
      via: { serial: pair.station },
      driver: 'ivy-450c',
    });
    await until(() => states().at(-1) === 'open');
    const monitor = await serialMonitor(pair, 'ivy-450c');
    monitor.say(71);
    await until(() => rate(1) === 71);
    advance(seconds(30));
    expect(states().at(-1)).toBe('silent');
    expect([link(1), rate(1)]).toEqual(['lost', 'stale']);
    monitor.say(72);
    await until(() => rate(1) === 72);
    expect(link(1)).toBe('live');
  });
});
