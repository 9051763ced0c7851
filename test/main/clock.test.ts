import { array, assert, double, integer, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CancelTimer, scaledClock, stationClock, systemClock } from '../../main/clock.ts';
import { instant, millis, minutes, seconds } from '../../shared/kernel/units.ts';
import { simClock } from '../support/sim-clock.ts';

/** Hands on a wall clock, a monotonic clock and a timer that the test moves by itself. */
function handMovedSources() {
  const state = { wallMs: 1_000_000, monotonicMs: 50 };
  const armed: { delayMs: number; fire: () => void }[] = [];
  const setTimer = (delayMs: number, fire: () => void): CancelTimer => {
    const timer = { delayMs, fire };
    armed.push(timer);
    return () => void armed.splice(armed.indexOf(timer), 1);
  };
  return {
    state,
    armed,
    sources: { wallMs: () => state.wallMs, monotonicMs: () => state.monotonicMs, setTimer },
  };
}

describe('station time', () => {
  it('is wall time at boot plus monotonic time, whole milliseconds', () => {
    const { state, sources } = handMovedSources();
    const clock = stationClock(sources);
    state.monotonicMs += 1_234.9;
    expect(clock.now()).toBe(1_001_234);
  });

  it('never runs backwards, whatever the wall clock does', () => {
    const step = record({
      wallBy: integer({ min: -31_536_000_000, max: 31_536_000_000 }),
      monotonicBy: nat(60_000),
    });
    assert(
      property(array(step, { maxLength: 40 }), (steps) => {
        const { state, sources } = handMovedSources();
        const clock = stationClock(sources);
        let last = clock.now();
        for (const { wallBy, monotonicBy } of steps) {
          state.wallMs += wallBy;
          state.monotonicMs += monotonicBy;
          clock.wallStep();
          expect(clock.now()).toBe(last + monotonicBy);
          last = clock.now();
        }
      }),
    );
  });

  it('goes on from the last recorded moment when the wall clock was set back while the station was down', () => {
    const { state, sources } = handMovedSources();
    const clock = stationClock(sources);
    clock.startNoEarlierThan(instant(2_000_000));
    expect(clock.now()).toBe(2_000_000);
    state.monotonicMs += 10;
    expect(clock.now()).toBe(2_000_010);
    clock.startNoEarlierThan(instant(5));
    expect(clock.now()).toBe(2_000_010);
    expect(clock.wallStep()).toBeNull();
  });

  it('of the real machine is close to its wall clock and does not run backwards', () => {
    const clock = systemClock();
    const first = clock.now();
    expect(Math.abs(first - Date.now())).toBeLessThan(1_000);
    expect(clock.now()).toBeGreaterThanOrEqual(first);
  });
});

describe('a step of the wall clock', () => {
  const steppedBy = (byMs: number) => {
    const { state, sources } = handMovedSources();
    const clock = stationClock(sources);
    state.monotonicMs += 500;
    state.wallMs += 500 + byMs;
    return clock;
  };

  it('of 2 s either way is not told, of more is', () => {
    expect(steppedBy(2_000).wallStep()).toBeNull();
    expect(steppedBy(-2_000).wallStep()).toBeNull();
    expect(steppedBy(2_001).wallStep()).toBe(2_001);
    expect(steppedBy(-3_600_000).wallStep()).toBe(-3_600_000);
  });

  it('is told once', () => {
    const clock = steppedBy(5_000);
    expect(clock.wallStep()).toBe(5_000);
    expect(clock.wallStep()).toBeNull();
  });
});

describe('a timer', () => {
  it('longer than the machine can wait at once is made of several waits', () => {
    const { state, armed, sources } = handMovedSources();
    let fired = 0;
    stationClock(sources).setTimer(millis(3_000_000_000), () => fired++);
    const part = armed.pop();
    expect(part?.delayMs).toBe(2_147_483_647);
    state.monotonicMs += 2_147_483_647;
    part?.fire();
    expect(fired).toBe(0);
    const rest = armed.pop();
    expect(rest?.delayMs).toBe(852_516_353);
    state.monotonicMs += 852_516_353;
    rest?.fire();
    expect(fired).toBe(1);
  });

  it('fired early by the machine waits for the rest', () => {
    const { state, armed, sources } = handMovedSources();
    let fired = 0;
    const cancel = stationClock(sources).setTimer(seconds(1), () => fired++);
    state.monotonicMs += 999.2;
    armed.pop()?.fire();
    expect(fired).toBe(0);
    expect(armed.map((timer) => timer.delayMs)).toEqual([1]);
    cancel();
    expect(armed).toEqual([]);
  });

  it('of the real machine fires, unless cancelled', async () => {
    const clock = systemClock();
    const startedMs = clock.monotonicMs();
    const cancel = clock.setTimer(millis(5), () => expect.unreachable('a cancelled timer fired'));
    cancel();
    await new Promise<void>((resolve) => clock.setTimer(millis(20), resolve));
    expect(clock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(20);
  });
});

describe('a scaled clock', () => {
  it('agrees with its base at the origin and runs faster from there', () => {
    const base = simClock();
    const clock = scaledClock(base, { origin: base.now(), speed: 10 });
    expect(clock.now()).toBe(base.now());
    base.advance(minutes(4));
    expect(clock.now() - minutes(40)).toBe(base.now() - minutes(4));
  });

  it('fires a timer when its own time is up, never before', () => {
    const base = simClock();
    assert(
      property(integer({ min: 1, max: 100_000 }), double({ min: 0.1, max: 60, noNaN: true }), (delay, speed) => {
        const clock = scaledClock(base, { origin: base.now(), speed });
        const due = clock.now() + delay;
        let firedAt: number | null = null;
        clock.setTimer(millis(delay), () => {
          firedAt = clock.now();
        });
        base.advance(millis(Math.ceil((delay + 1) / speed) + 1));
        expect(firedAt).toBeGreaterThanOrEqual(due);
      }),
    );
  });

  it('has no speed of nothing', () => {
    const base = simClock();
    expect(() => scaledClock(base, { origin: base.now(), speed: 0 })).toThrow(RangeError);
    expect(() => scaledClock(base, { origin: base.now(), speed: Number.NaN })).toThrow(RangeError);
  });
});

describe('the simulated clock', () => {
  it('fires timers in order of their moments, each at its own, older first at the same one', () => {
    const clock = simClock();
    const start = clock.now();
    const seen: [string, number][] = [];
    const note = (name: string) => () => seen.push([name, clock.now() - start]);
    clock.setTimer(seconds(2), note('b'));
    clock.setTimer(seconds(1), () => {
      note('a')();
      clock.setTimer(seconds(1), note('c'));
    });
    clock.setTimer(seconds(9), note('late'))();
    clock.advance(seconds(10));
    expect(seen).toEqual([
      ['a', 1_000],
      ['b', 2_000],
      ['c', 2_000],
    ]);
    expect(clock.now() - start).toBe(10_000);
    expect(clock.nextTimer()).toBeNull();
  });

  it('refuses to run for ever', () => {
    const clock = simClock();
    const again = () => void clock.setTimer(millis(0), again);
    again();
    expect(() => clock.advance(millis(1))).toThrow('again and again');
  });
});
