import { describe, expect, test } from 'vitest';
import { instant, minutes, seconds as s } from '../../../shared/kernel/units.ts';
import type { Session } from '../../../shared/session/session-state.ts';
import { createAlarmBench, sessionIn, WELL } from '../../support/alarm-bench.ts';
import { report } from '../../support/reports.ts';

const infusing = sessionIn('INFUSING');
const air = { spo2: 98 };

describe('TEC-01, the ECG', () => {
  test('fires 10 s after the monitor says leads off, medium while infusing, and goes after 5 s of data', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.hear(report(s(1), air, { faults: ['ecgLeadsOff'] }));
    bench.steady(s(2), s(11), air);
    bench.until(s(11) - 1);
    expect(bench.open()).toEqual([]);
    bench.until(s(11));
    expect(bench.alert('TEC-01')).toMatchObject({ priority: 'medium', raisedAt: s(11) });
    bench.steady(s(12), s(17), WELL);
    bench.until(s(17) - 1);
    expect(bench.open()).toEqual(['TEC-01']);
    bench.until(s(17));
    expect(bench.open()).toEqual([]);
  });

  test('fires when the monitor says "no value"', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.steady(s(1), s(12), { heartRate: null, spo2: 98 });
    expect(bench.story()).toEqual(['TEC-01 raised 11']);
  });

  test('fires when no heart rate comes while the rest of the feed speaks', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.steady(s(1), s(60), air);
    expect(bench.story()).toEqual(['TEC-01 raised 20.001']);
  });

  test.each(['PAUSED', 'RECOVERY', 'READY', 'DISCHARGE_READY'] as const)('is low in %s', (phase) => {
    const bench = createAlarmBench({ session: sessionIn(phase) });
    bench.hear(report(0, WELL));
    bench.steady(s(1), s(12), { heartRate: null, spo2: 98 });
    expect(bench.alert('TEC-01').priority).toBe('low');
  });

  test('changes its priority with the phase: down in silence, up aloud', () => {
    const bench = createAlarmBench({ session: infusing, background: air });
    bench.hear(report(0, WELL));
    bench.until(s(25));
    bench.accept(s(30), 'TEC-01');
    bench.session(s(40), sessionIn('PAUSED'));
    bench.session(s(50), infusing);
    expect(bench.story('TEC-01').slice(-2)).toEqual(['TEC-01 updated low 40', 'TEC-01 updated medium aloud 50']);
  });

  test('is not armed before the first heart rate of a patient without a baseline', () => {
    const bench = createAlarmBench({ session: sessionIn('PREP') });
    for (let t = 0; t < 60; t += 1) bench.hear(report(s(t), air, { faults: ['ecgLeadsOff'] }));
    expect(bench.open()).toEqual([]);
  });

  test('does not hide that the probe is off as well', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.steady(s(1), s(12), { heartRate: null, spo2: null, respiratoryRate: 14 });
    expect(bench.open()).toEqual(['TEC-01', 'TEC-02']);
  });
});

describe('TEC-02, the probe', () => {
  test('fires 10 s after "no value", goes after 5 s of data, and not back within 30 s', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.steady(s(1), s(12), { heartRate: 72, spo2: null });
    expect(bench.story()).toEqual(['TEC-02 raised 11']);
    bench.steady(s(12), s(18), WELL);
    bench.steady(s(18), s(60), { heartRate: 72, spo2: null });
    expect(bench.story()).toEqual(['TEC-02 raised 11', 'TEC-02 resolved 17', 'TEC-02 raised 47']);
  });

  test('fires on the monitor’s word, whatever number it still sends', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    for (let t = 1; t < 12; t += 1) bench.hear(report(s(t), { ...WELL, spo2: 60 }, { faults: ['spo2ProbeOff'] }));
    expect(bench.open()).toEqual(['TEC-02']);
  });
});

describe('TEC-03, old values', () => {
  test('low 10 s after the values have aged, medium once older than 30 s, gone with a fresh one', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.until(s(60));
    expect(bench.story('TEC-03')).toEqual(['TEC-03 raised 20.001', 'TEC-03 updated medium aloud 30.001']);
    bench.hear(report(s(61), WELL));
    expect(bench.open()).toEqual([]);
  });

  test('gives a slow feed 2.5 times its interval', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(81), WELL, s(20));
    bench.until(s(140) - 1);
    expect(bench.open()).toEqual([]);
    bench.until(s(140) + 1);
    expect(bench.story('TEC-03')).toEqual(['TEC-03 raised 140.001']);
  });

  test('names the parameter that is silent while the other speaks', () => {
    const bench = createAlarmBench({ background: { heartRate: 72 } });
    bench.hear(report(0, WELL));
    bench.until(s(31));
    expect(bench.alert('TEC-03').cause).toMatchObject({ what: 'spo2', value: null, measuredAt: 0 });
  });
});

describe('TEC-04, the link', () => {
  test('fires 10 s after the link is lost, latches, and is gone after 5 s of link', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.link(s(1), 'lost');
    bench.until(s(11) - 1);
    expect(bench.open()).toEqual([]);
    bench.until(s(11));
    expect(bench.alert('TEC-04').priority).toBe('medium');
    bench.until(s(41));
    expect(bench.story('TEC-04').at(-1)).toBe('TEC-04 escalated partnerAndCharge 41');
    bench.link(s(50), 'live');
    bench.steady(s(50), s(55), WELL);
    bench.until(s(55) - 1);
    expect(bench.alert('TEC-04').condition).toBe('present');
    bench.until(s(55));
    expect(bench.alert('TEC-04').condition).toBe('gone');
    bench.accept(s(56), 'TEC-04');
    expect(bench.open()).toEqual([]);
  });

  test('hides TEC-01 to TEC-03: those that stand go, and none comes while it lasts', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.steady(s(1), s(13), { heartRate: null, spo2: null });
    expect(bench.open()).toEqual(['TEC-01', 'TEC-02']);
    bench.link(s(13), 'lost');
    bench.until(s(23));
    expect(bench.open()).toEqual(['TEC-04']);
    bench.until(minutes(2));
    expect(bench.open()).toEqual(['TEC-04']);
  });

  test('hides nothing once the link is back: each begins its own delay', () => {
    const bench = createAlarmBench({ session: sessionIn('RECOVERY') });
    bench.hear(report(0, { ...WELL, nibpSystolic: 120 }));
    bench.link(s(1), 'lost');
    bench.until(s(60));
    bench.link(s(61), 'live');
    bench.steady(s(61), s(90), { heartRate: null, spo2: 98 });
    expect(bench.story('TEC-01')).toEqual(['TEC-01 raised 76']);
  });

  test('never hides a physiological alert', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(20), { heartRate: 72, spo2: 80 });
    bench.link(s(20), 'lost');
    bench.until(s(60));
    expect(bench.open()).toEqual(['OX-02', 'TEC-04']);
  });

  test('a restarted station that hears nothing of a patient under care has lost the link', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.restart(s(5));
    bench.until(s(20));
    expect(bench.story()).toEqual(['TEC-04 raised 15']);
  });

  test('a restart clears nothing that stood', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.steady(s(1), s(12), { heartRate: null, spo2: 98 });
    bench.steady(s(12), s(30), { heartRate: null, spo2: 80 });
    expect(bench.open()).toEqual(['TEC-01', 'OX-02']);
    bench.restart(s(30));
    bench.link(s(31), 'live');
    bench.until(s(39));
    expect(bench.open()).toEqual(['TEC-01', 'OX-02']);
  });

  test('says nothing of a chair where nothing was ever connected', () => {
    const bench = createAlarmBench({ session: sessionIn('PREP') });
    bench.link(0, 'none');
    bench.until(minutes(5));
    expect(bench.open()).toEqual([]);
  });
});

describe('TEC-05, another patient’s id', () => {
  const mismatch = (session: Session): Session => ({
    ...session,
    identityMismatch: { shown: 'MRN-9', since: instant(0) },
  });

  test('high at once after the baseline, tells partner and charge nurse, latches until settled and accepted', () => {
    const bench = createAlarmBench({ background: WELL });
    bench.session(s(1), mismatch(infusing));
    expect(bench.alert('TEC-05').priority).toBe('high');
    expect(bench.story()).toEqual(['TEC-05 raised 1', 'TEC-05 escalated partnerAndCharge 1']);
    bench.session(s(2), infusing);
    expect(bench.alert('TEC-05').condition).toBe('gone');
    bench.accept(s(3), 'TEC-05');
    expect(bench.open()).toEqual([]);
  });

  test('is a prompt and no alert before the baseline', () => {
    const bench = createAlarmBench({ session: mismatch(sessionIn('BASELINE')), background: WELL });
    bench.until(minutes(2));
    expect(bench.open()).toEqual([]);
  });
});

describe('the monitor taken off, ready for discharge', () => {
  const ready = sessionIn('DISCHARGE_READY');
  const off = sessionIn('DISCHARGE_READY', { monitor: null });

  test('nobody waits for a signal any more', () => {
    const bench = createAlarmBench({ session: ready });
    bench.hear(report(0, WELL));
    bench.session(s(1), off);
    bench.link(s(2), 'lost');
    bench.until(minutes(10));
    expect(bench.changes()).toEqual([]);
  });

  test('ends the technical alerts that stand, the lost link’s with its acceptance', () => {
    const bench = createAlarmBench({ session: ready });
    bench.hear(report(0, WELL));
    bench.steady(s(1), s(12), { heartRate: null, spo2: 98 });
    bench.session(s(13), off);
    expect(bench.open()).toEqual([]);
    bench.session(s(14), ready);
    bench.link(s(15), 'lost');
    bench.until(s(30));
    bench.session(s(31), off);
    expect(bench.alert('TEC-04').condition).toBe('gone');
    bench.accept(s(32), 'TEC-04');
    expect(bench.open()).toEqual([]);
  });

  test('is a lost monitor again once the patient is back in recovery', () => {
    const bench = createAlarmBench({ session: off });
    bench.link(s(1), 'none');
    bench.session(s(2), sessionIn('RECOVERY', { monitor: null }));
    bench.until(s(12));
    expect(bench.open()).toEqual(['TEC-04']);
  });
});

describe('INF-01, the infusion’s own time', () => {
  test('low at exactly 42:00, medium at 45:00, gone when it ends', () => {
    const bench = createAlarmBench();
    const story = () => bench.story('INF-01');
    bench.until(minutes(42) - 1);
    expect(story()).toEqual([]);
    bench.until(minutes(42));
    expect(story()).toEqual(['INF-01 raised 2520']);
    bench.until(minutes(45));
    expect(story()).toEqual([
      'INF-01 raised 2520',
      'INF-01 escalated partnerAndCharge 2580',
      'INF-01 updated medium aloud 2700',
    ]);
    bench.session(minutes(46), sessionIn('RECOVERY'));
    expect(story().at(-1)).toBe('INF-01 resolved 2760');
  });

  test('counts infusing time, not a pause', () => {
    const resumed = sessionIn('INFUSING');
    if (resumed.phase !== 'INFUSING') throw new Error('not infusing');
    const infusion = { ...resumed.infusion, ranBefore: minutes(30), runningSince: instant(minutes(60)) };
    const bench = createAlarmBench({ session: { ...resumed, infusion } });
    bench.until(minutes(72));
    expect(bench.story('INF-01')).toEqual(['INF-01 raised 4320']);
  });
});
