import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  doubtOf,
  linkView,
  numberView,
  pressureView,
  rateView,
  rhythmView,
} from '../../../shared/board/vital-views.ts';
import { exactMean } from '../../../shared/kernel/exact.ts';
import { sourceId } from '../../../shared/kernel/ids.ts';
import { instant, mmHg } from '../../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import { type ChairVitals, NO_VITALS, withReport } from '../../../shared/vitals/chair-vitals.ts';
import type { Pressure } from '../../../shared/vitals/pressure.ts';
import { BASELINE } from '../../support/alarm-bench.ts';
import { report } from '../../support/reports.ts';

type Values = Parameters<typeof report>[1];
const START = instant(0);
const seen = (...reports: readonly (readonly [number, Values])[]): ChairVitals =>
  reports.reduce((vitals, [at, values]) => withReport(vitals, report(at, values), START), NO_VITALS);
/** The number in `values` at each of these seconds. */
const every = (seconds: readonly number[], values: Values): ChairVitals =>
  seen(...seconds.map((s) => [s * 1_000, values] as const));

describe('a number', () => {
  test('is in the view up to 10 s, with the moment at which the screen must drop it', () => {
    const { heartRate } = every([0, 1, 2], { heartRate: 72 }).tracks;
    const fresh = { state: 'fresh', value: 72, questionable: false, at: 2_000, staleAt: 12_000 };
    expect(numberView(heartRate, instant(2_000))).toEqual(fresh);
    expect(numberView(heartRate, instant(12_000))).toEqual(fresh);
  });

  test('that is stale is not in the view at all, only since when', () => {
    const { heartRate } = every([0, 1, 2], { heartRate: 72 }).tracks;
    const view = numberView(heartRate, instant(12_001));
    expect(view).toEqual({ state: 'stale', since: 2_000 });
    expect(JSON.stringify(view)).not.toContain('72');
  });

  test('of a slow feed lives 2.5 times its interval', () => {
    const { spo2 } = every([0, 60, 120], { spo2: 97 }).tracks;
    expect(numberView(spo2, instant(120_000 + 150_000))).toMatchObject({ state: 'fresh', value: 97 });
    expect(numberView(spo2, instant(120_000 + 150_001))).toEqual({ state: 'stale', since: 120_000 });
  });

  test('that the monitor withdrew is gone at once', () => {
    const { heartRate } = seen([0, { heartRate: 72 }], [1_000, { heartRate: null }]).tracks;
    expect(numberView(heartRate, instant(1_000))).toEqual({ state: 'withdrawn', since: 1_000 });
  });

  test('goes with its link at once, however young it is', () => {
    const vitals = every([0, 1, 2], { heartRate: 72 });
    const lost = rateView(now(vitals, 'lost'), instant(2_001));
    expect(lost.heartRate).toEqual({ state: 'stale', since: 2_000 });
  });

  test('from a sensor that the monitor calls off is not shown', () => {
    const vitals = { ...every([0, 1], { spo2: 97 }), faults: { spo2ProbeOff: instant(1_500) } };
    const doubt = doubtOf(now(vitals, 'live'), 'spo2ProbeOff');
    expect(numberView(vitals.tracks.spo2, instant(2_000), doubt)).toEqual({ state: 'withdrawn', since: 1_500 });
  });

  test('never measured is none', () => {
    expect(numberView(NO_VITALS.tracks.heartRate, START)).toEqual({ state: 'none' });
  });
});

/** The chair with these vitals, its link in this state since the start. */
const now = (vitals: ChairVitals, state: 'none' | 'live' | 'lost') =>
  ({ vitals, link: { state, since: START }, simulated: true, baselineDraft: null }) as const;

describe('the rate', () => {
  test('is the pulse, and says so, where no ECG ever gave one', () => {
    expect(rateView(now(every([0], { pulseRate: 66 }), 'live'), START)).toMatchObject({
      heartRate: { state: 'fresh', value: 66 },
      heartRateIsPulse: true,
    });
  });

  test('is never quietly replaced by the pulse when the ECG is gone', () => {
    const vitals = seen([0, { heartRate: 72, pulseRate: 71 }], [1_000, { heartRate: null, pulseRate: 71 }]);
    expect(rateView(now(vitals, 'live'), instant(1_000))).toEqual({
      heartRate: { state: 'withdrawn', since: 1_000 },
      heartRateIsPulse: false,
    });
  });
});

describe('a rhythm', () => {
  test('that the monitor does not report is not reported, never sinus', () => {
    expect(rhythmView(every([0], { heartRate: 72 }).rhythm, START)).toEqual({ state: 'notReported' });
  });

  test('goes stale like a number', () => {
    const { rhythm } = every([0, 1, 2], { rhythm: 'atrialFibrillation' });
    expect(rhythmView(rhythm, instant(2_000))).toMatchObject({ value: 'atrialFibrillation', staleAt: 12_000 });
    expect(rhythmView(rhythm, instant(12_001))).toEqual({ state: 'stale', since: 2_000 });
  });
});

describe('a pressure', () => {
  const pressure = (systolic: number, mean: number | null = null): Pressure => ({
    systolic: mmHg(systolic),
    diastolic: null,
    mean: mean === null ? null : mmHg(mean),
    measuredAt: START,
    deviceTime: null,
    receivedAt: START,
    source: sourceId('m'),
    by: 'monitor',
  });
  const viewed = (systolic: number, mean: number | null = null, baseline: typeof BASELINE | null = BASELINE) =>
    pressureView(pressure(systolic, mean), baseline, KETAMINE_INFUSION);

  test('exactly 20.0 % away is within the limit, one more mmHg is beyond', () => {
    expect(viewed(144)).toMatchObject({ changePercent: 20, beyondLimit: false });
    expect(viewed(145)).toMatchObject({ beyondLimit: true });
    expect(viewed(96)).toMatchObject({ changePercent: -20, beyondLimit: false });
    expect(viewed(95)).toMatchObject({ beyondLimit: true });
  });

  test('shows the worse of systolic and mean, with its sign', () => {
    // Systolic +10 %, mean -20 %.
    expect(viewed(132, 72)).toMatchObject({ changePercent: -20, beyondLimit: false });
    expect(viewed(132, 71)).toMatchObject({ beyondLimit: true });
  });

  test('without a baseline has no change and no limit', () => {
    expect(viewed(220, 150, null)).toMatchObject({ changePercent: null, beyondLimit: false });
  });

  test('is judged on whole numbers, whatever the shown percentage rounds to', () => {
    const reading = integer({ min: 40, max: 250 });
    assert(
      property(reading, array(reading, { minLength: 1, maxLength: 3 }), (systolic, readings) => {
        const { beyondLimit } = viewed(systolic, null, { ...BASELINE, systolic: exactMean(readings), mean: null });
        const sum = BigInt(readings.reduce((a, b) => a + b, 0));
        const off = BigInt(systolic * readings.length) - sum;
        expect(beyondLimit).toBe(5n * (off < 0n ? -off : off) > sum);
      }),
    );
  });
});

describe('a link', () => {
  test('that stands but is silent is stale since its last word', () => {
    const vitals = every([0, 1, 2], { heartRate: 72 });
    expect(linkView(now(vitals, 'live'), instant(12_000))).toMatchObject({ state: 'live', since: START });
    expect(linkView(now(vitals, 'live'), instant(12_001))).toMatchObject({ state: 'stale', since: 2_000 });
    expect(linkView(now(vitals, 'lost'), instant(12_001))).toMatchObject({ state: 'lost', since: START });
  });

  test('slower than 4 s is marked with its interval; what is simulated says so', () => {
    expect(linkView(now(every([0, 4, 8], { spo2: 97 }), 'live'), instant(8_000)).slowFeedMs).toBeNull();
    expect(linkView(now(every([0, 5, 10], { spo2: 97 }), 'live'), instant(10_000))).toMatchObject({
      slowFeedMs: 5_000,
      simulated: true,
    });
  });
});
