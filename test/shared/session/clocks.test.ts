import { describe, expect, it } from 'vitest';
import { after, millis, minutes, seconds } from '../../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import {
  baselineExpired,
  currentBaseline,
  expectedEnd,
  infusionRemaining,
  infusionRun,
  infusionWall,
  pauseLength,
  pressureClock,
  recoveryRemaining,
} from '../../../shared/session/clocks.ts';
import { deadlines } from '../../../shared/session/deadlines.ts';
import { createSuite, type SuiteBuilder } from '../../support/suite-builder.ts';
import { monitorOf } from '../../support/suite-people.ts';

const chair = 1 as const;
const infusing = () => {
  const suite = createSuite();
  suite.bring(1, 'INFUSING');
  return suite;
};
const due = (suite: SuiteBuilder) => {
  const session = suite.state().sessions[1];
  if (session === null) throw new Error('empty chair');
  return pressureClock(session, suite.vitals(1), suite.state().alerts, suite.now(), KETAMINE_INFUSION);
};

describe('the infusion clock', () => {
  it('counts infusing time only, while the wall clock goes on', () => {
    const suite = infusing();
    const started = suite.now();
    suite.wait(minutes(10));
    suite.act('ana', 'pause', { chair, reason: 'toilet' });
    suite.act('ana', 'confirmPumpStopped', { chair });
    suite.wait(minutes(4));
    const paused = suite.session(1, 'PAUSED');
    expect(infusionRun(paused.infusion, suite.now())).toBe(minutes(10));
    expect(pauseLength(paused, suite.now())).toBe(minutes(4));
    expect(expectedEnd(paused.infusion, KETAMINE_INFUSION)).toBeNull();

    suite.act('ana', 'resume', { chair });
    const { infusion } = suite.session(1, 'INFUSING');
    expect(expectedEnd(infusion, KETAMINE_INFUSION)).toBe(after(started, minutes(44)));
    suite.wait(minutes(31));
    expect(infusionRemaining(infusion, suite.now(), KETAMINE_INFUSION)).toBe(minutes(-1));
    expect(infusionWall(infusion, suite.now())).toBe(minutes(45));
  });
});

describe('the pressure clock', () => {
  it('is due 15:00 after the last valid one, also one measured before the start', () => {
    const suite = infusing();
    const measured = suite.now();
    expect(due(suite)).toEqual({ why: 'routine', dueAt: after(measured, minutes(15)) });
    suite.wait(minutes(6));
    suite.cuff(1);
    expect(due(suite)).toEqual({ why: 'routine', dueAt: after(suite.now(), minutes(15)) });
  });

  it('asks for none before the infusion and none once ready for discharge', () => {
    const suite = createSuite();
    suite.bring(1, 'READY');
    expect(due(suite)).toBeNull();
    suite.bring(1, 'DISCHARGE_READY');
    expect(due(suite)).toBeNull();
  });

  it('asks for one at the end, at once, however young the last one is', () => {
    const suite = infusing();
    suite.wait(minutes(39));
    suite.cuff(1);
    suite.wait(minutes(1));
    suite.act('ana', 'end', { chair, deliveredMl: 50 });
    const { endedAt } = suite.session(1, 'RECOVERY');
    expect(due(suite)).toEqual({ why: 'atEnd', dueAt: endedAt });
    suite.cuff(1);
    expect(due(suite)).toEqual({ why: 'routine', dueAt: after(suite.now(), minutes(15)) });
  });

  it('asks for the repeat of a reading beyond the limit within 3:00, until one is taken', () => {
    const suite = infusing();
    suite.wait(minutes(8));
    suite.cuff(1, 150);
    const measuredAt = suite.now();
    suite.raise(1, { rule: 'BP-01' });
    suite.wait(seconds(20));
    expect(due(suite)).toEqual({ why: 'repeat', dueAt: after(measuredAt, minutes(3)) });
    suite.cuff(1, 130);
    expect(due(suite)).toMatchObject({ why: 'routine' });
  });

  it('lets no reading at the end hide a repeat that has run out, though the end was due first', () => {
    const suite = infusing();
    suite.wait(minutes(39));
    suite.cuff(1, 150);
    const measuredAt = suite.now();
    suite.raise(1, { rule: 'BP-01' });
    suite.wait(minutes(1));
    suite.act('ana', 'end', { chair, deliveredMl: 50 });
    const repeatBy = after(measuredAt, minutes(3));
    expect(deadlines(suite.state(), suite.vitals, suite.now(), KETAMINE_INFUSION)).toContain(repeatBy);
    suite.wait(millis(minutes(2) - 1));
    expect(due(suite)).toMatchObject({ why: 'atEnd' });
    suite.wait(millis(1));
    expect(due(suite)).toEqual({ why: 'repeat', dueAt: repeatBy });
  });

  it('is due at once on another monitor: what the one before measured does not count', () => {
    const suite = infusing();
    suite.wait(minutes(30));
    suite.cuff(1);
    suite.wait(minutes(1));
    suite.act('ana', 'rebindMonitor', { chair, mrn: 'MRN-1', birthDate: '1961-04-30', source: monitorOf(5) });
    expect(due(suite)).toEqual({ why: 'routine', dueAt: suite.now() });
  });

  it('asks for no repeat of a change that is confirmed', () => {
    const suite = infusing();
    suite.cuff(1, 150);
    suite.raise(1, { rule: 'BP-02' });
    expect(due(suite)).toMatchObject({ why: 'routine' });
  });
});

describe('other clocks', () => {
  it('recovery counts down to 0 and stays there', () => {
    const suite = createSuite();
    suite.bring(1, 'RECOVERY');
    const session = suite.session(1, 'RECOVERY');
    expect(recoveryRemaining(session, after(session.endedAt, minutes(29)))).toBe(minutes(1));
    expect(recoveryRemaining(session, after(session.endedAt, minutes(31)))).toBe(0);
  });

  it('the baseline serves to its last moment, 30:00 from its acceptance', () => {
    const suite = createSuite();
    suite.bring(1, 'READY');
    const baseline = currentBaseline(suite.session(1, 'READY'));
    if (baseline === null) throw new Error('no baseline');
    const end = after(baseline.acceptedAt, minutes(30));
    expect([baselineExpired(baseline, end), baselineExpired(baseline, after(end, seconds(1)))]).toEqual([false, true]);
  });
});
