import { after, type Instant, millis } from '../kernel/units.ts';
import { priorityOf, type Rule } from './alarm-rule.ts';
import type { Alert, AlertEvent, Family } from './alert.ts';
import { goesOn, type InForce, isHigher, raised, type Subject, updated } from './alert-changes.ts';
import { conditionGone } from './alert-lifecycle.ts';
import { evolveAlerts } from './alert-state.ts';
import { type Candidates, type Clearing, type Holding, heldFor, heldOn, REST, type Resting } from './candidates.ts';
import { escalationsDue, nextEscalation, reminderDue } from './escalation.ts';
import { earliestAfter } from './wake.ts';

/** One thing rules are about, with the rules and what they may look at. */
export type Case<Facts> = {
  readonly subject: Subject;
  readonly rules: readonly Rule<Facts>[];
  readonly facts: Facts;
  /** May the rule speak at all: the phase, before all. */
  readonly isArmed: (rule: Rule<Facts>) => boolean;
  /** The number the rule reads: not fresh, fresh, or fresh from a feed too slow for delays. */
  readonly reading: (rule: Rule<Facts>) => 'unknown' | 'known' | 'slow';
  readonly isHushed: (alert: Alert) => boolean;
};

/** What came of judging: the next candidates, the events in order, and when time alone could change it. */
export type Judgement = {
  readonly candidates: Candidates;
  readonly events: readonly AlertEvent[];
  readonly wakeAt: Instant | null;
};

/**
 * The one evaluator: delay, hysteresis, latch, family and off-time for any table of rules. Families are
 * judged in the order of the table, each on what the ones before it have led to.
 * @param alerts the open alerts of this subject
 */
export function judgeSubject<Facts>(
  about: Case<Facts>,
  alerts: readonly Alert[],
  candidates: Candidates,
  now: Instant,
): Judgement {
  const families = [...new Set(about.rules.map(({ family }) => family))];
  const events: AlertEvent[] = [];
  const next = { holding: [] as Holding[], clearing: [] as Clearing[], resting: [] as Resting[] };
  const wakes: (Instant | null)[] = [];
  let open = alerts;
  for (const family of families) {
    const judged = judgeFamily(about, family, open, candidates, now);
    events.push(...judged.events);
    open = folded(open, judged.events, now);
    next.holding.push(...judged.candidates.holding);
    next.clearing.push(...judged.candidates.clearing);
    next.resting.push(...judged.candidates.resting);
    wakes.push(judged.wakeAt);
  }
  const kept = upkeep(open, about.isHushed, now);
  return { candidates: next, events: [...events, ...kept.events], wakeAt: earliestAfter(now, [...wakes, kept.wakeAt]) };
}

/** What time alone does to open alerts: reminders, people told, a physician's time run out. */
export function upkeep(
  alerts: readonly Alert[],
  isHushed: (alert: Alert) => boolean,
  now: Instant,
): Pick<Judgement, 'events' | 'wakeAt'> {
  const heard = alerts.filter((alert) => !isHushed(alert));
  const reminders = heard.flatMap((alert) => reminderDue(alert, now) ?? []);
  const told = folded(heard, reminders, now).flatMap((alert) => escalationsDue(alert, now));
  const events = [...reminders, ...told];
  return {
    events,
    wakeAt: earliestAfter(
      now,
      folded(heard, events, now).map((alert) => nextEscalation(alert, now)),
    ),
  };
}

const folded = (alerts: readonly Alert[], events: readonly AlertEvent[], now: Instant): readonly Alert[] =>
  events.reduce((open, event) => evolveAlerts(open, event, now), alerts);

/** A rule of the family as it stands now, after its delays were looked at. */
type Standing<Facts> = {
  readonly rule: Rule<Facts>;
  readonly holding: readonly Holding[];
  /** Its condition holds at this moment, delay or not. */
  readonly isSet: InForce | null;
  /** Its condition has held through its delay. */
  readonly inForce: InForce | null;
  /** When a running delay ends. */
  readonly firesAt: Instant | null;
};

function judgeFamily<Facts>(
  about: Case<Facts>,
  family: Family,
  alerts: readonly Alert[],
  candidates: Candidates,
  now: Instant,
): Judgement {
  const rules = about.rules.filter((rule) => rule.family === family);
  const mayStand = (rule: Rule<Facts>): boolean => about.isArmed(rule) && !isHidden(rule, alerts);
  const standings = rules.map((rule) => standing(about, rule, mayStand(rule), candidates, now));
  const resting = candidates.resting.filter(
    ({ subject, rule, until }) => subject === about.subject.key && until > now && rules.some(({ id }) => id === rule),
  );
  const alert = alerts.find((open) => open.family === family);
  const current = standings.find(({ rule }) => rule.id === alert?.rule);
  const clearing = clearingOf(about, alert, current, candidates, now);
  const cleared =
    current !== undefined &&
    (!mayStand(current.rule) || (clearing !== null && now >= after(clearing.since, current.rule.clearAfter)));
  const event =
    alert === undefined
      ? firstOf(about, standings, resting, now)
      : changeOf({ alert, current, standings, clears: clearing !== null, cleared }, now);
  const goesAway = event?.type === 'alert-resolved' || event?.type === 'alert-latched';
  const rest = event?.type === 'alert-resolved' ? restAfter(about.subject, alert, current?.rule, now) : [];
  return {
    candidates: {
      holding: standings.flatMap(({ holding }) => holding),
      clearing: clearing === null || goesAway ? [] : [clearing],
      resting: [...resting, ...rest],
    },
    events: event === null ? [] : [event],
    wakeAt: earliestAfter(now, [
      ...standings.map(({ firesAt }) => firesAt),
      ...[...resting, ...rest].map(({ until }) => until),
      clearing === null || current === undefined ? null : after(clearing.since, current.rule.clearAfter),
    ]),
  };
}

const isHidden = <Facts>({ hiddenBy }: Rule<Facts>, alerts: readonly Alert[]): boolean =>
  hiddenBy !== undefined && alerts.some(({ rule, condition }) => rule === hiddenBy && condition === 'present');

function standing<Facts>(
  about: Case<Facts>,
  rule: Rule<Facts>,
  mayStand: boolean,
  candidates: Candidates,
  now: Instant,
): Standing<Facts> {
  if (!mayStand) return { rule, holding: [], isSet: null, inForce: null, firesAt: null };
  const subject = about.subject.key;
  const reading = about.reading(rule);
  const priority = priorityOf(rule, about.facts);
  const looks = rule.onsets.map((onset, index) => {
    const cause = onset.when(about.facts);
    const before = candidates.holding.find((h) => h.subject === subject && h.rule === rule.id && h.onset === index);
    const begin = { subject, rule: rule.id, onset: index };
    const holding = heldOn(before ?? null, begin, onset, { cause, known: reading !== 'unknown' }, now);
    // A slow feed's first sample beyond a limit is waited for long enough (clinical decision 15).
    const delay = reading === 'slow' && onset.within === undefined ? 0 : onset.delay;
    const left = holding === null ? onset.delay : delay - heldFor(holding, onset, now);
    return { cause, holding, left };
  });
  const set = looks.filter(({ cause }) => cause !== null);
  const matured = set.find(({ left }) => left <= 0);
  const asInForce = (cause: Alert['cause'] | null | undefined): InForce | null =>
    cause === null || cause === undefined ? null : { rule, priority, cause };
  return {
    rule,
    holding: looks.flatMap(({ holding }) => holding ?? []),
    isSet: asInForce(set[0]?.cause),
    inForce: asInForce(matured?.cause),
    firesAt: earliestAfter(
      now,
      set.map(({ left }) => after(now, millis(left))),
    ),
  };
}

/** The hysteresis of the alert's own rule: how long its clearing condition has held without a doubt. */
function clearingOf<Facts>(
  { facts, reading }: Case<Facts>,
  alert: Alert | undefined,
  current: Standing<Facts> | undefined,
  candidates: Candidates,
  now: Instant,
): Clearing | null {
  if (alert === undefined || current === undefined || alert.condition === 'gone') return null;
  if (reading(current.rule) === 'unknown' || !current.rule.clear(facts)) return null;
  const running = candidates.clearing.find((each) => each.alert === alert.id && each.rule === alert.rule);
  return running ?? { alert: alert.id, rule: alert.rule, since: now };
}

/** The graver of two: by priority, then by the order of the table. */
function gravest<Facts>(standings: readonly Standing<Facts>[]): InForce | null {
  let top: InForce | null = null;
  for (const { inForce } of standings) {
    if (inForce !== null && (top === null || !isHigher(top.priority, inForce.priority))) top = inForce;
  }
  return top;
}

function firstOf<Facts>(
  { subject }: Case<Facts>,
  standings: readonly Standing<Facts>[],
  resting: readonly Resting[],
  now: Instant,
): AlertEvent | null {
  const top = gravest(standings.filter(({ rule }) => !resting.some((rest) => rest.rule === rule.id)));
  return top && raised(subject, top, now);
}

/** The family's open alert and all that bears on it. */
type OpenFamily<Facts> = {
  readonly alert: Alert;
  /** Its own rule. */
  readonly current: Standing<Facts> | undefined;
  readonly standings: readonly Standing<Facts>[];
  /** Its rule's clearing condition holds, and has held long enough (or the rule may not speak any more). */
  readonly clears: boolean;
  readonly cleared: boolean;
};

/** What becomes of the family's open alert. */
function changeOf<Facts>(open: OpenFamily<Facts>, now: Instant): AlertEvent | null {
  const { alert, current, standings, clears, cleared } = open;
  const top = gravest(standings);
  if (alert.condition === 'gone') return top && comesBack(open, top, now);
  if (top !== null && takesOver(open, top)) return updated(alert, top, now);
  const own = current?.isSet ?? null;
  if (own !== null) return goesOn(alert, own, now);
  if (cleared) {
    if (top === null) return conditionGone(alert);
    return mayLessen(open) ? updated(alert, top, now) : null;
  }
  // Between its limits, with a lesser rule holding: the same alert, with the newer number.
  if (top === null || clears || current === undefined) return null;
  return goesOn(alert, { ...top, rule: current.rule, priority: alert.priority }, now);
}

/** What nobody has accepted never turns into something lesser by itself. */
const mayLessen = <Facts>({ alert, current }: OpenFamily<Facts>): boolean =>
  alert.accepted !== null || current?.rule.latch === 'none';

/** A latched alert whose family holds again. */
function comesBack<Facts>(open: OpenFamily<Facts>, top: InForce, now: Instant): AlertEvent | null {
  const { alert } = open;
  const isGraver = isHigher(top.priority, alert.priority);
  if (top.rule.id === alert.rule && !isGraver) return { type: 'alert-returned', id: alert.id, cause: top.cause };
  return isHigher(alert.priority, top.priority) && !mayLessen(open) ? null : updated(alert, top, now);
}

/** Does this rule take the alert over: graver, or as grave while the alert's own has come within its clearing limit? */
function takesOver<Facts>({ alert, standings, clears }: OpenFamily<Facts>, top: InForce): boolean {
  if (top.rule.id === alert.rule || isHigher(alert.priority, top.priority)) return false;
  if (isHigher(top.priority, alert.priority) || clears) return true;
  const place = (id: string): number => standings.findIndex(({ rule }) => rule.id === id);
  return place(top.rule.id) > place(alert.rule);
}

/** 30 s before a medium rule without a latch may fire again. */
const restAfter = <Facts>(
  subject: Subject,
  alert: Alert | undefined,
  rule: Rule<Facts> | undefined,
  now: Instant,
): readonly Resting[] =>
  rule?.latch === 'none' && alert?.priority === 'medium'
    ? [{ subject: subject.key, rule: rule.id, until: after(now, REST) }]
    : [];
