import { describe, expect, it } from 'vitest';
import { createLink, type Link, type LinkNews } from '../../../../main/devices/simulator/link.ts';
import { mllpFrame } from '../../../../main/devices/simulator/mllp-talk.ts';
import { millis, seconds } from '../../../../shared/kernel/units.ts';
import { type FakeBytePort, fakeBytePort } from '../../../support/fake-byte-port.ts';
import { type SimClock, simClock } from '../../../support/sim-clock.ts';

type Bench = { readonly port: FakeBytePort; readonly clock: SimClock; readonly link: Link; readonly news: LinkNews[] };

function bench(options: { acknowledged?: boolean; onNoAnswer?: 'reconnect' | 'resend' } = {}): Bench {
  const port = fakeBytePort();
  const clock = simClock();
  const news: LinkNews[] = [];
  const link = createLink({
    port,
    clock,
    acknowledged: options.acknowledged ?? true,
    onNoAnswer: options.onNoAnswer ?? 'reconnect',
    onNews: (item) => news.push(item),
  });
  return { port, clock, link, news };
}

const message = (n: number) => ({ controlId: `ID-${n}`, bytes: mllpFrame(new TextEncoder().encode(`MESSAGE ${n}`)) });
const sent = (port: FakeBytePort): readonly string[] =>
  port.written.map((bytes) => /MESSAGE \d+/.exec(new TextDecoder().decode(bytes))?.[0] ?? '?');
const answer = (n: number, code = 'AA') =>
  mllpFrame(new TextEncoder().encode(`MSH|^~\\&|STATION|||||ACK|1|P|2.6\rMSA|${code}|ID-${n}\r`));

describe('an acknowledged link', () => {
  it('has at most four messages on their way, and goes on as answers come', () => {
    const { port, link } = bench();
    link.start();
    port.accept();
    for (let n = 1; n <= 6; n += 1) link.say(message(n));
    expect(sent(port)).toEqual(['MESSAGE 1', 'MESSAGE 2', 'MESSAGE 3', 'MESSAGE 4']);
    port.deliver(answer(1));
    expect(sent(port).slice(4)).toEqual(['MESSAGE 5']);
  });

  it('understands answers cut anywhere', () => {
    const { port, link } = bench();
    link.start();
    port.accept();
    for (let n = 1; n <= 6; n += 1) link.say(message(n));
    for (const byte of [...answer(1), ...answer(2)]) port.deliver(Uint8Array.of(byte));
    expect(link.counts()).toMatchObject({ sent: 6, acknowledged: 2 });
  });

  it('repeats what was not answered after a reconnection: first, in order, the same bytes', () => {
    const { port, clock, link } = bench();
    link.start();
    port.accept();
    link.say(message(1));
    link.say(message(2));
    port.deliver(answer(1));
    port.drop('disconnected');
    link.say(message(3));
    clock.advance(millis(250));
    port.accept();
    expect(sent(port)).toEqual(['MESSAGE 1', 'MESSAGE 2', 'MESSAGE 2', 'MESSAGE 3']);
    expect(port.written[2]).toEqual(port.written[1]);
  });

  it('keeps the newest readings while it is cut off, and says how many it dropped', () => {
    const { port, link } = bench();
    link.start();
    for (let n = 1; n <= 10; n += 1) link.say(message(n));
    port.accept();
    expect(sent(port)).toEqual(['MESSAGE 7', 'MESSAGE 8', 'MESSAGE 9', 'MESSAGE 10']);
    expect(link.counts().dropped).toBe(6);
  });

  it('gives up a connection on which nobody answers for 10 s', () => {
    const { port, clock, link, news } = bench();
    link.start();
    port.accept();
    link.say(message(1));
    clock.advance(millis(9_999));
    expect(news.map(({ kind }) => kind)).toEqual(['connected']);
    clock.advance(millis(1));
    expect(news.map(({ kind }) => kind)).toEqual(['connected', 'no-answer', 'lost']);
    clock.advance(millis(250));
    expect(port.openings()).toBe(2);
  });

  it('on a serial line says it again in place, five times in all', () => {
    const { port, clock, link } = bench({ onNoAnswer: 'resend' });
    link.start();
    port.accept();
    link.say(message(1));
    clock.advance(seconds(120));
    expect(sent(port)).toHaveLength(5);
    expect(port.openings()).toBe(1);
    expect(link.counts().dropped).toBe(1);
  });

  it('tells of a refusal, and does not repeat what was refused', () => {
    const { port, clock, link, news } = bench();
    link.start();
    port.accept();
    link.say(message(1));
    port.deliver(answer(1, 'AE'));
    expect(news.at(-1)).toEqual({ kind: 'refused', code: 'AE', controlId: 'ID-1' });
    clock.advance(seconds(60));
    expect(sent(port)).toHaveLength(1);
  });

  it('takes no answer for a message that is not on its way', () => {
    const { port, link } = bench();
    link.start();
    port.accept();
    link.say(message(1));
    port.deliver(answer(99));
    expect(link.counts()).toMatchObject({ acknowledged: 0, refused: 0 });
  });

  it('waits longer after each failure to connect, up to 5 s, and starts over once it is answered', () => {
    const { port, clock, link, news } = bench();
    link.start();
    const pauses: number[] = [];
    for (let i = 0; i < 7; i += 1) {
      port.drop('open-failed');
      pauses.push((clock.nextTimer() ?? 0) - clock.now());
      clock.advance(seconds(5));
    }
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(news).toEqual([{ kind: 'unreachable', text: 'open-failed' }]);
    port.accept();
    link.say(message(1));
    port.deliver(answer(1));
    port.drop('disconnected');
    expect((clock.nextTimer() ?? 0) - clock.now()).toBe(250);
  });

  it('stays away while the cable is out and comes back when it is in', () => {
    const { port, clock, link } = bench();
    link.start();
    port.accept();
    link.setPlugged(false);
    clock.advance(seconds(60));
    expect(port.openings()).toBe(1);
    link.setPlugged(true);
    expect(port.openings()).toBe(2);
  });

  it('leaves no timer behind when it stops', () => {
    const { port, clock, link } = bench();
    link.start();
    port.accept();
    link.say(message(1));
    link.stop();
    expect(clock.nextTimer()).toBeNull();
  });
});

describe('a link nobody answers on', () => {
  it('sends what is said while the wire is there, and nothing of what was said while it was not', () => {
    const { port, clock, link } = bench({ acknowledged: false });
    link.start();
    link.say(message(1));
    port.accept();
    for (let n = 2; n <= 9; n += 1) link.say(message(n));
    clock.advance(seconds(60));
    expect(sent(port)).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map((n) => `MESSAGE ${n}`));
  });
});
