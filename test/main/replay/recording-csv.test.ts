import { describe, expect, test } from 'vitest';
import { readRecordingCsv } from '../../../main/replay/recording-csv.ts';
import { readCsv } from '../../support/recordings.ts';

const HEADER = 't_seconds,hr_bpm,spo2_pct,sbp_mmhg,dbp_mmhg,map_mmhg,rr_bpm';
const rows = (...lines: readonly string[]) => readCsv([HEADER, ...lines].join('\n'));
const refusal = (text: string) => {
  const reading = readRecordingCsv(text);
  return reading.ok ? null : reading.error;
};

describe('a recording in CSV', () => {
  test('keeps decimals of rate and saturation, rounds pressures half-up to whole mmHg', () => {
    const { recording } = rows('0.5,72.4,97.5,119.5,69.4,,14');
    expect(recording.rows).toEqual([
      {
        at: 500,
        numbers: { heartRate: 72.4, spo2: 97.5, nibpSystolic: 120, nibpDiastolic: 69, respiratoryRate: 14 },
        rhythm: null,
      },
    ]);
  });

  test('finds its columns by name in any order, ignores others, takes a byte order mark, CRLF and quotes', () => {
    const { recording, faults } = readCsv('\uFEFF"pulse_bpm","hr_bpm","t_seconds","rhythm"\r\n70,71,3,sinus\r\n\r\n');
    expect(recording.rows).toEqual([{ at: 3_000, numbers: { heartRate: 71 }, rhythm: 'sinus' }]);
    expect(faults).toEqual({ count: 0, named: [] });
  });

  test('takes an empty cell, and the missing end of a row, for not measured', () => {
    expect(rows('0,,98', '1').recording.rows).toEqual([
      { at: 0, numbers: { spo2: 98 }, rhythm: null },
      { at: 1_000, numbers: {}, rhythm: null },
    ]);
  });

  test('skips a value that is no number or no measurement and names its line and column', () => {
    const { recording, faults } = rows('0,72,98,,,,', '1,seventy,98,0x50,,,', '2,-1,101,0,,,NaN');
    expect(recording.rows.map(({ numbers }) => numbers)).toEqual([{ heartRate: 72, spo2: 98 }, { spo2: 98 }, {}]);
    expect(faults).toEqual({
      count: 6,
      named: [
        "line 3, hr_bpm: 'seventy' is no number",
        "line 3, sbp_mmhg: '0x50' is no number",
        "line 4, hr_bpm: '-1' is no measurement",
        "line 4, spo2_pct: '101' is no measurement",
        "line 4, sbp_mmhg: '0' is no measurement",
        "line 4, rr_bpm: 'NaN' is no number",
      ],
    });
  });

  test('skips a row without a time, or with more cells than columns, with all its values', () => {
    const { recording, faults } = rows('0,72,,,,,', 'soon,40,,,,,', '2,72,5,98,,,,', '3,73,,,,,');
    expect(recording.rows.map(({ at }) => at)).toEqual([0, 3_000]);
    expect(faults.named).toEqual([
      "line 3, t_seconds: 'soon' is no time, row skipped",
      'line 4: 8 cells under 7 columns, row skipped',
    ]);
  });

  test('names the first 20 faults and counts them all', () => {
    const { faults } = rows('0,72,,,,,', ...Array.from({ length: 50 }, (_, i) => `${i},?,,,,,`));
    expect([faults.count, faults.named.length]).toEqual([50, 20]);
  });

  test('names a rhythm it does not know', () => {
    const { recording, faults } = readCsv('t_seconds,rhythm\n0,atrialFibrillation\n1,AF');
    expect(recording.rows.map(({ rhythm }) => rhythm)).toEqual(['atrialFibrillation', null]);
    expect(faults.named).toEqual(["line 3, rhythm: 'AF' is no rhythm known here"]);
  });

  test('is refused when time goes back, with the line and both times; the same moment twice is fine', () => {
    expect(refusal(`${HEADER}\n0,72,,,,,\n60,72,,,,,\n59.5,72,,,,,`)).toBe(
      'line 4: t_seconds goes back from 60 to 59.5',
    );
    expect(rows('7,72,,,,,', '7,,98,,,,').recording.rows).toHaveLength(2);
  });

  test('is refused without a time column, naming the header found', () => {
    expect(refusal('time,hr_bpm\n0,72')).toBe('there is no column t_seconds; the header found is: time,hr_bpm');
  });

  test.each([
    ['', 'the file is empty'],
    [' \n\n', 'the file is empty'],
    [HEADER, 'there is no row with a time below the header'],
    ['t_seconds,heart\n0,72', 'there is no column that is judged; the header found is: t_seconds,heart'],
    [
      't_seconds,hr_bpm,hr_bpm\n0,72,72',
      'the column hr_bpm is there twice; the header found is: t_seconds,hr_bpm,hr_bpm',
    ],
  ])('is refused where there is nothing to replay: %j', (text, reason) => {
    expect(refusal(text)).toBe(reason);
  });
});
