import type { Chair } from '../kernel/ids.ts';
import type { Instant } from '../kernel/units.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Session } from '../session/session-state.ts';
import type { ChairVitals } from '../vitals/chair-vitals.ts';
import { judgeChair } from './alarm-evaluator.ts';
import { type ChairFacts, chairFacts, type LinkState } from './alarm-facts.ts';
import type { Rule } from './alarm-rule.ts';
import type { Alert } from './alert.ts';
import { evolveAlerts } from './alert-state.ts';
import type { Candidates } from './candidates.ts';
import type { Judgement } from './judge-subject.ts';

export type WatchedChair = {
  readonly chair: Chair;
  readonly session: Session | null;
  /** With everything folded in that came up to `now`: reports of one moment are judged together. */
  readonly vitals: ChairVitals;
  readonly link: LinkState;
  readonly alerts: readonly Alert[];
  readonly candidates: Candidates;
  readonly protocol: Protocol;
  /** For a replay that tries other numbers (rule-adjustments.ts). A station leaves it out: its table is CHAIR_RULES. */
  readonly rules?: readonly Rule<ChairFacts>[];
};

/** A judgement, and the open alerts after it. */
export type Watch = Judgement & { readonly alerts: readonly Alert[] };

/**
 * One look at one chair: gather, judge, fold. The station, the replay of a recording and the tests all take
 * this path. Look again when something came, when a person acted, and at `wakeAt`.
 */
export function watchChair(watched: WatchedChair, now: Instant): Watch {
  const { session, alerts } = watched;
  const facts = session === null ? null : chairFacts({ ...watched, session, now });
  const judged = judgeChair({ ...watched, facts, now });
  return { ...judged, alerts: judged.events.reduce((open, event) => evolveAlerts(open, event, now), alerts) };
}
