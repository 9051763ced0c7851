import { describe, expect, test } from 'vitest';
import { timelineEntry } from '../../../shared/board/timeline.ts';
import { alertId } from '../../../shared/kernel/ids.ts';
import { minutes } from '../../../shared/kernel/units.ts';
import type { RecordedEvent, SuiteEvent } from '../../../shared/session/suite.ts';
import { createSuite } from '../../support/suite-builder.ts';
import { STAFF } from '../../support/suite-people.ts';

/** A suite in which one session has gone all its way, and its history in entries. */
function history() {
  const suite = createSuite();
  suite.bring(1, 'CLOSED');
  const { people } = suite.state().staffing;
  const entries = suite.log().map((recorded) => timelineEntry(recorded, people, null));
  return { suite, entries, of: (type: SuiteEvent['type']) => entries.find((entry) => entry.type === type) };
}

describe('a line of history', () => {
  test('says who did it in the name the suite knows, and nobody where it was the station', () => {
    const { of } = history();
    expect(of('infusion-started')).toMatchObject({ who: 'Ana R.', fields: { rateMlPerHour: 75 } });
    expect(of('dose-verified')?.who).toBe('Finn X.');
    expect(of('person-registered')?.who).toBeNull();
  });

  test('holds what the act was about, and no patient’s name', () => {
    const { of, entries } = history();
    expect(of('patient-assigned')?.fields).toEqual({ nurse: 'Ana R.', courseDay: 1 });
    expect(of('preparation-completed')?.fields).toEqual({ weightKg: 80, entered: '80 kg' });
    expect(of('baseline-accepted')?.fields).toMatchObject({ version: 1, heartRate: 72, systolic: 120 });
    expect(of('infusion-ended')?.fields).toEqual({ deliveredMl: 50 });
    expect(of('assessed-ready')?.fields).toEqual({ padss: 10 });
    expect(JSON.stringify(entries)).not.toContain('Family1');
    expect(JSON.stringify(entries)).not.toContain('MRN-1');
  });

  test('about a corrected weight has it as kept, as entered, and why', () => {
    const suite = createSuite();
    suite.bring(1, 'READY');
    suite.act('ana', 'reweigh', { chair: 1, weight: { value: 200, unit: 'lb' }, reason: 'shoes on' });
    const recorded = suite.log().at(-1);
    if (recorded === undefined) expect.fail('nothing happened');
    const { people } = suite.state().staffing;
    expect(timelineEntry(recorded, people, null)).toMatchObject({
      type: 'weight-corrected',
      who: 'Ana R.',
      fields: { weightKg: 90.718474, entered: '200 lb', reason: 'shoes on' },
    });
  });

  test('of a prepared dose keeps its numbers for after the independent check', () => {
    expect(history().of('dose-prepared')?.fields).toEqual({});
  });

  test('keeps both times of an act that was charted late', () => {
    const suite = createSuite();
    suite.bring(1, 'INFUSING');
    suite.wait(minutes(5));
    suite.act('ana', 'pause', { chair: 1, reason: 'toilet', minutesAgo: 2 });
    const recorded = suite.log().at(-1);
    if (recorded === undefined) expect.fail('nothing happened');
    const { at, effectiveAt, fields } = timelineEntry(recorded, suite.state().staffing.people, null);
    expect([at - effectiveAt, fields]).toEqual([minutes(2), { reason: 'toilet' }]);
  });
});

describe('a line about an alarm', () => {
  const suite = createSuite();
  suite.bring(1, 'INFUSING');
  const alert = suite.raise(1);
  const entry = (event: SuiteEvent, by: RecordedEvent['actor'] = 'station', known = alert) => {
    const at = suite.now();
    const recorded = { position: 99, at, effectiveAt: at, actor: by, workstation: null, commandId: null, event };
    return timelineEntry(recorded, suite.state().staffing.people, known);
  };

  test('that was raised has its rule, priority and reading', () => {
    expect(entry({ type: 'alert-raised', alert })).toMatchObject({
      who: null,
      alarm: { rule: 'BP-01', priority: 'medium', cause: { what: 'systolic', value: 150, baseline: 120 } },
    });
  });

  test('that was accepted has its rule, and who accepted it', () => {
    const by = { person: STAFF.ana.id, role: 'nurse' } as const;
    expect(entry({ type: 'alert-accepted', id: alert.id, by: STAFF.ana.id }, by)).toMatchObject({
      who: 'Ana R.',
      alarm: { rule: 'BP-01', priority: 'medium', cause: null },
    });
  });

  test('that a physician decided on has the decision and the words', () => {
    const decided = { type: 'alert-physician-acknowledged', id: alert.id, by: STAFF.eve.id } as const;
    const by = { person: STAFF.eve.id, role: 'physician' } as const;
    expect(entry({ ...decided, decision: 'pause', text: 'recheck in 5' }, by)).toMatchObject({
      who: 'Eve W.',
      fields: { decision: 'pause', text: 'recheck in 5' },
    });
    expect(entry({ ...decided, decision: 'continue', text: '' }, by).fields).toEqual({ decision: 'continue' });
  });

  test('that nobody knows any more is still a line', () => {
    const at = suite.now();
    const event: SuiteEvent = { type: 'alert-resolved', id: alertId('long ago') };
    const recorded = {
      position: 1,
      at,
      effectiveAt: at,
      actor: 'station',
      workstation: null,
      commandId: null,
    } as const;
    expect(timelineEntry({ ...recorded, event }, {}, null)).toMatchObject({ type: 'alert-resolved', alarm: null });
  });
});
