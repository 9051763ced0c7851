import type { LinkState } from '../../shared/alarms/alarm-facts.ts';
import type { Alert, AlertEvent, RuleId } from '../../shared/alarms/alert.ts';
import { type AlertAct, decideAlert } from '../../shared/alarms/alert-lifecycle.ts';
import { evolveAlerts } from '../../shared/alarms/alert-state.ts';
import { type Candidates, NO_CANDIDATES } from '../../shared/alarms/candidates.ts';
import { watchChair } from '../../shared/alarms/monitor-chair.ts';
import { exactMean } from '../../shared/kernel/exact.ts';
import { type PersonId, personId, sessionId, sourceId } from '../../shared/kernel/ids.ts';
import { assertNever } from '../../shared/kernel/result.ts';
import { instant, millis, minutes, mlPerHour, percent, perMinute, seconds } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import type { Baseline } from '../../shared/session/baseline.ts';
import type { Infusion, Session, SessionCommon } from '../../shared/session/session-state.ts';
import { type ChairVitals, NO_VITALS, withReport } from '../../shared/vitals/chair-vitals.ts';
import type { Report } from '../../shared/vitals/observation.ts';
import { report } from './reports.ts';

export const NURSE = personId('ana');
export const PHYSICIAN = personId('eve');

/** 120/70 (90), heart rate 72, SpO2 98 %, sinus. */
export const BASELINE: Baseline = {
  version: 1,
  acceptedAt: instant(-600_000),
  expiresAt: instant(1_200_000),
  systolic: exactMean([120, 120]),
  diastolic: exactMean([70, 70]),
  mean: exactMean([90, 90]),
  heartRate: perMinute(72),
  spo2: percent(98),
  rhythm: 'sinus',
  implausible: [],
  released: false,
};

const COMMON: SessionCommon = {
  id: sessionId('session-1'),
  chair: 1,
  movedAt: instant(0),
  patient: { mrn: 'MRN-1', familyName: 'Family', givenName: 'Given', birthDate: '1961-04-30', sex: 'female' },
  courseDay: 1,
  protocol: { id: KETAMINE_INFUSION.id, version: KETAMINE_INFUSION.version },
  nurse: NURSE,
  handover: null,
  monitor: sourceId('test-monitor'),
  vitalsFrom: instant(-3_600_000),
  identityMismatch: null,
  settledIds: [],
  charted: [],
  emergencySince: null,
  weight: null,
  driver: null,
  ondansetron: { doses: 1, declined: null },
  baselines: [BASELINE],
  dose: null,
};

const infusion = (runningSince: number | null, ranBefore = 0): Infusion => ({
  startedAt: instant(0),
  rate: mlPerHour(75),
  ranBefore: millis(ranBefore),
  runningSince: runningSince === null ? null : instant(runningSince),
  pumpStopConfirmed: runningSince === null,
  delivered: null,
});

/** The session of chair 1 in a phase; an infusion started at 0. */
export function sessionIn(phase: Session['phase'], parts: Partial<SessionCommon> = {}): Session {
  const common = { ...COMMON, ...parts };
  const ended = { infusion: infusion(null, minutes(40)), endedAt: instant(0), recoveryUntil: instant(minutes(30)) };
  switch (phase) {
    case 'PREP':
      return { ...common, baselines: parts.baselines ?? [], phase, arrivedAt: instant(-1_800_000) };
    case 'BASELINE':
      return { ...common, baselines: parts.baselines ?? [], phase, restSince: instant(-900_000) };
    case 'READY':
    case 'ASSIGNED':
      return { ...common, phase };
    case 'INFUSING':
      return { ...common, phase, infusion: infusion(0) };
    case 'PAUSED':
      return {
        ...common,
        phase,
        infusion: infusion(null, seconds(60)),
        pausedAt: instant(0),
        reason: 'patientRequest',
        adverseAlert: false,
        resumeAllowed: false,
      };
    case 'RECOVERY':
      return { ...common, phase, ...ended, discontinued: null, override: null };
    case 'DISCHARGE_READY':
      return { ...common, phase, ...ended, discontinued: null, knownAlerts: [] };
    case 'CLOSED':
    case 'TURNOVER':
      return { ...common, phase, closedAt: instant(0), outcome: 'COMPLETED' };
    default:
      return assertNever(phase);
  }
}

/** One change, as a reader of a log would see it. */
export type Change = { readonly t: number; readonly event: AlertEvent; readonly rule: RuleId | null };

type Options = {
  readonly session?: Session;
  /** Looks at the chair this often as well, which must change nothing. */
  readonly alsoEvery?: number;
  /** The monitor itself sends these every second, half a second past it, whatever else is told. */
  readonly background?: Parameters<typeof report>[1];
};

/** A patient in whom nothing happens. */
export const WELL = { heartRate: 72, spo2: 98, rhythm: 'sinus' } as const;

/** Half past each second, so that it ties with nothing a test tells. */
const nextBeat = (now: number): number => Math.floor((now - 500) / 1_000) * 1_000 + 1_500;

const LOOKS_MAX = 200_000;

/**
 * One chair on a stepped clock: reports go in through withReport and watchChair, changes come out. Between
 * reports it looks only at the moments that `wakeAt` names. Each look is checked: a second one at the same
 * moment says nothing new, and `wakeAt` lies ahead. Times are milliseconds from the start of the infusion.
 */
export function createAlarmBench({ session: first = sessionIn('INFUSING'), alsoEvery, background }: Options = {}) {
  let session: Session | null = first;
  let now = instant(0);
  let vitals: ChairVitals = NO_VITALS;
  let link: LinkState = { state: 'live', since: instant(-60_000) };
  let alerts: readonly Alert[] = [];
  let candidates: Candidates = NO_CANDIDATES;
  let wakeAt: number | null = null;
  const changes: Change[] = [];

  const ruleOfEvent = (event: AlertEvent, open: readonly Alert[]): RuleId | null => {
    if (event.type === 'alert-raised') return event.alert.rule;
    if (event.type === 'alert-updated') return event.rule;
    return open.find(({ id }) => id === event.id)?.rule ?? null;
  };
  const note = (events: readonly AlertEvent[]): void => {
    for (const event of events) {
      changes.push({ t: now, event, rule: ruleOfEvent(event, alerts) });
      alerts = evolveAlerts(alerts, event, now);
    }
  };
  const watched = () => ({ chair: 1, session, vitals, link, alerts, candidates, protocol: KETAMINE_INFUSION }) as const;

  function look(): void {
    const seen = watchChair(watched(), now);
    note(seen.events);
    candidates = seen.candidates;
    wakeAt = seen.wakeAt;
    const again = watchChair(watched(), now);
    if (again.events.length > 0) throw new Error(`looking twice at ${now} says ${JSON.stringify(again.events)}`);
    if (wakeAt !== null && wakeAt <= now) throw new Error(`asks at ${now} to be woken at ${wakeAt}`);
    candidates = again.candidates;
  }

  function fold(reports: readonly Report[]): void {
    if (session === null) return;
    const { vitalsFrom } = session;
    vitals = reports.reduce((known, each) => withReport(known, each, vitalsFrom), vitals);
  }

  /** Wakes on the way to `t`, not at `t` itself. */
  function passUntil(t: number): void {
    if (t < now) throw new RangeError(`time does not run back from ${now} to ${t}`);
    for (let looks = 0; ; looks++) {
      if (looks > LOOKS_MAX) throw new Error('never stops asking to be woken');
      const extra = alsoEvery === undefined ? Infinity : now - (now % alsoEvery) + alsoEvery;
      const heard = background === undefined ? Infinity : nextBeat(now);
      const next = Math.min(wakeAt ?? Infinity, extra, heard);
      if (next >= t) break;
      now = instant(next);
      if (next === heard && background !== undefined) fold([report(next, background)]);
      look();
    }
    now = instant(t);
  }

  const bench = {
    /** Time passes up to and including `t`. */
    until(t: number): void {
      passUntil(t);
      look();
    },
    /** Reports of one moment, their own `receivedAt`, folded in this order and judged together. */
    hear(...reports: readonly Report[]): void {
      const t = reports[0]?.receivedAt;
      if (t === undefined) return;
      passUntil(t);
      fold(reports);
      look();
    },
    /** The monitor's numbers once a second, from `from` up to but not including `to`. */
    steady(from: number, to: number, values: Parameters<typeof report>[1], every = 1_000): void {
      for (let t = from; t < to; t += every) bench.hear(report(t, values));
    },
    link(t: number, state: LinkState['state']): void {
      passUntil(t);
      link = { state, since: now };
      look();
    },
    session(t: number, next: Session | null): void {
      passUntil(t);
      session = next;
      look();
    },
    /** The process is gone and back: what was transient begins anew, the record stays. */
    restart(t: number): void {
      passUntil(t);
      vitals = NO_VITALS;
      candidates = NO_CANDIDATES;
      link = { state: 'none', since: now };
      look();
    },
    /** A person acts on the open alert of a rule; what was refused comes back as codes. */
    act(t: number, rule: RuleId, act: AlertAct, by: PersonId = NURSE): readonly string[] {
      passUntil(t);
      const decided = decideAlert(
        alerts.find((alert) => alert.rule === rule),
        act,
        by,
        now,
      );
      if (!decided.ok) return decided.error.map(({ code }) => code);
      note(decided.value);
      look();
      return [];
    },
    accept: (t: number, rule: RuleId) => bench.act(t, rule, { type: 'accept' }),
    acknowledge: (t: number, rule: RuleId, decision: 'continue' | 'stop' = 'continue') =>
      bench.act(t, rule, { type: 'acknowledgeAsPhysician', decision, text: '' }, PHYSICIAN),

    alerts: (): readonly Alert[] => alerts,
    /** The open alert of a rule; throws where there is none. */
    alert(rule: RuleId): Alert {
      const found = alerts.find((alert) => alert.rule === rule);
      if (found === undefined) throw new Error(`no open alert of ${rule}, but ${alerts.map((a) => a.rule).join()}`);
      return found;
    },
    open: (): readonly RuleId[] => alerts.map(({ rule }) => rule),
    changes: (): readonly Change[] => changes,
    /** "BP-01 raised 0": rule, what happened, when in seconds. */
    story: (...only: readonly RuleId[]): readonly string[] =>
      changes
        .filter(({ rule }) => only.length === 0 || (rule !== null && only.includes(rule)))
        .map(({ t, event, rule }) => `${rule} ${wordsOf(event)} ${t / 1_000}`),
    wakeAt: (): number | null => wakeAt,
  };
  look();
  return bench;
}
export type AlarmBench = ReturnType<typeof createAlarmBench>;

function wordsOf(event: AlertEvent): string {
  const what = event.type.replace('alert-', '');
  if (event.type === 'alert-escalated') return `${what} ${event.step}`;
  return event.type === 'alert-updated' ? `${what} ${event.priority}${event.resound ? ' aloud' : ''}` : what;
}
