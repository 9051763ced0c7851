import { describe, expect, test } from 'vitest';
import { burstLengthMs, burstPlan } from '../../../renderer/alarms/tones.ts';
import { PRIORITIES } from '../../../shared/alarms/alert.ts';

/** Silence between the end of each pulse and the start of the next. */
const gapsOf = (priority: (typeof PRIORITIES)[number]): readonly number[] => {
  const { pulses, pulseMs } = burstPlan(priority);
  return pulses.slice(1).map(({ startMs }, i) => startMs - ((pulses[i]?.startMs ?? 0) + pulseMs));
};

describe('an alarm tone, against the public figures of IEC 60601-1-8 (alarm facts 1.1)', () => {
  test('high is ten pulses in two halves of five', () => {
    expect(burstPlan('high').pulses).toHaveLength(10);
    // x = 100 ms, 2x + td = 350 ms inside a half, 1 s between the halves.
    expect(gapsOf('high')).toEqual([100, 100, 350, 100, 1_000, 100, 100, 350, 100]);
  });

  test('medium is three pulses, low is one', () => {
    expect(gapsOf('medium')).toEqual([200, 200]);
    expect(burstPlan('low').pulses).toHaveLength(1);
  });

  test('the more urgent returns sooner', () => {
    expect(PRIORITIES.map((priority) => burstPlan(priority).interburstMs)).toEqual([30_000, 15_000, 5_000]);
  });

  test.each(PRIORITIES)('%s keeps pulse length, rise and fall within their bounds', (priority) => {
    const { pulseMs, riseMs, fallMs } = burstPlan(priority);
    const [least, most] = priority === 'high' ? [75, 200] : [125, 250];
    expect(pulseMs).toBeGreaterThanOrEqual(least);
    expect(pulseMs).toBeLessThanOrEqual(most);
    expect(riseMs / pulseMs).toBeGreaterThanOrEqual(0.1);
    expect(riseMs / pulseMs).toBeLessThanOrEqual(0.2);
    expect(riseMs + fallMs).toBeLessThan(pulseMs);
  });

  test.each(PRIORITIES)('%s has a fundamental of 150 to 1000 Hz and four partials within 15 dB of it', (priority) => {
    const { pulses, partials } = burstPlan(priority);
    for (const { frequencyHz } of pulses) {
      expect(frequencyHz).toBeGreaterThanOrEqual(150);
      expect(frequencyHz).toBeLessThanOrEqual(1_000);
      const heard = partials.filter(
        ({ multiple, gain }) =>
          multiple > 1 &&
          multiple * frequencyHz >= 300 &&
          multiple * frequencyHz <= 4_000 &&
          Math.abs(20 * Math.log10(gain)) <= 15,
      );
      expect(heard.length).toBeGreaterThanOrEqual(4);
    }
  });

  test('a burst ends with its last pulse', () => {
    expect(burstLengthMs(burstPlan('low'))).toBe(180);
    expect(burstLengthMs(burstPlan('medium'))).toBe(940);
  });
});
