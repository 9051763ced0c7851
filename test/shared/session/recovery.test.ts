import { describe, expect, it } from 'vitest';
import { after, millis, minutes, seconds } from '../../../shared/kernel/units.ts';
import { report } from '../../support/reports.ts';
import { createSuite, GOING_HOME } from '../../support/suite-builder.ts';
import { monitorOf } from '../../support/suite-people.ts';

const chair = 1 as const;
const recovering = () => {
  const suite = createSuite();
  suite.bring(1, 'RECOVERY');
  return suite;
};
const assess = { chair, padss: 9 };

describe('ASSESS', () => {
  it('is refused at 29:59 with one second left, and allowed at 30:00', () => {
    const suite = recovering();
    suite.wait(minutes(25));
    suite.cuff(1);
    suite.wait(millis(minutes(5) - seconds(1)));
    expect(suite.ask('ana', 'assess', assess)).toEqual({
      ok: false,
      error: [{ code: 'recovery-not-over', fields: { secondsLeft: 1 } }],
    });
    suite.wait(millis(999), 'throughout');
    expect(suite.reasons('ana', 'assess', assess)).toEqual(['recovery-not-over']);
    suite.wait(millis(1), 'throughout');
    expect(suite.reasons('ana', 'assess', assess)).toEqual([]);
  });

  it('asks whether the pump of a stopped infusion stands still: nobody goes home with one that runs', () => {
    const suite = createSuite();
    suite.bring(1, 'INFUSING');
    suite.act('ana', 'stop', { chair, reason: 'sideEffect', note: '' });
    suite.wait(minutes(30));
    suite.cuff(1);
    expect(suite.reasons('ana', 'assess', assess)).toEqual(['pump-may-run']);
    const { id } = suite.session(1, 'RECOVERY');
    suite.happens({ type: 'assessed-ready', chair, session: id, padss: 10, knownAlerts: [] });
    expect(suite.reasons('ana', 'discharge', { chair, ...GOING_HOME })).toEqual(['pump-may-run']);
    suite.act('ana', 'confirmPumpStopped', { chair });
    expect(suite.reasons('ana', 'discharge', { chair, ...GOING_HOME })).toEqual([]);
  });

  it('gives every reason at once', () => {
    const suite = recovering();
    suite.raise(1, { priority: 'medium', rule: 'TEC-04', family: 'link' });
    suite.act('ana', 'callMet', { chair });
    suite.happens({ type: 'identity-mismatched', chair, session: suite.session(1, 'RECOVERY').id, shown: 'MRN-9' });
    suite.wait(minutes(15), 'silent');
    expect(suite.reasons('ana', 'assess', { chair, padss: 8 })).toEqual([
      'recovery-not-over',
      'pressure-too-old',
      'heart-rate-too-old',
      'spo2-too-old',
      'padss-too-low',
      'alert-unaccepted',
      'identity-in-question',
      'emergency',
    ]);
  });

  it.each([
    [144, 93, []],
    [145, 93, ['pressure-beyond-limit']],
    [96, 93, []],
    [95, 93, ['pressure-beyond-limit']],
    [120, 111, []],
    [120, 112, ['pressure-beyond-limit']],
    [145, 112, ['pressure-beyond-limit', 'pressure-beyond-limit']],
  ])('with SBP %d and MAP %d against 120 and 93: %j', (systolic, mean, reasons) => {
    const suite = recovering();
    suite.wait(minutes(30));
    suite.cuff(1, systolic, 80, mean);
    expect(suite.reasons('ana', 'assess', assess)).toEqual(reasons);
  });

  it('lets a physician set aside pressure and score, and nothing else', () => {
    const suite = recovering();
    suite.cuff(1, 150, 80, 93);
    suite.act('eve', 'overrideDischarge', { chair, reason: 'his usual pressure' });
    suite.wait(minutes(9));
    expect(suite.reasons('ana', 'assess', { chair, padss: 5 })).toEqual(['recovery-not-over']);
  });

  it('takes values of exactly 10:00 and none older', () => {
    const suite = recovering();
    suite.wait(minutes(30));
    suite.cuff(1);
    suite.wait(minutes(10), 'silent');
    expect(suite.reasons('ana', 'assess', assess)).toEqual([]);
    suite.wait(millis(1), 'silent');
    expect(suite.reasons('ana', 'assess', assess)).toEqual(['pressure-too-old', 'heart-rate-too-old', 'spo2-too-old']);
  });

  it('takes a pulse where the monitor gives no heart rate', () => {
    const suite = recovering();
    suite.wait(minutes(30));
    suite.cuff(1);
    suite.hear(1, report(suite.now(), { heartRate: null }, { source: monitorOf(1) }));
    expect(suite.reasons('ana', 'assess', assess)).toEqual(['heart-rate-missing']);
    suite.hear(1, report(suite.now(), { pulseRate: 70 }, { source: monitorOf(1) }));
    expect(suite.reasons('ana', 'assess', assess)).toEqual([]);
  });

  it('waits for medium alerts, not for low ones', () => {
    const suite = recovering();
    suite.wait(minutes(30));
    suite.cuff(1);
    suite.raise(1, { priority: 'low', rule: 'BP-01D' });
    expect(suite.reasons('ana', 'assess', assess)).toEqual([]);
    const medium = suite.raise(1, { rule: 'TEC-03', family: 'feed' });
    expect(suite.reasons('ana', 'assess', assess)).toEqual(['alert-unaccepted']);
    suite.act('ana', 'acceptAlert', { alert: medium.id });
    expect(suite.reasons('ana', 'assess', assess)).toEqual([]);
  });
});

describe('EXTEND', () => {
  it('counts from now where the recovery is already over', () => {
    const suite = recovering();
    suite.wait(minutes(40));
    suite.act('eve', 'extendRecovery', { chair, minutes: 5 });
    expect(suite.session(1, 'RECOVERY').recoveryUntil).toBe(after(suite.now(), minutes(5)));
  });
});

describe('MET_STAND_DOWN', () => {
  it('does not shorten a recovery that a physician has made longer', () => {
    const suite = recovering();
    suite.act('eve', 'extendRecovery', { chair, minutes: 60 });
    const { recoveryUntil } = suite.session(1, 'RECOVERY');
    suite.act('ana', 'callMet', { chair });
    suite.wait(minutes(5));
    suite.act('eve', 'standDownMet', { chair });
    expect(suite.session(1, 'RECOVERY').recoveryUntil).toBe(recoveryUntil);
  });
});

describe('DISCHARGE', () => {
  const ready = () => {
    const suite = recovering();
    suite.bring(1, 'DISCHARGE_READY');
    return suite;
  };
  const driver = (kind: 'knownPerson' | 'rideshare' | 'taxi' | 'publicTransport' | 'alone', present = true) => ({
    ...GOING_HOME,
    chair,
    driver: { name: 'Sam', kind, present },
  });

  it.each([
    ['knownPerson', []],
    ['rideshare', ['driver-rideshare']],
    ['taxi', ['driver-taxi']],
    ['publicTransport', ['driver-public-transport']],
    ['alone', ['driver-alone']],
  ] as const)('with %s: %j', (kind, reasons) => {
    expect(ready().reasons('ana', 'discharge', driver(kind))).toEqual(reasons);
  });

  it('waits for the known driver to be there', () => {
    expect(ready().reasons('ana', 'discharge', driver('knownPerson', false))).toEqual(['driver-not-present']);
  });

  it('attempted in recovery says at once what is missing, at 29:59 the last second', () => {
    const suite = recovering();
    suite.wait(millis(minutes(30) - seconds(1)));
    expect(suite.ask('ana', 'discharge', driver('rideshare'))).toEqual({
      ok: false,
      error: [
        { code: 'not-assessed' },
        { code: 'recovery-not-over', fields: { secondsLeft: 1 } },
        { code: 'driver-rideshare' },
      ],
    });
  });

  it('is overridden by nobody: a physician’s override leaves driver and time as they are', () => {
    const suite = recovering();
    suite.act('eve', 'overrideDischarge', { chair, reason: 'well' });
    expect(suite.reasons('charge', 'discharge', driver('taxi'))).toEqual([
      'not-assessed',
      'recovery-not-over',
      'driver-taxi',
    ]);
  });
});

describe('ready for discharge', () => {
  const withAccepted = (rule: 'HR-03' | 'BP-02', family: 'rate' | 'pressure') => {
    const suite = recovering();
    const alert = suite.raise(1, { rule, family });
    suite.act('ana', 'acceptAlert', { alert: alert.id });
    suite.bring(1, 'DISCHARGE_READY');
    return { suite, alert };
  };
  const sound = (
    { suite, alert: { id, rule, priority, cause, worst, physicianBy } }: ReturnType<typeof withAccepted>,
    change: { rule?: 'HR-04'; priority?: 'high' } = {},
  ) => {
    const updated = { id, rule, priority, cause, worst, physicianBy, ...change };
    suite.happens({ type: 'alert-updated', ...updated, resound: true });
  };

  it('survives the reminder of an alert that was known and taken on when it was assessed', () => {
    const known = withAccepted('HR-03', 'rate');
    sound(known);
    expect(known.suite.phase(1)).toBe('DISCHARGE_READY');
  });

  it('ends when a known alert turns graver', () => {
    const known = withAccepted('HR-03', 'rate');
    sound(known, { rule: 'HR-04', priority: 'high' });
    expect(known.suite.phase(1)).toBe('RECOVERY');
  });

  it('ends on a worse cuff reading, the only thing that makes a known pressure alert sound again', () => {
    const known = withAccepted('BP-02', 'pressure');
    sound(known);
    expect(known.suite.phase(1)).toBe('RECOVERY');
  });

  it('ends when a known condition had gone and comes back', () => {
    const known = withAccepted('HR-03', 'rate');
    known.suite.happens({ type: 'alert-latched', id: known.alert.id });
    known.suite.wait(minutes(1));
    known.suite.happens({ type: 'alert-returned', id: known.alert.id, cause: known.alert.cause });
    expect(known.suite.phase(1)).toBe('RECOVERY');
  });

  it('keeps the 30:00 it has done when it returns to recovery, and drops the override', () => {
    const suite = recovering();
    suite.act('eve', 'overrideDischarge', { chair, reason: 'well' });
    suite.bring(1, 'DISCHARGE_READY');
    const { recoveryUntil } = suite.session(1, 'DISCHARGE_READY');
    suite.raise(1, { rule: 'OX-01', family: 'oxygen' });
    expect(suite.session(1, 'RECOVERY')).toMatchObject({ recoveryUntil, override: null });
  });

  it('begins recovery anew after a MET call', () => {
    const suite = recovering();
    suite.bring(1, 'DISCHARGE_READY');
    suite.act('ana', 'callMet', { chair });
    expect(suite.reasons('ana', 'callMet', { chair })).toEqual(['met-already-called']);
    expect(suite.reasons('ana', 'discharge', { chair, ...GOING_HOME })).toEqual(['emergency']);
    suite.wait(minutes(3));
    suite.act('eve', 'standDownMet', { chair });
    expect(suite.reasons('eve', 'standDownMet', { chair })).toEqual(['no-emergency']);
    expect(suite.session(1, 'RECOVERY').recoveryUntil).toBe(after(suite.now(), minutes(30)));
  });
});
