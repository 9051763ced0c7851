import { err } from '../kernel/result.ts';
import { mgPerMl, ml } from '../kernel/units.ts';
import { computeDose } from '../protocol/dose.ts';
import { verifyDose } from '../protocol/dose-verification.ts';
import { type Act, type Acts, about, factsUnless } from './decide-context.ts';
import { when } from './guards.ts';
import { refusal } from './refusals.ts';
import type { DoseOrder } from './session-state.ts';

/** The dose worked out by one clinician and, alone, by a second (protocol 2.5). */
export const doseActs: Pick<Acts, 'prepareDose' | 'verifyDose'> = { prepareDose, verifyDose: secondCheck };

function prepareDose({ session, command, protocol, actor }: Act<'prepareDose'>) {
  if (session.weight === null) return err([refusal('weight-missing')]);
  const { method, bagMl, stockMgPerMl, secondLookDone } = command;
  const computed = computeDose({
    weight: session.weight,
    stock: mgPerMl(stockMgPerMl),
    bag: ml(bagMl),
    method,
    protocol,
  });
  if (!computed.ok) return computed;
  const plan = computed.value;
  const needsSecondLook = plan.warnings.some(({ code }) => code === 'second-look');
  const dose: DoseOrder = {
    weight: plan.weightKg,
    dose: plan.doseMg,
    stock: plan.stockMgPerMl,
    draw: plan.drawMl,
    bag: plan.bagMl,
    method,
    rate: plan.rateMlPerHour,
    preparedBy: actor.person,
    verifiedBy: null,
  };
  return factsUnless(
    [when(needsSecondLook && !secondLookDone, 'second-look-needed', { doseMg: plan.doseMg })],
    [{ ...about(session), type: 'dose-prepared', dose }],
  );
}

function secondCheck({ session, command, actor }: Act<'verifyDose'>) {
  const { dose } = session;
  if (dose === null) return err([refusal('dose-missing')]);
  const verified = verifyDose(dose, command);
  return factsUnless(
    [
      when(dose.verifiedBy !== null, 'dose-already-verified'),
      when(dose.preparedBy === actor.person, 'same-clinician'),
      ...(verified.ok ? [] : verified.error),
    ],
    [{ ...about(session), type: 'dose-verified', by: actor.person }],
  );
}
