import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleOf } from '../../../shared/alarms/alarm-rules.ts';
import { asksAloud, soundingNow } from '../../../shared/alarms/sounding.ts';
import type { Report } from '../../../shared/vitals/observation.ts';
import { type AlarmBench, createAlarmBench, sessionIn } from '../../support/alarm-bench.ts';
import { cuff, report } from '../../support/reports.ts';

/** One second of a chair's life. Steps are 1001 ms apart, so that no report falls on the end of a delay. */
type Step = {
  readonly heartRate: number | null | 'silent';
  readonly spo2: number | null | 'silent';
  readonly rhythm: 'sinus' | 'atrialFibrillation' | 'silent';
  readonly cuff: readonly [number, number, number] | null;
  readonly leadsOff: boolean;
  readonly phase: 'INFUSING' | 'PAUSED' | 'RECOVERY' | null;
  readonly link: 'live' | 'lost' | null;
  /** Seconds of the same. */
  readonly lasts: number;
};
const STEP_MS = 1_001;

const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 8 });
const step: fc.Arbitrary<Step> = fc.record({
  heartRate: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(35, 39, 40, 49, 50, 53, 72, 96, 100, 101, 120, 130, 149, 150) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant('silent' as const) },
  ),
  spo2: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(80, 84, 85, 88, 89, 90, 91, 92, 98) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant('silent' as const) },
  ),
  rhythm: fc.constantFrom('sinus', 'atrialFibrillation', 'silent'),
  cuff: rarely(
    fc.tuple(
      fc.constantFrom(75, 96, 120, 144, 145, 160, 185),
      fc.constantFrom(60, 70, 90),
      fc.constantFrom(50, 90, 120),
    ),
  ),
  leadsOff: fc.boolean(),
  phase: rarely(fc.constantFrom('INFUSING', 'PAUSED', 'RECOVERY')),
  link: rarely(fc.constantFrom('live', 'lost')),
  lasts: fc.constantFrom(1, 1, 4, 12, 35),
});
const life = fc.array(step, { minLength: 1, maxLength: 14 });

/** What came in one moment, sensor by sensor: rate and rhythm are both the ECG's. */
function reportsOf({ heartRate, spo2, rhythm, leadsOff, cuff: reading }: Step, t: number, first: boolean): Report[] {
  const ecg = { ...(heartRate === 'silent' ? {} : { heartRate }), ...(rhythm === 'silent' ? {} : { rhythm }) };
  return [
    ...(heartRate === 'silent' && rhythm === 'silent'
      ? []
      : [report(t, ecg, { faults: leadsOff ? ['ecgLeadsOff'] : [] })]),
    ...(spo2 === 'silent' ? [] : [report(t, { spo2 })]),
    ...(reading === null || !first ? [] : [cuff(t, ...reading)]),
  ];
}

type Telling = {
  readonly order?: (reports: Report[]) => Report[];
  /** Each report judged by itself, as a station would that reads them one after the other. */
  readonly oneByOne?: boolean;
  readonly alsoEvery?: number;
  readonly afterEach?: (bench: AlarmBench) => void;
};

function live(steps: readonly Step[], { order = (r) => r, oneByOne = false, alsoEvery, afterEach }: Telling = {}) {
  const bench = createAlarmBench(alsoEvery === undefined ? {} : { alsoEvery });
  let t = 0;
  for (const one of steps) {
    for (let second = 0; second < one.lasts; second += 1) {
      t += STEP_MS;
      if (second === 0 && one.phase !== null) bench.session(t, sessionIn(one.phase));
      if (second === 0 && one.link !== null) bench.link(t, one.link);
      const reports = order(reportsOf(one, t, second === 0));
      if (oneByOne) for (const each of reports) bench.hear(each);
      else bench.hear(...reports);
      afterEach?.(bench);
    }
  }
  bench.until(t + 5 * STEP_MS);
  return bench;
}

const RUNS = { numRuns: 80 };

describe('whatever a monitor sends', () => {
  test('no high alert that latches falls silent without a person', () => {
    let seen = 0;
    fc.assert(
      fc.property(life, (steps) => {
        const high = new Set<string>();
        live(steps, {
          afterEach: (bench) => {
            for (const alert of bench.alerts()) if (alert.priority === 'high') high.add(alert.id);
            for (const id of high) {
              const still = bench.alerts().find((alert) => alert.id === id);
              expect(still).toMatchObject({ priority: 'high', accepted: null });
            }
            if (high.size > 0) expect(soundingNow(bench.alerts(), [])?.priority).toBe('high');
          },
        });
        seen += high.size;
      }),
      RUNS,
    );
    expect(seen).toBeGreaterThan(20);
  });

  test('a chair has one alert of a family', () => {
    fc.assert(
      fc.property(life, (steps) => {
        live(steps, {
          afterEach: (bench) => {
            const families = bench.alerts().map(({ family }) => family);
            expect(new Set(families).size).toBe(families.length);
          },
        });
      }),
      RUNS,
    );
  });

  test('the lost link’s alert stands without TEC-01 to TEC-03', () => {
    fc.assert(
      fc.property(life, (steps) => {
        live(steps, {
          afterEach: (bench) => {
            const link = bench.alerts().find(({ rule }) => rule === 'TEC-04');
            if (link?.condition !== 'present') return;
            expect(bench.open().filter((rule) => ['TEC-01', 'TEC-02', 'TEC-03'].includes(rule))).toEqual([]);
          },
        });
      }),
      RUNS,
    );
  });

  test('accepting one alert changes nothing of another', () => {
    fc.assert(
      fc.property(life, fc.nat(), (steps, pick) => {
        const bench = live(steps);
        const asking = bench.alerts().filter(asksAloud);
        const chosen = asking[pick % Math.max(1, asking.length)];
        if (chosen === undefined) return;
        const others = bench.alerts().filter(({ id }) => id !== chosen.id);
        const at = steps.reduce((sum, { lasts }) => sum + lasts, 5) * STEP_MS;
        expect(bench.accept(at, chosen.rule)).toEqual([]);
        expect(bench.alerts().filter(({ id }) => id !== chosen.id)).toEqual(others);
      }),
      RUNS,
    );
  });
});

describe('the order of things that happen at one moment', () => {
  const reversed = (reports: Report[]): Report[] => [...reports].reverse();

  test('makes no difference when they are judged together', () => {
    fc.assert(
      fc.property(life, (steps) => {
        expect(live(steps, { order: reversed }).changes()).toEqual(live(steps).changes());
      }),
      RUNS,
    );
  });

  test('makes no difference to what stands when each is judged by itself', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const one = live(steps, { oneByOne: true }).alerts();
        const other = live(steps, { oneByOne: true, order: reversed }).alerts();
        expect(new Map(other.map((alert) => [alert.id, alert]))).toEqual(
          new Map(one.map((alert) => [alert.id, alert])),
        );
      }),
      RUNS,
    );
  });
});

describe('time', () => {
  test('looking only when asked to says the same as looking every 250 ms', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const often = live(steps, { alsoEvery: 250 });
        const asked = live(steps);
        expect(often.story()).toEqual(asked.story());
        expect(often.alerts()).toEqual(asked.alerts());
      }),
      { numRuns: 40 },
    );
  });

  test('a tachycardia fires when and only when every second of the last thirty was beyond the limit', () => {
    const values = fc.array(
      fc.record({ heartRate: fc.constantFrom(72, 100, 101, 120), lasts: fc.integer({ min: 1, max: 40 }) }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(values, (runs) => {
        const perSecond = runs.flatMap(({ heartRate, lasts }) => Array.from({ length: lasts }, () => heartRate));
        const bench = createAlarmBench();
        for (const [i, heartRate] of perSecond.entries()) bench.hear(report(i * 1_000, { heartRate, spo2: 98 }));
        // At the thirtieth second, and not if that very second is well again.
        const first = perSecond.findIndex((_, i) => i >= 30 && perSecond.slice(i - 30, i + 1).every((v) => v > 100));
        const raised = bench.changes().find(({ rule, event }) => rule === 'HR-03' && event.type === 'alert-raised');
        expect(raised?.t ?? null).toBe(first === -1 ? null : first * 1_000);
      }),
      { numRuns: 100 },
    );
  });

  test('a restart takes no alert from the record', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const bench = live(steps);
        const before = bench.alerts();
        const at = steps.reduce((sum, { lasts }) => sum + lasts, 5) * STEP_MS;
        bench.restart(at);
        const after = new Set(bench.alerts().map(({ id }) => id));
        const hidden = (id: string): boolean => before.some((a) => a.id === id && ruleOf(a.rule).kind === 'routine');
        expect(before.filter(({ id }) => !after.has(id) && !hidden(id))).toEqual([]);
      }),
      RUNS,
    );
  });
});
