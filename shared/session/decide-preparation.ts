import { err, ok } from '../kernel/result.ts';
import { after, kilogram, mg } from '../kernel/units.ts';
import { hasProvider } from '../nursing/load.ts';
import { checkWeight, type Weight } from '../protocol/weight.ts';
import { acceptedBaseline } from './baseline-draft.ts';
import { withinPercentOfBaseline } from './baseline-renewal.ts';
import { currentBaseline } from './clocks.ts';
import { type Act, type Acts, about, factsUnless } from './decide-context.ts';
import { identifiersMatch, identitySettled, when } from './guards.ts';
import { refusal, wholeSeconds } from './refusals.ts';

/** From arrival to a baseline that serves, and the antiemetic. */
export const preparationActs: Pick<
  Acts,
  | 'arrive'
  | 'cancel'
  | 'completePreparation'
  | 'reweigh'
  | 'acceptBaseline'
  | 'releaseBaseline'
  | 'renewBaseline'
  | 'rebaseline'
  | 'ondansetron'
> = {
  arrive: ({ session, command }) =>
    factsUnless(identifiersMatch(session.patient, command), [{ ...about(session), type: 'patient-arrived' }]),

  cancel: ({ session, command }) => ok([{ ...about(session), type: 'session-cancelled', reason: command.reason }]),

  completePreparation: ({ session, command, state }) => {
    const { weight, lastWeightKg, driver } = command;
    const checked = checkWeight(weight, lastWeightKg === undefined ? null : kilogram(lastWeightKg));
    const reasons = [when(!hasProvider(state.staffing), 'no-provider-on-site')];
    if (!checked.ok) return factsUnless([...checked.error, ...reasons], []);
    return factsUnless(reasons, [
      { ...about(session), type: 'preparation-completed', ...measured(checked.value), driver },
    ]);
  },

  reweigh,
  acceptBaseline,
  releaseBaseline: ({ session, command }) => {
    const baseline = currentBaseline(session);
    if (baseline === null) return err([refusal('baseline-missing')]);
    const held = baseline.implausible.length > 0 && !baseline.released;
    return factsUnless(
      [when(!held, 'baseline-needs-no-release')],
      [{ ...about(session), type: 'baseline-released', version: baseline.version, reason: command.reason }],
    );
  },
  renewBaseline,
  rebaseline: ({ session, command }) => ok([{ ...about(session), type: 'rebaseline-begun', reason: command.reason }]),

  ondansetron: ({ session, command, protocol }) => {
    const { outcome } = command;
    if (outcome !== 'given') return ok([{ ...about(session), type: 'ondansetron-not-given', because: outcome }]);
    const { doses, declined } = session.ondansetron;
    const { dosesAtMost, doseMg } = protocol.ondansetron;
    return factsUnless(
      [
        when(doses >= dosesAtMost, 'ondansetron-limit', { doses, most: dosesAtMost }),
        when(declined === 'contraindicated', 'ondansetron-contraindicated'),
      ],
      [{ ...about(session), type: 'ondansetron-given', dose: mg(doseMg) }],
    );
  },
};

/** The weight as it is kept: in kilograms, and as the person said it. */
const measured = ({ kg, entered }: Weight) => ({ weight: kg, weightEntered: `${entered.value} ${entered.unit}` });

/**
 * Not compared with the weight it corrects: the mistake most worth correcting, pounds taken for kilograms, is
 * the very ratio that checkWeight refuses. A reason is asked for and kept instead.
 */
function reweigh({ session, command }: Act<'reweigh'>) {
  const checked = checkWeight(command.weight, null);
  if (!checked.ok) return checked;
  return ok([
    { ...about(session), type: 'weight-corrected' as const, ...measured(checked.value), reason: command.reason },
  ]);
}

/** The draft becomes the next version. An implausible one is kept too, but holds the start until released. */
function acceptBaseline({ session, protocol, at, ...act }: Act<'acceptBaseline'>) {
  const draft = act.baselineDraft(session.chair);
  const reasons = [identitySettled(session), when(session.monitor === null, 'monitor-not-bound')];
  if (draft === null || !draft.ready) {
    return factsUnless([...reasons, ...(draft?.missing ?? [refusal('baseline-missing')])], []);
  }
  const baseline = acceptedBaseline(draft, session.baselines.length + 1, protocol.baseline.validFor, at);
  return factsUnless(reasons, [{ ...about(session), type: 'baseline-accepted', baseline }]);
}

/** One set of pressure, rate and SpO2 within 10 % lets an expired baseline serve on (clinical decision 17). */
function renewBaseline({ session, protocol, at, ...act }: Act<'renewBaseline'>) {
  const baseline = currentBaseline(session);
  if (baseline === null) return err([refusal('baseline-missing')]);
  const secondsLeft = wholeSeconds(baseline.expiresAt - at);
  const near = withinPercentOfBaseline(baseline, act.vitals(session.chair), protocol, session.vitalsFrom, at);
  const expiresAt = after(at, protocol.baseline.validFor);
  return factsUnless(
    [
      when(secondsLeft > 0, 'baseline-still-valid', { secondsLeft }),
      identitySettled(session),
      ...(near.ok ? [] : near.error),
    ],
    [{ ...about(session), type: 'baseline-renewed', version: baseline.version, expiresAt }],
  );
}
