import { expect, test } from 'vitest';
import { seconds as s } from '../../../shared/kernel/units.ts';
import { createAlarmBench } from '../../support/alarm-bench.ts';
import { report } from '../../support/reports.ts';

/** Failures that the laws once found, each kept as a test of its own. */

const AF = { heartRate: 72, spo2: 98, rhythm: 'atrialFibrillation' } as const;

test('a gap in which the leads were off is not counted as AF', () => {
  const bench = createAlarmBench();
  bench.hear(report(0, AF));
  bench.hear(report(s(1), { heartRate: 72, spo2: 98 }, { faults: ['ecgLeadsOff'] }));
  bench.steady(s(11), s(40), AF);
  // One second before the gap and 29 after it.
  bench.until(s(40) - 1);
  expect(bench.open()).not.toContain('RH-01');
  bench.until(s(40));
  expect(bench.open()).toContain('RH-01');
});

test('AF seen for no time at all, before the leads are said to be off, is not carried over a gap', () => {
  const bench = createAlarmBench();
  bench.hear(report(0, { rhythm: 'atrialFibrillation' }));
  bench.hear(report(0, { heartRate: 72, spo2: 98 }, { faults: ['ecgLeadsOff'] }));
  bench.steady(s(1), s(31), AF);
  bench.until(s(31) - 1);
  expect(bench.open()).toEqual([]);
  bench.until(s(31));
  expect(bench.open()).toEqual(['RH-01']);
});
