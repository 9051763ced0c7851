import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant, minutes } from '../../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import type { Baseline } from '../../../shared/session/baseline.ts';
import { acceptedBaseline, type BaselineDraft, draftBaseline } from '../../../shared/session/baseline-draft.ts';
import { NO_SAMPLES, withSample } from '../../../shared/session/baseline-window.ts';
import { NO_VITALS, withReport } from '../../../shared/vitals/chair-vitals.ts';
import type { Report } from '../../../shared/vitals/observation.ts';
import { cuff, report } from '../../support/reports.ts';

const REST_BEGAN = 1_000_000_000;
/** A moment of the session, in milliseconds of station time. */
const at = (min: number, sec = 0): number => REST_BEGAN + min * 60_000 + sec * 1000;

/** One report a second from `from` up to and with `to`. */
function everySecond(from: number, to: number, values: Parameters<typeof report>[1], step = 1000): Report[] {
  const reports: Report[] = [];
  for (let ms = from; ms <= to; ms += step) reports.push(report(ms, values));
  return reports;
}

const STEADY = { heartRate: 72, spo2: 98, rhythm: 'sinus' } as const;
/** A quiet patient: seated at 0:00, two pressures at 5:30 and 7:00, a monitor that speaks each second. */
const QUIET = [...everySecond(at(5), at(7), STEADY), cuff(at(5, 30), 120, 80, 93), cuff(at(7), 125, 82, 96)];

type Changed = {
  readonly vitalsFrom?: number;
  readonly previous?: Baseline | null;
  /** Reports received until then are folded; `now` unless said otherwise. */
  readonly foldedUntil?: number;
};

/** Folds the reports received so far, in the order of their receipt, as a chair in BASELINE does. */
function draft(reports: readonly Report[], now: number, changed: Changed = {}): BaselineDraft {
  const vitalsFrom = instant(changed.vitalsFrom ?? REST_BEGAN);
  let vitals = NO_VITALS;
  let window = NO_SAMPLES;
  const known = reports.filter((received) => received.receivedAt <= (changed.foldedUntil ?? now));
  for (const received of known.toSorted((a, b) => a.receivedAt - b.receivedAt)) {
    // A monitor bound later leaves the older pressures where they are: the draft must leave them out.
    vitals = withReport(vitals, received, instant(REST_BEGAN));
    window = withSample(window, received, KETAMINE_INFUSION.baseline.ecgWindow, received.receivedAt);
  }
  const restSince = instant(REST_BEGAN);
  const evidence = { vitals, window, restSince, vitalsFrom, previous: changed.previous ?? null };
  return draftBaseline({ ...evidence, protocol: KETAMINE_INFUSION }, instant(now));
}

const missing = (drafted: BaselineDraft) => (drafted.ready ? [] : drafted.missing);
const missingCodes = (drafted: BaselineDraft) => missing(drafted).map(({ code }) => code);

function ready(drafted: BaselineDraft) {
  if (!drafted.ready) throw new Error(`missing: ${JSON.stringify(drafted.missing)}`);
  return drafted;
}

describe('a baseline', () => {
  test('is ready with two pressures and a minute of ECG and SpO2 after the rest', () => {
    expect(ready(draft(QUIET, at(7))).values).toEqual({
      systolic: { sum: 245, count: 2 },
      diastolic: { sum: 162, count: 2 },
      mean: { sum: 189, count: 2 },
      heartRate: 72,
      spo2: 98,
      rhythm: 'sinus',
    });
  });

  test('lacks everything at first, and says each thing', () => {
    expect(missing(draft([], at(1)))).toEqual([
      { code: 'rest-not-over', fields: { endsAt: at(5) } },
      { code: 'pressures-too-few', fields: { have: 0, need: 2, notBefore: at(5) } },
      { code: 'minute-incomplete', fields: { parameter: 'heartRate', coveredMs: 0, needMs: 60_000 } },
      { code: 'minute-incomplete', fields: { parameter: 'spo2', coveredMs: 0, needMs: 60_000 } },
    ]);
  });

  test('waits for the last millisecond of the rest', () => {
    expect(missingCodes(draft(QUIET, at(5) - 1))).toContain('rest-not-over');
    expect(missingCodes(draft(QUIET, at(5)))).not.toContain('rest-not-over');
  });

  test('shows what is known before it is ready', () => {
    const drafted = draft(everySecond(at(0), at(2), STEADY), at(2));
    expect(drafted).toMatchObject({ ready: false, heartRate: 72, spo2: 98, rhythm: 'sinus', pressures: [] });
  });

  test('accepted is a version with an end, and unreleased when it is implausible', () => {
    const drafted = ready(draft([...QUIET.slice(0, -1), cuff(at(7), 129, 60, 35)], at(7)));
    const accepted = acceptedBaseline(drafted, 2, KETAMINE_INFUSION.baseline.validFor, instant(at(8)));
    expect(accepted).toEqual({
      ...drafted.values,
      version: 2,
      acceptedAt: at(8),
      expiresAt: at(38),
      implausible: ['meanLow'],
      released: false,
    });
  });
});

describe('the pressures of a baseline', () => {
  const steady = everySecond(at(5), at(16), STEADY);
  const withCuffs = (...cuffs: readonly Report[]) => [...steady, ...cuffs];
  const systolicOf = (drafted: BaselineDraft) => drafted.pressures.map((p) => p.systolic);

  test('count from the end of the rest', () => {
    const early = withCuffs(cuff(at(4, 59), 120, 80, 93), cuff(at(6), 121, 80, 93));
    expect(missing(draft(early, at(7)))).toEqual([
      { code: 'pressures-too-few', fields: { have: 1, need: 2, notBefore: at(5) } },
    ]);
  });

  test('count from the binding of the monitor when that came later', () => {
    const reports = withCuffs(cuff(at(5, 30), 120, 80, 93), cuff(at(7), 121, 80, 93), cuff(at(9), 122, 80, 93));
    expect(missing(draft(reports, at(9), { vitalsFrom: at(6) }))).toEqual([]);
    expect(missingCodes(draft(reports, at(9), { vitalsFrom: at(8) }))).toEqual(['pressures-too-few']);
  });

  test('count for 10:00 and not a millisecond longer', () => {
    const reports = withCuffs(cuff(at(5, 30), 120, 80, 93), cuff(at(7), 121, 80, 93));
    expect(missingCodes(draft(reports, at(15, 30)))).toEqual([]);
    expect(missingCodes(draft(reports, at(15, 30) + 1))).toEqual(['pressures-too-few']);
  });

  test('are never from the future', () => {
    expect(missingCodes(draft(QUIET, at(7) - 1, { foldedUntil: at(7) }))).toContain('pressures-too-few');
  });

  test('lie at least a minute apart: of two closer ones the later counts', () => {
    const close = withCuffs(cuff(at(6), 120, 80, 93), cuff(at(6, 59), 122, 80, 93));
    expect(missing(draft(close, at(8)))).toEqual([
      { code: 'pressures-too-close', fields: { apartMs: 59_000, needMs: 60_000 } },
    ]);
    expect(systolicOf(draft(close, at(8)))).toEqual([122]);
    const minute = withCuffs(cuff(at(6), 120, 80, 93), cuff(at(7), 122, 80, 93));
    expect(systolicOf(ready(draft(minute, at(8))))).toEqual([120, 122]);
  });

  test('that differ by more than 10 mmHg ask for a third, and then the last two count', () => {
    const two = withCuffs(cuff(at(6), 120, 80, 93), cuff(at(7, 30), 131, 80, 97));
    expect(missing(draft(two, at(8)))).toEqual([
      { code: 'third-pressure-needed', fields: { first: 120, second: 131, limitMmHg: 10 } },
    ]);
    const three = [...two, cuff(at(9), 145, 80, 101)];
    expect(ready(draft(three, at(9))).values.systolic).toEqual({ sum: 276, count: 2 });
  });

  test('that differ by exactly 10 mmHg do', () => {
    const two = withCuffs(cuff(at(6), 120, 80, 93), cuff(at(7, 30), 130, 80, 97));
    expect(ready(draft(two, at(8))).values.systolic).toEqual({ sum: 250, count: 2 });
  });

  test('give no mean of a number that only one of them has', () => {
    const half = report(at(7), { nibpSystolic: 124 }, { observedAt: instant(at(7)) });
    expect(ready(draft(withCuffs(cuff(at(6), 120, 80, 93), half), at(8))).values).toMatchObject({
      systolic: { sum: 244, count: 2 },
      diastolic: null,
      mean: null,
    });
  });

  test('are the last two that are a minute apart and ten minutes young, whatever came', () => {
    const offsets = fc.uniqueArray(fc.integer({ min: 0, max: 660 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(offsets, (times) => {
        // Equal systolic values are told apart by their diastolic, so that none is taken for a repeat.
        const cuffs = times.map((sec, i) => cuff(at(5, sec), 120, 60 + i, 80));
        const drafted = draft(withCuffs(...cuffs), at(16));
        const moments = drafted.pressures.map((p) => p.measuredAt);
        expect(moments.every((moment) => moment >= at(6) && moment <= at(16))).toBe(true);
        expect(moments.slice(1).every((moment, i) => moment - (moments[i] ?? 0) >= 60_000)).toBe(true);
        if (drafted.ready) expect(moments).toHaveLength(2);
        if (times.some((sec) => sec >= 60)) expect(moments.at(-1)).toBe(at(5, Math.max(...times)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the minute of ECG and SpO2', () => {
  const cuffs = [cuff(at(5, 30), 120, 80, 93), cuff(at(7), 125, 82, 96)];
  const after = (from: number, to: number, values: Parameters<typeof report>[1], step?: number) => [
    ...cuffs,
    ...everySecond(from, to, values, step),
  ];

  test('takes 60 s, not 59', () => {
    expect(missing(draft(after(at(7), at(7, 59), STEADY), at(7, 59)))).toEqual([
      { code: 'minute-incomplete', fields: { parameter: 'heartRate', coveredMs: 59_000, needMs: 60_000 } },
      { code: 'minute-incomplete', fields: { parameter: 'spo2', coveredMs: 59_000, needMs: 60_000 } },
    ]);
    expect(draft(after(at(7), at(8), STEADY), at(8)).ready).toBe(true);
  });

  test('begins anew after a gap longer than a reading stays fresh', () => {
    const gap = (sec: number) => [
      ...after(at(7), at(7, 30), STEADY),
      ...everySecond(at(7, 30 + sec), at(8, 5), STEADY),
    ];
    expect(draft(gap(10), at(8, 5)).ready).toBe(true);
    expect(missingCodes(draft(gap(11), at(8, 5)))).toEqual(['minute-incomplete', 'minute-incomplete']);
  });

  test('is gone when the monitor falls silent', () => {
    const reports = after(at(7), at(8), STEADY);
    expect(draft(reports, at(8, 10)).ready).toBe(true);
    expect(missingCodes(draft(reports, at(8, 11)))).toEqual(['minute-incomplete', 'minute-incomplete']);
  });

  test('of a slow feed is covered by at least 3 values', () => {
    expect(draft(after(at(7), at(8, 29), STEADY, 30_000), at(8, 29)).ready).toBe(true);
    expect(missing(draft(after(at(6), at(8, 15), STEADY, 45_000), at(8, 15) + 44_000))).toEqual([
      { code: 'values-too-few', fields: { parameter: 'heartRate', have: 2, need: 3 } },
      { code: 'values-too-few', fields: { parameter: 'spo2', have: 2, need: 3 } },
    ]);
  });

  test('needs 80 % valid values of each', () => {
    // Every fourth second without an SpO2: never a gap, and yet a quarter is missing.
    const patchy = [0, 1, 2, 3].flatMap((phase) =>
      everySecond(at(7, phase), at(8, 4), { ...STEADY, spo2: phase === 3 ? null : 98 }, 4000),
    );
    expect(missing(draft([...cuffs, ...patchy], at(8, 4)))).toMatchObject([
      { code: 'values-not-valid', fields: { parameter: 'spo2', needPercent: 80 } },
    ]);
  });

  test('takes no value that the monitor itself calls questionable', () => {
    const doubted = everySecond(at(7), at(8), STEADY).map((received) => ({
      ...received,
      observations: received.observations.map((o) => ({ ...o, validity: 'questionable' as const })),
    }));
    expect(missingCodes(draft([...cuffs, ...doubted], at(8)))).toEqual(['minute-incomplete', 'minute-incomplete']);
    expect(draft([...cuffs, ...doubted], at(8)).rhythm).toBe('notReported');
  });

  test('is not taken while the monitor says that the sensor is off', () => {
    const off = report(at(8), {}, { faults: ['ecgLeadsOff'] });
    expect(missing(draft([...after(at(7), at(8), STEADY), off], at(8)))).toEqual([
      { code: 'sensor-off', fields: { parameter: 'heartRate' } },
    ]);
  });

  test('does not take a pulse for a heart rate', () => {
    const pulse = after(at(7), at(8), { pulseRate: 72, spo2: 98 });
    expect(missing(draft(pulse, at(8)))).toMatchObject([{ fields: { parameter: 'heartRate' } }]);
  });

  test('ignores what was received before the monitor was bound', () => {
    const reports = after(at(7), at(8), STEADY);
    const bound = draft(reports, at(8), { vitalsFrom: at(7, 1) });
    expect(missingCodes(bound)).toEqual(['pressures-too-few', 'minute-incomplete', 'minute-incomplete']);
  });

  test('ends in medians, each a value that was measured', () => {
    const anyMinute = fc.array(fc.integer({ min: 30, max: 200 }), { minLength: 61, maxLength: 61 });
    fc.assert(
      fc.property(anyMinute, (rates) => {
        const reports = rates.map((heartRate, i) => report(at(7, i), { ...STEADY, heartRate }));
        const median = ready(draft([...cuffs, ...reports], at(8))).values.heartRate;
        expect(rates).toContain(median);
        expect(rates.filter((rate) => rate < median).length).toBeLessThanOrEqual(30);
        expect(rates.filter((rate) => rate > median).length).toBeLessThanOrEqual(30);
      }),
      { numRuns: 50 },
    );
  });

  test('forgets what is older than the minute', () => {
    const excited = everySecond(at(5), at(6, 59), { ...STEADY, heartRate: 130 });
    expect(ready(draft([...excited, ...after(at(7), at(8), STEADY)], at(8))).values.heartRate).toBe(72);
  });
});

describe('the rhythm of a baseline', () => {
  const rhythmOf = (...reports: readonly Report[]) =>
    ready(draft([...QUIET.slice(-2), ...reports], at(7))).values.rhythm;
  const { rhythm: _, ...withoutRhythm } = STEADY;

  test('is never made up: a monitor that says nothing of it leaves it not reported', () => {
    expect(rhythmOf(...everySecond(at(6), at(7), withoutRhythm))).toBe('notReported');
  });

  test('is the one reported most of the minute', () => {
    const fibrillating = { ...STEADY, rhythm: 'atrialFibrillation' } as const;
    expect(rhythmOf(...everySecond(at(6), at(6, 29), STEADY), ...everySecond(at(6, 30), at(7), fibrillating))).toBe(
      'atrialFibrillation',
    );
    expect(rhythmOf(...everySecond(at(6), at(6, 31), STEADY), ...everySecond(at(6, 32), at(7), fibrillating))).toBe(
      'sinus',
    );
  });

  test('is not one that was reported long ago', () => {
    const once = report(at(5), { rhythm: 'paced' });
    expect(rhythmOf(once, ...everySecond(at(6), at(7), withoutRhythm))).toBe('notReported');
  });
});

describe('an implausible baseline', () => {
  type Pair = readonly [first: number, second: number];
  type Patient = { sbp?: Pair; dbp?: Pair; map?: Pair; values?: Parameters<typeof report>[1] };

  function reasons(
    { sbp = [120, 122], dbp = [80, 80], map = [93, 94], values }: Patient,
    previous: Baseline | null = null,
  ) {
    const reports = [
      ...everySecond(at(6), at(8), { ...STEADY, ...values }),
      cuff(at(6), sbp[0], dbp[0], map[0]),
      cuff(at(8), sbp[1], dbp[1], map[1]),
    ];
    return ready(draft(reports, at(8), { previous })).implausible;
  }

  test('is not the usual one', () => expect(reasons({})).toEqual([]));

  test.each<[string, Patient, string[]]>([
    ['SBP 180', { sbp: [179, 181] }, ['systolicHigh']],
    ['SBP 179.5', { sbp: [179, 180] }, []],
    ['SBP 89.5', { sbp: [89, 90] }, ['systolicLow']],
    ['SBP 90', { sbp: [89, 91] }, []],
    ['DBP 110', { dbp: [109, 111] }, ['diastolicHigh']],
    ['DBP 109.5', { dbp: [109, 110] }, []],
    ['MAP 64.5', { map: [64, 65] }, ['meanLow']],
    ['MAP 65', { map: [64, 66] }, []],
    ['HR 49', { values: { heartRate: 49 } }, ['heartRateLow']],
    ['HR 50', { values: { heartRate: 50 } }, []],
    ['HR 120', { values: { heartRate: 120 } }, []],
    ['HR 121', { values: { heartRate: 121 } }, ['heartRateHigh']],
    ['SpO2 91', { values: { spo2: 91 } }, ['spo2Low']],
    ['SpO2 92', { values: { spo2: 92 } }, []],
    ['AF', { values: { rhythm: 'atrialFibrillation' } }, ['newAtrialFibrillation']],
    ['flutter', { values: { rhythm: 'atrialFlutter' } }, []],
    ['several at once', { sbp: [82, 84], map: [55, 56], values: { spo2: 88 } }, ['systolicLow', 'meanLow', 'spo2Low']],
  ])('%s', (_name, patient, expected) => expect(reasons(patient)).toEqual(expected));

  test('is not made so by an atrial fibrillation that the last version had', () => {
    const fibrillating = { values: { rhythm: 'atrialFibrillation' } } as const;
    const previous = (rhythm: Baseline['rhythm']): Baseline => {
      const drafted = ready(draft(QUIET, at(7)));
      return { ...acceptedBaseline(drafted, 1, minutes(30), instant(at(7))), rhythm };
    };
    expect(reasons(fibrillating, previous('atrialFibrillation'))).toEqual([]);
    expect(reasons(fibrillating, previous('sinus'))).toEqual(['newAtrialFibrillation']);
  });
});
