import { describe, expect, test } from 'vitest';
import { ageText, clockText, countdownTo, minutesSince } from '../../../renderer/text/durations.ts';
import { after, instant, millis } from '../../../shared/kernel/units.ts';

const now = instant(10_000_000);
const inMs = (ms: number) => instant(now + ms);

describe('a countdown', () => {
  test.each([
    [250_000, '4:10', false],
    [249_001, '4:10', false],
    [1, '0:01', false],
    [0, '0:00', true],
    [-999, '0:00', true],
    [-1_000, '+0:01', true],
    [-130_000, '+2:10', true],
    [6_000_000, '1:40 h', false],
  ])('%i ms before its end reads %s', (ms, text, overdue) => {
    expect(countdownTo(inMs(ms), now)).toEqual({ text, overdue });
  });

  test('never skips a second and never goes back', () => {
    const texts = Array.from({ length: 40 }, (_, i) => countdownTo(inMs(5_000 - i * 250), now).text);
    expect([...new Set(texts)]).toEqual([
      '0:05',
      '0:04',
      '0:03',
      '0:02',
      '0:01',
      '0:00',
      '+0:01',
      '+0:02',
      '+0:03',
      '+0:04',
    ]);
  });
});

describe('an age', () => {
  test.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1:00'],
    [125_000, '2:05'],
  ])('of %i ms reads %s', (ms, text) => {
    expect(ageText(inMs(-ms), now)).toBe(text);
  });

  test('of something in the future is nothing, not a minus', () => {
    expect(ageText(inMs(3_000), now)).toBe('0 s');
    expect(minutesSince(inMs(3_000), now)).toBe(0);
  });
});

test('a held clock stands still', () => {
  expect(clockText({ mode: 'held', value: millis(1_325_000) }, now)).toEqual({ text: '22:05', overdue: false });
});

test('a clock that stands shows the same second as when it ran', () => {
  const left = millis(2_330_376);
  const running = clockText({ mode: 'until', endsAt: after(now, left) }, now);
  expect(clockText({ mode: 'held', value: left }, now)).toEqual(running);
  expect(running.text).toBe('38:51');
});
