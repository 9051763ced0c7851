import { describe, expect, test } from 'vitest';
import { seconds as s } from '../../../shared/kernel/units.ts';
import { BASELINE, createAlarmBench, sessionIn } from '../../support/alarm-bench.ts';
import { report } from '../../support/reports.ts';

describe('RH-01', () => {
  const atrial = { heartRate: 90, spo2: 98, rhythm: 'atrialFibrillation' } as const;
  const sinus = { heartRate: 90, spo2: 98, rhythm: 'sinus' } as const;

  test('fires after exactly 30 s of AF, medium, for a physician', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(30), atrial);
    bench.until(s(30) - 1);
    expect(bench.open()).toEqual([]);
    bench.until(s(30));
    expect(bench.alert('RH-01')).toMatchObject({ priority: 'medium', physicianBy: s(330) });
  });

  test('gathers AF that comes in runs, within a minute', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(20), atrial);
    bench.steady(s(20), s(30), sinus);
    bench.steady(s(30), s(40), atrial);
    bench.until(s(40) - 1);
    expect(bench.open()).toEqual([]);
    bench.until(s(40));
    expect(bench.open()).toEqual(['RH-01']);
  });

  test('does not gather what lies further apart', () => {
    const bench = createAlarmBench();
    for (let t = 0; t < 600; t += 60) {
      bench.steady(s(t), s(t + 20), atrial);
      bench.steady(s(t + 20), s(t + 60), sinus);
    }
    expect(bench.open()).toEqual([]);
  });

  test('is high with a heart rate of 130, and stays so until somebody accepts', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(31), atrial);
    bench.hear(report(s(31), { ...atrial, heartRate: 130 }));
    expect(bench.story('RH-01').at(-1)).toBe('RH-01 updated high aloud 31');
    bench.steady(s(32), s(35), atrial);
    expect(bench.alert('RH-01').priority).toBe('high');
  });

  test('latches, and clears after 60 s without AF', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(31), atrial);
    bench.steady(s(31), s(91), sinus);
    bench.until(s(91) - 1);
    expect(bench.alert('RH-01').condition).toBe('present');
    bench.hear(report(s(91), sinus));
    expect(bench.alert('RH-01').condition).toBe('gone');
  });

  test('says nothing where the baseline was AF', () => {
    const bench = createAlarmBench({
      session: sessionIn('INFUSING', { baselines: [{ ...BASELINE, rhythm: 'atrialFibrillation' }] }),
    });
    bench.steady(0, s(60), atrial);
    expect(bench.open()).toEqual([]);
  });

  test('a baseline without a word on rhythm is not AF', () => {
    const bench = createAlarmBench({
      session: sessionIn('INFUSING', { baselines: [{ ...BASELINE, rhythm: 'notReported' }] }),
    });
    bench.steady(0, s(31), atrial);
    expect(bench.open()).toEqual(['RH-01']);
  });
});
