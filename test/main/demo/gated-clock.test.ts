import { expect, test } from 'vitest';
import { gatedClock } from '../../../main/demo/gated-clock.ts';
import { between, instant, seconds } from '../../../shared/kernel/units.ts';
import { simClock } from '../../support/sim-clock.ts';

const BASE = instant(1_000_000);
const ORIGIN = instant(900_000);

function gate(speed: number) {
  const base = simClock(BASE);
  return { base, ...gatedClock(base, { origin: ORIGIN, speed }) };
}

test('a gated clock stands at its origin until it is opened', () => {
  const { base, clock } = gate(20);
  base.advance(seconds(3));
  expect(clock.now()).toBe(ORIGIN);
});

test('opened, it goes on from its origin at its speed, whatever the real clock says', () => {
  const { base, clock, open } = gate(20);
  base.advance(seconds(3));
  open();
  base.advance(seconds(2));
  expect(between(ORIGIN, clock.now())).toBe(40_000);
  open();
  expect(between(ORIGIN, clock.now())).toBe(40_000);
});

test('a timer set before it was opened counts from its opening, and a cancelled one never fires', () => {
  const { base, clock, open } = gate(10);
  const fired: string[] = [];
  clock.setTimer(seconds(10), () => fired.push('kept'));
  clock.setTimer(seconds(10), () => fired.push('cancelled before'))();
  const cancel = clock.setTimer(seconds(10), () => fired.push('cancelled after'));
  base.advance(seconds(60));
  open();
  cancel();
  base.advance(seconds(1));
  expect(fired).toEqual(['kept']);
});
