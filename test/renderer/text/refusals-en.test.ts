import { describe, expect, test } from 'vitest';
import { errorText, refusalText } from '../../../renderer/text/refusals-en.ts';

describe('a reason on screen', () => {
  test('names its numbers', () => {
    expect(refusalText({ code: 'recovery-not-over', fields: { secondsLeft: 61 } })).toBe(
      'Recovery has 1:01 to go. Nobody can shorten it.',
    );
    expect(refusalText({ code: 'nurse-ratio', fields: { chairs: 2, most: 2 } })).toMatch(/already has 2 chairs/);
    expect(refusalText({ code: 'wrong-phase', fields: { phase: 'RECOVERY' } })).toMatch(/recovery/);
    expect(
      refusalText({ code: 'minute-incomplete', fields: { parameter: 'heartRate', coveredMs: 20_000, needMs: 60_000 } }),
    ).toBe('heart rate: 0:20 of 1:00 seen.');
  });

  test('that this page does not know is shown by its code and its fields, never hidden', () => {
    expect(refusalText({ code: 'moon-in-wrongPhase', fields: { leastMl: 3 } })).toBe('moon in wrong phase, least ml 3');
  });

  test('whose fields are missing falls back too, so that no sentence has a hole in it', () => {
    expect(refusalText({ code: 'recovery-not-over' })).toBe('recovery not over');
    expect(refusalText({ code: 'pressure-too-old', fields: { mostMs: 300_000 } })).not.toContain('{');
  });

  test('that is no refusal has its sentence as well', () => {
    expect(errorText({ code: 'not-permitted', needs: ['charge', 'physician'] })).toBe(
      'Only for: charge nurse, physician.',
    );
    expect(errorText({ code: 'bad-input', at: 'weight.value', text: 'expected number' })).toMatch(/weight/);
  });
});
