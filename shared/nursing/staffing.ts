import type { Person } from '../access/roles.ts';
import type { PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/units.ts';

/** Facts about the suite's people. */
export type StaffEvent =
  | { readonly type: 'person-registered'; readonly person: Person }
  | { readonly type: 'shift-begun'; readonly person: PersonId }
  | { readonly type: 'shift-ended'; readonly person: PersonId }
  /** A declared state, independent of who is signed in (decisions 3). */
  | { readonly type: 'provider-on-site'; readonly person: PersonId }
  | { readonly type: 'provider-left'; readonly person: PersonId }
  | {
      readonly type: 'ratio-override-granted';
      readonly nurse: PersonId;
      readonly reason: string;
      readonly until: Instant;
    };

export type RatioOverride = { readonly reason: string; readonly until: Instant; readonly by: PersonId | null };

export type Staffing = {
  readonly people: Readonly<Record<PersonId, Person>>;
  readonly onShift: readonly PersonId[];
  readonly providerOnSite: PersonId | null;
  /** The charge nurse's overrides of 1:2, by nurse; each ends by itself (decisions 5). */
  readonly overrides: Readonly<Record<PersonId, RatioOverride>>;
};

export const NO_STAFF: Staffing = { people: {}, onShift: [], providerOnSite: null, overrides: {} };
