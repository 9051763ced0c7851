import { describe, expect, test } from 'vitest';
import { eventText, fieldsText } from '../../../renderer/text/events-en.ts';
import type { TimelineEntry } from '../../../shared/board/views.ts';
import { instant } from '../../../shared/kernel/units.ts';

const entry = (type: string, parts: Partial<TimelineEntry> = {}): TimelineEntry => ({
  position: 1,
  at: instant(0),
  effectiveAt: instant(0),
  type,
  who: null,
  fields: {},
  alarm: null,
  ...parts,
});

describe('an entry of the timeline', () => {
  test('says its numbers with their units', () => {
    expect(fieldsText(entry('infusion-started', { fields: { rateMlPerHour: 75 } }))).toBe('75 mL/h');
    expect(fieldsText(entry('ondansetron-given', { fields: { doseMg: 8 } }))).toBe('8 mg');
  });

  test('says what an alarm found, and against what', () => {
    const cause = {
      what: 'systolic',
      value: 151,
      baseline: 125,
      limit: 150,
      changePercent: 20.8,
      measuredAt: null,
    } as const;
    expect(fieldsText(entry('alert-raised', { alarm: { rule: 'BP-02', priority: 'medium', cause } }))).toBe(
      'Blood pressure more than 20 % from baseline, confirmed by a repeat: SBP 151, baseline 125, +20.8 %, limit 150',
    );
  });

  test('says the rate that goes with a rhythm as a heart rate', () => {
    const cause = {
      what: 'rhythm',
      value: 98,
      baseline: 79,
      limit: null,
      changePercent: null,
      measuredAt: null,
    } as const;
    expect(fieldsText(entry('alert-raised', { alarm: { rule: 'RH-01', priority: 'medium', cause } }))).toBe(
      'New atrial fibrillation: HR 98, baseline 79',
    );
  });

  test('says what a physician decided', () => {
    const alarm = { rule: 'BP-02', priority: 'medium', cause: null } as const;
    const fields = { decision: 'continue', text: 'repeat in five minutes' };
    expect(fieldsText(entry('alert-physician-acknowledged', { alarm, fields }))).toContain(
      'continue · repeat in five minutes',
    );
  });

  test('of a newer station is shown as it is, never hidden', () => {
    expect(eventText('something-new')).toBe('something new');
    expect(fieldsText(entry('something-new', { fields: { someField: 'sideEffect' } }))).toBe('some field side effect');
  });
});
