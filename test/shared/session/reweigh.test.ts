import { describe, expect, it } from 'vitest';
import { LEGAL_MOVES } from '../../../shared/session/legal-moves.ts';
import { COMMANDS } from '../../../shared/session/session-commands.ts';
import { createSuite } from '../../support/suite-builder.ts';

const chair = 1 as const;
const reweigh = (value: number, unit: 'kg' | 'lb' = 'kg') => ({
  chair,
  weight: { value, unit },
  reason: 'read off the wrong line',
});
const order = { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' } as const;
const check = { chair, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 };

/** A patient of 80 kg, ready, with a dose that two clinicians agreed on. */
function verified() {
  const suite = createSuite();
  suite.bring(1, 'READY');
  suite.cuff(1);
  suite.act('ana', 'ondansetron', { chair, outcome: 'given' });
  suite.act('ana', 'prepareDose', order);
  suite.act('ben', 'verifyDose', { ...check, weightKg: 80 });
  return suite;
}

/** A patient of 80 kg who was charted with 176 kg: pounds taken for kilograms. */
function overweighed() {
  const suite = createSuite();
  suite.bring(1, 'PREP');
  suite.act('ana', 'completePreparation', {
    chair,
    weight: { value: 176, unit: 'kg' },
    driver: 'Sam',
    checklistConfirmed: true,
  });
  return suite;
}

describe('weighing again', () => {
  it('is a nurse’s act between the first weighing and the start', () => {
    expect(LEGAL_MOVES.reweigh).toEqual(['BASELINE', 'READY']);
    expect(COMMANDS.reweigh.may).toEqual(['nurse', 'charge']);
    const suite = createSuite();
    suite.bring(1, 'INFUSING');
    expect(suite.reasons('ana', 'reweigh', reweigh(81))).toEqual(['wrong-phase']);
  });

  it('makes every weight correctable, also the 2.2-fold one', () => {
    const suite = overweighed();
    suite.act('ana', 'reweigh', reweigh(80));
    expect(suite.session(1, 'BASELINE').weight).toBe(80);
    suite.act('ana', 'reweigh', reweigh(176, 'lb'));
    expect(suite.session(1, 'BASELINE').weight).toBeCloseTo(79.832, 3);
  });

  it.each([
    [29.9, ['weight-out-of-range']],
    [30, []],
    [300, []],
    [300.1, ['weight-out-of-range']],
  ])('takes 30 to 300 kg and nothing else: %d kg', (value, reasons) => {
    expect(overweighed().reasons('ana', 'reweigh', reweigh(value))).toEqual(reasons);
  });

  it('keeps the weight, how it was entered and why', () => {
    expect(verified().ask('ana', 'reweigh', reweigh(82))).toMatchObject({
      ok: true,
      value: {
        events: [{ type: 'weight-corrected', weight: 82, weightEntered: '82 kg', reason: 'read off the wrong line' }],
      },
    });
  });

  it('takes a dose away that was worked out from the weight before, verified or only prepared', () => {
    const suite = verified();
    const start = { chair, rateMlPerHour: 75 };
    expect(suite.reasons('ana', 'start', start)).toEqual([]);
    suite.act('ana', 'reweigh', reweigh(60));
    expect(suite.session(1, 'READY')).toMatchObject({ phase: 'READY', weight: 60, dose: null });
    expect(suite.reasons('ana', 'start', start)).toContain('dose-missing');
    suite.act('ana', 'prepareDose', order);
    expect(suite.session(1, 'READY').dose).toMatchObject({ weight: 60, dose: 30, verifiedBy: null });
    expect(suite.reasons('ana', 'start', start)).toContain('dose-not-verified');
    suite.act('ana', 'reweigh', reweigh(61));
    expect(suite.reasons('ben', 'verifyDose', { ...check, weightKg: 60 })).toEqual(['dose-missing']);
    suite.act('ana', 'prepareDose', order);
    suite.act('ben', 'verifyDose', { ...check, weightKg: 61 });
    expect(suite.reasons('ana', 'start', start)).toEqual([]);
  });
});
