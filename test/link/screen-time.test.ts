import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createElapsedClock } from '../../renderer/link/elapsed-clock.ts';
import { newUuid } from '../../renderer/link/new-uuid.ts';
import { createStationTime } from '../../renderer/link/station-time.ts';
import { screenFrame } from '../../shared/link/frames.ts';

test.each([
  ['both run', { monotonic: 400, wall: 400 }, 400],
  ['the machine slept and the monotonic clock with it', { monotonic: 5, wall: 3_600_000 }, 3_600_000],
  ['the wall clock was set back', { monotonic: 400, wall: -3_600_000 }, 400],
  ['the wall clock was set forward', { monotonic: 400, wall: 60_000 }, 60_000],
])('no time is missed when %s', (_, { monotonic, wall }, passed) => {
  const at = { monotonic: 10, wall: 1_700_000_000_000 };
  const elapsedMs = createElapsedClock(
    () => at.monotonic,
    () => at.wall,
  );
  at.monotonic += monotonic;
  at.wall += wall;
  expect(elapsedMs()).toBe(passed);
  expect(elapsedMs()).toBe(passed);
});

test('station time never lags by more than the least delay of the last frames, and never runs ahead', () => {
  const delay = fc.integer({ min: 0, max: 2_500 });
  fc.assert(
    fc.property(fc.array(delay, { minLength: 1, maxLength: 60 }), fc.constantFrom(0, 1, 10), (delays, rate) => {
      let elapsed = 0;
      const time = createStationTime(() => elapsed);
      const stationAt = (moment: number): number => 1_000_000 + rate * moment;
      for (const late of delays) {
        elapsed += 2_600;
        time.told({ now: stationAt(elapsed - late), rate });
      }
      const lag = stationAt(elapsed) - time.now();
      expect(lag).toBeGreaterThanOrEqual(0);
      expect(lag).toBe(rate * Math.min(...delays.slice(-30)));
    }),
  );
});

test('after a lost link only what is told anew counts', () => {
  let elapsed = 0;
  const time = createStationTime(() => elapsed);
  time.told({ now: 50_000, rate: 1 });
  elapsed = 10_000;
  time.forget();
  expect(time.now()).toBe(60_000);
  time.told({ now: 20_000, rate: 1 });
  expect(time.now()).toBe(20_000);
});

test('any sixteen random bytes make an id that the station takes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random16) => {
      const commandId = newUuid(random16);
      expect(screenFrame.safeParse({ kind: 'call', id: 1, name: 'start', commandId, input: {} }).success).toBe(true);
      expect(commandId[14]).toBe('4');
    }),
  );
});
