import { describe, expect, test } from 'vitest';
import { shownNumber, shownRhythm } from '../../../renderer/ui/fresh-number.ts';
import { instant } from '../../../shared/kernel/units.ts';

const at = instant(1_000_000);
const staleAt = instant(1_010_000);
const fresh = { state: 'fresh', value: 72, questionable: false, at, staleAt } as const;

describe('a number on screen', () => {
  test('stands up to its last fresh moment and is dashes one millisecond later, without any update', () => {
    expect(shownNumber(fresh, staleAt, false)).toMatchObject({ text: '72', fresh: true });
    expect(shownNumber(fresh, instant(staleAt + 1), false)).toMatchObject({ text: '– –', fresh: false, age: '10 s' });
  });

  test('is dashes at once when the link is lost, however fresh it was', () => {
    expect(shownNumber(fresh, at, true)).toMatchObject({ text: '– –', fresh: false });
  });

  test('says how long there has been none', () => {
    const withdrawn = { state: 'withdrawn', since: instant(at - 125_000) } as const;
    expect(shownNumber(withdrawn, at, false)).toMatchObject({ text: '– –', age: '2:05' });
  });

  test('has no age when nothing was ever measured', () => {
    expect(shownNumber({ state: 'none' }, at, false)).toMatchObject({ text: '– –', age: null });
  });

  test('keeps its doubt', () => {
    expect(shownNumber({ ...fresh, questionable: true }, at, false).questionable).toBe(true);
  });
});

describe('a rhythm on screen', () => {
  test('that is not reported is nothing, never a normal one', () => {
    expect(shownRhythm({ state: 'notReported' }, at, false)).toBeNull();
  });

  test('ages like a number', () => {
    const rhythm = { state: 'fresh', value: 'atrialFibrillation', staleAt } as const;
    expect(shownRhythm(rhythm, staleAt, false)).toMatchObject({ text: 'AF', fresh: true });
    expect(shownRhythm(rhythm, instant(staleAt + 1), false)).toMatchObject({ text: '–', fresh: false });
    expect(shownRhythm(rhythm, at, true)).toMatchObject({ fresh: false });
  });
});
