import { describe, expect, test } from 'vitest';
import { instant, seconds } from '../../../shared/kernel/units.ts';
import { commonest, medianOf, NO_SAMPLES, withSample } from '../../../shared/session/baseline-window.ts';
import { report } from '../../support/reports.ts';

const BEGAN = 1_000_000_000;
const MINUTE = seconds(60);
const STEADY = { heartRate: 72, spo2: 98, rhythm: 'sinus' } as const;
const NOW = instant(BEGAN);

describe('the window of samples', () => {
  test('is bounded, whatever comes', () => {
    let window = NO_SAMPLES;
    for (let i = 0; i < 1_500; i += 1) window = withSample(window, report(BEGAN, STEADY), MINUTE, NOW);
    expect(window.heartRate.length).toBe(600);
    expect(window.rhythm.length).toBe(600);
  });

  test('keeps the value that was in force when it began, and nothing older', () => {
    let window = NO_SAMPLES;
    for (let sec = 0; sec <= 180; sec += 1) {
      const at = instant(BEGAN + sec * 1000);
      window = withSample(window, report(at, STEADY), MINUTE, at);
    }
    expect(window.spo2).toHaveLength(61);
    expect(window.spo2[0]?.at).toBe(BEGAN + 120_000);
  });

  test('takes a parameter once from a report, the valid value before the empty one', () => {
    const both = report(BEGAN, { spo2: 97 });
    const emptyProbe = report(BEGAN, { spo2: null });
    const twice = { ...both, observations: [...both.observations, ...emptyProbe.observations] };
    expect(withSample(NO_SAMPLES, twice, MINUTE, NOW).spo2).toEqual([{ at: BEGAN, value: 97 }]);
    expect(withSample(NO_SAMPLES, emptyProbe, MINUTE, NOW).spo2).toEqual([{ at: BEGAN, value: null }]);
  });

  test('is not touched by a report that does not speak of it', () => {
    expect(withSample(NO_SAMPLES, report(BEGAN, { nibpSystolic: 120 }), MINUTE, NOW)).toEqual(NO_SAMPLES);
  });
});

test.each([
  [[], null],
  [[72], 72],
  [[90, 72, 71], 72],
  [[71, 72], 72],
  [[100, 9, 80], 80],
])('the median of %j is %j', (values, median) => expect(medianOf(values)).toBe(median));

test.each([
  [[], null],
  [['sinus', 'paced', 'sinus'], 'sinus'],
  [['sinus', 'paced'], 'paced'],
  [['paced', 'sinus', 'sinus', 'paced'], 'paced'],
])('the commonest of %j is %j, of equals the last', (values, most) => expect(commonest(values)).toBe(most));
