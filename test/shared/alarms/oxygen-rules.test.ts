import { describe, expect, test } from 'vitest';
import { percent, seconds as s } from '../../../shared/kernel/units.ts';
import { BASELINE, createAlarmBench, sessionIn } from '../../support/alarm-bench.ts';
import { report } from '../../support/reports.ts';

describe('oxygen', () => {
  const withSpo2 = (spo2: number) =>
    createAlarmBench({ session: sessionIn('INFUSING', { baselines: [{ ...BASELINE, spo2: percent(spo2) }] }) });
  const air = (spo2: number) => ({ heartRate: 72, spo2 });

  test('OX-01 fires below 90 after exactly 15 s, not at 90', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(60), air(90));
    expect(bench.open()).toEqual([]);
    bench.steady(s(60), s(75), air(89));
    bench.until(s(75) - 1);
    expect(bench.open()).toEqual([]);
    bench.until(s(75));
    expect(bench.alert('OX-01')).toMatchObject({ priority: 'medium', physicianBy: null });
  });

  test('OX-01 goes by itself after 10 s at 92, not at 91', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(16), air(88));
    bench.steady(s(16), s(60), air(91));
    expect(bench.open()).toEqual(['OX-01']);
    bench.steady(s(60), s(70), air(92));
    bench.until(s(70) - 1);
    expect(bench.open()).toEqual(['OX-01']);
    bench.hear(report(s(70), air(92)));
    expect(bench.story('OX-01').at(-1)).toBe('OX-01 resolved 70');
  });

  test('OX-01 may not come back within 30 s, and does at 30 s if it holds', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(16), air(88));
    bench.steady(s(16), s(27), air(95));
    expect(bench.story('OX-01').at(-1)).toBe('OX-01 resolved 26');
    bench.steady(s(27), s(60), air(88));
    expect(bench.story('OX-01').at(-1)).toBe('OX-01 raised 56');
  });

  test('OX-01 clears at the baseline where that is less than 92, and its own normal does not set it', () => {
    const bench = withSpo2(88);
    bench.steady(0, s(60), air(88));
    expect(bench.open()).toEqual([]);
    bench.steady(s(60), s(76), air(87));
    expect(bench.open()).toEqual(['OX-01']);
    bench.steady(s(76), s(87), air(88));
    expect(bench.open()).toEqual([]);
  });

  test('OX-02 fires below 85 after exactly 5 s, tells everybody at once and latches', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(5), air(84));
    bench.until(s(5) - 1);
    expect(bench.open()).toEqual([]);
    bench.until(s(5));
    expect(bench.story('OX-02')).toEqual([
      'OX-02 raised 5',
      'OX-02 escalated partnerAndCharge 5',
      'OX-02 escalated physician 5',
    ]);
    bench.steady(s(6), s(17), air(92));
    expect(bench.alert('OX-02').condition).toBe('gone');
    bench.steady(s(17), s(66), air(98));
    expect(bench.story('OX-02').at(-1)).toBe('OX-02 escalated met 65');
  });

  test('OX-02 is over after 10 s at 88, not at 87; what is left of it is OX-01', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(6), air(84));
    bench.accept(s(6), 'OX-02');
    bench.steady(s(7), s(40), air(87));
    expect(bench.open()).toEqual(['OX-02']);
    bench.steady(s(40), s(50), air(88));
    bench.until(s(50) - 1);
    expect(bench.open()).toEqual(['OX-02']);
    bench.hear(report(s(50), air(88)));
    expect(bench.open()).toEqual(['OX-01']);
  });

  test('OX-02 that nobody has accepted stays what it was while OX-01 holds', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(6), air(84));
    bench.steady(s(6), s(60), air(88));
    expect(bench.alert('OX-02')).toMatchObject({ priority: 'high', condition: 'present' });
  });

  test('OX-02 replaces OX-01 at once, off-time or not', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(16), air(88));
    const { id } = bench.alert('OX-01');
    bench.steady(s(16), s(22), air(80));
    expect(bench.alert('OX-02')).toMatchObject({ id, priority: 'high' });
  });
});
