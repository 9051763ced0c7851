import { describe, expect, test } from 'vitest';
import { createSignIn } from '../../main/sign-in.ts';
import { STAFF } from '../support/suite-people.ts';

const desk = () => createSignIn(() => Object.fromEntries(Object.values(STAFF).map((person) => [person.id, person])));

function seated(signIn: ReturnType<typeof desk>, person = 'ana') {
  const answer = signIn.signIn({ person, role: 'nurse' });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describe('signing in', () => {
  test('gives the person, the role and a token that nobody can guess', () => {
    const signIn = desk();
    const [first, second] = [seated(signIn), seated(signIn)];
    expect(first).toMatchObject({ person: STAFF.ana, role: 'nurse' });
    expect(first.token).not.toBe(second.token);
    expect(first.token.length).toBeGreaterThanOrEqual(32);
  });

  test('as somebody who does not work here is refused', () => {
    expect(desk().signIn({ person: 'nobody', role: 'nurse' })).toMatchObject({
      ok: false,
      error: { code: 'refused', reasons: [{ code: 'person-unknown' }] },
    });
  });

  test.each(['__proto__', 'constructor', 'toString'])('as %s is refused like any stranger', (person) => {
    expect(desk().signIn({ person, role: 'nurse' })).toMatchObject({ ok: false, error: { code: 'refused' } });
  });

  test('in a role that the person does not hold is refused', () => {
    expect(desk().signIn({ person: 'ana', role: 'physician' })).toMatchObject({
      ok: false,
      error: { code: 'refused', reasons: [{ code: 'role-not-held', fields: { role: 'physician' } }] },
    });
  });
});

describe('a token', () => {
  test('seats its person again until it is signed out', () => {
    const signIn = desk();
    const seat = seated(signIn);
    expect(signIn.resume(seat.token)).toEqual(seat);
    signIn.signOut(seat.token);
    expect(signIn.resume(seat.token)).toBeNull();
  });

  test('that was never given seats nobody', () => {
    expect(desk().resume('made up')).toBeNull();
  });

  test('is forgotten when 256 others were used since, the longest unused first', () => {
    const signIn = desk();
    const [used, unused] = [seated(signIn), seated(signIn)];
    for (let n = 0; n < 254; n++) seated(signIn);
    expect(signIn.resume(used.token)).toEqual(used);
    seated(signIn);
    expect(signIn.resume(unused.token)).toBeNull();
    expect(signIn.resume(used.token)).toEqual(used);
  });
});
