import { describe, expect, it } from 'vitest';
import { millis, minutes, seconds } from '../../../shared/kernel/units.ts';
import { report } from '../../support/reports.ts';
import { createSuite, PREPARED, type Stage } from '../../support/suite-builder.ts';
import { monitorOf, patientOf } from '../../support/suite-people.ts';

const chair = 1 as const;
const at = (phase: Stage) => {
  const suite = createSuite();
  suite.bring(1, phase);
  return suite;
};

describe('ARRIVE', () => {
  it.each([
    ['MRN-1', '1961-04-30', []],
    ['MRN-2', '1961-04-30', ['mrn-differs']],
    ['MRN-1', '1961-04-03', ['birth-date-differs']],
    ['MRN-2', '1961-04-03', ['mrn-differs', 'birth-date-differs']],
  ])('with %s and %s: %j', (mrn, birthDate, reasons) => {
    expect(at('ASSIGNED').reasons('ana', 'arrive', { chair, mrn, birthDate })).toEqual(reasons);
  });
});

describe('BIND_MONITOR', () => {
  it('refuses a monitor nobody has heard of', () => {
    const source = 'COM9';
    expect(at('PREP').reasons('ana', 'bindMonitor', { chair, source })).toEqual(['unknown-source']);
  });

  it('refuses a monitor that is bound to another patient', () => {
    const suite = at('PREP');
    suite.bring(2, 'BASELINE');
    expect(suite.ask('ana', 'bindMonitor', { chair, source: monitorOf(2) })).toEqual({
      ok: false,
      error: [{ code: 'monitor-bound-elsewhere', fields: { chair: 2 } }],
    });
  });

  it('refuses a monitor that watches another chair, until it is given to this one', () => {
    const suite = at('PREP');
    suite.act('ana', 'assignSource', { source: monitorOf(5), chair: 5 });
    suite.bring(5, 'ASSIGNED');
    expect(suite.reasons('ana', 'bindMonitor', { chair, source: monitorOf(5) })).toEqual([
      'monitor-watches-another-chair',
    ]);
    suite.act('ana', 'assignSource', { source: monitorOf(5), chair: 1 });
    expect(suite.ask('ana', 'bindMonitor', { chair, source: monitorOf(5) })).toMatchObject({
      ok: true,
      value: { events: [{ type: 'monitor-bound', source: 'monitor-5' }] },
    });
  });

  it('takes the monitor of an empty chair along: it watches nobody there', () => {
    const suite = at('PREP');
    suite.act('ana', 'assignSource', { source: monitorOf(5), chair: 5 });
    suite.act('ana', 'bindMonitor', { chair, source: monitorOf(5) });
    expect(suite.state().assignments).toEqual({ 'monitor-5': 1 });
  });

  it('keeps a bound monitor from being given to another chair', () => {
    const suite = at('BASELINE');
    expect(suite.reasons('charge', 'assignSource', { source: monitorOf(1), chair: 2 })).toEqual([
      'monitor-bound-elsewhere',
    ]);
    expect(suite.reasons('charge', 'assignSource', { source: monitorOf(1), chair: null })).toEqual([
      'monitor-bound-elsewhere',
    ]);
    expect(suite.reasons('charge', 'assignSource', { source: 'COM9', chair: 2 })).toEqual(['unknown-source']);
  });

  it('unassigns a monitor that nobody is bound to', () => {
    const suite = createSuite();
    suite.act('charge', 'assignSource', { source: monitorOf(1), chair: 1 });
    suite.act('charge', 'assignSource', { source: monitorOf(1), chair: null });
    expect(suite.state().assignments).toEqual({});
  });
});

describe('REBIND_MONITOR', () => {
  const rebind = { chair, mrn: 'MRN-1', birthDate: '1961-04-30', source: monitorOf(5) };

  it('asks for two identifiers and a monitor that is free', () => {
    const suite = at('INFUSING');
    suite.bring(5, 'BASELINE');
    const wrong = { ...rebind, mrn: 'MRN-2', birthDate: '1961-04-03' };
    expect(suite.reasons('ana', 'rebindMonitor', wrong)).toEqual([
      'mrn-differs',
      'birth-date-differs',
      'monitor-bound-elsewhere',
    ]);
  });

  it('settles whose numbers these are: another name on the monitor before is no question any more', () => {
    const suite = at('INFUSING');
    suite.happens({ type: 'identity-mismatched', chair, session: suite.session(1, 'INFUSING').id, shown: 'MRN-9' });
    suite.act('ana', 'rebindMonitor', rebind);
    expect(suite.session(1, 'INFUSING').identityMismatch).toBeNull();
  });

  it('keeps a drug given under the monitor before chartable', () => {
    const suite = at('INFUSING');
    suite.wait(minutes(10));
    suite.act('ana', 'rebindMonitor', rebind);
    expect(suite.reasons('ana', 'ondansetron', { chair, outcome: 'given', minutesAgo: 5 })).toEqual([]);
  });
});

describe('CHECKLIST_DONE', () => {
  const input = (value: number, unit: 'kg' | 'lb', lastWeightKg?: number) => ({
    chair,
    weight: { value, unit },
    driver: 'Sam',
    checklistConfirmed: true as const,
    ...(lastWeightKg === undefined ? {} : { lastWeightKg }),
  });

  it('catches pounds taken for kilograms', () => {
    expect(at('PREP').reasons('ana', 'completePreparation', input(176, 'kg', 80))).toEqual(['weight-unit-swapped']);
  });

  it('gives the weight’s reasons beside its own', () => {
    const suite = at('PREP');
    suite.act('eve', 'providerLeaves', { person: 'eve' });
    expect(suite.reasons('ana', 'completePreparation', input(20, 'kg'))).toEqual([
      'weight-out-of-range',
      'no-provider-on-site',
    ]);
    expect(suite.reasons('ana', 'completePreparation', input(80, 'kg'))).toEqual(['no-provider-on-site']);
  });
});

describe('ACCEPT_BASELINE', () => {
  it('gives everything the draft still lacks', () => {
    const suite = at('BASELINE');
    const reasons = suite.reasons('ana', 'acceptBaseline', { chair });
    expect(reasons).toContain('rest-not-over');
    expect(reasons).toContain('minute-incomplete');
  });

  it('needs a bound monitor and an identity that nobody questions', () => {
    const suite = at('PREP');
    suite.act('ana', 'completePreparation', { chair, ...PREPARED });
    suite.happens({ type: 'identity-mismatched', chair, session: suite.session(1, 'BASELINE').id, shown: 'MRN-9' });
    expect(suite.reasons('ana', 'acceptBaseline', { chair }).slice(0, 2)).toEqual([
      'identity-in-question',
      'monitor-not-bound',
    ]);
  });
});

describe('renewing a baseline', () => {
  const renew = (suite: ReturnType<typeof at>) => suite.reasons('ana', 'renewBaseline', { chair });

  it('is for one that has expired: a second before, it still serves', () => {
    const suite = at('READY');
    suite.wait(millis(minutes(30) - seconds(1)));
    suite.cuff(1);
    expect(renew(suite)).toEqual(['baseline-still-valid']);
    suite.wait(seconds(1), 'throughout');
    expect(renew(suite)).toEqual([]);
  });

  it.each([
    [132, 93, 72, []],
    [133, 93, 72, ['beyond-baseline']],
    [108, 93, 72, []],
    [107, 93, 72, ['beyond-baseline']],
    [120, 103, 72, ['beyond-baseline']],
    [120, 93, 80, ['beyond-baseline']],
  ])('with SBP %d, MAP %d, HR %d: %j', (systolic, mean, heartRate, reasons) => {
    const suite = at('READY');
    suite.wait(minutes(31));
    suite.cuff(1, systolic, 80, mean);
    suite.hear(1, report(suite.now(), { heartRate }, { source: monitorOf(1) }));
    expect(renew(suite)).toEqual(reasons);
  });
});

describe('settling an identity', () => {
  it('is not asked when nobody’s identity is in question', () => {
    const { mrn, birthDate } = patientOf(1);
    expect(at('READY').reasons('ana', 'settleIdentity', { chair, mrn, birthDate })).toEqual(['no-identity-question']);
  });
});

describe('ONDANSETRON', () => {
  it('is given twice and refused the third time', () => {
    const suite = at('READY');
    suite.act('ana', 'ondansetron', { chair, outcome: 'given' });
    suite.act('ana', 'ondansetron', { chair, outcome: 'given' });
    expect(suite.ask('ana', 'ondansetron', { chair, outcome: 'given' })).toEqual({
      ok: false,
      error: [{ code: 'ondansetron-limit', fields: { doses: 2, most: 2 } }],
    });
    expect(suite.session(1, 'READY').ondansetron.doses).toBe(2);
  });

  it('is refused once it is contraindicated, and given after it was only declined', () => {
    const suite = at('READY');
    suite.act('ana', 'ondansetron', { chair, outcome: 'contraindicated' });
    expect(suite.reasons('ana', 'ondansetron', { chair, outcome: 'given' })).toEqual(['ondansetron-contraindicated']);
    suite.act('ana', 'ondansetron', { chair, outcome: 'declined' });
    expect(suite.reasons('ana', 'ondansetron', { chair, outcome: 'given' })).toEqual([]);
  });

  it('may be charted late, past the last move, but not to before this patient', () => {
    const suite = at('READY');
    suite.wait(minutes(1));
    expect(suite.reasons('ana', 'ondansetron', { chair, outcome: 'given', minutesAgo: 5 })).toEqual([]);
    expect(suite.reasons('ana', 'ondansetron', { chair, outcome: 'given', minutesAgo: 8 })).toEqual([
      'before-last-move',
    ]);
  });
});

describe('the dose and its second clinician', () => {
  const verify = { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 };
  const prepared = () => {
    const suite = at('READY');
    suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
    return suite;
  };

  it('are two people', () => {
    expect(prepared().reasons('ana', 'verifyDose', verify)).toEqual(['same-clinician']);
    expect(prepared().reasons('ben', 'verifyDose', verify)).toEqual([]);
  });

  it('agree within 1 %, and every value that does not has its own reason', () => {
    expect(prepared().reasons('ben', 'verifyDose', { ...verify, weightKg: 80.8, rateMlPerHour: 75.75 })).toEqual([]);
    expect(prepared().reasons('ben', 'verifyDose', { ...verify, weightKg: 36.3, rateMlPerHour: 7.5 })).toEqual([
      'weight-disagrees',
      'rate-disagrees',
    ]);
  });

  it('need a dose, and verify it once', () => {
    expect(at('READY').reasons('ben', 'verifyDose', verify)).toEqual(['dose-missing']);
    const suite = prepared();
    suite.act('ben', 'verifyDose', verify);
    expect(suite.reasons('finn', 'verifyDose', verify)).toEqual(['dose-already-verified']);
  });

  it('look a second time above 100 mg, which is no cap', () => {
    const suite = at('PREP');
    suite.act('ana', 'completePreparation', {
      chair,
      weight: { value: 201, unit: 'kg' },
      driver: 'Sam',
      checklistConfirmed: true,
    });
    const dose = { chair, stockMgPerMl: 50, bagMl: 100, method: 'withdraw' } as const;
    expect(suite.ask('ana', 'prepareDose', dose)).toEqual({
      ok: false,
      error: [{ code: 'second-look-needed', fields: { doseMg: 100.5 } }],
    });
    suite.act('ana', 'prepareDose', { ...dose, secondLookDone: true });
    expect(suite.session(1, 'BASELINE').dose?.dose).toBe(100.5);
  });

  it('start over when the dose is prepared anew', () => {
    const suite = prepared();
    suite.act('ben', 'verifyDose', verify);
    suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 100, method: 'add' });
    expect(suite.session(1, 'READY').dose).toMatchObject({ verifiedBy: null, rate: 151.2 });
  });
});
