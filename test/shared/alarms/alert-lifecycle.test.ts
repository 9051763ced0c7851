import { describe, expect, test } from 'vitest';
import { decideAlert } from '../../../shared/alarms/alert-lifecycle.ts';
import { soundingNow } from '../../../shared/alarms/sounding.ts';
import { sessionId } from '../../../shared/kernel/ids.ts';
import { instant, minutes, seconds as s } from '../../../shared/kernel/units.ts';
import { createAlarmBench, NURSE, PHYSICIAN, sessionIn, WELL } from '../../support/alarm-bench.ts';
import { cuff, report } from '../../support/reports.ts';

const tachycardia = { heartRate: 120, spo2: 98 };
const desaturation = { heartRate: 72, spo2: 80 };

describe('acceptance', () => {
  test('is one person’s: a second is told that somebody has it', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(31), tachycardia);
    expect(bench.accept(s(31), 'HR-03')).toEqual([]);
    expect(bench.accept(s(31), 'HR-03')).toEqual(['alert-already-accepted']);
    expect(bench.alert('HR-03').accepted).toEqual({ by: NURSE, at: s(31) });
  });

  test('silences this alert and no other', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(31), { heartRate: 120, spo2: 80 });
    bench.accept(s(31), 'HR-03');
    expect(soundingNow(bench.alerts(), [])).toMatchObject({ priority: 'high', since: s(5) });
    bench.accept(s(31), 'OX-02');
    expect(soundingNow(bench.alerts(), [])).toBeNull();
  });

  test('ends the escalation', () => {
    const bench = createAlarmBench({ background: tachycardia });
    bench.until(s(35));
    bench.accept(s(36), 'HR-03');
    bench.until(s(200));
    expect(bench.story('HR-03').filter((line) => line.includes('escalated'))).toEqual([]);
  });

  test('holds for the occurrence: what comes back asks anew', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(6), desaturation);
    bench.accept(s(6), 'OX-02');
    bench.steady(s(7), s(20), WELL);
    expect(bench.alert('OX-02').condition).toBe('gone');
    bench.steady(s(20), s(26), desaturation);
    expect(bench.alert('OX-02')).toMatchObject({ condition: 'present', accepted: null, soundedAt: s(25) });
  });

  test('of an alert that is no longer open is refused', () => {
    expect(decideAlert(undefined, { type: 'accept' }, NURSE, instant(0))).toEqual({
      ok: false,
      error: [{ code: 'alert-not-open' }],
    });
  });
});

describe('a refused alert', () => {
  test('goes to the next in the chain at once, and on to the one after', () => {
    const bench = createAlarmBench({ background: tachycardia });
    bench.until(s(35));
    bench.act(s(36), 'HR-03', { type: 'reject' });
    bench.act(s(37), 'HR-03', { type: 'reject' });
    expect(bench.story('HR-03').slice(1)).toEqual([
      'HR-03 rejected 36',
      'HR-03 escalated partnerAndCharge 36',
      'HR-03 rejected 37',
      'HR-03 escalated physician 37',
    ]);
    expect(bench.act(s(38), 'HR-03', { type: 'reject' })).toEqual(['nobody-left-to-tell']);
    expect(bench.alert('HR-03').accepted).toBeNull();
  });

  test('never goes to the MET call by a refusal', () => {
    const bench = createAlarmBench({ background: desaturation });
    bench.until(s(10));
    expect(bench.act(s(11), 'OX-02', { type: 'reject' })).toEqual(['nobody-left-to-tell']);
  });
});

describe('the physician', () => {
  test('is asked where the rule wants one, and only there', () => {
    const bench = createAlarmBench();
    bench.hear(cuff(s(1), 150, 70, 90));
    expect(bench.acknowledge(s(2), 'BP-01')).toEqual(['physician-not-asked']);
    bench.hear(cuff(s(3), 151, 70, 90));
    expect(bench.acknowledge(s(4), 'BP-02')).toEqual([]);
    expect(bench.alert('BP-02').physician).toEqual({ by: PHYSICIAN, at: s(4), decision: 'continue', text: '' });
    expect(bench.acknowledge(s(5), 'BP-02')).toEqual(['physician-already-acknowledged']);
  });

  test('does not accept for the nurse', () => {
    const bench = createAlarmBench({ background: tachycardia });
    bench.until(s(31));
    bench.acknowledge(s(32), 'HR-03');
    expect(bench.alert('HR-03').accepted).toBeNull();
    bench.until(s(91));
    expect(bench.story('HR-03').at(-1)).toContain('escalated partnerAndCharge');
  });

  test('who is late is phoned by the charge nurse, once, whether or not the condition lasts', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(6), desaturation);
    bench.accept(s(6), 'OX-02');
    bench.steady(s(7), minutes(8), WELL);
    expect(bench.story('OX-02').filter((line) => line.includes('Phones'))).toEqual([
      'OX-02 escalated chargePhonesProvider 305',
    ]);
  });
});

describe('an accepted alert that lasts', () => {
  test('sounds again after 3:00, after 2:00 when it is high, and wants accepting again', () => {
    const bench = createAlarmBench({ background: { heartRate: 120, spo2: 80 } });
    bench.until(s(35));
    bench.accept(s(40), 'HR-03');
    bench.accept(s(40), 'OX-02');
    bench.until(s(160) - 1);
    expect(soundingNow(bench.alerts(), [])).toBeNull();
    bench.until(s(160));
    expect(bench.alert('OX-02')).toMatchObject({ accepted: null, soundedAt: s(160) });
    bench.until(s(220) - 1);
    expect(bench.alert('HR-03').accepted).not.toBeNull();
    bench.until(s(220));
    expect(bench.alert('HR-03')).toMatchObject({ accepted: null, soundedAt: s(220) });
  });

  test('begins its escalation again', () => {
    const bench = createAlarmBench({ background: tachycardia });
    bench.until(s(35));
    bench.accept(s(40), 'HR-03');
    bench.until(s(280));
    expect(bench.story('HR-03').slice(-2)).toEqual([
      'HR-03 updated medium aloud 220',
      'HR-03 escalated partnerAndCharge 280',
    ]);
  });
});

describe('what is heard', () => {
  test('a visual latch is silent once its condition is gone, a full one is not', () => {
    const visual = createAlarmBench();
    visual.steady(0, s(31), tachycardia);
    visual.steady(s(31), s(60), WELL);
    expect(visual.alert('HR-03').condition).toBe('gone');
    expect(soundingNow(visual.alerts(), [])).toBeNull();
    const full = createAlarmBench();
    full.steady(0, s(6), desaturation);
    full.steady(s(6), s(30), WELL);
    expect(full.alert('OX-02').condition).toBe('gone');
    expect(soundingNow(full.alerts(), [])?.priority).toBe('high');
  });

  test('a visual latch that comes back keeps the time it has waited', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(31), tachycardia);
    bench.steady(s(31), s(60), WELL);
    bench.steady(s(60), s(121), tachycardia);
    expect(bench.story('HR-03')).toEqual([
      'HR-03 raised 30',
      'HR-03 latched 51',
      'HR-03 returned 90',
      'HR-03 escalated partnerAndCharge 90',
    ]);
  });

  test('in an emergency the chair’s routine prompts are shown and not heard', () => {
    const session = sessionIn('INFUSING', { emergencySince: instant(0) });
    const bench = createAlarmBench({ session, background: WELL });
    bench.until(minutes(44));
    expect(bench.open()).toEqual(['BP-07', 'INF-01']);
    expect(bench.story().filter((line) => line.includes('escalated'))).toEqual([]);
    expect(soundingNow(bench.alerts(), [1])).toBeNull();
    expect(soundingNow(bench.alerts(), [])?.priority).toBe('medium');
  });
});

describe('the end of a session', () => {
  test('takes the conditions with it, not what they ask for', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(31), { heartRate: 120, spo2: 88 });
    expect(bench.open()).toEqual(['OX-01', 'HR-03']);
    bench.session(s(32), sessionIn('CLOSED'));
    expect(bench.open()).toEqual(['HR-03']);
    bench.session(s(33), null);
    expect(bench.alert('HR-03').condition).toBe('gone');
    bench.accept(s(34), 'HR-03');
    bench.acknowledge(s(35), 'HR-03');
    expect(bench.open()).toEqual([]);
  });

  test('a chair emptied with an alert standing lets it go the same way', () => {
    const bench = createAlarmBench();
    bench.steady(0, s(20), { heartRate: 72, spo2: 88 });
    bench.session(s(20), null);
    expect(bench.story().at(-1)).toBe('OX-01 resolved 20');
  });

  test('the next patient’s alerts are their own', () => {
    const bench = createAlarmBench();
    bench.hear(report(0, WELL));
    bench.hear(cuff(s(1), 190, 70, 90));
    bench.session(s(2), sessionIn('INFUSING', { id: sessionId('session-2'), vitalsFrom: instant(s(2)) }));
    bench.hear(cuff(s(3), 190, 70, 90));
    expect(bench.alerts().map(({ rule, session, condition }) => [rule, session, condition])).toEqual([
      ['BP-03', 'session-1', 'gone'],
      ['BP-03', 'session-2', 'present'],
    ]);
  });
});
