import { describe, expect, it } from 'vitest';
import { after, minutes, seconds } from '../../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import { currentBaseline } from '../../../shared/session/clocks.ts';
import { nextAction } from '../../../shared/session/next-action.ts';
import { createSuite, PREPARED, type Stage, type SuiteBuilder } from '../../support/suite-builder.ts';
import { monitorOf, patientOf } from '../../support/suite-people.ts';

const chair = 1 as const;
const next = (suite: SuiteBuilder) =>
  nextAction(suite.state().sessions[1], suite.vitals(1), suite.state().alerts, suite.now(), KETAMINE_INFUSION);
const verb = (suite: SuiteBuilder) => next(suite)?.action ?? null;
const at = (phase: Stage) => {
  const suite = createSuite();
  suite.bring(1, phase);
  return suite;
};

describe('the next action', () => {
  it('leads from an empty chair to the baseline', () => {
    const suite = createSuite();
    expect(next(suite)).toBeNull();
    suite.bring(1, 'ASSIGNED');
    expect(next(suite)).toEqual({ action: 'arrive', due: null });
    suite.bring(1, 'PREP');
    expect(verb(suite)).toBe('bindMonitor');
    suite.act('ana', 'bindMonitor', { chair, source: monitorOf(1) });
    expect(verb(suite)).toBe('prepare');
    suite.act('ana', 'completePreparation', { chair, ...PREPARED });
    expect(next(suite)).toEqual({
      action: 'acceptBaseline',
      due: { mode: 'until', endsAt: after(suite.now(), minutes(5)) },
    });
  });

  it('leads through READY in the order of the bench, against the baseline’s clock', () => {
    const suite = at('READY');
    const expiresAt = currentBaseline(suite.session(1, 'READY'))?.expiresAt;
    expect(next(suite)).toEqual({ action: 'ondansetron', due: { mode: 'until', endsAt: expiresAt } });
    suite.act('ana', 'ondansetron', { chair, outcome: 'declined' });
    expect(verb(suite)).toBe('prepareDose');
    suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
    expect(verb(suite)).toBe('verifyDose');
    suite.act('ben', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
    const measuredAt = suite.now();
    expect(next(suite)).toEqual({
      action: 'start',
      due: { mode: 'until', endsAt: after(measuredAt, minutes(5)) },
    });
    suite.wait(minutes(6));
    expect(next(suite)).toEqual({
      action: 'pressure',
      due: { mode: 'until', endsAt: after(measuredAt, minutes(5)) },
    });
    suite.wait(minutes(24));
    expect(verb(suite)).toBe('renewBaseline');
  });

  it('holds an implausible baseline for its release', () => {
    const suite = at('BASELINE');
    suite.wait(minutes(5));
    suite.cuff(1, 85, 60, 68);
    suite.wait(seconds(70), 'throughout');
    suite.cuff(1, 85, 60, 68);
    suite.act('ana', 'acceptBaseline', { chair });
    expect(verb(suite)).toBe('releaseBaseline');
  });

  it('is, while infusing, whatever is due first', () => {
    const suite = at('INFUSING');
    const start = suite.now();
    expect(next(suite)).toEqual({ action: 'pressure', due: { mode: 'until', endsAt: after(start, minutes(15)) } });
    suite.wait(minutes(30));
    suite.cuff(1);
    expect(next(suite)).toEqual({ action: 'endInfusion', due: { mode: 'until', endsAt: after(start, minutes(40)) } });
    suite.act('ana', 'offerHandover', { chair, to: 'ben' });
    expect(next(suite)).toEqual({ action: 'acceptHandover', due: { mode: 'since', since: suite.now() } });
  });

  it('asks for the repeat of a reading beyond the limit', () => {
    const suite = at('INFUSING');
    suite.cuff(1, 150);
    suite.raise(1, { rule: 'BP-01' });
    expect(next(suite)).toEqual({
      action: 'repeatPressure',
      due: { mode: 'until', endsAt: after(suite.now(), minutes(3)) },
    });
  });

  it('is the pump before everything, until somebody says that it stands still', () => {
    const suite = at('INFUSING');
    suite.wait(minutes(20));
    suite.act('ana', 'pause', { chair, reason: 'toilet' });
    const pausedAt = suite.now();
    suite.wait(minutes(2));
    expect(next(suite)).toEqual({ action: 'confirmPumpStopped', due: { mode: 'since', since: pausedAt } });
    suite.act('ana', 'confirmPumpStopped', { chair });
    suite.cuff(1);
    suite.wait(minutes(8));
    expect(verb(suite)).toBe('pressure');
    suite.cuff(1);
    expect(next(suite)).toEqual({ action: 'resume', due: { mode: 'until', endsAt: after(pausedAt, minutes(20)) } });
  });

  it('is the reading at the end, then the assessment', () => {
    const suite = at('RECOVERY');
    expect(next(suite)).toEqual({ action: 'pressure', due: { mode: 'until', endsAt: suite.now() } });
    suite.wait(minutes(16));
    suite.cuff(1);
    const { recoveryUntil } = suite.session(1, 'RECOVERY');
    expect(next(suite)).toEqual({ action: 'assess', due: { mode: 'until', endsAt: recoveryUntil } });
  });

  it.each([
    ['DISCHARGE_READY', 'discharge'],
    ['CLOSED', 'clean'],
    ['TURNOVER', 'cleaned'],
  ] as const)('in %s is to %s', (phase, action) => {
    expect(next(at(phase))).toEqual({ action, due: null });
  });

  it('is to settle an identity, since it came into question', () => {
    const suite = at('INFUSING');
    suite.happens({ type: 'identity-mismatched', chair, session: suite.session(1, 'INFUSING').id, shown: 'MRN-9' });
    expect(next(suite)).toEqual({ action: 'settleIdentity', due: { mode: 'since', since: suite.now() } });
    suite.act('ana', 'settleIdentity', { chair, mrn: patientOf(1).mrn, birthDate: patientOf(1).birthDate });
    expect(verb(suite)).toBe('pressure');
  });

  it('is silent about routine in an emergency, but not about the pump', () => {
    const suite = at('INFUSING');
    suite.act('ana', 'callMet', { chair });
    expect(next(suite)).toBeNull();
    suite.act('ana', 'stop', { chair, reason: 'alarm', note: '' });
    expect(verb(suite)).toBe('confirmPumpStopped');
  });
});
