import type { Page } from '@playwright/test';
import { minutes, seconds } from '../../shared/kernel/units.ts';
import { assignTo, openTheDay, prepareForStart, startInfusions } from '../support/e2e-course.ts';
import { act, clock, expect, press, signIn, test, tile } from '../support/e2e-test.ts';
import { patientOf } from '../support/suite-people.ts';

/** What must not happen does not, and the reason stands at the button that was pressed. */

const refusal = (page: Page, name: string) => page.getByRole('form', { name, exact: true }).getByRole('alert');

test('a third chair for one nurse is refused', async ({ station, openScreen }) => {
  await openTheDay(station);
  await assignTo(station, 1, 'ana');
  await assignTo(station, 2, 'ana');
  const nurse = await openScreen(station, 'ben', '#/chair/3');
  const assign = await act(nurse, 'Assign a patient');
  const { familyName, givenName, mrn, birthDate } = patientOf(3);
  await assign.getByLabel('Family name').fill(familyName);
  await assign.getByLabel('Given name').fill(givenName);
  await assign.getByLabel('Medical record number').fill(mrn);
  await assign.getByLabel('Birth date').fill(birthDate);
  await assign.getByLabel('Nurse', { exact: true }).selectOption('Ana R.');
  await press(nurse, 'Assign a patient');
  await expect(refusal(nurse, 'Assign a patient')).toHaveText(
    'This nurse already has 2 chairs, and 2 is the most. A charge nurse may override it, with a reason.',
  );

  await assign.getByLabel('Nurse', { exact: true }).selectOption('Ben S.');
  await press(nurse, 'Assign a patient');
  await expect(nurse.getByRole('heading', { level: 1 })).toContainText('Expected, not here yet');
});

test('pounds taken for kilograms are refused, with the question that helps', async ({ station, openScreen }) => {
  await openTheDay(station);
  await assignTo(station, 1, 'ana');
  const { mrn, birthDate } = patientOf(1);
  await station.act('ana', 'arrive', { chair: 1, mrn, birthDate });
  await station.act('ana', 'bindMonitor', { chair: 1, source: 'monitor-1' });
  const nurse = await openScreen(station, 'ana', '#/chair/1');
  const form = await act(nurse, 'Complete the preparation');
  await form.getByLabel('Weight', { exact: true }).fill('176');
  await form.getByLabel('Last weight (kg)').fill('80');
  await form.getByLabel('Driver').fill('sister');
  await form.getByLabel('IV access').check();
  await press(nurse, 'Complete the preparation');
  await expect(refusal(nurse, 'Complete the preparation'), 'no unit is ever assumed').toContainText('weight.unit');

  await form.getByLabel('kg', { exact: true }).check();
  await press(nurse, 'Complete the preparation');
  await expect(refusal(nurse, 'Complete the preparation')).toHaveText(
    '176 kg against 80 kg last time: were pounds taken for kilograms, or the other way round?',
  );

  await form.getByLabel('lb', { exact: true }).check();
  await press(nurse, 'Complete the preparation');
  await expect(nurse.getByRole('heading', { level: 1 })).toContainText('Baseline is being taken');
  await expect(nurse.getByRole('list').filter({ hasText: 'nurse: Ana R.' })).toContainText(/79\.8\d* kg/);
});

test('no start without a second clinician, who is not the first', async ({ station, openScreen }) => {
  await openTheDay(station);
  await prepareForStart(station, [1]);
  const screen = await openScreen(station, 'ana', '#/chair/1');

  const verifyAs80Kg = async (rate: string): Promise<void> => {
    const verify = await act(screen, 'Verify the dose');
    await verify.getByLabel('Weight (kg)').fill('80');
    await verify.getByLabel('Stock (mg/mL)').fill('50');
    await verify.getByLabel('Volume that will run (mL)').fill('50');
    await verify.getByLabel('Pump rate (mL/h)').fill(rate);
    await press(screen, 'Verify the dose');
  };
  await verifyAs80Kg('75');
  await expect(refusal(screen, 'Verify the dose')).toHaveText(
    'Whoever prepared the dose cannot be the second clinician.',
  );
  await (await act(screen, 'Start the infusion')).getByLabel('Pump rate (mL/h)').fill('75');
  await press(screen, 'Start the infusion');
  await expect(refusal(screen, 'Start the infusion')).toHaveText('A second clinician has not verified the dose.');
  await expect(screen.getByRole('heading', { level: 1 })).toContainText('Ready for the infusion');

  await signIn(screen, 'ben');
  await verifyAs80Kg('77');
  await expect(refusal(screen, 'Verify the dose')).toHaveText('The two clinicians do not agree on the pump rate.');
  await verifyAs80Kg('75');
  await expect(screen.getByRole('region', { name: 'Dose' })).toContainText('verified by Ben S.');
  await (await act(screen, 'Start the infusion')).getByLabel('Pump rate (mL/h)').fill('75');
  await press(screen, 'Start the infusion');
  await expect(screen.getByRole('heading', { level: 1 })).toContainText('Infusion runs');
});

test('discharge is refused at 29:59 of recovery and possible at 30:00', async ({ station, openScreen }) => {
  await openTheDay(station);
  const [monitor] = await startInfusions(station, [1]);
  await station.pass(minutes(40));
  await station.act('ana', 'end', { chair: 1, deliveredMl: 50 });
  await station.pass(minutes(29));
  monitor?.measure(127, 81);
  await station.pass(seconds(59));
  const nurse = await openScreen(station, 'ana', '#/chair/1');
  await expect(clock(nurse, 'Recovery left')).toHaveText('0:01');

  const fillDischarge = async (driver: string): Promise<void> => {
    const discharge = await act(nurse, 'Discharge');
    await discharge.getByLabel('The driver is').selectOption(driver);
    for (const check of ['Driver seen here', 'IV removed', 'Instructions given'])
      await discharge.getByLabel(check).check();
    await press(nurse, 'Discharge');
  };
  const assess = async (): Promise<void> => {
    await (await act(nurse, 'Assess for discharge')).getByLabel('PADSS').fill('9');
    await press(nurse, 'Assess for discharge');
  };
  await assess();
  await expect(refusal(nurse, 'Assess for discharge')).toHaveText('Recovery has 0:01 to go. Nobody can shorten it.');
  await fillDischarge('a known person');
  await expect(refusal(nurse, 'Discharge').getByRole('listitem')).toHaveText([
    'The assessment for discharge is missing.',
    'Recovery has 0:01 to go. Nobody can shorten it.',
  ]);

  await station.pass(seconds(1));
  await assess();
  await expect(tile(nurse, 1).or(nurse.getByRole('heading', { level: 1 }))).toContainText('Ready for discharge');
  await fillDischarge('a taxi');
  await expect(refusal(nurse, 'Discharge')).toHaveText('A taxi is not a known driver.');
  await fillDischarge('a known person');
  await expect(nurse.getByRole('heading', { level: 1 })).toContainText('Session closed');
});
