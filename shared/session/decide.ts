import { assertNever, err, ok, type Refusal, type Result } from '../kernel/result.ts';
import { between, earlier, type Instant, instant, minutes } from '../kernel/units.ts';
import { actOnAlert } from './decide-alert.ts';
import type { Act, Acts, DecideContext, Decision, LegalPhase, SessionCommandName, Verdict } from './decide-context.ts';
import { doseActs } from './decide-dose.ts';
import { infusionActs } from './decide-infusion.ts';
import { monitorActs } from './decide-monitor.ts';
import { nursingActs } from './decide-nursing.ts';
import { preparationActs } from './decide-preparation.ts';
import { recoveryActs } from './decide-recovery.ts';
import {
  assign,
  assignSource,
  beginShift,
  declareProvider,
  endShift,
  grantRatioOverride,
  providerLeaves,
} from './decide-suite.ts';
import { LEGAL_MOVES } from './legal-moves.ts';
import { isIn } from './phases.ts';
import { refusal } from './refusals.ts';
import type { Command } from './session-commands.ts';
import type { Phase, Session } from './session-state.ts';

const ACTS: Acts = {
  ...preparationActs,
  ...monitorActs,
  ...doseActs,
  ...infusionActs,
  ...recoveryActs,
  ...nursingActs,
};

/**
 * What a person's command comes to: facts to append, or every reason against it at once. Pure: the same
 * context and command always give the same answer, and refusing changes nothing.
 */
export function decide(context: DecideContext, command: Command): Result<Decision, readonly Refusal[]> {
  const at = effectiveTime(context.now, command);
  const verdict = verdictOn(context, command, at);
  return verdict.ok ? ok({ events: verdict.value, effectiveAt: at }) : verdict;
}

/** "n minutes ago" for an act on a clock (clinical decision 7); both times are kept. */
const effectiveTime = (now: Instant, command: Command): Instant =>
  'minutesAgo' in command ? instant(now - minutes(command.minutesAgo)) : now;

function verdictOn(context: DecideContext, command: Command, at: Instant): Verdict {
  if (isAboutSession(command)) {
    return actOnSession(context, command.name, command, context.state.sessions[command.chair], at);
  }
  switch (command.name) {
    case 'assign': {
      const phase = context.state.sessions[command.chair]?.phase;
      return phase === undefined ? assign(context, command) : err([refusal('wrong-phase', { phase })]);
    }
    case 'grantRatioOverride':
      return grantRatioOverride(context, command);
    case 'beginShift':
      return beginShift(context, command);
    case 'endShift':
      return endShift(context, command);
    case 'declareProvider':
      return declareProvider(context, command);
    case 'providerLeaves':
      return providerLeaves(context, command);
    case 'assignSource':
      return assignSource(context, command);
    case 'acceptAlert':
    case 'rejectAlert':
    case 'acknowledgeAsPhysician':
      return actOnAlert(context, command);
    default:
      return assertNever(command);
  }
}

/** Everything in the table of moves but the one that needs no session yet. */
const isAboutSession = (command: Command): command is Extract<Command, { readonly name: SessionCommandName }> =>
  command.name !== 'assign' && Object.hasOwn(LEGAL_MOVES, command.name);

/** Looks the act up, gives it the session in a phase that has what it needs, and adds the guard on its date. */
function actOnSession<Name extends SessionCommandName>(
  context: DecideContext,
  name: Name,
  command: Act<Name>['command'],
  session: Session | null,
  at: Instant,
): Verdict {
  const legal: readonly LegalPhase<Name>[] = LEGAL_MOVES[name];
  if (session === null || !isIn(session, legal)) {
    const phase: Phase = session?.phase ?? 'EMPTY';
    return err([refusal('wrong-phase', { phase })]);
  }
  const verdict = ACTS[name]({ ...context, command, session, at });
  const tooEarly = datedTooEarly(name, session, at, context.now);
  if (tooEarly === null) return verdict;
  return err(verdict.ok ? [tooEarly] : [tooEarly, ...verdict.error]);
}

/**
 * Acts on a clock are dated no earlier than the session's last move: runs, pauses and recovery never
 * overlap. A drug and a set of vitals are no moves: they may be charted late, back to when this patient's
 * vitals began.
 */
function datedTooEarly(name: SessionCommandName, session: Session, at: Instant, now: Instant): Refusal | null {
  const earliest = earliestFor(name, session);
  if (at >= earliest) return null;
  return refusal('before-last-move', {
    minutesAgo: between(at, now) / minutes(1),
    minutesMost: Math.floor(between(earliest, now) / minutes(1)),
  });
}

function earliestFor(name: SessionCommandName, { vitalsFrom, movedAt }: Session): Instant {
  if (name === 'chartVitals') return vitalsFrom;
  // Another monitor bound since does not undo a drug given before.
  return name === 'ondansetron' ? earlier(vitalsFrom, movedAt) : movedAt;
}
