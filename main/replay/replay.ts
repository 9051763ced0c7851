import { judgeSuite } from '../../shared/alarms/alarm-evaluator.ts';
import type { ChairFacts } from '../../shared/alarms/alarm-facts.ts';
import type { Rule } from '../../shared/alarms/alarm-rule.ts';
import { ruleOf } from '../../shared/alarms/alarm-rules.ts';
import type { Alert, AlertEvent, RuleId } from '../../shared/alarms/alert.ts';
import { type AlertAct, decideAlert } from '../../shared/alarms/alert-lifecycle.ts';
import { evolveAlerts } from '../../shared/alarms/alert-state.ts';
import { type Candidates, NO_CANDIDATES } from '../../shared/alarms/candidates.ts';
import { watchChair } from '../../shared/alarms/monitor-chair.ts';
import { earliestAfter } from '../../shared/alarms/wake.ts';
import type { AlertId, PersonId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/units.ts';
import type { Protocol } from '../../shared/protocol/protocol.ts';
import { type ChairVitals, vitalsDeclaring, withReport } from '../../shared/vitals/chair-vitals.ts';
import { type AlarmChange, changeOf } from './alarm-change.ts';
import { CHAIR, NURSE, PROVIDER, type Stage, stagesOf } from './recorded-session.ts';
import { firstAt, intervalsOf, type Recording, type Row, reportOf } from './recording.ts';
import type { RecordingBaseline } from './recording-baseline.ts';

export type ReplayOptions = {
  readonly baseline: RecordingBaseline;
  readonly protocol: Protocol;
  /** What the chair is judged by; the rules of the suite's people are always their own. */
  readonly rules: readonly Rule<ChairFacts>[];
  /** Judge the session and the suite as well: pressures due, the infusion's length, staffing. */
  readonly session: boolean;
};

/** A recording waits for nothing that it does not hold: its missing columns are no lost signal. */
const RECORDED = { state: 'live', since: null } as const;

/**
 * Runs a recording through the alarm path of the station, looking at the chair whenever a row has come and at
 * every moment on the way that the judgement asks for, up to the last row.
 *
 * The people of a replay do one thing only: they answer an alarm that has latched, at once. While a condition
 * lasts nobody accepts it. Were nobody to answer at all, the first alarm of a family would stay for good and
 * every lesser one after it would be hidden, as on a ward where nobody comes.
 * @returns for each row what the alarms did since the row before, in order of time
 */
export function* replay(recording: Recording, options: ReplayOptions): Generator<readonly AlarmChange[], void, void> {
  const watch = chairWatch(recording, options);
  let reached = 0;
  while (reached < recording.rows.length) {
    const at = recording.rows[reached]?.at ?? firstAt(recording);
    const ofOneMoment = rowsAt(recording, reached, at);
    yield [...watch.pass(at), ...watch.hear(ofOneMoment, at)];
    reached += ofOneMoment.length;
  }
}

function rowsAt({ rows }: Recording, from: number, at: Instant): readonly Row[] {
  let to = from;
  while (rows[to]?.at === at) to += 1;
  return rows.slice(from, to);
}

/** The rules that need more than a recording holds: the clocks of a session and the people of a suite. */
const isAboutSession = (rule: RuleId): boolean => ['routine', 'staffing'].includes(ruleOf(rule).kind);

function chairWatch(recording: Recording, { baseline, protocol, rules, session: withSession }: ReplayOptions) {
  const stages = stagesOf(baseline, firstAt(recording), protocol);
  let vitals: ChairVitals = vitalsDeclaring(intervalsOf(recording));
  let alerts: readonly Alert[] = [];
  let candidates: { readonly chair: Candidates; readonly suite: Candidates } = {
    chair: NO_CANDIDATES,
    suite: NO_CANDIDATES,
  };
  let wakeAt: Instant | null = null;

  function folded(events: readonly AlertEvent[], now: Instant): readonly AlarmChange[] {
    const changes: AlarmChange[] = [];
    for (const event of events) {
      const before = event.type === 'alert-raised' ? undefined : alerts.find(({ id }) => id === event.id);
      const change = changeOf(event, before, now);
      if (change !== null && (withSession || !isAboutSession(change.rule))) changes.push(change);
      alerts = evolveAlerts(alerts, event, now);
    }
    return changes;
  }

  function answered(now: Instant): readonly AlarmChange[] {
    const latched = alerts.filter(({ condition }) => condition === 'gone').map(({ id }) => id);
    return latched.flatMap((id) => [
      ...acted(id, { type: 'accept' }, NURSE, now),
      ...acted(id, { type: 'acknowledgeAsPhysician', decision: 'continue', text: '' }, PROVIDER, now),
    ]);
  }

  /** An act that the alert does not ask for is refused, and nothing comes of it. */
  function acted(id: AlertId, act: AlertAct, by: PersonId, now: Instant): readonly AlarmChange[] {
    const alert = alerts.find((open) => open.id === id);
    const decided = decideAlert(alert, act, by, now);
    return decided.ok ? folded(decided.value, now) : [];
  }

  function look(now: Instant): readonly AlarmChange[] {
    const { sessions, staffing } = stageAt(stages, now).suite;
    const watched = {
      chair: CHAIR,
      session: sessions[CHAIR],
      vitals,
      link: RECORDED,
      alerts,
      protocol,
      rules,
    } as const;
    const chair = watchChair({ ...watched, candidates: candidates.chair }, now);
    const changes = [...folded(chair.events, now), ...answered(now)];
    const suite = withSession
      ? judgeSuite({ sessions, staffing, protocol, alerts, candidates: candidates.suite, now })
      : { candidates: NO_CANDIDATES, events: [], wakeAt: null };
    candidates = { chair: chair.candidates, suite: suite.candidates };
    wakeAt = earliestAfter(now, [chair.wakeAt, suite.wakeAt, ...stages.map(({ from }) => from)]);
    return [...changes, ...folded(suite.events, now)];
  }

  return {
    /** Time passes up to `until`, but not that moment itself: what comes then is judged with it. */
    pass(until: Instant): readonly AlarmChange[] {
      const changes: AlarmChange[] = [];
      while (wakeAt !== null && wakeAt < until) changes.push(...look(wakeAt));
      return changes;
    },
    hear(rows: readonly Row[], now: Instant): readonly AlarmChange[] {
      for (const row of rows) {
        const report = reportOf(row);
        if (report !== null) vitals = withReport(vitals, report, firstAt(recording));
      }
      return look(now);
    },
  };
}

const stageAt = (stages: readonly Stage[], now: Instant): Stage => {
  const stage = stages.findLast(({ from }) => from <= now);
  if (stage === undefined) throw new Error(`the replay looks before its recording begins, at ${now}`);
  return stage;
};
