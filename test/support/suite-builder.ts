import { parseCommand } from '../../main/link/call-input.ts';
import type { Role } from '../../shared/access/roles.ts';
import type { Alert } from '../../shared/alarms/alert.ts';
import { alertId, CHAIRS, type Chair, sessionId } from '../../shared/kernel/ids.ts';
import type { Refusal, Result } from '../../shared/kernel/result.ts';
import { after, type Instant, instant, type Millis, minutes, seconds } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import { automaticEvents } from '../../shared/session/automatic-events.ts';
import { decide } from '../../shared/session/decide.ts';
import type { DecideContext, Decision } from '../../shared/session/decide-context.ts';
import { EMPTY_SUITE, evolveSuite } from '../../shared/session/evolve-suite.ts';
import { isIn } from '../../shared/session/phases.ts';
import type { Command, CommandInput, CommandName } from '../../shared/session/session-commands.ts';
import type { InPhase, Phase, Session } from '../../shared/session/session-state.ts';
import type { RecordedEvent, SuiteEvent, SuiteState } from '../../shared/session/suite.ts';
import { createQuietMonitors, type Feeds } from './quiet-monitors.ts';
import { cuff } from './reports.ts';
import { monitorOf, NURSE_OF, patientOf, roleFor, STAFF, type Who } from './suite-people.ts';

/** The way of every session, in order. */
export const STAGES = [
  'ASSIGNED',
  'PREP',
  'BASELINE',
  'READY',
  'INFUSING',
  'RECOVERY',
  'DISCHARGE_READY',
  'CLOSED',
  'TURNOVER',
] as const satisfies readonly Phase[];
export type Stage = (typeof STAGES)[number] | 'PAUSED';

export type SuiteBuilder = ReturnType<typeof createSuite>;

/**
 * A suite in memory, for tests: real commands through `decide`, real folds, real baselines from quiet
 * monitors. Time moves only by `wait`. Everybody is on shift and Eve is on site.
 */
export function createSuite() {
  const ledger = createLedger();
  const monitors = createQuietMonitors((chair) => ledger.state().sessions[chair]);
  let alerts = 0;

  const suite = {
    ...ledger,
    ...monitors,

    /** Time passes, and bound monitors are heard meanwhile. */
    wait(by: Millis, feeds: Feeds = 'quiet'): void {
      const end = after(ledger.now(), by);
      monitors.pass(ledger.now(), end, feeds);
      ledger.moveTo(end);
    },

    /** The chair's monitor measures a pressure now. */
    cuff: (chair: Chair, systolic = 120, diastolic = 80, mean = 93): void =>
      monitors.hear(chair, { ...cuff(ledger.now(), systolic, diastolic, mean), source: monitorOf(chair) }),

    /** What `decide` may look at when this person asks. */
    context: (who: Who, role: Role): DecideContext => ({
      state: ledger.state(),
      actor: { person: STAFF[who].id, role },
      now: ledger.now(),
      protocol: KETAMINE_INFUSION,
      vitals: monitors.vitals,
      baselineDraft: (chair) => monitors.draft(chair, ledger.now()),
      sourceExists: (source) => CHAIRS.some((chair) => monitorOf(chair) === source),
      newSessionId: sessionId(`session-${ledger.sessionsSoFar() + 1}`),
    }),

    /** What `decide` says, without doing it. */
    ask: <Name extends CommandName>(
      who: Who,
      name: Name,
      input: CommandInput<Name>,
    ): Result<Decision, readonly Refusal[]> =>
      decide(suite.context(who, roleFor(who, name)), commandOf(name, input, roleFor(who, name))),

    /** The codes of every reason against it; empty when it may be done. */
    reasons<Name extends CommandName>(who: Who, name: Name, input: CommandInput<Name>): readonly string[] {
      const answer = suite.ask(who, name, input);
      return answer.ok ? [] : answer.error.map(({ code }) => code);
    },

    /** Does it and folds what it comes to; throws with the reasons when it is refused. */
    act<Name extends CommandName>(who: Who, name: Name, input: CommandInput<Name>): readonly SuiteEvent[] {
      const answer = suite.ask(who, name, input);
      if (!answer.ok) throw new Error(`${name} refused: ${JSON.stringify(answer.error)}`);
      const { events, effectiveAt } = answer.value;
      ledger.record(events, { person: STAFF[who].id, role: roleFor(who, name) }, effectiveAt);
      return events;
    },

    /** A fact of the station itself, not of a person's command. */
    happens: (event: SuiteEvent): void => ledger.record([event], 'station', ledger.now()),

    /** An alert as the alarm engine would raise it on the chair; medium BP-01 unless told otherwise. */
    raise(chair: Chair, given: Partial<Alert> = {}): Alert {
      alerts += 1;
      const session = ledger.state().sessions[chair];
      const alert = alertNow(alertId(`alert-${alerts}`), chair, session, ledger.now(), given);
      suite.happens({ type: 'alert-raised', alert });
      return alert;
    },

    /** Takes an empty chair, or one on its way, to a phase through every command a nurse would give. */
    bring(chair: Chair, to: Stage): void {
      const steps = stepsOf(suite, chair);
      const target = to === 'PAUSED' ? 'INFUSING' : to;
      const from = STAGES.findIndex((stage) => stage === suite.phase(chair));
      for (const stage of STAGES.slice(from + 1, STAGES.indexOf(target) + 1)) steps[stage]();
      if (to === 'PAUSED') suite.act(NURSE_OF[chair], 'pause', { chair, reason: 'toilet' });
    },
  };

  for (const person of Object.values(STAFF)) {
    suite.happens({ type: 'person-registered', person });
    suite.happens({ type: 'shift-begun', person: person.id });
  }
  suite.happens({ type: 'provider-on-site', person: STAFF.eve.id });
  return suite;
}

/** The log of the suite, its fold and its clock. */
function createLedger() {
  let now: Instant = instant(Date.UTC(2026, 10, 22, 14, 0, 0));
  let state: SuiteState = EMPTY_SUITE;
  const log: RecordedEvent[] = [];

  const append = (event: SuiteEvent, actor: RecordedEvent['actor'], effectiveAt: Instant): void => {
    const position = state.position + 1;
    const recorded = { position, at: now, effectiveAt, actor, workstation: null, commandId: null, event };
    state = evolveSuite(state, recorded);
    log.push(recorded);
  };

  return {
    now: (): Instant => now,
    moveTo: (moment: Instant): void => {
      now = moment;
    },
    state: (): SuiteState => state,
    log: (): readonly RecordedEvent[] => log,
    sessionsSoFar: (): number => log.filter(({ event }) => event.type === 'patient-assigned').length,
    phase: (chair: Chair): Phase => state.sessions[chair]?.phase ?? 'EMPTY',
    session<P extends Session['phase']>(chair: Chair, phase: P): InPhase<P> {
      const session = state.sessions[chair];
      if (session === null || !isIn(session, [phase])) throw new Error(`chair ${chair} is not in ${phase}`);
      return session;
    },
    /** Appends, folds, and appends what follows by itself. */
    record(events: readonly SuiteEvent[], actor: RecordedEvent['actor'], effectiveAt: Instant): void {
      for (const event of events) append(event, actor, effectiveAt);
      for (const follows of automaticEvents(state)) append(follows, 'station', now);
    },
  };
}

/** As the hub has it: role checked, input parsed, defaults filled in. */
function commandOf(name: CommandName, input: unknown, role: Role): Command {
  const command = parseCommand(name, input, role);
  if (!command.ok) throw new Error(`${name} is no such command: ${JSON.stringify(command.error)}`);
  return command.value;
}

/**
 * What it takes to reach each stage from the one before: an 80 kg patient, 40 mg in 50 mL, 75 mL/h, a
 * pressure every 15:00. RECOVERY begins with the reading at the end still to be taken.
 */
function stepsOf(suite: SuiteBuilder, chair: Chair): Readonly<Record<(typeof STAGES)[number], () => void>> {
  const nurse = NURSE_OF[chair];
  const patient = patientOf(chair);
  const { mrn, birthDate } = patient;
  return {
    ASSIGNED: () => suite.act(nurse, 'assign', { chair, patient, courseDay: 1, nurse: STAFF[nurse].id }),
    PREP: () => suite.act(nurse, 'arrive', { chair, mrn, birthDate }),
    BASELINE: () => {
      suite.act(nurse, 'bindMonitor', { chair, source: monitorOf(chair) });
      suite.act(nurse, 'completePreparation', { chair, ...PREPARED });
    },
    READY: () => {
      suite.wait(minutes(5));
      suite.cuff(chair);
      suite.wait(seconds(70), 'throughout');
      suite.cuff(chair);
      suite.act(nurse, 'acceptBaseline', { chair });
    },
    INFUSING: () => {
      suite.act(nurse, 'ondansetron', { chair, outcome: 'given' });
      suite.act(nurse, 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
      suite.act('finn', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
      suite.act(nurse, 'start', { chair, rateMlPerHour: 75 });
    },
    RECOVERY: () => {
      for (const wait of [15, 15, 10]) {
        suite.wait(minutes(wait));
        if (wait === 15) suite.cuff(chair);
      }
      suite.act(nurse, 'end', { chair, deliveredMl: 50 });
    },
    DISCHARGE_READY: () => {
      for (const wait of [0, 15, 15]) {
        suite.wait(minutes(wait));
        suite.cuff(chair);
      }
      suite.act(nurse, 'assess', { chair, padss: 10 });
    },
    CLOSED: () => suite.act(nurse, 'discharge', { chair, ...GOING_HOME }),
    TURNOVER: () => suite.act(nurse, 'beginCleaning', { chair }),
  };
}

/** A preparation with nothing against it. */
export const PREPARED = { weight: { value: 80, unit: 'kg' }, driver: 'Sam', checklistConfirmed: true } as const;

/** A discharge with nothing against it. */
export const GOING_HOME = {
  ivRemoved: true,
  instructionsGiven: true,
  driver: { name: 'Sam', kind: 'knownPerson', present: true },
} as const;

function alertNow(id: Alert['id'], chair: Chair, session: Session | null, now: Instant, given: Partial<Alert>): Alert {
  const reading = { what: 'systolic', value: 150, baseline: 120, limit: 144, changePercent: 25 } as const;
  const cause = { ...reading, measuredAt: now };
  return {
    id,
    chair,
    session: session?.id ?? null,
    rule: 'BP-01',
    family: 'pressure',
    priority: 'medium',
    raisedAt: now,
    condition: 'present',
    conditionSince: now,
    cause,
    worst: cause,
    accepted: null,
    soundedAt: now,
    soundedFor: cause,
    escalated: [],
    physicianBy: null,
    physician: null,
    ...given,
  };
}
