import type { AlertId, Chair } from '../kernel/ids.ts';
import type { Instant } from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { BaselineDraft } from '../session/baseline-draft.ts';
import type { SuiteState } from '../session/suite.ts';
import type { ChairVitals } from '../vitals/chair-vitals.ts';
import type { UnassignedSource } from './views.ts';

/** What the station knows of one chair beside the log. */
export type ChairNow = {
  readonly vitals: ChairVitals;
  readonly link: { readonly state: 'none' | 'live' | 'lost'; readonly since: Instant | null };
  /** The feed says of itself that its values are no patient's. */
  readonly simulated: boolean;
  /** As far as it has come; null outside BASELINE. */
  readonly baselineDraft: BaselineDraft | null;
};

/** Everything a view is made of, at one moment. */
export type Snapshot = {
  readonly state: SuiteState;
  readonly chairs: (chair: Chair) => ChairNow;
  readonly protocol: Protocol;
  readonly now: Instant;
  readonly recording: boolean;
  /** Is the alert's latest change on disk? */
  readonly alertRecorded: (alert: AlertId) => boolean;
  readonly unassigned: readonly UnassignedSource[];
};
