import { describe, expect, test } from 'vitest';
import { asSessionBaseline, recordingBaseline } from '../../../main/replay/recording-baseline.ts';
import { minutes } from '../../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import { readCsv, recordingCsv } from '../../support/recordings.ts';

const baselineOf = (text: string, watched = 5) => recordingBaseline(readCsv(text).recording, minutes(watched));

describe('the baseline of a recording', () => {
  test('is the medians of the first minutes and the first two pressures, whenever they come', () => {
    const text = recordingCsv(900, (s) => ({
      hr: s < 300 ? 60 + (s % 3) : 140,
      spo2: s < 300 ? 97 : 80,
      ...([30, 600, 700].includes(s) ? { bp: `${120 + s / 30}/75/92` } : {}),
    }));
    expect(baselineOf(text)).toMatchObject({
      startAt: 300_000,
      heartRate: 61,
      spo2: 97,
      pressures: [{ systolic: 121 }, { systolic: 140 }],
      pressuresKnownAt: 600_000,
    });
  });

  test('does not hold the value at the end of its minutes', () => {
    const rates: Record<number, number> = { 0: 70, 60: 80, 120: 60 };
    const text = recordingCsv(120, (s) => ({ hr: rates[s] ?? 72 }), 60);
    expect(baselineOf(text, 2).heartRate).toBe(80);
  });

  test('keeps the pressures as an exact mean, and none of a part that only one reading has', () => {
    const text = recordingCsv(900, (s) => ({ bp: s === 10 ? '124/75/90' : s === 20 ? '125/76/' : '//' }));
    const baseline = asSessionBaseline(baselineOf(text), true, KETAMINE_INFUSION);
    expect(baseline).toMatchObject({
      systolic: { sum: 249, count: 2 },
      diastolic: { sum: 151, count: 2 },
      mean: null,
    });
  });

  test('begins with the first value, not with the first row', () => {
    const text = recordingCsv(2_000, (s) => (s < 600 ? { hr: '', spo2: '' } : {}), 60).replaceAll(',14,', ',,');
    expect(baselineOf(text).startAt).toBe(900_000);
  });

  test('takes a column that begins later by its own first minutes', () => {
    const text = recordingCsv(1_200, (s) => ({ spo2: s < 600 ? '' : s < 900 ? 94 : 99 }));
    expect(baselineOf(text)).toMatchObject({ startAt: 300_000, spo2: 94 });
  });

  test('knows nothing of a column without values', () => {
    const text = recordingCsv(600, () => ({ spo2: '' }));
    expect(baselineOf(text)).toMatchObject({
      spo2: null,
      rhythm: 'notReported',
      pressures: [],
      pressuresKnownAt: null,
    });
  });
});
