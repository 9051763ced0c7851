import { describe, expect, it } from 'vitest';
import { after, minutes, seconds } from '../../../shared/kernel/units.ts';
import { ACTIVE_PHASES } from '../../../shared/session/session-state.ts';
import { createSuite, GOING_HOME, type Stage } from '../../support/suite-builder.ts';
import { monitorOf, NURSE_OF, nurseId, patientOf, STAFF } from '../../support/suite-people.ts';

/**
 * One test per row of the table of moves (clinical session text, state_transitions.tsv as changed by the
 * decisions): from, event, to. Guards that have more to say have tests of their own beside this file.
 */
const at = (phase: Stage) => {
  const suite = createSuite();
  suite.bring(1, phase);
  return suite;
};
const chair = 1 as const;

describe('the table of moves', () => {
  it('EMPTY, ASSIGN: assigns a nurse and takes the protocol version', () => {
    const suite = createSuite();
    suite.act('ana', 'assign', { chair, patient: patientOf(1), courseDay: 3, nurse: 'ana' });
    expect(suite.session(1, 'ASSIGNED')).toMatchObject({
      nurse: 'ana',
      courseDay: 3,
      protocol: { id: 'ketamine-rapm-2025-106907', version: 1 },
      id: 'session-1',
    });
  });

  it('ASSIGNED, ARRIVE: two matching identifiers lead to PREP', () => {
    const suite = at('ASSIGNED');
    suite.wait(minutes(3));
    suite.act('ana', 'arrive', { chair, mrn: 'MRN-1', birthDate: '1961-04-30', minutesAgo: 2 });
    const arrivedAt = after(suite.now(), minutes(-2));
    expect(suite.session(1, 'PREP')).toMatchObject({ arrivedAt, vitalsFrom: arrivedAt });
  });

  it.each(['ASSIGNED', 'PREP', 'BASELINE', 'READY'] as const)('%s, CANCEL: closes as NOT_STARTED', (phase) => {
    const suite = at(phase);
    suite.act('ana', 'cancel', { chair, reason: 'fever' });
    expect(suite.session(1, 'CLOSED')).toMatchObject({ outcome: 'NOT_STARTED', closedAt: suite.now() });
  });

  it('PREP, BIND_MONITOR: the monitor speaks for this patient from now on', () => {
    const suite = at('PREP');
    suite.wait(minutes(1));
    suite.act('ana', 'bindMonitor', { chair, source: monitorOf(1) });
    expect(suite.session(1, 'PREP')).toMatchObject({ monitor: 'monitor-1', vitalsFrom: suite.now() });
    expect(suite.state().assignments).toEqual({ 'monitor-1': 1 });
  });

  it('PREP, CHECKLIST_DONE: weight and driver are kept, the rest timer starts', () => {
    const suite = at('PREP');
    suite.act('ana', 'completePreparation', {
      chair,
      weight: { value: 176.4, unit: 'lb' },
      driver: 'Sam',
      checklistConfirmed: true,
    });
    const session = suite.session(1, 'BASELINE');
    expect(session.restSince).toBe(suite.now());
    expect(session.weight).toBeCloseTo(80.0137, 4);
    expect(suite.log().at(-1)?.event).toMatchObject({ weightEntered: '176.4 lb' });
  });

  it('BASELINE, CAPTURE and ACCEPT_BASELINE: the draft becomes version 1 for 30:00', () => {
    const suite = at('READY');
    expect(suite.session(1, 'READY').baselines).toMatchObject([
      {
        version: 1,
        systolic: { sum: 240, count: 2 },
        heartRate: 72,
        spo2: 97,
        rhythm: 'sinus',
        acceptedAt: suite.now(),
        expiresAt: after(suite.now(), minutes(30)),
        released: false,
      },
    ]);
  });

  it.each(['READY', 'INFUSING', 'PAUSED', 'RECOVERY'] as const)('%s, ONDANSETRON: counts the dose', (phase) => {
    const suite = at(phase);
    const before = suite.session(1, phase).ondansetron.doses;
    suite.act('ana', 'ondansetron', { chair, outcome: 'given' });
    expect(suite.session(1, phase).ondansetron.doses).toBe(before + 1);
  });

  it('READY, DOSE_CHECK: a second clinician verifies', () => {
    const suite = at('READY');
    suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
    suite.act('ben', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
    expect(suite.session(1, 'READY').dose).toMatchObject({ dose: 40, rate: 75, preparedBy: 'ana', verifiedBy: 'ben' });
  });

  it('READY, REBASELINE: back to BASELINE, the old version is kept', () => {
    const suite = at('READY');
    suite.wait(minutes(1));
    suite.act('ana', 'rebaseline', { chair, reason: 'stood up' });
    expect(suite.session(1, 'BASELINE').restSince).toBe(suite.now());
    suite.bring(1, 'READY');
    expect(suite.session(1, 'READY').baselines.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('READY, BASELINE_EXPIRED: one set within 10 % renews it, the verified dose is kept', () => {
    const suite = at('READY');
    suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
    suite.act('finn', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
    suite.wait(minutes(30));
    suite.cuff(1, 132, 80, 93);
    suite.act('ana', 'renewBaseline', { chair });
    expect(suite.session(1, 'READY').baselines).toMatchObject([
      { version: 1, expiresAt: after(suite.now(), minutes(30)), systolic: { sum: 240, count: 2 } },
    ]);
    expect(suite.session(1, 'READY').dose?.verifiedBy).toBe('finn');
  });

  it('READY, START: the run clock starts', () => {
    const suite = at('INFUSING');
    expect(suite.session(1, 'INFUSING').infusion).toEqual({
      startedAt: suite.now(),
      rate: 75,
      ranBefore: 0,
      runningSince: suite.now(),
      pumpStopConfirmed: false,
      delivered: null,
    });
  });

  it('INFUSING, PAUSE: the run clock freezes and the pump is to be stopped', () => {
    const suite = at('INFUSING');
    suite.wait(minutes(7));
    suite.act('ana', 'pause', { chair, reason: 'sideEffect' });
    expect(suite.session(1, 'PAUSED')).toMatchObject({
      pausedAt: suite.now(),
      reason: 'sideEffect',
      infusion: { ranBefore: minutes(7), runningSince: null, pumpStopConfirmed: false },
    });
    suite.act('ana', 'confirmPumpStopped', { chair });
    expect(suite.session(1, 'PAUSED').infusion.pumpStopConfirmed).toBe(true);
  });

  it('PAUSED, RESUME: the run clock goes on where it stood', () => {
    const suite = at('PAUSED');
    suite.act('ana', 'confirmPumpStopped', { chair });
    suite.wait(minutes(3));
    suite.act('ana', 'resume', { chair });
    expect(suite.session(1, 'INFUSING').infusion).toMatchObject({ ranBefore: 0, runningSince: suite.now() });
  });

  it('INFUSING, RUN_40_00: nothing but a clock changes; the phase waits for a person', () => {
    const suite = at('INFUSING');
    suite.wait(minutes(41));
    expect(suite.phase(1)).toBe('INFUSING');
  });

  it('INFUSING, END: recovery of 30:00 from the end, nothing more to confirm at the pump', () => {
    const suite = at('INFUSING');
    suite.wait(minutes(42));
    suite.act('ana', 'end', { chair, deliveredMl: 50, minutesAgo: 2 });
    const endedAt = after(suite.now(), minutes(-2));
    expect(suite.session(1, 'RECOVERY')).toMatchObject({
      endedAt,
      recoveryUntil: after(endedAt, minutes(30)),
      discontinued: null,
      infusion: { ranBefore: minutes(40), runningSince: null, pumpStopConfirmed: true },
    });
  });

  it.each(['INFUSING', 'PAUSED'] as const)('%s, STOP: discontinued, recovery in full, 10 s to undo', (phase) => {
    const suite = at(phase);
    suite.wait(minutes(5));
    suite.act('ana', 'stop', { chair, reason: 'patientChoice', note: '' });
    expect(suite.session(1, 'RECOVERY')).toMatchObject({
      endedAt: suite.now(),
      recoveryUntil: after(suite.now(), minutes(30)),
      discontinued: { reason: 'patientChoice', undoUntil: after(suite.now(), seconds(10)) },
      infusion: { runningSince: null, pumpStopConfirmed: false },
    });
  });

  it.each(ACTIVE_PHASES)('%s, MET_CALL and MET_STAND_DOWN: the emergency lies over the phase', (phase) => {
    const suite = at(phase);
    suite.act('ana', 'callMet', { chair });
    expect(suite.session(1, phase).emergencySince).toBe(suite.now());
    suite.wait(minutes(1));
    suite.act('eve', 'standDownMet', { chair });
    const expected = phase === 'DISCHARGE_READY' ? 'RECOVERY' : phase;
    expect(suite.session(1, expected).emergencySince).toBeNull();
  });

  it('RECOVERY, MET_STAND_DOWN: recovery begins anew in full', () => {
    const suite = at('RECOVERY');
    suite.act('ana', 'callMet', { chair });
    suite.wait(minutes(12));
    suite.act('eve', 'standDownMet', { chair });
    expect(suite.session(1, 'RECOVERY').recoveryUntil).toBe(after(suite.now(), minutes(30)));
  });

  const withPumpOff = ACTIVE_PHASES.filter((phase) => phase !== 'INFUSING' && phase !== 'PAUSED');
  it.each(withPumpOff)('%s, TRANSFER: closes as TRANSFERRED', (phase) => {
    const suite = at(phase);
    suite.act('eve', 'transfer', { chair, destination: 'Emergency department' });
    expect(suite.session(1, 'CLOSED').outcome).toBe('TRANSFERRED');
  });

  it('INFUSING and PAUSED, TRANSFER: not with a pump that may run on; a physician can stop and confirm alone', () => {
    const suite = at('INFUSING');
    const transfer = { chair, destination: 'Emergency department' };
    expect(suite.reasons('eve', 'transfer', transfer)).toEqual(['pump-may-run']);
    suite.act('ana', 'pause', { chair, reason: 'other' });
    expect(suite.reasons('eve', 'transfer', transfer)).toEqual(['pump-may-run']);
    suite.act('eve', 'stop', { chair, reason: 'alarm', note: '' });
    expect(suite.reasons('eve', 'transfer', transfer)).toEqual(['pump-may-run']);
    suite.act('eve', 'confirmPumpStopped', { chair });
    suite.act('eve', 'transfer', transfer);
    expect(suite.session(1, 'CLOSED').outcome).toBe('TRANSFERRED');
  });

  it('RECOVERY, RECOVERY_30_00: nothing but a clock changes; fitness is a nurse’s judgement', () => {
    const suite = at('RECOVERY');
    suite.wait(minutes(31));
    expect(suite.phase(1)).toBe('RECOVERY');
  });

  it('RECOVERY, EXTEND: longer by the minutes said', () => {
    const suite = at('RECOVERY');
    const until = suite.session(1, 'RECOVERY').recoveryUntil;
    suite.act('eve', 'extendRecovery', { chair, minutes: 15 });
    expect(suite.session(1, 'RECOVERY').recoveryUntil).toBe(after(until, minutes(15)));
  });

  it('RECOVERY, ASSESS: ready for discharge', () => {
    const suite = at('DISCHARGE_READY');
    expect(suite.session(1, 'DISCHARGE_READY').movedAt).toBe(suite.now());
  });

  it.each(['medium', 'high'] as const)('DISCHARGE_READY, NEW_ALERT(%s): back to RECOVERY by itself', (priority) => {
    const suite = at('DISCHARGE_READY');
    suite.raise(1, { priority, family: 'rate', rule: 'HR-03' });
    expect(suite.phase(1)).toBe('RECOVERY');
    expect(suite.log().at(-1)).toMatchObject({
      actor: 'station',
      event: { type: 'returned-to-recovery', because: 'HR-03' },
    });
  });

  it.each([
    ['low', 'pressure', 'BP-01D'],
    ['medium', 'link', 'TEC-04'],
  ] as const)(
    'DISCHARGE_READY, NEW_ALERT(%s %s): stays, for the patient is as well as before',
    (...[priority, family, rule]) => {
      const suite = at('DISCHARGE_READY');
      suite.raise(1, { priority, family, rule });
      expect(suite.phase(1)).toBe('DISCHARGE_READY');
    },
  );

  it('DISCHARGE_READY, DISCHARGE: COMPLETED', () => {
    const suite = at('CLOSED');
    expect(suite.session(1, 'CLOSED').outcome).toBe('COMPLETED');
  });

  it('DISCHARGE_READY, DISCHARGE after a stop: DISCONTINUED', () => {
    const suite = at('INFUSING');
    suite.act('ana', 'stop', { chair, reason: 'sideEffect', note: 'nausea' });
    suite.act('ana', 'confirmPumpStopped', { chair });
    suite.bring(1, 'DISCHARGE_READY');
    suite.act('ana', 'discharge', { chair, ...GOING_HOME });
    expect(suite.session(1, 'CLOSED').outcome).toBe('DISCONTINUED');
  });

  it('DISCHARGE_READY, MONITOR_OFF: what it shows from here on is nobody’s, and the patient stays ready', () => {
    const suite = at('DISCHARGE_READY');
    suite.act('ana', 'monitorOff', { chair });
    expect(suite.session(1, 'DISCHARGE_READY').monitor).toBeNull();
    expect(suite.reasons('ana', 'monitorOff', { chair })).toEqual(['monitor-not-bound']);
    suite.act('ana', 'discharge', { chair, ...GOING_HOME });
    expect(suite.session(1, 'CLOSED').outcome).toBe('COMPLETED');
  });

  it('DISCHARGE_READY, MONITOR_OFF: not while an emergency is open', () => {
    const suite = at('DISCHARGE_READY');
    suite.act('ana', 'callMet', { chair });
    expect(suite.reasons('ana', 'monitorOff', { chair })).toEqual(['emergency']);
  });

  const watched = ['READY', 'INFUSING', 'PAUSED', 'RECOVERY', 'DISCHARGE_READY'] as const;
  it.each(watched)('%s, REBIND_MONITOR: the baseline is kept, older pressures are not', (phase) => {
    const suite = at(phase);
    const before = suite.session(1, phase);
    suite.wait(minutes(1));
    suite.act('ana', 'rebindMonitor', { chair, mrn: 'MRN-1', birthDate: '1961-04-30', source: monitorOf(5) });
    const { baselines } = before;
    expect(suite.session(1, phase)).toEqual({ ...before, monitor: 'monitor-5', vitalsFrom: suite.now(), baselines });
    expect(suite.state().assignments).toMatchObject({ 'monitor-5': 1 });
  });

  it('CLOSED: the monitor speaks for nobody, so that the next patient’s numbers are not this one’s', () => {
    expect(at('CLOSED').session(1, 'CLOSED').monitor).toBeNull();
  });

  it('CLOSED, CLEAN: TURNOVER, the monitor is free', () => {
    const suite = at('TURNOVER');
    expect(suite.session(1, 'TURNOVER').monitor).toBeNull();
  });

  it('TURNOVER, CLEANED: EMPTY, and the next patient can come', () => {
    const suite = at('TURNOVER');
    suite.act('ana', 'finishCleaning', { chair });
    expect(suite.phase(1)).toBe('EMPTY');
    suite.bring(1, 'INFUSING');
  });

  it.each(['ASSIGNED', ...ACTIVE_PHASES] as const)('%s, REASSIGN_NURSE: the receiver accepts', (phase) => {
    const suite = at(phase);
    suite.act('ana', 'offerHandover', { chair, to: 'cal' });
    expect(suite.session(1, phase).nurse).toBe('ana');
    suite.act('cal', 'acceptHandover', { chair });
    expect(suite.session(1, phase)).toMatchObject({ nurse: 'cal', handover: null });
  });

  it('any, PROVIDER_ON_SITE and HAND_OVER: the next provider’s declaration replaces the last', () => {
    const suite = createSuite();
    expect(suite.state().staffing.providerOnSite).toBe(nurseId('eve'));
    suite.act('ana', 'declareProvider', { person: STAFF.finn.id });
    expect(suite.state().staffing.providerOnSite).toBe(nurseId('finn'));
    suite.act('finn', 'providerLeaves', { person: STAFF.finn.id });
    expect(suite.state().staffing.providerOnSite).toBeNull();
  });

  it('is walked by every chair to its end, each with its own nurse', () => {
    const suite = createSuite();
    for (const each of [1, 2, 3, 4, 5, 6, 7, 8] as const) {
      suite.bring(each, 'TURNOVER');
      expect(suite.session(each, 'TURNOVER')).toMatchObject({ outcome: 'COMPLETED', nurse: NURSE_OF[each] });
    }
  });
});
