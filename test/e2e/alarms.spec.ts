import type { Page } from '@playwright/test';
import { after, type Instant, minutes, seconds } from '../../shared/kernel/units.ts';
import { openTheDay, startInfusions } from '../support/e2e-course.ts';
import type { SteppedMonitor } from '../support/e2e-monitor.ts';
import { alarms, clock, expect, test, tile } from '../support/e2e-test.ts';

/**
 * From the simulator's bytes on a socket to a person's decision on record, through every part of the house.
 * Each infusion has a baseline of 125/80, heart rate 72, sinus rhythm.
 */

const wallTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** The newest line of the chair's timeline about this kind of event, as drawn: time, words, who. */
const told = (page: Page, type: string) =>
  page.getByRole('region', { name: 'Timeline' }).locator(`[data-type="${type}"]`).first();

async function expectTold(page: Page, type: string, moment: Instant, words: readonly string[]): Promise<void> {
  for (const part of [wallTime.format(moment), ...words]) await expect(told(page, type)).toContainText(part);
}

test('a pressure over 20 %, confirmed by a repeat, is accepted by the nurse and decided by the physician', async ({
  station,
  openScreen,
}) => {
  await openTheDay(station);
  const [monitor] = await startInfusions(station, [1]);
  const wall = await openScreen(station, null);
  const nurse = await openScreen(station, 'ana', '#/chair/1');
  const physician = await openScreen(station, 'eve', '#/physician');

  await test.step('exactly +20.0 % does nothing', async () => {
    await station.pass(seconds(60));
    monitor?.measure(150, 80);
    await station.pass(minutes(2));
    await expect(tile(wall, 1).getByLabel('Blood pressure')).toHaveText('150/80');
    await expect(tile(wall, 1).getByLabel('Change from baseline')).toContainText('+20 %within 20 %');
    await expect(tile(wall, 1).getByRole('alert')).toHaveCount(0);
    await expect(alarms(wall)).toHaveCount(0);
  });

  await test.step('+20.8 % asks for a repeat', async () => {
    monitor?.measure(151, 80);
    await station.hear();
    await expect(tile(wall, 1).getByRole('alert')).toContainText('repeat it now');
    await expect(alarms(wall)).toHaveCount(1);
    await expect(nurse.getByRole('article')).toContainText('SBP 151, baseline 125, +20.8 %');
    await expect(nurse.getByRole('heading', { name: 'Repeat the blood pressure' })).toContainText('3:00');
    await expect(physician.getByText('Nothing asks for a physician now.')).toBeVisible();
  });

  const raisedAt = station.now();
  await test.step('a repeat of 153 confirms it, and a physician is waited for', async () => {
    await station.pass(seconds(90));
    monitor?.measure(153, 80);
    await station.hear();
    await expect(tile(wall, 1).getByRole('alert')).toContainText('confirmed by a repeat');
    await expect(alarms(wall)).toHaveCount(1);
    await expect(alarms(wall)).toContainText('medium: Blood pressure more than 20 % from baseline, confirmed');
  });

  const confirmedAt = station.now();
  await test.step('the nurse accepts', async () => {
    await station.pass(seconds(7));
    await nurse.getByRole('form', { name: 'Accept' }).getByRole('button').click();
    await expect(nurse.getByRole('article')).toContainText('accepted by Ana R.');
    await expect(tile(wall, 1)).toContainText('accepted by ✓ Ana R.');
    await expect(alarms(wall)).toContainText('MD 4:53');
  });

  const acceptedAt = station.now();
  await test.step('the physician decides', async () => {
    await station.pass(seconds(40));
    const card = physician.getByRole('region', { name: 'Now' }).getByRole('listitem').first();
    await expect(card).toContainText('SBP 153, baseline 125, +22.4 %');
    const decision = card.getByRole('form', { name: 'Physician’s decision' });
    await decision.getByLabel('Words of the order').fill('Go on, measure every 5 minutes');
    await decision.getByRole('button', { name: 'Continue' }).click();
    await expect(physician.getByText('Nothing asks for a physician now.')).toBeVisible();
    await expect(tile(wall, 1)).toContainText('Eve W. continue');
  });

  await test.step('the timeline has all of it, with who and when', async () => {
    await expectTold(nurse, 'alert-raised', raisedAt, ['repeat it now', 'SBP 151, baseline 125, +20.8 %', 'station']);
    await expectTold(nurse, 'alert-updated', confirmedAt, [
      'confirmed by a repeat',
      'SBP 153, baseline 125, +22.4 %',
      'station',
    ]);
    await expectTold(nurse, 'alert-accepted', acceptedAt, ['confirmed by a repeat', 'Ana R.']);
    await expectTold(nurse, 'alert-physician-acknowledged', station.now(), [
      'continue',
      'Go on, measure every 5 minutes',
      'Eve W.',
    ]);
  });
});

test('a repeat within 20 % withdraws the question', async ({ station, openScreen }) => {
  await openTheDay(station);
  const [monitor] = await startInfusions(station, [1]);
  const nurse = await openScreen(station, 'ana', '#/chair/1');
  await station.pass(minutes(5));
  monitor?.measure(151, 80);
  await station.hear();
  await station.pass(seconds(60));
  await expect(nurse.getByRole('heading', { name: 'Repeat the blood pressure' })).toContainText('2:00');
  monitor?.measure(128, 80);
  await station.hear();
  await expect(clock(nurse, 'Next pressure')).toHaveText('15:00');
  await expect(nurse.getByRole('heading', { name: 'Repeat the blood pressure' })).toHaveCount(0);
});

type Story = {
  readonly name: string;
  readonly shows: Parameters<SteppedMonitor['show']>[0];
  readonly heldSeconds: number;
  readonly says: string;
  readonly cause: string;
};

const STORIES: readonly Story[] = [
  {
    name: 'atrial fibrillation',
    shows: { rhythm: 'atrialFibrillation', heartRate: 88 },
    heldSeconds: 30,
    says: 'New atrial fibrillation',
    cause: 'HR 88, baseline 72',
  },
  {
    name: 'bradycardia',
    shows: { heartRate: 47 },
    heldSeconds: 10,
    says: 'New bradycardia',
    cause: 'HR 47, baseline 72',
  },
  {
    name: 'tachycardia',
    shows: { heartRate: 104 },
    heldSeconds: 30,
    says: 'New tachycardia',
    cause: 'HR 104, baseline 72',
  },
];

for (const { name, shows, heldSeconds, says, cause } of STORIES) {
  test(`new ${name} alarms after ${heldSeconds} s and goes to nurse and physician`, async ({ station, openScreen }) => {
    await openTheDay(station);
    const [monitor] = await startInfusions(station, [4]);
    const nurse = await openScreen(station, 'ben', '#/chair/4');
    const physician = await openScreen(station, 'eve', '#/physician');

    monitor?.show(shows);
    await station.hear();
    const beganAt = station.now();
    await station.pass(seconds(heldSeconds - 1));
    await expect(nurse.getByLabel('Heart rate', { exact: true })).toHaveText(String(shows.heartRate));
    await expect(clock(nurse, 'Infusion left')).toHaveText(`39:${60 - heldSeconds + 1}`);
    await expect(alarms(nurse)).toHaveCount(0);
    await station.pass(seconds(1));
    await expect(alarms(nurse)).toContainText(`medium: ${says}`);
    await expect(nurse.getByRole('article')).toContainText(cause);

    await nurse.getByRole('form', { name: 'Accept' }).getByRole('button').click();
    await expect(nurse.getByRole('article')).toContainText('accepted by Ben S.');
    await physician
      .getByRole('region', { name: 'Now' })
      .getByRole('form', { name: 'Physician’s decision' })
      .getByRole('button', { name: 'Treat' })
      .click();
    const now = after(beganAt, seconds(heldSeconds));
    await expectTold(nurse, 'alert-raised', now, [says, 'station']);
    await expectTold(nurse, 'alert-accepted', now, [says, 'Ben S.']);
    await expectTold(nurse, 'alert-physician-acknowledged', now, [says, 'treat', 'Eve W.']);
  });
}

test('an alarm is accepted by keyboard alone', async ({ station, openScreen }) => {
  await openTheDay(station);
  const [monitor] = await startInfusions(station, [1]);
  const nurse = await openScreen(station, 'ana');
  monitor?.show({ heartRate: 47 });
  await station.pass(seconds(15));
  await expect(tile(nurse, 1).getByRole('alert')).toContainText('New bradycardia');

  await tabTo(nurse, 'Open chair 1');
  await nurse.keyboard.press('Enter');
  await expect(nurse.getByRole('article')).toBeVisible();
  await tabTo(nurse, 'Accept');
  await nurse.keyboard.press('Enter');
  await expect(nurse.getByRole('article')).toContainText('accepted by Ana R.');
});

/** Presses Tab until the focus is on something with exactly these words; a screen has far fewer stops. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    if (focused === words) return;
  }
  throw new Error(`Tab never came to “${words}”`);
}
