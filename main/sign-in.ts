import { randomBytes } from 'node:crypto';
import { holds, type Person, type Role } from '../shared/access/roles.ts';
import type { PersonId } from '../shared/kernel/ids.ts';
import { personId } from '../shared/kernel/ids.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import type { CallError, SignedIn } from '../shared/link/contract.ts';

/** Screens of a suite and those that have gone without signing out; the longest unused goes first. */
const TOKENS_MAX = 256;

/**
 * Who sits at which screen. A person is chosen, not proven: PINs come with a later release, and until then
 * the station listens on loopback unless it is told otherwise. Tokens live in memory: after a restart
 * everybody chooses again.
 */
export function createSignIn(people: () => Readonly<Record<PersonId, Person>>) {
  const seats = new Map<string, SignedIn>();
  return {
    signIn({ person: id, role }: { readonly person: string; readonly role: Role }): Result<SignedIn, CallError> {
      const known = people();
      // What every object inherits (constructor) is nobody's id.
      const person = Object.hasOwn(known, id) ? known[personId(id)] : undefined;
      if (person === undefined)
        return err({ code: 'refused', reasons: [{ code: 'person-unknown', fields: { person: id } }] });
      if (!holds(person, role)) return err({ code: 'refused', reasons: [{ code: 'role-not-held', fields: { role } }] });
      const signedIn: SignedIn = { person, role, token: randomBytes(24).toString('base64url') };
      seats.set(signedIn.token, signedIn);
      if (seats.size > TOKENS_MAX) seats.delete(seats.keys().next().value as string);
      return ok(signedIn);
    },
    /** Who holds this token; asking keeps it from being the longest unused. */
    resume(token: string): SignedIn | null {
      const seat = seats.get(token);
      if (seat === undefined) return null;
      seats.delete(token);
      seats.set(token, seat);
      return seat;
    },
    signOut(token: string): void {
      seats.delete(token);
    },
  };
}
