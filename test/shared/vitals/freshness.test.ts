import { describe, expect, test } from 'vitest';
import { after, instant, millis, seconds } from '../../../shared/kernel/units.ts';
import { freshness, isSlowFeed } from '../../../shared/vitals/freshness.ts';

const RECEIVED = instant(1_000_000);
const aged = (s: number, interval: number | null) =>
  freshness(RECEIVED, interval === null ? null : seconds(interval), after(RECEIVED, millis(s * 1_000)));

describe('a reading ages by when it was received', () => {
  test('it is fresh up to 10 s and stale beyond, on a feed of one value a second', () => {
    expect(aged(10, 1)).toBe('fresh');
    expect(aged(10.001, 1)).toBe('stale');
  });

  test('a feed whose interval is unknown is judged as a fast one', () => {
    expect(aged(10.001, null)).toBe('stale');
  });

  test('a slow feed is stale after 2.5 and lost after 4 of its own intervals', () => {
    expect(aged(150, 60)).toBe('fresh');
    expect(aged(150.001, 60)).toBe('stale');
    expect(aged(240, 60)).toBe('stale');
    expect(aged(240.001, 60)).toBe('lost');
  });

  test('a fast feed is lost after 30 s', () => {
    expect(aged(30, 1)).toBe('stale');
    expect(aged(30.001, 1)).toBe('lost');
  });

  test('a feed is marked slow beyond 4 s, where 2.5 intervals pass the 10 s floor', () => {
    expect(isSlowFeed(null)).toBe(false);
    expect(isSlowFeed(seconds(4))).toBe(false);
    expect(isSlowFeed(millis(4_001))).toBe(true);
  });
});
