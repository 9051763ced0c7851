import { describe, expect, it } from 'vitest';
import { minutes } from '../../../shared/kernel/units.ts';
import { createSuite } from '../../support/suite-builder.ts';
import { nurseId, patientOf } from '../../support/suite-people.ts';

const chair = 1 as const;
const assign = (nurse: string, overrideReason?: string) => ({
  chair,
  patient: patientOf(1),
  courseDay: 1,
  nurse,
  ...(overrideReason === undefined ? {} : { overrideReason }),
});

/** Ben has two chairs. */
const benIsFull = () => {
  const suite = createSuite();
  suite.bring(3, 'ASSIGNED');
  suite.bring(4, 'DISCHARGE_READY');
  return suite;
};

describe('giving a chair to a nurse', () => {
  it('refuses a third one, counting from ASSIGNED to DISCHARGE_READY', () => {
    const suite = benIsFull();
    expect(suite.ask('ben', 'assign', assign('ben'))).toEqual({
      ok: false,
      error: [{ code: 'nurse-ratio', fields: { chairs: 2, most: 2 } }],
    });
    suite.bring(4, 'CLOSED');
    expect(suite.reasons('ben', 'assign', assign('ben'))).toEqual([]);
  });

  it('takes the charge nurse’s reason, keeps it, and takes nobody else’s', () => {
    const suite = benIsFull();
    expect(suite.reasons('ben', 'assign', assign('ben', 'busy'))).toEqual(['nurse-ratio', 'override-needs-charge']);
    suite.act('charge', 'assign', assign('ben', 'Ana is late'));
    expect(suite.log().at(-1)?.event).toMatchObject({ ratioOverride: 'Ana is late' });
  });

  it('keeps no override where none was needed', () => {
    const suite = createSuite();
    suite.act('charge', 'assign', assign('ana', 'just in case'));
    expect(suite.log().at(-1)?.event).toMatchObject({ ratioOverride: null });
  });

  it('takes an override in force, which ends by itself', () => {
    const suite = benIsFull();
    suite.act('charge', 'grantRatioOverride', { nurse: 'ben', reason: 'break of Ana', minutes: 30 });
    expect(suite.state().staffing.overrides[nurseId('ben')]).toEqual({
      reason: 'break of Ana',
      until: suite.now() + minutes(30),
      by: 'charge',
    });
    expect(suite.ask('ben', 'assign', assign('ben'))).toMatchObject({
      value: { events: [{ ratioOverride: 'break of Ana' }] },
    });
    suite.wait(minutes(30));
    expect(suite.reasons('ben', 'assign', assign('ben'))).toEqual(['nurse-ratio']);
  });

  it.each([
    ['nobody', ['unknown-person']],
    ['eve', ['not-a-nurse']],
    ['charge', []],
  ])('to %s: %j', (nurse, reasons) => {
    expect(createSuite().reasons('ana', 'assign', assign(nurse))).toEqual(reasons);
  });

  it('needs the nurse on shift', () => {
    const suite = createSuite();
    suite.act('ana', 'endShift', { person: 'ana' });
    expect(suite.reasons('ben', 'assign', assign('ana'))).toEqual(['nurse-not-on-shift']);
    suite.act('ana', 'beginShift', { person: 'ana' });
    expect(suite.reasons('ben', 'assign', assign('ana'))).toEqual([]);
  });

  it('refuses a patient who sits elsewhere', () => {
    const suite = createSuite();
    suite.bring(5, 'INFUSING');
    expect(suite.ask('ana', 'assign', { ...assign('ana'), patient: patientOf(5) })).toEqual({
      ok: false,
      error: [{ code: 'patient-in-other-chair', fields: { chair: 5 } }],
    });
  });
});

describe('a hand-over', () => {
  const offered = () => {
    const suite = createSuite();
    suite.bring(1, 'INFUSING');
    suite.act('ana', 'offerHandover', { chair, to: 'ben' });
    return suite;
  };

  it('is accepted by the receiver only', () => {
    const suite = offered();
    for (const who of ['ana', 'cal', 'charge'] as const) {
      expect(suite.reasons(who, 'acceptHandover', { chair })).toEqual(['not-offered-to-you']);
    }
    expect(suite.reasons('ben', 'acceptHandover', { chair })).toEqual([]);
  });

  it('checks the receiver’s chairs when it is accepted, not when it is offered', () => {
    const suite = offered();
    suite.bring(3, 'ASSIGNED');
    suite.bring(4, 'ASSIGNED');
    expect(suite.reasons('ben', 'acceptHandover', { chair })).toEqual(['nurse-ratio']);
    suite.act('charge', 'grantRatioOverride', { nurse: 'ben', reason: 'break', minutes: 10 });
    suite.act('ben', 'acceptHandover', { chair });
    expect(suite.log().at(-1)?.event).toMatchObject({ by: 'ben', ratioOverride: 'break' });
  });

  it('is offered by the chair’s nurse or the charge nurse, to a nurse on shift who has not got it', () => {
    const suite = createSuite();
    suite.bring(1, 'READY');
    expect(suite.reasons('cal', 'offerHandover', { chair, to: 'ben' })).toEqual(['not-your-chair']);
    expect(suite.reasons('charge', 'offerHandover', { chair, to: 'ben' })).toEqual([]);
    expect(suite.reasons('ana', 'offerHandover', { chair, to: 'ana' })).toEqual(['already-the-nurse']);
    expect(suite.reasons('ana', 'offerHandover', { chair, to: 'eve' })).toEqual(['not-a-nurse']);
  });

  it('is declined by the receiver or taken back by the giver, and nothing has changed', () => {
    for (const who of ['ana', 'ben'] as const) {
      const suite = offered();
      suite.act(who, 'declineHandover', { chair });
      expect(suite.session(1, 'INFUSING')).toMatchObject({ nurse: 'ana', handover: null });
      expect(suite.reasons('ben', 'acceptHandover', { chair })).toEqual(['no-handover']);
      expect(suite.reasons('ben', 'declineHandover', { chair })).toEqual(['no-handover']);
    }
    expect(offered().reasons('cal', 'declineHandover', { chair })).toEqual(['not-offered-to-you']);
  });

  it('is done by the charge nurse in one act, within the same ratio', () => {
    const suite = benIsFull();
    suite.bring(1, 'PREP');
    expect(suite.reasons('charge', 'reassignNurse', { chair, to: 'ben', reason: 'sick' })).toEqual(['nurse-ratio']);
    suite.act('charge', 'reassignNurse', { chair, to: 'cal', reason: 'sick' });
    expect(suite.session(1, 'PREP').nurse).toBe('cal');
    expect(suite.reasons('charge', 'reassignNurse', { chair, to: 'cal', reason: 'x' })).toEqual(['already-the-nurse']);
  });
});

describe('shifts and the provider', () => {
  it('keep a nurse with chairs until they are handed over', () => {
    const suite = benIsFull();
    expect(suite.ask('ben', 'endShift', { person: 'ben' })).toEqual({
      ok: false,
      error: [{ code: 'nurse-has-chairs', fields: { chairs: 2 } }],
    });
    expect(suite.reasons('ana', 'endShift', { person: 'ana' })).toEqual([]);
  });

  it('begin once and end once', () => {
    const suite = createSuite();
    expect(suite.reasons('ana', 'beginShift', { person: 'ana' })).toEqual(['already-on-shift']);
    expect(suite.reasons('ana', 'beginShift', { person: 'nobody' })).toEqual(['unknown-person']);
    suite.act('ana', 'endShift', { person: 'ana' });
    expect(suite.reasons('ana', 'endShift', { person: 'ana' })).toEqual(['not-on-shift']);
  });

  it('name a physician who is not there yet, and let go only who is', () => {
    const suite = createSuite();
    expect(suite.reasons('ana', 'declareProvider', { person: 'nobody' })).toEqual(['unknown-person']);
    expect(suite.reasons('ana', 'declareProvider', { person: 'ben' })).toEqual(['not-a-physician']);
    expect(suite.reasons('ana', 'declareProvider', { person: 'eve' })).toEqual(['already-on-site']);
    expect(suite.reasons('ana', 'providerLeaves', { person: 'finn' })).toEqual(['not-on-site']);
  });
});
