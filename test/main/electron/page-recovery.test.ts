import { array, assert, integer, property } from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { recoverPage } from '../../../main/electron/page-recovery.ts';
import { reloadRate } from '../../../main/electron/reload-rate.ts';
import { millis, minutes, seconds } from '../../../shared/kernel/units.ts';
import { asContents, FakeContents } from '../../support/fake-electron.ts';
import { simClock } from '../../support/sim-clock.ts';

const quiet = pino({ level: 'silent' });

function page() {
  const contents = new FakeContents();
  const clock = simClock();
  recoverPage(asContents(contents), clock, quiet);
  const crash = (reason = 'crashed'): void => {
    contents.crashed = true;
    contents.emit('render-process-gone', {}, { reason, exitCode: 139 });
  };
  return { contents, clock, crash };
}

test('a page that crashed is loaded again at once', () => {
  const { contents, clock, crash } = page();
  crash();
  clock.advance(millis(1));
  expect([contents.reloads, contents.crashed]).toEqual([1, false]);
});

test('what is told twice is one reload', () => {
  const { contents, clock, crash } = page();
  crash();
  crash();
  clock.advance(seconds(1));
  expect(contents.reloads).toBe(1);
});

test('a page that crashes again and again comes back three times a minute, and always', () => {
  const { contents, clock, crash } = page();
  for (let time = 0; time < 3; time++) {
    crash();
    clock.advance(seconds(1));
  }
  crash();
  clock.advance(seconds(56));
  expect(contents.reloads).toBe(3);
  clock.advance(seconds(2));
  expect(contents.reloads).toBe(4);
  clock.advance(minutes(5));
  crash();
  clock.advance(millis(1));
  expect(contents.reloads).toBe(5);
});

test('a page that no longer answers is ended, and loaded again', () => {
  const { contents, clock } = page();
  contents.emit('unresponsive');
  expect(contents.crashed).toBe(true);
  clock.advance(millis(1));
  expect([contents.reloads, contents.crashed]).toEqual([1, false]);
});

test('a page that was closed is let be', () => {
  const { contents, clock, crash } = page();
  crash('clean-exit');
  crash();
  contents.destroy();
  clock.advance(minutes(2));
  expect(contents.reloads).toBe(0);
});

test('whatever happens, at most three reloads fall within a minute, and none is put off by more', () => {
  assert(
    property(array(integer({ min: 0, max: 90_000 }), { maxLength: 40 }), (gaps) => {
      const delayOf = reloadRate();
      let now = 0;
      const reloads = gaps.map((gap) => {
        now += gap;
        const delay = delayOf(now);
        // As it is used: nothing is asked while a reload is pending.
        now += delay;
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(60_000);
        return now;
      });
      reloads.forEach((at, i) =>
        expect(reloads.slice(i).filter((later) => later < at + 60_000).length).toBeLessThan(4),
      );
    }),
  );
});
