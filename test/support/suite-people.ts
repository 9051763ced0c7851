import type { Person, Role } from '../../shared/access/roles.ts';
import { type Chair, type PersonId, personId, sourceId } from '../../shared/kernel/ids.ts';
import { COMMANDS, type CommandName } from '../../shared/session/session-commands.ts';
import type { Patient } from '../../shared/session/session-state.ts';

const someone = (id: string, name: string, ...roles: readonly Role[]): Person => ({
  id: personId(id),
  name,
  shortName: name,
  roles,
});

/** The staff of every test: four nurses, a charge nurse, two physicians. All are on shift. */
export const STAFF = {
  ana: someone('ana', 'Ana R.', 'nurse'),
  ben: someone('ben', 'Ben S.', 'nurse'),
  cal: someone('cal', 'Cal T.', 'nurse'),
  dan: someone('dan', 'Dan U.', 'nurse'),
  charge: someone('charge', 'Cleo V.', 'charge', 'nurse'),
  eve: someone('eve', 'Eve W.', 'physician'),
  finn: someone('finn', 'Finn X.', 'physician'),
} as const;
export type Who = keyof typeof STAFF;

export const nurseId = (who: Who): PersonId => STAFF[who].id;

/** Two chairs each: the suite can be full without an override. */
export const NURSE_OF: Readonly<Record<Chair, Who>> = {
  1: 'ana',
  2: 'ana',
  3: 'ben',
  4: 'ben',
  5: 'cal',
  6: 'cal',
  7: 'dan',
  8: 'dan',
};

export const monitorOf = (chair: Chair) => sourceId(`monitor-${chair}`);

export const patientOf = (chair: Chair): Patient => ({
  mrn: `MRN-${chair}`,
  familyName: `Family${chair}`,
  givenName: 'Given',
  birthDate: '1961-04-30',
  sex: 'female',
});

/** The first of this person's roles in which they may ask; that others may not is for the hub's own tests. */
export function roleFor(who: Who, name: CommandName): Role {
  const may: readonly Role[] = COMMANDS[name].may;
  const role = STAFF[who].roles.find((each) => may.includes(each));
  if (role === undefined) throw new Error(`${who} may not ask for ${name}`);
  return role;
}
