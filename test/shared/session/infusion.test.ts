import { describe, expect, it } from 'vitest';
import { sessionId } from '../../../shared/kernel/ids.ts';
import { after, millis, minutes, seconds } from '../../../shared/kernel/units.ts';
import { deliveredMg, infusionRun } from '../../../shared/session/clocks.ts';
import { createSuite } from '../../support/suite-builder.ts';
import { STAFF } from '../../support/suite-people.ts';

const chair = 1 as const;
const infusing = () => {
  const suite = createSuite();
  suite.bring(1, 'INFUSING');
  return suite;
};

describe('PAUSE', () => {
  it('is dated back by the minutes said, and the run clock with it', () => {
    const suite = infusing();
    suite.wait(minutes(10));
    suite.act('ana', 'pause', { chair, reason: 'toilet', minutesAgo: 3 });
    expect(suite.session(1, 'PAUSED').infusion.ranBefore).toBe(minutes(7));
  });

  it('is not dated before the start', () => {
    const suite = infusing();
    suite.wait(minutes(2));
    expect(suite.reasons('ana', 'pause', { chair, reason: 'toilet', minutesAgo: 3 })).toEqual(['before-last-move']);
  });

  it('asks once whether the pump is stopped', () => {
    const suite = infusing();
    suite.act('ana', 'pause', { chair, reason: 'toilet' });
    suite.act('ana', 'confirmPumpStopped', { chair });
    expect(suite.reasons('ana', 'confirmPumpStopped', { chair })).toEqual(['pump-stop-already-confirmed']);
  });
});

describe('RESUME', () => {
  const paused = (reason: 'toilet' | 'bloodPressure' = 'toilet') => {
    const suite = infusing();
    suite.wait(minutes(5));
    suite.act('ana', 'pause', { chair, reason });
    suite.act('ana', 'confirmPumpStopped', { chair });
    return suite;
  };
  const against = (suite: ReturnType<typeof paused>) => suite.reasons('ana', 'resume', { chair });

  it('has nothing against it after a short pause for no medical reason', () => {
    expect(against(paused())).toEqual([]);
  });

  it('waits until somebody says that the pump stood still: a dose that ran on would be in no clock', () => {
    const suite = infusing();
    suite.act('ana', 'pause', { chair, reason: 'toilet' });
    expect(against(suite)).toEqual(['pump-may-run']);
    suite.act('eve', 'confirmPumpStopped', { chair });
    expect(against(suite)).toEqual([]);
  });

  it('waits for an unaccepted high alert', () => {
    const suite = paused();
    const alert = suite.raise(1, { priority: 'high', rule: 'OX-02', family: 'oxygen' });
    expect(against(suite)).toEqual(['alert-unaccepted']);
    suite.act('ana', 'acceptAlert', { alert: alert.id });
    expect(against(suite)).toEqual([]);
  });

  it('after a pause for pressure asks for one that is at most 5:00 old', () => {
    const suite = paused('bloodPressure');
    suite.cuff(1);
    suite.wait(minutes(5));
    expect(against(suite)).toEqual([]);
    suite.wait(seconds(1));
    expect(against(suite)).toEqual(['pressure-too-old']);
  });

  it('after a pause for pressure asks whose pressure it is', () => {
    const suite = paused('bloodPressure');
    suite.cuff(1);
    suite.happens({ type: 'identity-mismatched', chair, session: suite.session(1, 'PAUSED').id, shown: 'MRN-9' });
    expect(against(suite)).toEqual(['identity-in-question']);
  });

  it('asks for a physician after 20:00, at the exact moment not yet', () => {
    const suite = paused();
    suite.wait(minutes(20));
    expect(against(suite)).toEqual([]);
    suite.wait(millis(1));
    expect(against(suite)).toEqual(['resume-needs-physician']);
    suite.act('eve', 'allowResume', { chair, reason: 'line was changed' });
    expect(against(suite)).toEqual([]);
    expect(suite.reasons('eve', 'allowResume', { chair, reason: 'again' })).toEqual(['resume-already-allowed']);
  });

  it('asks for a physician when more than 90:00 have passed since the start', () => {
    const suite = infusing();
    for (const pause of [1, 2, 3, 4]) {
      suite.wait(minutes(3));
      suite.act('ana', 'pause', { chair, reason: 'other' });
      suite.act('ana', 'confirmPumpStopped', { chair });
      suite.wait(minutes(pause === 4 ? 18 : 20));
      if (pause < 4) suite.act('ana', 'resume', { chair });
    }
    expect(against(suite)).toEqual([]);
    suite.wait(millis(1));
    expect(against(suite)).toEqual(['resume-needs-physician']);
  });

  it.each(['when it was paused', 'while it is paused'])(
    'asks for a physician for an adverse-event alert %s',
    (moment) => {
      const suite = infusing();
      const raise = () => suite.raise(1, { rule: 'HR-01', family: 'rate' });
      const before = moment === 'when it was paused' ? raise() : null;
      suite.act('ana', 'pause', { chair, reason: 'sideEffect' });
      suite.act('ana', 'confirmPumpStopped', { chair });
      const alert = before ?? raise();
      if (before !== null) suite.happens({ type: 'alert-cleared', id: alert.id });
      expect(against(suite)).toEqual(['resume-needs-physician']);
    },
  );

  it('asks nobody for a single reading beyond 20 % that nothing has confirmed', () => {
    const suite = infusing();
    suite.raise(1, { rule: 'BP-01' });
    suite.act('ana', 'pause', { chair, reason: 'toilet' });
    suite.act('ana', 'confirmPumpStopped', { chair });
    expect(against(suite)).toEqual([]);
  });

  it('asks nobody for an alert that the patient before left open on this chair', () => {
    const suite = infusing();
    suite.raise(1, { rule: 'HR-01', family: 'rate', session: sessionId('session-0') });
    suite.act('ana', 'pause', { chair, reason: 'toilet' });
    suite.act('ana', 'confirmPumpStopped', { chair });
    expect(against(suite)).toEqual([]);
  });

  it('asks anew in each pause', () => {
    const suite = paused();
    suite.act('eve', 'allowResume', { chair, reason: 'fine' });
    suite.act('ana', 'resume', { chair });
    suite.act('ana', 'pause', { chair, reason: 'toilet' });
    expect(suite.session(1, 'PAUSED').resumeAllowed).toBe(false);
  });
});

describe('STOP and its undo', () => {
  it('can be undone up to 10 s after the tap, and then never happened to the run clock', () => {
    const suite = infusing();
    suite.wait(minutes(12));
    suite.act('ana', 'stop', { chair, reason: 'other', note: '' });
    suite.wait(seconds(10));
    suite.act('ana', 'undoStop', { chair });
    const { infusion } = suite.session(1, 'INFUSING');
    expect(infusionRun(infusion, suite.now())).toBe(minutes(12) + seconds(10));
  });

  it('cannot be undone one millisecond later', () => {
    const suite = infusing();
    suite.act('ana', 'stop', { chair, reason: 'other', note: '' });
    suite.wait(millis(10_001));
    expect(suite.ask('ana', 'undoStop', { chair })).toEqual({
      ok: false,
      error: [{ code: 'undo-over', fields: { secondsOver: 1 } }],
    });
  });

  it('counts the 10 s from the tap and the 30:00 from the stop when it is dated back', () => {
    const suite = infusing();
    suite.wait(minutes(9));
    suite.act('ana', 'stop', { chair, reason: 'technical', note: 'occlusion', minutesAgo: 4 });
    const session = suite.session(1, 'RECOVERY');
    expect(session.infusion.ranBefore).toBe(minutes(5));
    expect(session.recoveryUntil).toBe(after(suite.now(), minutes(26)));
    expect(session.discontinued?.undoUntil).toBe(after(suite.now(), seconds(10)));
    suite.act('ana', 'undoStop', { chair });
    expect(infusionRun(suite.session(1, 'INFUSING').infusion, suite.now())).toBe(minutes(9));
  });

  it('goes back to the very pause it came from', () => {
    const suite = infusing();
    suite.wait(minutes(4));
    suite.act('ana', 'pause', { chair, reason: 'bloodPressure' });
    suite.act('ana', 'confirmPumpStopped', { chair });
    suite.act('eve', 'allowResume', { chair, reason: 'fine' });
    const before = suite.session(1, 'PAUSED');
    suite.wait(minutes(1));
    suite.act('ana', 'stop', { chair, reason: 'patientChoice', note: '' });
    suite.act('ana', 'undoStop', { chair });
    expect(suite.session(1, 'PAUSED')).toEqual({ ...before, movedAt: suite.now() });
  });

  it('has happened once somebody says that the pump stands still', () => {
    const suite = infusing();
    suite.act('ana', 'stop', { chair, reason: 'other', note: '' });
    suite.act('ana', 'confirmPumpStopped', { chair });
    expect(suite.reasons('ana', 'undoStop', { chair })).toEqual(['pump-already-stopped']);
  });

  it('has nothing to undo after a regular end', () => {
    const suite = infusing();
    suite.bring(1, 'RECOVERY');
    expect(suite.reasons('ana', 'undoStop', { chair })).toEqual(['nothing-to-undo']);
  });
});

describe('END', () => {
  const against = (deliveredMl: number, shortfallReason?: string) => {
    const suite = infusing();
    suite.wait(minutes(40));
    return suite.reasons('ana', 'end', {
      chair,
      deliveredMl,
      ...(shortfallReason === undefined ? {} : { shortfallReason }),
    });
  };

  it.each([
    [50, []],
    [47.5, []],
    [47.49, ['shortfall-needs-reason']],
    [0, ['shortfall-needs-reason']],
    [70, []],
    [70.1, ['delivered-more-than-bag']],
    [475, ['delivered-more-than-bag']],
  ])('with %d of 50 mL delivered: %j', (deliveredMl, reasons) => {
    expect(against(deliveredMl)).toEqual(reasons);
  });

  it('takes a shortfall with a reason, and an empty reason is none', () => {
    expect(against(30, 'line leaked')).toEqual([]);
    expect(against(30, '  ')).toEqual(['shortfall-needs-reason']);
  });

  it('keeps what was delivered and why it fell short', () => {
    const suite = infusing();
    suite.act('ana', 'end', { chair, deliveredMl: 30, shortfallReason: 'line leaked' });
    expect(suite.log().at(-1)?.event).toMatchObject({ delivered: 30, shortfallReason: 'line leaked' });
  });

  it.each([
    [30, 24],
    [50, 40],
    [60, 40],
  ])('shows what was charted, not what the clock supposes: %d of 50 mL are %d mg', (deliveredMl, givenMg) => {
    const suite = infusing();
    suite.wait(minutes(44));
    suite.act('ana', 'end', { chair, deliveredMl, shortfallReason: 'line leaked' });
    const { infusion, dose } = suite.session(1, 'RECOVERY');
    if (dose === null) throw new Error('no dose');
    expect(deliveredMg(infusion, dose, suite.now()).given).toBeCloseTo(givenMg, 9);
  });
});

describe('the dose by clock', () => {
  it('is 40 mg at 40:00 and shows no more than was ordered, while the judgement sees past it', () => {
    const suite = infusing();
    const { infusion, dose } = suite.session(1, 'INFUSING');
    if (dose === null) throw new Error('no dose');
    const at = (min: number) => deliveredMg(infusion, dose, after(infusion.startedAt, minutes(min)));
    expect(at(20).given).toBeCloseTo(20, 9);
    expect(at(40).given).toBeCloseTo(40, 9);
    expect(at(44).given).toBe(40);
    expect(at(44).byClock).toBeCloseTo(44, 9);
  });

  it('is the pump’s own rate, not the computed one', () => {
    const suite = createSuite();
    suite.bring(1, 'READY');
    suite.act('ana', 'ondansetron', { chair, outcome: 'declined' });
    suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
    suite.act('eve', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
    suite.act('ana', 'start', { chair, rateMlPerHour: 76.5 });
    const { infusion, dose } = suite.session(1, 'INFUSING');
    if (dose === null) throw new Error('no dose');
    expect(dose.verifiedBy).toBe(STAFF.eve.id);
    expect(deliveredMg(infusion, dose, after(infusion.startedAt, minutes(20))).given).toBeCloseTo(20.4, 9);
  });
});
