import { describe, expect, test } from 'vitest';
import { once, type Rule, TELL_NOBODY } from '../../../shared/alarms/alarm-rule.ts';
import type { Alert, RuleId } from '../../../shared/alarms/alert.ts';
import { evolveAlerts } from '../../../shared/alarms/alert-state.ts';
import { type Candidates, NO_CANDIDATES } from '../../../shared/alarms/candidates.ts';
import { causeOf } from '../../../shared/alarms/cause.ts';
import { judgeSubject } from '../../../shared/alarms/judge-subject.ts';
import { personId } from '../../../shared/kernel/ids.ts';
import { instant, seconds } from '../../../shared/kernel/units.ts';

/** What any table of rules may count on from the evaluator, shown on a table of two that belongs to nobody. */
type Facts = { readonly set: RuleId | null; readonly clear: boolean; readonly fresh: boolean };

const rule = (id: RuleId, priority: 'high' | 'medium'): Rule<Facts> => ({
  id,
  family: 'rate',
  scope: 'chair',
  kind: 'physiological',
  priority,
  armedIn: 'always',
  reads: 'heartRate',
  onsets: once(({ set }) => (set === id ? causeOf('heartRate') : null)),
  clear: ({ clear }) => clear,
  clearAfter: seconds(10),
  latch: 'full',
  escalation: TELL_NOBODY,
  physician: 'none',
  adverseEvent: 'no',
  source: 'test',
});
const RULES = [rule('HR-03', 'medium'), rule('HR-04', 'high')];

function createBench() {
  let alerts: readonly Alert[] = [];
  let candidates: Candidates = NO_CANDIDATES;
  return {
    look(t: number, facts: Facts): void {
      const now = instant(seconds(t));
      const about = {
        subject: { key: 'nobody', chair: null, session: null },
        rules: RULES,
        facts,
        isArmed: () => true,
        reading: () => (facts.fresh ? 'known' : 'unknown'),
        isHushed: () => false,
      };
      const judged = judgeSubject(about, alerts, candidates, now);
      candidates = judged.candidates;
      alerts = judged.events.reduce((open, event) => evolveAlerts(open, event, now), alerts);
    },
    accept(t: number): void {
      for (const { id } of alerts) {
        const by = personId('ana');
        alerts = evolveAlerts(alerts, { type: 'alert-accepted', id, by }, instant(seconds(t)));
      }
    },
    alert: () => alerts[0],
  };
}

describe('the evaluator', () => {
  test('clears nothing while the number is not fresh, whatever the rule’s own predicate says', () => {
    const bench = createBench();
    bench.look(0, { set: 'HR-03', clear: false, fresh: true });
    bench.look(1, { set: null, clear: true, fresh: false });
    bench.look(60, { set: null, clear: true, fresh: false });
    expect(bench.alert()?.condition).toBe('present');
  });

  test('begins the hysteresis again when the number was not fresh in between', () => {
    const bench = createBench();
    bench.look(0, { set: 'HR-03', clear: false, fresh: true });
    bench.look(1, { set: null, clear: true, fresh: true });
    bench.look(5, { set: null, clear: true, fresh: false });
    bench.look(6, { set: null, clear: true, fresh: true });
    bench.look(11, { set: null, clear: true, fresh: true });
    expect(bench.alert()?.condition).toBe('present');
    bench.look(16, { set: null, clear: true, fresh: true });
    expect(bench.alert()?.condition).toBe('gone');
  });

  test('gives each rule its own hysteresis when one takes the alert over from another', () => {
    const bench = createBench();
    bench.look(0, { set: 'HR-04', clear: false, fresh: true });
    bench.accept(1);
    bench.look(2, { set: 'HR-03', clear: true, fresh: true });
    bench.look(12, { set: 'HR-03', clear: true, fresh: true });
    expect(bench.alert()?.rule).toBe('HR-03');
    bench.look(13, { set: null, clear: true, fresh: true });
    expect(bench.alert()?.condition).toBe('present');
    bench.look(23, { set: null, clear: true, fresh: true });
    expect(bench.alert()).toBeUndefined();
  });
});
