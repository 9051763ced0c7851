import type { Chair } from '../../shared/kernel/ids.ts';
import { minutes } from '../../shared/kernel/units.ts';
import type { SteppedMonitor } from './e2e-monitor.ts';
import type { E2eStation } from './e2e-station.ts';
import { monitorOf, NURSE_OF, patientOf, STAFF, type Who } from './suite-people.ts';

/** All nurses begin their shift, and a provider is on site. */
export async function openTheDay(station: E2eStation): Promise<void> {
  for (const { id, roles } of Object.values(STAFF)) {
    if (!roles.includes('physician')) await station.act('charge', 'beginShift', { person: id });
  }
  await station.act('eve', 'declareProvider', { person: STAFF.eve.id });
}

export const assignTo = (station: E2eStation, chair: Chair, nurse: Who): Promise<void> =>
  station.act('charge', 'assign', { chair, patient: patientOf(chair), courseDay: 2, nurse: STAFF[nurse].id });

/** The patient sits, weighed at 80 kg, the monitor plugged in and bound; the rest begins now. */
export async function seatForBaseline(station: E2eStation, chair: Chair): Promise<void> {
  const nurse = NURSE_OF[chair];
  const { mrn, birthDate } = patientOf(chair);
  await assignTo(station, chair, nurse);
  await station.act(nurse, 'arrive', { chair, mrn, birthDate });
  await station.act(nurse, 'bindMonitor', { chair, source: monitorOf(chair) });
  await station.act(nurse, 'completePreparation', {
    chair,
    weight: { value: 80, unit: 'kg' },
    driver: 'sister',
    checklistConfirmed: true,
  });
}

/** Rest, two pressures of 125/80, baseline; ondansetron and a dose of 40 mg in 50 mL, not verified yet. Answers with their monitors. */
export async function prepareForStart(
  station: E2eStation,
  chairs: readonly Chair[],
): Promise<readonly SteppedMonitor[]> {
  const monitors = await Promise.all(chairs.map((chair) => station.plugIn(chair)));
  for (const chair of chairs) await seatForBaseline(station, chair);
  await station.pass(minutes(5));
  for (const monitor of monitors) monitor.measure(125, 80);
  await station.pass(minutes(1));
  for (const monitor of monitors) monitor.measure(125, 80);
  await station.hear();
  for (const chair of chairs) {
    const nurse = NURSE_OF[chair];
    await station.act(nurse, 'acceptBaseline', { chair });
    await station.act(nurse, 'ondansetron', { chair, outcome: 'given' });
    await station.act(nurse, 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
  }
  return monitors;
}

/** On to a running infusion: 75 mL/h, verified by the charge nurse. */
export async function startInfusions(
  station: E2eStation,
  chairs: readonly Chair[],
): Promise<readonly SteppedMonitor[]> {
  const monitors = await prepareForStart(station, chairs);
  for (const chair of chairs) {
    const rateMlPerHour = 75;
    await station.act('charge', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour });
    await station.act(NURSE_OF[chair], 'start', { chair, rateMlPerHour });
  }
  return monitors;
}
