import type { Chair } from '../kernel/ids.ts';
import type { Instant } from '../kernel/units.ts';
import type { Sessions } from '../nursing/load.ts';
import type { Staffing } from '../nursing/staffing.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { ChairFacts } from './alarm-facts.ts';
import type { Rule } from './alarm-rule.ts';
import { CHAIR_RULES, ruleOf } from './alarm-rules.ts';
import type { Alert } from './alert.ts';
import { conditionGone } from './alert-lifecycle.ts';
import { evolveAlerts } from './alert-state.ts';
import { type Candidates, NO_CANDIDATES } from './candidates.ts';
import { type Case, type Judgement, judgeSubject, upkeep } from './judge-subject.ts';
import { isHushed } from './sounding.ts';
import { type SuiteFacts, suiteFacts } from './suite-facts.ts';
import { COVER_RULE, NURSE_RULE, PROVIDER_RULE } from './suite-rules.ts';
import { earliestAfter } from './wake.ts';

export type ChairToJudge = {
  readonly chair: Chair;
  /** Null for a chair without a session: what is still open there runs out. */
  readonly facts: ChairFacts | null;
  /** Open alerts; those of other chairs and of the suite are left alone. */
  readonly alerts: readonly Alert[];
  readonly candidates: Candidates;
  /** The table it is judged by; left out, the station's own. */
  readonly rules?: readonly Rule<ChairFacts>[];
  readonly now: Instant;
};

/** What the chair's rules say now. Judging the same again says nothing new. */
export function judgeChair({ chair, facts, alerts, candidates, rules = CHAIR_RULES, now }: ChairToJudge): Judgement {
  const here = alerts.filter((alert) => alert.chair === chair && ruleOf(alert.rule).scope === 'chair');
  const leftOver = judgeLeftOver(
    here.filter(({ session }) => session !== facts?.session),
    now,
  );
  if (facts === null) return leftOver;
  const about: Case<ChairFacts> = {
    subject: { key: facts.session, chair, session: facts.session },
    rules,
    facts,
    isArmed: ({ armedIn, kind }) =>
      (armedIn === 'always' || armedIn.includes(facts.phase)) && !(kind === 'technical' && facts.monitorOff),
    reading: (rule) => readingOf(rule, facts),
    isHushed: (alert) => isHushed(alert, facts.emergency),
  };
  const judged = judgeSubject(
    about,
    here.filter(({ session }) => session === facts.session),
    candidates,
    now,
  );
  return {
    ...judged,
    events: [...leftOver.events, ...judged.events],
    wakeAt: earliestAfter(now, [leftOver.wakeAt, judged.wakeAt, facts.changesAt]),
  };
}

/** Alerts of a session that has left: their conditions went with the patient, what they ask for did not. */
function judgeLeftOver(alerts: readonly Alert[], now: Instant): Judgement {
  const gone = alerts.filter(({ condition }) => condition === 'present').map(conditionGone);
  const left = gone.reduce((folded, event) => evolveAlerts(folded, event, now), alerts);
  const kept = upkeep(left, () => false, now);
  return { candidates: NO_CANDIDATES, events: [...gone, ...kept.events], wakeAt: kept.wakeAt };
}

function readingOf({ reads }: Rule<ChairFacts>, facts: ChairFacts): 'unknown' | 'known' | 'slow' {
  if (reads === null) return 'known';
  const signal = facts[reads];
  if (signal.state !== 'fresh') return 'unknown';
  return signal.slow ? 'slow' : 'known';
}

export type SuiteToJudge = {
  readonly sessions: Sessions;
  readonly staffing: Staffing;
  readonly protocol: Protocol;
  /** Open alerts; those of the chairs' own rules are left alone. */
  readonly alerts: readonly Alert[];
  readonly candidates: Candidates;
  readonly now: Instant;
};

/** What the suite's rules say now: each nurse, the provider, each chair's cover. */
export function judgeSuite({ sessions, staffing, protocol, alerts, candidates, now }: SuiteToJudge): Judgement {
  const facts = suiteFacts(sessions, staffing, protocol, now);
  const suite = alerts.filter((alert) => ruleOf(alert.rule).scope === 'suite');
  const cases = casesOf(facts);
  const judged = cases.map(({ isAbout, judge }) => judge(suite.filter(isAbout), candidates, now));
  const orphans = judgeLeftOver(
    suite.filter((alert) => !cases.some(({ isAbout }) => isAbout(alert))),
    now,
  );
  const all = [orphans, ...judged];
  return {
    candidates: {
      holding: all.flatMap((each) => each.candidates.holding),
      clearing: all.flatMap((each) => each.candidates.clearing),
      resting: all.flatMap((each) => each.candidates.resting),
    },
    events: all.flatMap((each) => each.events),
    wakeAt: earliestAfter(now, [
      ...all.map((each) => each.wakeAt),
      ...facts.nurses.map(({ overrideUntil }) => overrideUntil),
    ]),
  };
}

type SuiteCase = {
  readonly isAbout: (alert: Alert) => boolean;
  readonly judge: (alerts: readonly Alert[], candidates: Candidates, now: Instant) => Judgement;
};

function suiteCase<Facts>(
  rule: Rule<Facts>,
  facts: Facts,
  subject: Case<Facts>['subject'],
  isAbout: (alert: Alert) => boolean,
): SuiteCase {
  const about: Case<Facts> = {
    subject,
    rules: [rule],
    facts,
    isArmed: () => true,
    reading: () => 'known',
    isHushed: () => false,
  };
  return {
    isAbout: (alert) => alert.rule === rule.id && isAbout(alert),
    judge: (alerts, candidates, now) => judgeSubject(about, alerts, candidates, now),
  };
}

const casesOf = ({ nurses, provider, covers }: SuiteFacts): readonly SuiteCase[] => [
  ...nurses.map((facts) =>
    suiteCase(
      NURSE_RULE,
      facts,
      { key: `suite:${facts.nurse}`, chair: null, session: null },
      ({ cause }) => cause.nurse === facts.nurse,
    ),
  ),
  suiteCase(PROVIDER_RULE, provider, { key: 'suite', chair: null, session: null }, () => true),
  ...covers.map((facts) =>
    suiteCase(
      COVER_RULE,
      facts,
      { key: `suite:${facts.session}`, chair: facts.chair, session: facts.session },
      ({ session }) => session === facts.session,
    ),
  ),
];
