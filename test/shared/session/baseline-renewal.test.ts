import { describe, expect, test } from 'vitest';
import { instant, percent, perMinute } from '../../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import type { Baseline } from '../../../shared/session/baseline.ts';
import { withinPercentOfBaseline } from '../../../shared/session/baseline-renewal.ts';
import { NO_VITALS, withReport } from '../../../shared/vitals/chair-vitals.ts';
import { cuff, report } from '../../support/reports.ts';

const ACCEPTED = 1_000_000_000;
const NOW = ACCEPTED + 31 * 60_000;
const BASELINE: Baseline = {
  version: 1,
  acceptedAt: instant(ACCEPTED),
  expiresAt: instant(ACCEPTED + 30 * 60_000),
  systolic: { sum: 250, count: 2 }, // 125
  diastolic: { sum: 160, count: 2 },
  mean: { sum: 190, count: 2 }, // 95
  heartRate: perMinute(70),
  spo2: percent(98),
  rhythm: 'sinus',
  implausible: [],
  released: false,
};

type Now = { sbp?: number; map?: number; hr?: number; spo2?: number; cuffAge?: number; age?: number; from?: number };

/** What is known a minute after the baseline expired; ages in milliseconds. */
function renewal({ sbp = 125, map = 95, hr = 70, spo2 = 98, cuffAge = 60_000, age = 1000, from = ACCEPTED }: Now = {}) {
  const pressures = withReport(NO_VITALS, cuff(NOW - cuffAge, sbp, 80, map), instant(ACCEPTED));
  const vitals = withReport(pressures, report(NOW - age, { heartRate: hr, spo2 }), instant(ACCEPTED));
  return withinPercentOfBaseline(BASELINE, vitals, KETAMINE_INFUSION, instant(from), instant(NOW));
}

describe('an expired baseline', () => {
  test('serves on with one set within 10 %', () => expect(renewal()).toEqual({ ok: true, value: null }));

  test.each<[string, Now]>([
    ['SBP 137.5 lies between', { sbp: 137 }],
    ['HR exactly 10 % up', { hr: 77 }],
    ['HR exactly 10 % down', { hr: 63 }],
    ['MAP 104', { map: 104 }],
    ['a pressure exactly 5:00 old', { cuffAge: 300_000 }],
    ['readings exactly 10 s old', { age: 10_000 }],
  ])('serves on: %s', (_name, now) => expect(renewal(now).ok).toBe(true));

  test.each<[string, Now, object[]]>([
    [
      'systolic',
      { sbp: 138 },
      [
        {
          code: 'beyond-baseline',
          fields: { parameter: 'systolic', value: 138, changePercent: 10.4, limitPercent: 10 },
        },
      ],
    ],
    ['mean', { map: 85 }, [{ code: 'beyond-baseline', fields: { parameter: 'mean' } }]],
    ['heart rate', { hr: 62 }, [{ code: 'beyond-baseline', fields: { parameter: 'heartRate' } }]],
    ['SpO2', { spo2: 88 }, [{ code: 'beyond-baseline', fields: { parameter: 'spo2' } }]],
    ['an old pressure', { cuffAge: 300_001 }, [{ code: 'pressure-too-old', fields: { mostMs: 300_000 } }]],
    ['a pressure from before the binding', { from: NOW - 59_999 }, [{ code: 'pressure-too-old' }]],
    [
      'stale readings',
      { age: 10_001 },
      [
        { code: 'value-not-fresh', fields: { parameter: 'heartRate' } },
        { code: 'value-not-fresh', fields: { parameter: 'spo2' } },
      ],
    ],
  ])('does not because of %s', (_name, now, error) => {
    expect(renewal(now)).toMatchObject({ ok: false, error });
  });

  test('does not when nothing is known', () => {
    const nothing = withinPercentOfBaseline(BASELINE, NO_VITALS, KETAMINE_INFUSION, instant(ACCEPTED), instant(NOW));
    expect(nothing).toMatchObject({
      error: [{ code: 'pressure-too-old' }, { code: 'value-not-fresh' }, { code: 'value-not-fresh' }],
    });
  });
});
