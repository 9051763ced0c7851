import type { PersonId } from '../kernel/ids.ts';

export const ROLES = ['nurse', 'charge', 'physician', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export type Person = {
  readonly id: PersonId;
  readonly name: string;
  /** As on the board: "Ana R." */
  readonly shortName: string;
  readonly roles: readonly Role[];
};

/** Who acts: a signed-in person in one role at a time. The station itself acts as `station`. */
export type Actor = { readonly person: PersonId; readonly role: Role } | 'station';

export const holds = (person: Person, role: Role): boolean => person.roles.includes(role);
