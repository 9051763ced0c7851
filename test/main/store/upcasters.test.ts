import { describe, expect, it } from 'vitest';
import { currentVersion, type Upcasting, upcast } from '../../../main/store/upcasters.ts';

/** A type whose field was renamed at 2 and which got another name at 3. */
const upcasting: Upcasting = {
  versions: { 'weight-taken': 2 },
  steps: {
    'weight-taken@1': ({ kg }) => ({ type: 'weight-taken', version: 2, body: { weightKg: kg } }),
    'weighed@1': ({ kg }) => ({ type: 'weight-taken', version: 1, body: { kg } }),
  },
};

describe('an event of an earlier release', () => {
  it('is read in its present form, over as many steps as it takes', () => {
    const present = { ok: true, value: expect.objectContaining({ type: 'weight-taken', body: { weightKg: 80 } }) };
    expect(upcast({ type: 'weight-taken', version: 1, body: { kg: 80 } }, upcasting)).toEqual(present);
    expect(upcast({ type: 'weighed', version: 1, body: { kg: 80 } }, upcasting)).toEqual(present);
    expect(upcast({ type: 'weight-taken', version: 2, body: { weightKg: 80 } }, upcasting)).toEqual(present);
  });

  it('of a type that never changed stays as it is', () => {
    const stored = { type: 'patient-arrived', version: 1, body: { chair: 3 } };
    expect(upcast(stored)).toEqual({ ok: true, value: stored });
    expect(currentVersion('patient-arrived')).toBe(1);
  });
});

describe('an event of a later release', () => {
  it('is not guessed at', () => {
    expect(upcast({ type: 'patient-arrived', version: 2, body: {} })).toEqual({ ok: false, error: 'unreadable' });
  });
});

describe('steps that lead in a circle', () => {
  it('end', () => {
    const circle: Upcasting = { versions: { a: 2 }, steps: { 'a@1': (body) => ({ type: 'a', version: 1, body }) } };
    expect(upcast({ type: 'a', version: 1, body: {} }, circle)).toEqual({ ok: false, error: 'unreadable' });
  });
});
