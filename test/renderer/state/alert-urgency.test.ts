import { expect, test } from 'vitest';
import { inOrderOfUrgency } from '../../../renderer/state/alert-urgency.ts';
import type { AlertView } from '../../../shared/board/views.ts';
import { alertId } from '../../../shared/kernel/ids.ts';
import { instant } from '../../../shared/kernel/units.ts';

const alert = (name: string, parts: Partial<AlertView>): AlertView => ({
  id: alertId(name),
  chair: 1,
  rule: 'BP-01',
  priority: 'medium',
  condition: 'present',
  raisedAt: instant(0),
  cause: { what: 'systolic', value: null, baseline: null, limit: null, changePercent: null, measuredAt: null },
  worst: { what: 'systolic', value: null, baseline: null, limit: null, changePercent: null, measuredAt: null },
  soundedAt: instant(0),
  physicianBy: null,
  accepted: null,
  physician: null,
  escalatedTo: null,
  recorded: true,
  ...parts,
});

const order = (...alerts: AlertView[]): readonly string[] => inOrderOfUrgency(alerts).map(({ id }) => id);

test('an alarm that is over never stands before one that is there, however long it has waited', () => {
  const over = alert('link lost', { condition: 'gone', raisedAt: instant(0) });
  const there = alert('AF', { raisedAt: instant(60_000) });
  expect(order(over, there)).toEqual(['AF', 'link lost']);
});

test('what nobody has taken on stands before what somebody has, whatever its priority', () => {
  const taken = alert('taken', { priority: 'high', accepted: { by: 'Ana R.', at: instant(1) } });
  expect(order(taken, alert('open', { priority: 'low' }))).toEqual(['open', 'taken']);
});

test('of equals the higher priority stands first, then the longest waiting', () => {
  const late = alert('late', { raisedAt: instant(9) });
  expect(
    order(late, alert('early', { raisedAt: instant(1) }), alert('high', { priority: 'high', raisedAt: instant(99) })),
  ).toEqual(['high', 'early', 'late']);
});
