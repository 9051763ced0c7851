import { describe, expect, test } from 'vitest';
import { exactMean } from '../../../shared/kernel/exact.ts';
import { instant, minutes, seconds as s } from '../../../shared/kernel/units.ts';
import { BASELINE, createAlarmBench, NURSE, sessionIn, WELL } from '../../support/alarm-bench.ts';
import { cuff, report } from '../../support/reports.ts';
import { tsvRows } from '../../support/tsv-capture.ts';

/** All but the pressure is well all the time. */
const monitored = (session = sessionIn('INFUSING')) => createAlarmBench({ session, background: WELL });

/** Baseline 120/70 (90). A systolic alone is away; the others stay where they were. */
const sys = (atSeconds: number, systolic: number) => cuff(s(atSeconds), systolic, 70, 90);

describe('the 20 % and 40 % examples, through the whole judgement', () => {
  const rows = tsvRows('bp-rule-vectors.tsv');
  test.each(rows)('baseline $baseline, systolic $value ($delta_pct %)', (row) => {
    const baseline = { ...BASELINE, systolic: exactMean([Number(row.baseline)]) };
    const bench = monitored(sessionIn('INFUSING', { baselines: [baseline] }));
    const value = Number(row.value);
    bench.hear(sys(1, value));
    // Some examples also lie beyond an absolute limit of BP-03, which is no matter of percentages.
    const crisis = value >= 180 || value < 80;
    const expected = row.fires_gt40 === 'True' || crisis ? ['BP-03'] : row.fires_gt20 === 'True' ? ['BP-01'] : [];
    expect(bench.open()).toEqual(expected);
  });
});

describe('BP-01', () => {
  test('fires on the reading, strictly beyond 20 %, for systolic or mean', () => {
    const bench = monitored();
    bench.hear(sys(1, 144));
    expect(bench.open()).toEqual([]);
    bench.hear(sys(2, 145));
    expect(bench.alert('BP-01')).toMatchObject({
      priority: 'medium',
      raisedAt: s(2),
      physicianBy: null,
      cause: { what: 'systolic', value: 145, baseline: 120, limit: 144, measuredAt: s(2) },
    });
    const mean = monitored();
    mean.hear(cuff(s(1), 120, 70, 108));
    expect(mean.open()).toEqual([]);
    mean.hear(cuff(s(2), 120, 70, 71));
    expect(mean.alert('BP-01').cause).toMatchObject({ what: 'mean', value: 71, limit: 72 });
  });

  test('a baseline of thirds is exact: 20 % of 100/3 x 3 is 20', () => {
    const thirds = { ...BASELINE, systolic: { sum: 250, count: 3 } };
    const bench = monitored(sessionIn('INFUSING', { baselines: [thirds] }));
    bench.hear(sys(1, 100));
    expect(bench.open()).toEqual([]);
    bench.hear(sys(2, 101));
    expect(bench.open()).toEqual(['BP-01']);
  });

  test('clears on a reading within 15 %, not within 20 %; it stays on screen, silent, until accepted', () => {
    const bench = monitored();
    bench.hear(sys(1, 145));
    bench.hear(sys(60, 139));
    expect(bench.alert('BP-01').condition).toBe('present');
    bench.hear(sys(61, 138));
    expect(bench.alert('BP-01').condition).toBe('gone');
    bench.until(s(600));
    expect(bench.story('BP-01').at(-1)).toBe('BP-01 latched 61');
    bench.accept(s(601), 'BP-01');
    expect(bench.open()).toEqual([]);
  });

  test('accepted before, it goes with its condition', () => {
    const bench = monitored();
    bench.hear(sys(1, 145));
    bench.accept(s(2), 'BP-01');
    bench.hear(sys(61, 120));
    expect(bench.story('BP-01')).toEqual(['BP-01 raised 1', 'BP-01 accepted 2', 'BP-01 resolved 61']);
  });

  test('tells partner and charge nurse after 60 s, a physician after 120 s', () => {
    const bench = monitored();
    bench.hear(sys(1, 145));
    bench.until(s(61) - 1);
    expect(bench.alert('BP-01').escalated).toEqual([]);
    bench.until(s(179));
    expect(bench.story('BP-01').slice(1)).toEqual([
      'BP-01 escalated partnerAndCharge 61',
      'BP-01 escalated physician 121',
    ]);
  });

  test('is armed from the infusion to the discharge', () => {
    for (const phase of ['PAUSED', 'RECOVERY', 'DISCHARGE_READY'] as const) {
      const bench = monitored(sessionIn(phase));
      bench.hear(sys(1, 145));
      expect(bench.open()).toEqual(['BP-01']);
    }
    const ready = monitored(sessionIn('READY'));
    ready.hear(sys(1, 145));
    expect(ready.open()).toEqual([]);
    ready.session(s(2), sessionIn('INFUSING'));
    expect(ready.open()).toEqual(['BP-01']);
  });

  test('judges by the latest baseline', () => {
    const second = { ...BASELINE, version: 2, systolic: exactMean([140]) };
    const bench = monitored(sessionIn('INFUSING', { baselines: [BASELINE, second] }));
    bench.hear(sys(1, 168));
    expect(bench.open()).toEqual([]);
  });

  test('does not judge what was measured before the monitor was this patient’s', () => {
    const bench = monitored(sessionIn('INFUSING', { vitalsFrom: instant(s(100)) }));
    bench.hear(cuff(s(101), 200, 70, 90, s(99)));
    expect(bench.open()).toEqual([]);
  });
});

describe('BP-01D', () => {
  test('fires low for the diastolic alone, clears within 15 %, and asks for nothing', () => {
    const bench = monitored();
    bench.hear(cuff(s(1), 120, 84, 90));
    expect(bench.open()).toEqual([]);
    bench.hear(cuff(s(2), 120, 85, 90));
    expect(bench.alert('BP-01D')).toMatchObject({ priority: 'low', cause: { what: 'diastolic', value: 85 } });
    bench.until(s(600));
    expect(bench.alert('BP-01D').escalated).toEqual([]);
    bench.hear(cuff(s(601), 120, 81, 90));
    expect(bench.open()).toEqual(['BP-01D']);
    bench.hear(cuff(s(602), 120, 80, 90));
    expect(bench.open()).toEqual([]);
  });

  test('gives way to BP-01, which sounds', () => {
    const bench = monitored();
    bench.hear(cuff(s(1), 120, 85, 90));
    bench.accept(s(2), 'BP-01D');
    bench.hear(cuff(s(3), 150, 85, 90));
    expect(bench.alert('BP-01')).toMatchObject({ priority: 'medium', accepted: null, soundedAt: s(3) });
  });
});

describe('BP-02', () => {
  test('takes BP-01 over on the second reading in a row, and asks a physician within 5:00', () => {
    const bench = monitored();
    bench.hear(sys(1, 145));
    const { id } = bench.alert('BP-01');
    bench.hear(sys(100, 146));
    expect(bench.alert('BP-02')).toMatchObject({ id, priority: 'medium', raisedAt: s(1), physicianBy: s(400) });
  });

  test('does not take one measurement sent twice for two', () => {
    const bench = monitored();
    bench.hear(cuff(s(1), 145, 70, 90, s(0)));
    bench.hear(cuff(s(2), 145, 70, 90, s(0)));
    expect(bench.open()).toEqual(['BP-01']);
  });

  test('does not count two readings with a good one between', () => {
    const bench = monitored();
    bench.hear(sys(1, 145));
    bench.hear(sys(60, 141));
    bench.hear(sys(120, 145));
    expect(bench.open()).toEqual(['BP-01']);
  });

  test('does not wake a nurse who has accepted BP-01; the physician is asked all the same', () => {
    const bench = monitored();
    bench.hear(sys(1, 145));
    bench.accept(s(5), 'BP-01');
    bench.hear(sys(100, 146));
    expect(bench.alert('BP-02')).toMatchObject({ accepted: { by: NURSE, at: s(5) }, physicianBy: s(400) });
  });

  test('once unaccepted for 60 s tells the physician at once, for the time runs from BP-01', () => {
    const bench = monitored();
    bench.hear(sys(1, 145));
    bench.hear(sys(100, 146));
    expect(bench.story().slice(-2)).toEqual(['BP-02 updated medium 100', 'BP-02 escalated physician 100']);
  });

  test('stays open after it has cleared until nurse and physician have both spoken', () => {
    const bench = monitored();
    bench.hear(sys(1, 145));
    bench.hear(sys(60, 146));
    bench.hear(sys(120, 120));
    bench.acknowledge(s(121), 'BP-02');
    expect(bench.open()).toEqual(['BP-02']);
    bench.accept(s(122), 'BP-02');
    expect(bench.story('BP-02').slice(-2)).toEqual(['BP-02 accepted 122', 'BP-02 cleared 122']);
  });

  test('does not fall back to BP-01 while it has not cleared, and knows the newer reading', () => {
    const bench = monitored();
    bench.hear(sys(1, 145));
    bench.hear(sys(60, 146));
    bench.hear(sys(120, 141));
    bench.hear(sys(180, 150));
    expect(bench.alert('BP-02').cause).toMatchObject({ value: 150, measuredAt: s(180) });
  });
});

describe('BP-03', () => {
  test.each([
    { what: 'systolic', reading: [79, 60, 70], limit: 80, not: [80, 60, 70] },
    { what: 'mean', reading: [85, 60, 54], limit: 55, not: [85, 60, 55] },
    { what: 'systolic', reading: [180, 70, 90], limit: 180, not: [168, 70, 90] },
    { what: 'diastolic', reading: [120, 120, 90], limit: 120, not: [120, 119, 90] },
    { what: 'mean', reading: [120, 70, 127], limit: 126, not: [120, 70, 126] },
  ] as const)('fires high for $what of $reading, not for $not', ({ what, reading, limit, not }) => {
    const bench = monitored();
    bench.hear(cuff(s(1), not[0], not[1], not[2]));
    expect(bench.open()).not.toContain('BP-03');
    bench.hear(cuff(s(2), reading[0], reading[1], reading[2]));
    expect(bench.alert('BP-03')).toMatchObject({ priority: 'high', cause: { what, limit }, physicianBy: s(302) });
  });

  test('tells the physician at once, partner and charge nurse after 15 s', () => {
    const bench = monitored();
    bench.hear(sys(1, 180));
    bench.until(s(200));
    expect(bench.story('BP-03')).toEqual([
      'BP-03 raised 1',
      'BP-03 escalated physician 1',
      'BP-03 escalated partnerAndCharge 16',
    ]);
  });

  test('prompts for the MET call after 60 s in shock only', () => {
    const bench = monitored();
    bench.hear(sys(1, 79));
    bench.until(s(61) - 1);
    expect(bench.story('BP-03')).not.toContain('BP-03 escalated met 61');
    bench.until(s(61));
    expect(bench.story('BP-03').at(-1)).toBe('BP-03 escalated met 61');
  });

  test('is armed with the first valid pressure, before any baseline', () => {
    const bench = monitored(sessionIn('PREP'));
    bench.hear(sys(1, 78));
    expect(bench.open()).toEqual(['BP-03']);
  });

  test('latches, and is cleared by one reading below its limits', () => {
    const bench = monitored();
    bench.hear(sys(1, 180));
    bench.hear(sys(60, 120));
    expect(bench.alert('BP-03').condition).toBe('gone');
    bench.accept(s(61), 'BP-03');
    bench.acknowledge(s(62), 'BP-03');
    expect(bench.open()).toEqual([]);
  });

  test('accepted, becomes what is left of it', () => {
    const bench = monitored();
    bench.hear(sys(1, 180));
    bench.accept(s(2), 'BP-03');
    bench.hear(sys(60, 150));
    expect(bench.alert('BP-02')).toMatchObject({ priority: 'medium', accepted: { by: NURSE } });
  });

  test('asks a physician who has answered again when the pressure goes beyond 40 %', () => {
    const bench = monitored();
    bench.hear(sys(1, 145));
    bench.hear(sys(60, 146));
    bench.acknowledge(s(61), 'BP-02');
    bench.hear(sys(120, 169));
    expect(bench.alert('BP-03')).toMatchObject({ physician: null, physicianBy: s(420) });
  });
});

describe('a cuff alert that has been accepted', () => {
  const accepted = () => {
    const bench = monitored();
    // 125 % of 120.
    bench.hear(sys(1, 150));
    bench.accept(s(2), 'BP-01');
    return bench;
  };

  test('sounds again for exactly 5 points more, not for less', () => {
    const bench = accepted();
    bench.hear(sys(60, 155));
    expect(bench.alert('BP-02').accepted).not.toBeNull();
    bench.hear(sys(120, 156));
    expect(bench.alert('BP-02')).toMatchObject({ accepted: null, soundedAt: s(120) });
  });

  test('compares with what it last sounded for', () => {
    const bench = accepted();
    bench.hear(sys(60, 156));
    bench.accept(s(61), 'BP-02');
    bench.hear(sys(120, 158));
    expect(bench.alert('BP-02').accepted).not.toBeNull();
  });

  test('and only waits for a physician sounds again for a new occurrence, however small', () => {
    const bench = accepted();
    bench.hear(sys(60, 151));
    bench.hear(sys(120, 120));
    expect(bench.alert('BP-02').condition).toBe('gone');
    bench.hear(sys(180, 145));
    expect(bench.alert('BP-01')).toMatchObject({ condition: 'present', accepted: null, soundedAt: s(180) });
  });

  test('is not deaf to a pressure that creeps', () => {
    const bench = accepted();
    bench.hear(sys(60, 153));
    bench.hear(sys(120, 156));
    expect(bench.alert('BP-02').accepted).toBeNull();
  });

  test('after a physician’s "continue" sounds again for 10 points or beyond 40 %', () => {
    const bench = accepted();
    bench.hear(sys(60, 150 + 1));
    bench.acknowledge(s(61), 'BP-02', 'continue');
    bench.hear(sys(120, 161));
    expect(bench.alert('BP-02').accepted).not.toBeNull();
    bench.hear(sys(180, 162));
    expect(bench.alert('BP-02').accepted).toBeNull();
    bench.accept(s(181), 'BP-02');
    bench.hear(sys(240, 169));
    expect(bench.alert('BP-03').accepted).toBeNull();
  });

  test('sounds again for the other side of normal', () => {
    const bench = accepted();
    bench.hear(sys(60, 90));
    expect(bench.alert('BP-02').accepted).toBeNull();
  });

  test('does not remind by time', () => {
    const bench = accepted();
    bench.until(minutes(14));
    expect(bench.story('BP-01')).toEqual(['BP-01 raised 1', 'BP-01 accepted 2']);
  });
});

describe('a pressure that is due', () => {
  const due = (minute: number) => minutes(minute);

  test('BP-06 at exactly 17:00 after the last one, low; BP-07 at 20:00, medium, the same alert', () => {
    const bench = monitored();
    bench.hear(sys(0, 120));
    bench.until(due(17) - 1);
    expect(bench.open()).toEqual([]);
    bench.until(due(17));
    expect(bench.alert('BP-06').priority).toBe('low');
    bench.until(due(20) - 1);
    expect(bench.open()).toEqual(['BP-06']);
    bench.until(due(20));
    expect(bench.alert('BP-07')).toMatchObject({ priority: 'medium', raisedAt: due(17) });
    bench.until(due(21));
    expect(bench.story('BP-07').at(-1)).toBe('BP-07 escalated partnerAndCharge 1260');
    bench.hear(sys(1_261, 120));
    expect(bench.open()).toEqual([]);
  });

  test('BP-07 when a requested repeat is not taken in 3:00', () => {
    const bench = monitored();
    bench.hear(sys(10, 145));
    bench.until(s(190) - 1);
    expect(bench.open()).toEqual(['BP-01']);
    bench.until(s(190));
    expect(bench.open()).toEqual(['BP-01', 'BP-07']);
    bench.hear(sys(200, 146));
    expect(bench.open()).toEqual(['BP-02']);
  });

  test('BP-06 asks for the reading at the end of the infusion', () => {
    const bench = monitored(sessionIn('RECOVERY'));
    bench.until(due(2) - 1);
    expect(bench.open()).toEqual([]);
    bench.until(due(2));
    expect(bench.open()).toEqual(['BP-06']);
  });

  test('nothing is due before the infusion and once ready for discharge', () => {
    for (const phase of ['READY', 'DISCHARGE_READY'] as const) {
      const bench = monitored(sessionIn(phase));
      bench.hear(report(s(1), { nibpSystolic: 120 }));
      bench.until(minutes(60));
      expect(bench.open()).toEqual([]);
    }
  });
});
