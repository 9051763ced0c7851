import { describe, expect, it } from 'vitest';
import { millis, minutes, seconds } from '../../../shared/kernel/units.ts';
import { report } from '../../support/reports.ts';
import { createSuite, type SuiteBuilder } from '../../support/suite-builder.ts';
import { NURSE_OF, patientOf, STAFF } from '../../support/suite-people.ts';

const chair = 1 as const;

/** READY with everything done but the start itself. */
function readyToStart(): SuiteBuilder {
  const suite = createSuite();
  suite.bring(1, 'READY');
  suite.act('ana', 'ondansetron', { chair, outcome: 'given' });
  prepareAndVerify(suite);
  return suite;
}

function prepareAndVerify(suite: SuiteBuilder): void {
  suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
  suite.act('finn', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
}

const against = (suite: SuiteBuilder, rateMlPerHour = 75, minutesAgo = 0) =>
  suite.reasons('ana', 'start', { chair, rateMlPerHour, minutesAgo });

describe('START', () => {
  it('has nothing against it when everything is done', () => {
    expect(against(readyToStart())).toEqual([]);
  });

  it('gives every reason at once', () => {
    const suite = createSuite();
    suite.bring(1, 'READY');
    suite.raise(1, { priority: 'high' });
    suite.happens({ type: 'provider-left', person: STAFF.eve.id });
    suite.wait(minutes(31), 'silent');
    expect(against(suite)).toEqual([
      'dose-missing',
      'baseline-expired',
      'pressure-too-old',
      'ecg-not-fresh',
      'spo2-not-fresh',
      'ondansetron-open',
      'alert-unaccepted',
      'no-provider-on-site',
    ]);
  });

  it('needs the second clinician', () => {
    const suite = readyToStart();
    suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 10, bagMl: 50, method: 'withdraw' });
    expect(against(suite)).toEqual(['dose-not-verified']);
  });

  it.each([
    [76.5, []],
    [73.5, []],
    [76.6, ['pump-rate-off']],
    [73.4, ['pump-rate-off']],
    [7.5, ['pump-rate-off']],
    [750, ['pump-rate-off']],
  ])('with the pump at %d mL/h where 75 was computed: %j', (rate, reasons) => {
    expect(against(readyToStart(), rate)).toEqual(reasons);
  });

  it('takes a pressure of exactly 5:00, and says how old the one is that is a second older', () => {
    const suite = readyToStart();
    suite.wait(minutes(5));
    expect(against(suite)).toEqual([]);
    suite.wait(seconds(1));
    expect(suite.ask('ana', 'start', { chair, rateMlPerHour: 75 })).toEqual({
      ok: false,
      error: [{ code: 'pressure-too-old', fields: { secondsOld: 301, secondsMost: 300 } }],
    });
  });

  it('takes no pressure measured after the moment it is dated to', () => {
    const suite = readyToStart();
    suite.wait(minutes(6));
    suite.cuff(1);
    suite.wait(minutes(1));
    expect(against(suite, 75, 1)).toEqual([]);
    suite.wait(seconds(30));
    // 2 minutes ago was before that cuff: what was known then was 5:30 old.
    expect(against(suite, 75, 2)).toEqual(['pressure-too-old']);
    expect(against(suite, 75, 1)).toEqual([]);
  });

  it('needs live ECG and SpO2: silence over 10 s is not live', () => {
    const suite = readyToStart();
    suite.wait(seconds(10), 'silent');
    expect(against(suite)).toEqual([]);
    suite.wait(millis(1), 'silent');
    expect(against(suite)).toEqual(['ecg-not-fresh', 'spo2-not-fresh']);
  });

  it('does not take a value that the monitor has withdrawn', () => {
    const suite = readyToStart();
    suite.hear(1, report(suite.now(), { heartRate: null }));
    expect(against(suite)).toEqual(['ecg-not-fresh']);
  });

  it('does not take a number from a sensor that the monitor calls off', () => {
    const suite = readyToStart();
    const off = ['ecgLeadsOff', 'spo2ProbeOff'] as const;
    suite.hear(1, report(suite.now(), { heartRate: 72, spo2: 97 }, { faults: off }));
    expect(against(suite)).toEqual(['ecg-not-fresh', 'spo2-not-fresh']);
  });

  it.each(['declined', 'contraindicated'] as const)('takes ondansetron as %s', (outcome) => {
    const suite = createSuite();
    suite.bring(1, 'READY');
    prepareAndVerify(suite);
    expect(against(suite)).toEqual(['ondansetron-open']);
    suite.act('ana', 'ondansetron', { chair, outcome });
    expect(against(suite)).toEqual([]);
  });

  it('takes the baseline up to its 30:00 and not a moment longer', () => {
    const suite = readyToStart();
    suite.wait(minutes(30));
    suite.cuff(1);
    expect(against(suite)).toEqual([]);
    suite.wait(millis(1), 'throughout');
    expect(against(suite)).toEqual(['baseline-expired']);
  });

  it('asks for a physician’s release of an implausible baseline', () => {
    const suite = createSuite();
    suite.bring(1, 'BASELINE');
    suite.wait(minutes(5));
    suite.cuff(1, 180, 90, 120);
    suite.wait(seconds(70), 'throughout');
    suite.cuff(1, 180, 90, 120);
    suite.act('ana', 'acceptBaseline', { chair });
    suite.act('ana', 'ondansetron', { chair, outcome: 'given' });
    prepareAndVerify(suite);
    expect(against(suite)).toEqual(['baseline-not-released']);
    suite.act('eve', 'releaseBaseline', { chair, reason: 'known hypertension' });
    expect(against(suite)).toEqual([]);
    expect(suite.reasons('eve', 'releaseBaseline', { chair, reason: 'again' })).toEqual(['baseline-needs-no-release']);
  });

  it('waits for an unaccepted high alert of this chair, not for a medium one, an accepted one or a neighbour’s', () => {
    const suite = readyToStart();
    suite.raise(1, { priority: 'medium' });
    suite.raise(2, { priority: 'high' });
    const high = suite.raise(1, { priority: 'high', rule: 'BP-03' });
    expect(against(suite)).toEqual(['alert-unaccepted']);
    suite.act('ana', 'acceptAlert', { alert: high.id });
    expect(against(suite)).toEqual([]);
  });

  it('waits while the monitor shows another patient, until two identifiers settle it', () => {
    const suite = readyToStart();
    suite.happens({ type: 'identity-mismatched', chair, session: suite.session(1, 'READY').id, shown: 'MRN-9' });
    expect(against(suite)).toEqual(['identity-in-question']);
    expect(suite.reasons('ana', 'settleIdentity', { chair, mrn: 'MRN-9', birthDate: '1970-01-01' })).toEqual([
      'mrn-differs',
      'birth-date-differs',
    ]);
    suite.act('ana', 'settleIdentity', { chair, mrn: patientOf(1).mrn, birthDate: patientOf(1).birthDate });
    expect(suite.session(1, 'READY').settledIds).toEqual(['MRN-9']);
    expect(against(suite)).toEqual([]);
  });

  it('is not for an emergency', () => {
    const suite = readyToStart();
    suite.act('ana', 'callMet', { chair });
    expect(against(suite)).toEqual(['emergency']);
  });

  it('counts the nurse’s infusing, paused, recovering and ready chairs, and takes an override in force', () => {
    const suite = createSuite();
    for (const other of [3, 4] as const) suite.bring(other, 'INFUSING');
    suite.act('charge', 'assign', {
      chair,
      patient: patientOf(1),
      courseDay: 1,
      nurse: NURSE_OF[3],
      overrideReason: 'Ana is late',
    });
    suite.bring(1, 'READY');
    suite.act('ana', 'ondansetron', { chair, outcome: 'given' });
    prepareAndVerify(suite);
    const answer = suite.ask('ana', 'start', { chair, rateMlPerHour: 75 });
    expect(answer).toEqual({ ok: false, error: [{ code: 'nurse-ratio', fields: { chairs: 2, most: 2 } }] });
    suite.act('charge', 'grantRatioOverride', { nurse: 'ben', reason: 'break of Ana', minutes: 5 });
    expect(against(suite)).toEqual([]);
    suite.wait(minutes(5));
    expect(against(suite)).toEqual(['nurse-ratio']);
  });

  it('is not dated before the second clinician’s check', () => {
    const suite = createSuite();
    suite.bring(1, 'READY');
    suite.act('ana', 'ondansetron', { chair, outcome: 'given' });
    suite.wait(minutes(1));
    prepareAndVerify(suite);
    suite.wait(minutes(2));
    expect(against(suite, 75, 2)).toEqual([]);
    expect(suite.ask('ana', 'start', { chair, rateMlPerHour: 75, minutesAgo: 3 })).toEqual({
      ok: false,
      error: [{ code: 'before-last-move', fields: { minutesAgo: 3, minutesMost: 2 } }],
    });
  });

  it('keeps both times when it is dated back', () => {
    const suite = readyToStart();
    suite.wait(minutes(2));
    suite.act('ana', 'start', { chair, rateMlPerHour: 75, minutesAgo: 2 });
    const recorded = suite.log().at(-1);
    expect(recorded?.at).toBe(suite.now());
    expect(recorded?.effectiveAt).toBe(suite.now() - minutes(2));
    expect(suite.session(1, 'INFUSING').infusion.startedAt).toBe(suite.now() - minutes(2));
  });
});
