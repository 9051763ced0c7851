import { describe, expect, it } from 'vitest';
import { chairView } from '../../../shared/board/chair-view.ts';
import { after, millis, minutes, seconds } from '../../../shared/kernel/units.ts';
import { lastPressure } from '../../../shared/session/clocks.ts';
import { snapshotOf } from '../../support/snapshots.ts';
import { createSuite, type Stage, type SuiteBuilder } from '../../support/suite-builder.ts';
import { monitorOf } from '../../support/suite-people.ts';

const chair = 1 as const;
const SET = { chair, systolic: 124, diastolic: 78, heartRate: 70, spo2: 98 } as const;
const at = (phase: Stage): SuiteBuilder => {
  const suite = createSuite();
  suite.bring(1, phase);
  return suite;
};

describe('a set of vitals charted by hand', () => {
  it('is a pressure of this patient, marked as such, at the moment it was taken', () => {
    const suite = at('INFUSING');
    suite.wait(minutes(10));
    suite.act('ana', 'chartVitals', { ...SET, minutesAgo: 2 });
    const pressure = lastPressure(suite.session(1, 'INFUSING'), suite.vitals(1), suite.now());
    expect(pressure).toMatchObject({ systolic: 124, diastolic: 78, mean: null, by: 'hand' });
    expect(pressure?.measuredAt).toBe(after(suite.now(), minutes(-2)));
    expect(chairView(chair, snapshotOf(suite)).pressures.at(-1)).toMatchObject({ systolic: 124, by: 'hand' });
  });

  it('gives way to a later cuff reading, and keeps its place among earlier ones', () => {
    const suite = at('INFUSING');
    suite.wait(minutes(5));
    suite.cuff(1, 130);
    suite.act('ana', 'chartVitals', { ...SET, minutesAgo: 3 });
    expect(
      suite
        .vitals(1)
        .pressures.slice(-2)
        .map(({ systolic }) => systolic),
    ).toEqual([124, 130]);
  });

  it('never stands in for a live number on screen', () => {
    const suite = at('INFUSING');
    suite.wait(minutes(5), 'silent');
    suite.act('ana', 'chartVitals', SET);
    expect(chairView(chair, snapshotOf(suite))).toMatchObject({
      heartRate: { state: 'stale' },
      spo2: { state: 'stale' },
    });
  });

  it('lets an infusion start on a silent monitor for 5:00', () => {
    const suite = at('READY');
    suite.act('ana', 'ondansetron', { chair, outcome: 'given' });
    suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
    suite.act('finn', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
    suite.wait(minutes(6), 'silent');
    const start = { chair, rateMlPerHour: 75 };
    expect(suite.reasons('ana', 'start', start)).toEqual(['pressure-too-old', 'ecg-not-fresh', 'spo2-not-fresh']);
    suite.act('ana', 'chartVitals', SET);
    suite.wait(minutes(5), 'silent');
    expect(suite.reasons('ana', 'start', start)).toEqual([]);
    suite.wait(millis(1), 'silent');
    expect(suite.reasons('ana', 'start', start)).toEqual(['pressure-too-old', 'ecg-not-fresh', 'spo2-not-fresh']);
  });

  it('lets a patient go home whose monitor has broken, for 10:00', () => {
    const suite = at('RECOVERY');
    suite.wait(minutes(30), 'silent');
    const assess = { chair, padss: 10 };
    expect(suite.reasons('ana', 'assess', assess)).toEqual(['pressure-too-old', 'heart-rate-too-old', 'spo2-too-old']);
    suite.act('ana', 'chartVitals', SET);
    suite.wait(minutes(10), 'silent');
    expect(suite.reasons('ana', 'assess', assess)).toEqual([]);
    suite.wait(seconds(1), 'silent');
    expect(suite.reasons('ana', 'assess', assess)).toHaveLength(3);
  });

  it('counts no longer once another monitor is bound', () => {
    const suite = at('RECOVERY');
    suite.wait(minutes(30), 'silent');
    suite.act('ana', 'chartVitals', SET);
    suite.wait(seconds(1), 'silent');
    suite.act('ana', 'rebindMonitor', { chair, mrn: 'MRN-1', birthDate: '1961-04-30', source: monitorOf(5) });
    expect(suite.reasons('ana', 'assess', { chair, padss: 10 })).toEqual([
      'pressure-missing',
      'heart-rate-missing',
      'spo2-missing',
    ]);
  });

  it('serves a baseline whose cuff has broken', () => {
    const suite = at('BASELINE');
    suite.wait(minutes(5), 'throughout');
    suite.act('ana', 'chartVitals', SET);
    suite.wait(seconds(70), 'throughout');
    suite.act('ana', 'chartVitals', { ...SET, systolic: 120 });
    suite.act('ana', 'acceptBaseline', { chair });
    expect(suite.session(1, 'READY').baselines).toMatchObject([{ systolic: { sum: 244, count: 2 }, mean: null }]);
  });

  it('is not a set that cannot be, nor one from before this monitor was bound', () => {
    const suite = at('INFUSING');
    expect(suite.reasons('ana', 'chartVitals', { ...SET, diastolic: 124 })).toEqual(['diastolic-not-below-systolic']);
    suite.act('ana', 'rebindMonitor', { chair, mrn: 'MRN-1', birthDate: '1961-04-30', source: monitorOf(5) });
    suite.wait(minutes(1));
    expect(suite.reasons('ana', 'chartVitals', { ...SET, minutesAgo: 2 })).toEqual(['before-last-move']);
    expect(suite.reasons('ana', 'chartVitals', { ...SET, minutesAgo: 1 })).toEqual([]);
  });

  it('is kept to the last twelve', () => {
    const suite = at('INFUSING');
    for (let set = 0; set < 14; set += 1) suite.act('ana', 'chartVitals', { ...SET, systolic: 110 + set });
    expect(suite.session(1, 'INFUSING').charted.map(({ systolic }) => systolic)).toEqual(
      Array.from({ length: 12 }, (_, i) => 112 + i),
    );
  });
});
