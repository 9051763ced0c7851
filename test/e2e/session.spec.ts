import type { Locator, Page } from '@playwright/test';
import { seconds } from '../../shared/kernel/units.ts';
import type { SteppedMonitor } from '../support/e2e-monitor.ts';
import type { E2eStation } from '../support/e2e-station.ts';
import { act, alarms, clock, expect, type OpenScreen, press, test, tile } from '../support/e2e-test.ts';

/**
 * One patient from an empty chair to an empty chair, by clicks and keys alone: a nurse, a second clinician and
 * a physician at screens of their own, and a wall screen that nobody signs in at. The station's clock stands
 * still between two steps, so every clock on screen has exactly one right second.
 */

const phaseClock = (page: Page, chair: number): Locator => tile(page, chair).getByRole('timer');
const next = (page: Page): Locator => page.getByRole('region', { name: 'Next' }).getByRole('heading').first();

/** Lets so many minutes and seconds pass: "12:59". */
const passed = (station: E2eStation, time: string): Promise<void> => {
  const [min = 0, s = 0] = time.split(':').map(Number);
  return station.pass(seconds(min * 60 + s));
};

type Course = {
  readonly station: E2eStation;
  readonly openScreen: OpenScreen;
  readonly wall: Page;
  readonly ana: Page;
  readonly ben: Page;
  readonly monitor: SteppedMonitor;
};

test('a session from arrival to discharge, with a pause, every clock right to the second', async ({
  station,
  openScreen,
}) => {
  test.slow();
  const wall = await openScreen(station, null);
  const ana = await openScreen(station, 'ana');
  const ben = await openScreen(station, 'ben');
  const course: Course = { station, openScreen, wall, ana, ben, monitor: await station.plugIn(3) };
  await test.step('the shift begins and a provider is on site', () => beginTheShift(course));
  await test.step('a patient is expected, and arrives', () => receiveThePatient(course));
  await test.step('the monitor is bound and speaks, the patient is weighed', () => bindAndWeigh(course));
  await test.step('five minutes of rest, two pressures, a baseline', () => takeTheBaseline(course));
  await test.step('ondansetron, and a dose worked out by two people', () => workOutTheDose(course));
  await test.step('the infusion starts, and a pressure becomes due and overdue', () => startAndMeasure(course));
  await test.step('in a pause the clock of the infusion stands and all others go on', () => pause(course));
  await test.step('after more than 20 minutes a physician allows the resume', () => resumeWithPhysician(course));
  await test.step('at 40:00 of infusing time the end is asked for', () => endTheInfusion(course));
  await test.step('one pressure at the end is due at once', () => measureAtTheEnd(course));
  await test.step('thirty minutes of recovery cannot be shortened', () => recover(course));
  await test.step('home with a known driver, and the chair is cleaned', () => leaveAndClean(course));
});

async function beginTheShift({ wall, ana }: Course): Promise<void> {
  await ana.getByRole('link', { name: 'Staff' }).click();
  const person = (name: string) => ana.getByRole('listitem').filter({ hasText: name });
  await person('Ana R.').getByRole('button', { name: 'Begin shift' }).click();
  await person('Eve W.').getByRole('button', { name: 'Declare on site' }).click();
  await expect(wall.getByRole('list', { name: 'Nurses' })).toContainText('Ana R.free');
  await expect(wall.getByRole('contentinfo')).toContainText('Eve W.');
}

async function receiveThePatient({ station, wall, ana }: Course): Promise<void> {
  await ana.getByRole('link', { name: 'Board' }).click();
  await ana.getByRole('link', { name: 'Open chair 3' }).click();
  const assign = await act(ana, 'Assign a patient');
  await assign.getByLabel('Family name').fill('Marchetti');
  await assign.getByLabel('Given name').fill('Josephine');
  await assign.getByLabel('Medical record number').fill('MRN-77');
  await assign.getByLabel('Birth date').fill('1961-04-30');
  await assign.getByLabel('Sex').selectOption('female');
  await assign.getByLabel('Day of the course').selectOption('day 3 of 5');
  await assign.getByLabel('Nurse', { exact: true }).selectOption('Ana R.');
  await press(ana, 'Assign a patient');
  await expect(ana.getByRole('heading', { level: 1 })).toContainText('Expected, not here yet');
  await ana.getByRole('link', { name: 'Board' }).click();
  await expect(tile(ana, 3)).toContainText('J. Ma…');
  await expect(tile(wall, 3)).toContainText('Ana R.');
  await expect(tile(wall, 3)).not.toContainText('J. Ma…');
  await ana.getByRole('link', { name: 'Open chair 3' }).click();

  await passed(station, '3:00');
  const arrive = await act(ana, 'Arrived');
  await arrive.getByLabel('Medical record number').fill('MRN-77');
  await arrive.getByLabel('Birth date').fill('1961-04-30');
  await press(ana, 'Arrived');
  await expect(ana.getByRole('heading', { level: 1 })).toContainText('Preparation');
  await expect(phaseClock(wall, 3)).toHaveText('0:00');
}

async function bindAndWeigh({ station, wall, ana }: Course): Promise<void> {
  await passed(station, '1:51');
  await expect(phaseClock(wall, 3)).toHaveText('1:51');
  const bind = await act(ana, 'Bind the monitor');
  await bind.getByLabel('Monitor').selectOption('monitor-3');
  await press(ana, 'Bind the monitor');
  await station.hear();
  await expect(tile(wall, 3).getByLabel('Heart rate')).toHaveText('72');
  await expect(tile(wall, 3).getByLabel('SpO2')).toHaveText('97');

  const prepare = await act(ana, 'Complete the preparation');
  await prepare.getByLabel('Weight', { exact: true }).fill('80');
  await prepare.getByLabel('kg', { exact: true }).check();
  await prepare.getByLabel('Driver').fill('her sister');
  await prepare.getByLabel('IV access').check();
  await press(ana, 'Complete the preparation');
  await expect(phaseClock(wall, 3)).toHaveText('5:00');
}

async function takeTheBaseline({ station, wall, ana, monitor }: Course): Promise<void> {
  await passed(station, '4:59');
  await expect(phaseClock(wall, 3)).toHaveText('0:01');
  await expect(ana.getByRole('region', { name: 'Baseline' })).toContainText('Five minutes of seated rest end at');
  await passed(station, '0:01');
  monitor.measure(124, 80);
  await passed(station, '1:00');
  await expect(ana.getByRole('region', { name: 'Baseline' })).toContainText('1 of 2 blood pressures taken.');
  monitor.measure(126, 80);
  await station.hear();
  await expect(ana.getByRole('region', { name: 'Baseline' })).toContainText('The baseline is complete.');
  await press(ana, 'Accept the baseline');
  await expect(clock(ana, 'Baseline good for')).toHaveText('30:00');
  await expect(ana.getByRole('region', { name: 'Baseline' })).toContainText('SBP 125, HR 72, SpO₂ 97 %');
}

async function workOutTheDose({ station, ana, ben }: Course): Promise<void> {
  await passed(station, '0:30');
  await expect(clock(ana, 'Baseline good for')).toHaveText('29:30');
  await (await act(ana, 'Ondansetron')).getByRole('button', { name: '8 mg given' }).click();
  const prepare = await act(ana, 'Prepare the dose');
  await prepare.getByRole('button', { name: 'Work it out' }).click();
  await expect(prepare).toContainText('75 mL/h');
  await press(ana, 'Prepare the dose');
  await expect(ana.getByRole('region', { name: 'Dose' })).toContainText('not verified yet');

  await ben.getByRole('link', { name: 'Open chair 3' }).click();
  const verify = await act(ben, 'Verify the dose');
  await verify.getByLabel('Weight (kg)').fill('80');
  await verify.getByLabel('Stock (mg/mL)').fill('50');
  await verify.getByLabel('Volume that will run (mL)').fill('50');
  await verify.getByLabel('Pump rate (mL/h)').fill('75');
  await press(ben, 'Verify the dose');
  await expect(ana.getByRole('region', { name: 'Dose' })).toContainText('40 mg in 50 mL at 75 mL/h');
  await expect(ana.getByRole('region', { name: 'Dose' })).toContainText('verified by Ben S.');
}

async function startAndMeasure({ station, wall, ana, monitor }: Course): Promise<void> {
  await passed(station, '1:30');
  await (await act(ana, 'Start the infusion')).getByLabel('Pump rate (mL/h)').fill('75');
  await press(ana, 'Start the infusion');
  await expect(clock(ana, 'Infusion left')).toHaveText('40:00');
  // The last pressure was 2:00 before the start; the next is due 15:00 after it.
  await expect(clock(ana, 'Next pressure')).toHaveText('13:00');
  monitor.setCuffOn(false);
  await passed(station, '12:59');
  await expect(clock(ana, 'Infusion left')).toHaveText('27:01');
  await expect(clock(ana, 'Next pressure')).toHaveText('0:01');
  await passed(station, '0:01');
  await expect(clock(ana, 'Next pressure')).toHaveText('0:00');
  await expect(next(ana)).toHaveText('Next blood pressure0:00');
  await passed(station, '2:00');
  await expect(clock(ana, 'Next pressure')).toHaveText('+2:00');
  await expect(alarms(wall)).toHaveText([/low: Blood pressure overdue by more than 2 minutes/]);
  monitor.setCuffOn(true);
  monitor.measure(131, 84);
  await station.hear();
  await expect(clock(ana, 'Next pressure')).toHaveText('15:00');
  await expect(alarms(wall)).toHaveCount(0);
  await expect(clock(ana, 'Infusion left')).toHaveText('25:00');
}

async function pause({ station, wall, ana }: Course): Promise<void> {
  await passed(station, '0:47');
  await (await act(ana, 'Pause')).getByRole('button', { name: 'Patient asks' }).click();
  await expect(tile(wall, 3)).toContainText('STOP THE PUMP');
  await expect(phaseClock(wall, 3)).toHaveText('24:13');
  await press(ana, 'The pump is stopped');
  await expect(tile(wall, 3)).not.toContainText('STOP THE PUMP');
  await passed(station, '20:06');
  // The cuff has cycled by itself 15:35 after the last pressure.
  await expect(clock(ana, 'Next pressure')).toHaveText('9:42');
  await expect(next(ana)).toHaveText('Resume the infusion+0:06');
  await expect(clock(ana, 'Infusion left')).toHaveText('24:13');
  await expect(phaseClock(wall, 3)).toHaveText('24:13');
  await expect(tile(wall, 3)).toContainText('about 15 of 40 mg given, by clock');
}

async function resumeWithPhysician({ station, openScreen, wall, ana }: Course): Promise<void> {
  await press(ana, 'Resume');
  await expect((await act(ana, 'Resume')).getByRole('alert')).toHaveText('A physician must allow this resume.');
  const eve = await openScreen(station, 'eve', '#/chair/3');
  await (await act(eve, 'Allow the resume')).getByLabel('Reason').fill('well again');
  await press(eve, 'Allow the resume');
  await press(ana, 'Resume');
  await expect(ana.getByRole('heading', { level: 1 })).toContainText('Infusion runs');
  await passed(station, '0:13');
  await expect(phaseClock(wall, 3)).toHaveText('24:00');
}

async function endTheInfusion({ station, wall, ana }: Course): Promise<void> {
  await passed(station, '23:59');
  await expect(phaseClock(wall, 3)).toHaveText('0:01');
  await passed(station, '0:01');
  await expect(phaseClock(wall, 3)).toHaveText('0:00');
  await expect(next(ana)).toHaveText('End the infusion and record the volume given0:00');
  await expect(tile(wall, 3)).toContainText('about 40 of 40 mg given, by clock');
  await passed(station, '2:00');
  await expect(phaseClock(wall, 3)).toHaveText('+2:00');
  await expect(alarms(wall)).toHaveText([/low: The infusion has run past its 40 minutes/]);
  await (await act(ana, 'End the infusion')).getByLabel('Volume given (mL)').fill('50');
  await press(ana, 'End the infusion');
  await expect(clock(ana, 'Recovery left')).toHaveText('30:00');
  await expect(alarms(wall)).toHaveCount(0);
}

async function measureAtTheEnd({ station, ana, monitor }: Course): Promise<void> {
  await expect(clock(ana, 'Next pressure')).toHaveText('0:00');
  await passed(station, '0:20');
  await expect(clock(ana, 'Next pressure')).toHaveText('+0:20');
  monitor.measure(129, 82);
  await station.hear();
  await expect(clock(ana, 'Next pressure')).toHaveText('15:00');
  await expect(clock(ana, 'Recovery left')).toHaveText('29:40');
}

async function recover({ station, ana, monitor }: Course): Promise<void> {
  await passed(station, '29:30');
  monitor.measure(127, 81);
  await passed(station, '0:09');
  await expect(clock(ana, 'Recovery left')).toHaveText('0:01');
  const assess = await act(ana, 'Assess for discharge');
  await assess.getByLabel('PADSS').fill('10');
  await press(ana, 'Assess for discharge');
  await expect(assess.getByRole('alert')).toHaveText('Recovery has 0:01 to go. Nobody can shorten it.');
  await passed(station, '0:01');
  await expect(clock(ana, 'Recovery left')).toHaveText('0:00');
  await press(ana, 'Assess for discharge');
  await expect(ana.getByRole('heading', { level: 1 })).toContainText('Ready for discharge');
}

async function leaveAndClean({ station, wall, ana }: Course): Promise<void> {
  const discharge = await act(ana, 'Discharge');
  await discharge.getByLabel('The driver is').selectOption('a known person');
  await discharge.getByLabel('Driver seen here').check();
  await discharge.getByLabel('IV removed').check();
  await discharge.getByLabel('Instructions given').check();
  await press(ana, 'Discharge');
  await expect(ana.getByRole('heading', { level: 1 })).toContainText('Session closed');
  const told = (type: string) => ana.getByRole('region', { name: 'Timeline' }).locator(`[data-type="${type}"]`);
  await expect(told('preparation-completed')).toContainText('entered as 80 kgAna R.');
  await expect(told('dose-verified')).toContainText('Ben S.');
  await expect(told('infusion-paused')).toContainText(/patient \w+Ana R./i);
  await expect(told('resume-allowed')).toContainText('well againEve W.');
  await expect(told('infusion-ended')).toContainText('50 mL');
  await expect(told('discharged')).toContainText('Ana R.');
  await press(ana, 'Begin cleaning');
  await passed(station, '4:00');
  await expect(phaseClock(wall, 3)).toHaveText('4:00');
  await press(ana, 'Chair is clean');
  await expect(tile(wall, 3)).toContainText('free');
  await expect(ana.getByRole('heading', { level: 1 })).toContainText('Free');
}
