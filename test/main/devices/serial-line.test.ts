import { afterEach, describe, expect, test } from 'vitest';
import type { Message, Problem } from '../../../main/devices/drivers/driver.ts';
import { hl7Driver } from '../../../main/devices/drivers/hl7.ts';
import { mllpFrame } from '../../../main/devices/framing/mllp.ts';
import { createSerialLine, type LineState, type SerialLine } from '../../../main/devices/serial-line.ts';
import { millis, seconds } from '../../../shared/kernel/units.ts';
import { fakeBytePort } from '../../support/fake-byte-port.ts';
import { HEART_RATE, join, report } from '../../support/hl7-messages.ts';
import { acknowledged } from '../../support/mllp-client.ts';
import { simClock } from '../../support/sim-clock.ts';

const frame = (controlId: string): Uint8Array => mllpFrame(report([HEART_RATE(72)], { controlId }));
const turn = (): Promise<void> => new Promise((done) => setImmediate(done));
type Handed = { readonly message: Message; readonly settle: (stored: boolean) => void; readonly fail: () => void };

const open: { readonly line: SerialLine; readonly handed: readonly Handed[] }[] = [];
afterEach(async () => {
  for (const { line, handed } of open.splice(0)) {
    for (const { settle } of handed) settle(false);
    await line.stop();
  }
});

/** A line over a fake wire, whose store answers when the test says so. */
function supervised({ poll = null }: { readonly poll?: { bytes: Uint8Array; everyMs: number } | null } = {}) {
  const clock = simClock();
  const port = fakeBytePort();
  const states: LineState[] = [];
  const handed: Handed[] = [];
  const discarded: Problem[] = [];
  const line = createSerialLine({
    port,
    driver: { ...hl7Driver, poll },
    context: { zone: 'UTC' },
    clock,
    onMessage: (message) =>
      new Promise((resolve, reject) => {
        handed.push({ message, settle: resolve, fail: () => reject(new Error('disk gone')) });
      }),
    onState: (state) => states.push(state),
    onDiscarded: (problem) => discarded.push(problem),
  });
  open.push({ line, handed });
  line.start();
  return { clock, port, line, states, handed, discarded };
}
function opened(options: Parameters<typeof supervised>[0] = {}) {
  const all = supervised(options);
  all.port.accept();
  return all;
}
const answersOf = ({ written }: { readonly written: readonly Uint8Array[] }): readonly string[] =>
  written.map((bytes) => acknowledged(Buffer.from(bytes).toString('latin1').slice(1)));

describe('a serial line', () => {
  test('is opened at once and says each of its states', () => {
    const { states, port } = opened();
    expect(port.openings()).toBe(1);
    expect(states).toEqual(['opening', 'open']);
  });

  test('that said nothing for 30 s is silent, and open again with the first byte', () => {
    const { clock, port, line } = opened();
    clock.advance(seconds(20));
    port.deliver(Buffer.from('x'));
    clock.advance(millis(29_999));
    expect(line.state()).toBe('open');
    clock.advance(millis(1));
    expect(line.state()).toBe('silent');
    clock.advance(seconds(300));
    expect(line.state()).toBe('silent');
    port.deliver(Buffer.from('x'));
    expect(line.state()).toBe('open');
    clock.advance(seconds(30));
    expect(line.state()).toBe('silent');
  });

  test('that cannot be opened is tried again after 1, 2, 4, 8, 8 s', () => {
    const { clock, port } = supervised();
    for (const wait of [1, 2, 4, 8, 8, 8]) {
      const before = port.openings();
      port.drop('open-failed');
      clock.advance(millis(wait * 1_000 - 1));
      expect([wait, port.openings()]).toEqual([wait, before]);
      clock.advance(millis(1));
      expect([wait, port.openings()]).toEqual([wait, before + 1]);
    }
  });

  test('that opens but stays silent goes on backing off; the first byte makes it quick again', () => {
    const { clock, port } = supervised();
    port.drop('open-failed');
    clock.advance(seconds(1));
    port.accept();
    port.drop('disconnected');
    clock.advance(seconds(1));
    expect(port.openings()).toBe(2);
    clock.advance(seconds(1));
    expect(port.openings()).toBe(3);
    port.accept();
    port.deliver(Buffer.from('x'));
    port.drop('disconnected');
    clock.advance(seconds(1));
    expect(port.openings()).toBe(4);
  });

  test('loses half a message with its cable, names it, and begins the next one afresh', () => {
    const { clock, port, states, handed, discarded } = opened();
    port.deliver(frame('A').subarray(0, 40));
    port.drop('disconnected');
    expect(states.at(-1)).toBe('closed');
    expect(discarded).toHaveLength(1);
    clock.advance(seconds(1));
    port.accept();
    port.deliver(frame('B'));
    expect(handed.map(({ message }) => message.answer?.controlId)).toEqual(['B']);
  });

  test('lost while it was silent is opened again like any other', () => {
    const { clock, port, states } = opened();
    clock.advance(seconds(30));
    port.drop('disconnected');
    clock.advance(seconds(1));
    expect(states).toEqual(['opening', 'open', 'silent', 'closed', 'opening']);
  });

  test('polls as its driver asks, only while it is open', () => {
    const { clock, port } = opened({ poll: { bytes: Buffer.from('?'), everyMs: 500 } });
    clock.advance(seconds(1));
    expect(port.written).toHaveLength(3);
    port.drop('disconnected');
    clock.advance(millis(999));
    expect(port.written).toHaveLength(3);
  });
});

describe('a message on a serial line', () => {
  test('is answered only when it is stored, in the order of arrival', async () => {
    const { port, handed } = opened();
    port.deliver(join(frame('A'), frame('B')));
    handed[1]?.settle(true);
    await turn();
    expect(port.written).toEqual([]);
    handed[0]?.settle(true);
    await turn();
    expect(answersOf(port)).toEqual(['AA A', 'AA B']);
  });

  test('that could not be stored is not acknowledged, refused or failed alike; the one after it is', async () => {
    const { port, handed, discarded } = opened();
    port.deliver(join(frame('A'), frame('B'), frame('C')));
    handed[0]?.settle(false);
    handed[1]?.fail();
    handed[2]?.settle(true);
    await turn();
    expect(answersOf(port)).toEqual(['AE A', 'AE B', 'AA C']);
    expect(discarded.map(({ code }) => code)).toEqual(['not-stored']);
  });

  test('beyond 256 that wait for the disk is dropped and named', () => {
    const { port, handed, discarded } = opened();
    port.deliver(join(...Array.from({ length: 258 }, (_, i) => frame(`M${i}`))));
    expect(handed).toHaveLength(256);
    expect(discarded.map(({ code }) => code)).toEqual(['line-too-fast', 'line-too-fast']);
  });
});

describe('the end of a serial line', () => {
  test('waits for what was read to be answered, takes nothing more and never opens again', async () => {
    const { clock, port, line, handed, states } = opened();
    port.deliver(frame('A'));
    const stopping = line.stop();
    port.deliver(frame('B'));
    handed[0]?.settle(true);
    await stopping;
    expect(answersOf(port)).toEqual(['AA A']);
    expect(handed).toHaveLength(1);
    expect(states.at(-1)).toBe('stopped');
    clock.advance(seconds(60));
    expect(port.openings()).toBe(1);
  });

  test('while it waits to try again cancels the try', async () => {
    const { clock, port, line } = supervised();
    port.drop('open-failed');
    await line.stop();
    clock.advance(seconds(60));
    expect(port.openings()).toBe(1);
  });
});
