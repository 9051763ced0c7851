import { err, ok, type Refusal } from '../kernel/result.ts';
import { after, type Instant, ml, mlPerHour } from '../kernel/units.ts';
import { hasProvider, overrideInForce, ratioChairs } from '../nursing/load.ts';
import { judgeRate, rateDeviationPercent } from '../protocol/dose-limits.ts';
import { withoutDust } from '../protocol/rounding.ts';
import { baselineExpired, currentBaseline, infusionWall, pauseLength } from './clocks.ts';
import { type Act, type Acts, about, factsUnless } from './decide-context.ts';
import {
  identitySettled,
  liveOrCharted,
  noEmergency,
  noUnaccepted,
  pressureNotOlderThan,
  pumpStands,
  when,
} from './guards.ts';
import { hasAdverseAlert } from './open-alerts.ts';
import { refusal, wholeSeconds } from './refusals.ts';

/** START asks that the pump be within this of the computed rate (state_transitions; dose-limits: soft). */
const RATE_LIMIT_PERCENT = 2;

/** A line's dead volume is flushed as part of the infusion, at most this much (protocol 2.5: 10 to 20 mL). */
const FLUSH_ML_MOST = 20;

/** The infusion: start, pause, resume, stop and end. Chairside never moves the pump; a person does. */
export const infusionActs: Pick<
  Acts,
  'start' | 'pause' | 'confirmPumpStopped' | 'allowResume' | 'resume' | 'stop' | 'undoStop' | 'end'
> = {
  start: (act) =>
    factsUnless(againstStart(act), [
      { ...about(act.session), type: 'infusion-started', rate: mlPerHour(act.command.rateMlPerHour) },
    ]),

  pause: ({ session, command, state }) =>
    ok([
      {
        ...about(session),
        type: 'infusion-paused',
        reason: command.reason,
        adverseAlert: hasAdverseAlert(state.alerts, session.id),
      },
    ]),

  confirmPumpStopped: ({ session }) =>
    factsUnless(
      [when(session.infusion.pumpStopConfirmed, 'pump-stop-already-confirmed')],
      [{ ...about(session), type: 'pump-stop-confirmed' }],
    ),

  allowResume: ({ session, command }) =>
    factsUnless(
      [when(session.resumeAllowed, 'resume-already-allowed')],
      [{ ...about(session), type: 'resume-allowed', reason: command.reason }],
    ),

  resume: (act) => factsUnless(againstResume(act), [{ ...about(act.session), type: 'infusion-resumed' }]),

  stop: ({ session, command, protocol, now, at }) =>
    ok([
      {
        ...about(session),
        type: 'infusion-stopped',
        reason: command.reason,
        note: command.note,
        // The undo takes back a tap, so it counts from the tap; the recovery counts from the stop itself.
        undoUntil: after(now, protocol.infusion.stopUndo),
        recoveryUntil: after(at, protocol.recovery.duration),
      },
    ]),

  undoStop: ({ session, now }) => {
    const { discontinued, infusion } = session;
    if (discontinued === null) return err([refusal('nothing-to-undo')]);
    const over = now - discontinued.undoUntil;
    return factsUnless(
      [
        when(over > 0, 'undo-over', { secondsOver: wholeSeconds(over) }),
        when(discontinued.fromPause === null && infusion.pumpStopConfirmed, 'pump-already-stopped'),
      ],
      [{ ...about(session), type: 'stop-undone' }],
    );
  },

  end: (act) => {
    const { session, command, protocol, at } = act;
    const reason = command.shortfallReason ?? '';
    return factsUnless(againstEnd(act), [
      {
        ...about(session),
        type: 'infusion-ended',
        delivered: ml(command.deliveredMl),
        shortfallReason: reason === '' ? null : reason,
        recoveryUntil: after(at, protocol.recovery.duration),
      },
    ]);
  },
};

/** Everything START asks (state_transitions, clinical decision 9), all at once. */
function againstStart(act: Act<'start'>): readonly (Refusal | null)[] {
  const { session, command, state, protocol, now, at } = act;
  const vitals = act.vitals(session.chair);
  const { dose, ondansetron } = session;
  const { startNotOlderThan } = protocol.pressure;
  return [
    when(dose === null, 'dose-missing'),
    when(dose !== null && dose.verifiedBy === null, 'dose-not-verified'),
    dose === null ? null : pumpRateNear(command.rateMlPerHour, dose.rate),
    ...againstBaseline(act, at),
    pressureNotOlderThan(session, vitals, at, startNotOlderThan),
    // The feeds are judged now: only their latest reading is known.
    ...liveOrCharted(session, vitals, now, startNotOlderThan),
    when(ondansetron.doses === 0 && ondansetron.declined === null, 'ondansetron-open'),
    noUnaccepted(act, session.chair, 'high'),
    identitySettled(session),
    noEmergency(session),
    when(!hasProvider(state.staffing), 'no-provider-on-site'),
    startRatio(act),
  ];
}

function pumpRateNear(entered: number, computed: Parameters<typeof judgeRate>[1]): Refusal | null {
  const rate = mlPerHour(entered);
  return when(judgeRate(rate, computed) !== 'within', 'pump-rate-off', {
    offPercent: rateDeviationPercent(rate, computed),
    limitPercent: RATE_LIMIT_PERCENT,
  });
}

function againstBaseline({ session }: Act<'start'>, at: Instant): readonly (Refusal | null)[] {
  const baseline = currentBaseline(session);
  if (baseline === null) return [refusal('baseline-missing')];
  const secondsOver = wholeSeconds(at - baseline.expiresAt);
  return [
    when(baselineExpired(baseline, at), 'baseline-expired', { secondsOver }),
    when(baseline.implausible.length > 0 && !baseline.released, 'baseline-not-released'),
  ];
}

/** With this chair started, does its nurse still have 1:2 by the ratio alarm's own count? */
function startRatio({ session, state, protocol, now }: Act<'start'>): Refusal | null {
  const chairs = ratioChairs(state.sessions, session.nurse).length;
  const most = protocol.nursing.chairsPerNurse;
  const isAllowed = chairs < most || overrideInForce(state.staffing, session.nurse, now) !== null;
  return when(!isAllowed, 'nurse-ratio', { chairs, most });
}

function againstResume(act: Act<'resume'>): readonly (Refusal | null)[] {
  const { session, protocol, at } = act;
  const { pauseNeedsPhysicianAfter, wallNeedsPhysicianAfter } = protocol.infusion;
  const needsPhysician =
    session.adverseAlert ||
    hasAdverseAlert(act.state.alerts, session.id) ||
    pauseLength(session, at) > pauseNeedsPhysicianAfter ||
    infusionWall(session.infusion, at) > wallNeedsPhysicianAfter;
  const isHaemodynamic = session.reason === 'bloodPressure';
  return [
    // A pump that ran on through the pause gave a dose that no clock has.
    pumpStands(session),
    noUnaccepted(act, session.chair, 'high'),
    noEmergency(session),
    ...(isHaemodynamic
      ? [
          identitySettled(session),
          pressureNotOlderThan(session, act.vitals(session.chair), at, protocol.pressure.startNotOlderThan),
        ]
      : []),
    when(needsPhysician && !session.resumeAllowed, 'resume-needs-physician'),
  ];
}

/** 95 % of the bag, or a reason; and not a slip of the decimal point. */
function againstEnd({ session, command, protocol }: Act<'end'>): readonly (Refusal | null)[] {
  if (session.dose === null) return [refusal('dose-missing')];
  const { bag } = session.dose;
  const { deliveredMl, shortfallReason } = command;
  const leastMl = withoutDust(protocol.infusion.completeAtShare * bag);
  const isShort = deliveredMl < leastMl;
  const fields = { deliveredMl, bagMl: bag };
  return [
    when(isShort && (shortfallReason ?? '') === '', 'shortfall-needs-reason', { ...fields, leastMl }),
    when(deliveredMl > bag + FLUSH_ML_MOST, 'delivered-more-than-bag', fields),
  ];
}
