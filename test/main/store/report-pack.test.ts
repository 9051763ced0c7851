import { deflateRawSync } from 'node:zlib';
import {
  array,
  assert,
  constant,
  constantFrom,
  double,
  integer,
  oneof,
  option,
  property,
  record,
  string,
  subarray,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packReports, unpackReports } from '../../../main/store/report-pack.ts';
import { numbersFrom, packNumbers } from '../../../main/store/runs.ts';
import { sourceId } from '../../../shared/kernel/ids.ts';
import { instant } from '../../../shared/kernel/units.ts';
import {
  type NumericParameter,
  PARAMETER_UNITS,
  type Report,
  RHYTHMS,
  SENSOR_FAULTS,
} from '../../../shared/vitals/observation.ts';
import { TWO_O_CLOCK } from '../../support/record.ts';
import { report } from '../../support/reports.ts';

const SOURCE = sourceId('monitor-1');
const moment = integer({ min: 0, max: 4_102_444_800_000 }).map(instant);
const common = {
  validity: constantFrom('valid', 'questionable', 'invalid', 'missing'),
  observedAt: option(moment),
  timeBasis: constantFrom('measurement', 'message', 'none'),
  code: oneof(constant('147842^MDC_ECG_HEART_RATE^MDC'), string({ unit: 'grapheme', maxLength: 12 })),
} as const;
// JSON knows no negative zero, and no reading is one.
const value = oneof(integer({ min: -50, max: 400 }), double({ noNaN: true, noDefaultInfinity: true })).map(
  (n) => n + 0 || 0,
);
const observation = oneof(
  record({
    ...common,
    parameter: constantFrom(...(Object.keys(PARAMETER_UNITS) as NumericParameter[])),
    value: option(value),
  }).map((each) => ({ ...each, unit: PARAMETER_UNITS[each.parameter] })),
  record({ ...common, parameter: constant('ecgRhythm' as const), value: option(constantFrom(...RHYTHMS)) }),
);
const anyReport = record({
  source: constant(SOURCE),
  receivedAt: moment,
  sentAt: option(moment),
  patientId: option(string({ maxLength: 8 })),
  location: option(string({ maxLength: 8 })),
  observations: array(observation, { maxLength: 6 }),
  faults: subarray([...SENSOR_FAULTS]),
});

describe('packed reports', () => {
  it('are unpacked exactly as they came, in their own order', () => {
    assert(
      property(array(anyReport, { maxLength: 12 }), (reports: readonly Report[]) => {
        expect(unpackReports(SOURCE, packReports(reports))).toEqual(reports);
      }),
    );
  });

  it('of an ordinary minute take about a byte a reading', () => {
    const minute = Array.from({ length: 60 }, (_, i) =>
      report(
        TWO_O_CLOCK + i * 1_000 + ((i * 37) % 11),
        {
          heartRate: 71 + ((i * 7) % 4),
          spo2: 97 + ((i >> 3) % 2),
          respiratoryRate: 14 + ((i >> 4) % 2),
          pulseRate: 71 + ((i * 7) % 4),
        },
        { source: SOURCE, observedAt: instant(TWO_O_CLOCK + i * 1_000) },
      ),
    );
    expect(deflateRawSync(packReports(minute)).length / 240).toBeLessThan(2);
  });

  it('that are damaged text are refused, never guessed', () => {
    const packed = packReports([report(TWO_O_CLOCK, { heartRate: 72 }, { source: SOURCE })]);
    for (const text of ['', 'null', '{}', packed.slice(0, -1), packed.replace('heartRate', 'heartBeat')]) {
      expect(unpackReports(SOURCE, text)).toBeNull();
    }
    const oneShort = packed.replace('"shapes":[[0]]', '"shapes":[[0,0]]');
    expect(oneShort).not.toBe(packed);
    expect(unpackReports(SOURCE, oneShort)).toBeNull();
  });
});

describe('a column of numbers', () => {
  it('keeps whole numbers as differences and others as they are', () => {
    expect(packNumbers([100, 101, 102, null, 103])).toEqual({
      by: 'difference',
      runs: [
        [1, 100],
        [2, 1],
        [1, null],
        [1, 1],
      ],
    });
    expect(packNumbers([36.6, 36.6, 36.7])).toEqual({
      by: 'value',
      runs: [
        [2, 36.6],
        [1, 36.7],
      ],
    });
  });

  it('comes back the same, at the ends of what a double holds too', () => {
    const whole = integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    assert(
      property(array(option(oneof(whole, value))), (numbers) => {
        expect(numbersFrom(packNumbers(numbers))).toEqual(numbers);
      }),
    );
  });

  it('takes no number that is none', () => {
    expect(() => packNumbers([1, Number.NaN])).toThrow(RangeError);
    expect(() => packNumbers([Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });
});
