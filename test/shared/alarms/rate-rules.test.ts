import { describe, expect, test } from 'vitest';
import type { RuleId } from '../../../shared/alarms/alert.ts';
import { perMinute, seconds as s } from '../../../shared/kernel/units.ts';
import { BASELINE, createAlarmBench, sessionIn } from '../../support/alarm-bench.ts';
import { report } from '../../support/reports.ts';

/** Everything else is well: what a rule says must come from the rate alone. */
const heart = (heartRate: number) => ({ heartRate, spo2: 98 });
const withBaseline = (heartRate: number) =>
  createAlarmBench({
    session: sessionIn('INFUSING', { baselines: [{ ...BASELINE, heartRate: perMinute(heartRate) }] }),
  });

/** The rule list in numbers: what sets it, what just does not, how long, what clears it, how long. */
type Numbers = {
  readonly rule: RuleId;
  readonly baseline: number;
  readonly beyond: number;
  readonly atLimit: number;
  readonly delay: number;
  readonly clears: number;
  readonly notYetClear: number;
  readonly clearAfter: number;
};
const RATES: readonly Numbers[] = [
  { rule: 'HR-01', baseline: 72, beyond: 49, atLimit: 50, delay: 10, clears: 53, notYetClear: 52, clearAfter: 10 },
  { rule: 'HR-02', baseline: 72, beyond: 39, atLimit: 40, delay: 5, clears: 53, notYetClear: 44, clearAfter: 10 },
  { rule: 'HR-03', baseline: 72, beyond: 101, atLimit: 100, delay: 30, clears: 96, notYetClear: 97, clearAfter: 20 },
  { rule: 'HR-04', baseline: 72, beyond: 150, atLimit: 129, delay: 10, clears: 96, notYetClear: 126, clearAfter: 20 },
  { rule: 'HR-05', baseline: 105, beyond: 126, atLimit: 125, delay: 30, clears: 120, notYetClear: 121, clearAfter: 0 },
];

describe.each(RATES)('$rule', ({ rule, baseline, beyond, atLimit, delay, clears, notYetClear, clearAfter }) => {
  test(`fires after exactly ${delay} s beyond its limit`, () => {
    const bench = withBaseline(baseline);
    bench.steady(0, s(delay), heart(beyond));
    bench.until(s(delay) - 1);
    expect(bench.open()).not.toContain(rule);
    bench.until(s(delay));
    expect(bench.story(rule)[0]).toBe(`${rule} raised ${delay}`);
    expect(bench.alert(rule).cause).toMatchObject({ what: 'heartRate', value: beyond, baseline });
  });

  test('does not fire at the limit itself', () => {
    const bench = withBaseline(baseline);
    bench.steady(0, s(120), heart(atLimit));
    expect(bench.open()).not.toContain(rule);
  });

  test('begins its delay anew when the value comes back for one beat', () => {
    const bench = withBaseline(baseline);
    bench.steady(0, s(delay - 1), heart(beyond));
    bench.hear(report(s(delay - 1), heart(80)));
    bench.steady(s(delay), s(2 * delay), heart(beyond));
    bench.until(s(2 * delay) - 1);
    expect(bench.open()).not.toContain(rule);
    bench.until(s(2 * delay));
    expect(bench.open()).toContain(rule);
  });

  test('clears after exactly its time, stays until accepted and for the physician', () => {
    const bench = withBaseline(baseline);
    bench.steady(0, s(delay + 10), heart(beyond));
    const from = delay + 10;
    bench.steady(s(from), s(from + 60), heart(notYetClear));
    expect(bench.alerts()[0]?.condition).toBe('present');
    const back = from + 60;
    bench.steady(s(back), s(back + clearAfter), heart(clears));
    if (clearAfter > 0) {
      bench.until(s(back + clearAfter) - 1);
      expect(bench.alert(rule).condition).toBe('present');
    }
    bench.hear(report(s(back + clearAfter), heart(clears)));
    expect(bench.alert(rule).condition).toBe('gone');
    expect(bench.accept(s(back + clearAfter + 1), rule)).toEqual([]);
    expect(bench.open()).toEqual([rule]);
    expect(bench.acknowledge(s(back + clearAfter + 2), rule)).toEqual([]);
    expect(bench.open()).toEqual([]);
  });

  test('asks a physician within 5:00 and has the charge nurse phone at the second', () => {
    const bench = withBaseline(baseline);
    bench.steady(0, s(delay + 310), heart(beyond));
    expect(bench.story(rule)).toContain(`${rule} escalated chargePhonesProvider ${delay + 300}`);
  });
});

describe('heart rate', () => {
  test('HR-01 needs a rate 10 % below the baseline: 46 is, of 51, and 45.91 would be the limit', () => {
    const bench = withBaseline(51);
    bench.steady(0, s(20), heart(46));
    expect(bench.open()).toEqual([]);
    bench.steady(s(20), s(31), heart(45));
    expect(bench.open()).toEqual(['HR-01']);
  });

  test('HR-01 says nothing of a patient who came with less than 50', () => {
    const bench = withBaseline(48);
    bench.steady(0, s(60), heart(42));
    expect(bench.open()).toEqual([]);
  });

  test('HR-01 of a patient whose normal is 51 can clear at 51', () => {
    const bench = withBaseline(51);
    bench.steady(0, s(11), heart(44));
    bench.steady(s(11), s(22), heart(51));
    expect(bench.alert('HR-01').condition).toBe('gone');
  });

  test('HR-03 needs a rate 10 % above the baseline', () => {
    const bench = withBaseline(95);
    bench.steady(0, s(60), heart(104));
    expect(bench.open()).toEqual([]);
    bench.steady(s(60), s(91), heart(105));
    expect(bench.open()).toEqual(['HR-03']);
  });

  test('HR-03 clears at 1.05 times the baseline where that is more than 96', () => {
    const bench = withBaseline(98);
    bench.steady(0, s(31), heart(110));
    bench.steady(s(31), s(60), heart(103));
    expect(bench.alert('HR-03').condition).toBe('present');
    bench.steady(s(60), s(81), heart(102));
    expect(bench.alert('HR-03').condition).toBe('gone');
  });

  test('HR-04 fires at 130 after 60 s as well', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(60), heart(130));
    bench.until(s(60) - 1);
    expect(bench.open()).toEqual(['HR-03']);
    bench.until(s(60));
    expect(bench.open()).toEqual(['HR-04']);
  });

  test('one alert for the family: the graver rule takes it over and sounds anew', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(40), heart(120));
    bench.accept(s(40), 'HR-03');
    bench.steady(s(41), s(52), heart(160));
    expect(bench.alerts()).toHaveLength(1);
    expect(bench.alert('HR-04')).toMatchObject({ priority: 'high', accepted: null, soundedAt: s(51), raisedAt: s(30) });
  });

  test('an accepted HR-04 turns into HR-03 when only that still holds', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(11), heart(160));
    bench.accept(s(11), 'HR-04');
    bench.steady(s(12), s(60), heart(120));
    expect(bench.alert('HR-03')).toMatchObject({ priority: 'medium', condition: 'present' });
    expect(bench.alert('HR-03').accepted).not.toBeNull();
  });

  test('an HR-04 that nobody has accepted never turns into something lesser', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(11), heart(160));
    bench.steady(s(11), s(60), heart(120));
    expect(bench.alert('HR-04').priority).toBe('high');
  });

  test('extreme bradycardia takes over from an accepted tachycardia at once', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(11), heart(160));
    bench.accept(s(11), 'HR-04');
    bench.steady(s(12), s(18), heart(35));
    expect(bench.alert('HR-02')).toMatchObject({ accepted: null, soundedAt: s(17) });
  });

  test('HR-02 and HR-04 are armed with the first valid rate, before any baseline', () => {
    const slow = createAlarmBench({ session: sessionIn('PREP') });
    slow.steady(0, s(6), heart(35));
    expect(slow.open()).toEqual(['HR-02']);
    const fast = createAlarmBench({ session: sessionIn('PREP') });
    fast.steady(0, s(11), heart(155));
    expect(fast.open()).toEqual(['HR-04']);
  });

  test('what is measured against the baseline waits for one', () => {
    const bench = createAlarmBench({ session: sessionIn('BASELINE') });
    bench.steady(0, s(60), { heartRate: 120, spo2: 98 });
    expect(bench.open()).toEqual([]);
  });

  test('nobody in care, nothing judged', () => {
    for (const phase of ['ASSIGNED', 'CLOSED', 'TURNOVER'] as const) {
      const bench = createAlarmBench({ session: sessionIn(phase) });
      bench.steady(0, s(60), { heartRate: 30, spo2: 70, nibpSystolic: 60 });
      expect(bench.open()).toEqual([]);
    }
  });

  test('a pulse is not a heart rate', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(9), { pulseRate: 30, heartRate: 72, spo2: 98 });
    expect(bench.open()).toEqual([]);
  });

  test('the log holds a new worst value, not every beat', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(31), heart(110));
    for (const [i, heartRate] of [112, 111, 112, 110, 114, 113].entries()) {
      bench.hear(report(s(31 + i), heart(heartRate)));
    }
    expect(bench.story('HR-03').filter((line) => line.includes('updated'))).toEqual([
      'HR-03 updated medium 31',
      'HR-03 updated medium 35',
    ]);
    expect(bench.alert('HR-03').worst.value).toBe(114);
  });
});

describe('a number that is not fresh', () => {
  test('neither sets: the delay does not end while nothing is known', () => {
    const bench = withBaseline(72);
    bench.hear(report(0, heart(120)));
    bench.until(s(60));
    expect(bench.open()).not.toContain('HR-03');
  });

  test('nor clears: the alert stays while the feed is silent', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(31), heart(120));
    bench.hear(report(s(31), heart(80)));
    bench.until(s(90));
    expect(bench.alert('HR-03').condition).toBe('present');
  });

  test('nor begins a delay anew, if the gap is short: what was held counts, the gap does not', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(10), heart(120));
    // Fresh until 19.000, 19.001 s held; 10.999 s are left from 24 s on.
    bench.steady(s(24), s(35), heart(120));
    bench.until(s(35));
    expect(bench.story('HR-03')[0]).toBe('HR-03 raised 34.999');
  });

  test('but a long gap does', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(10), heart(120));
    bench.steady(s(60), s(80), heart(120));
    expect(bench.open()).not.toContain('HR-03');
  });

  test('of a slow feed the first sample beyond the limit alarms', () => {
    const bench = withBaseline(72);
    bench.steady(0, s(40), { heartRate: 72, spo2: 98 }, s(10));
    bench.hear(report(s(40), { heartRate: 120, spo2: 98 }));
    expect(bench.story('HR-03')).toEqual(['HR-03 raised 40']);
  });

  test('a number beside "leads off" is not judged', () => {
    const bench = withBaseline(72);
    bench.hear(report(0, { heartRate: 72, spo2: 98 }));
    for (let t = 1; t < 20; t += 1) {
      bench.hear(report(s(t), { heartRate: 30, spo2: 98 }, { faults: ['ecgLeadsOff'] }));
    }
    expect(bench.open()).toEqual(['TEC-01']);
  });
});
