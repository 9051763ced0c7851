import { expect, type Page } from '@playwright/test';
import { seconds } from '../../shared/kernel/units.ts';
import { openTheDay, startInfusions } from '../support/e2e-course.ts';
import { act, alarms, clock, test, tile } from '../support/e2e-test.ts';

/** From the simulator's bytes on a socket to a click that is on record: nothing between them is a double. */

const timeline = (page: Page, type: string) =>
  page.getByRole('region', { name: 'Timeline' }).locator(`[data-type="${type}"]`).first();

const at = (moment: number): string => new Date(moment).toLocaleTimeString('en-GB');

test('a pressure over 20 %, confirmed by its repeat, is accepted by the nurse and decided by the physician', async ({
  station,
  openScreen,
}) => {
  await openTheDay(station);
  await startInfusions(station, [1]);
  const monitor = await station.plugIn(1);
  const nurse = await openScreen(station, 'ana', '#/chair/1');
  const physician = await openScreen(station, 'eve', '#/physician');
  const wall = await openScreen(station, null);

  await station.pass(seconds(60));
  monitor.measure(150, 80);
  await station.hear();
  await expect(tile(wall, 1).getByLabel('Blood pressure')).toHaveText('150/80');
  await expect(tile(wall, 1)).toContainText('within 20 %');
  await expect(alarms(wall)).toHaveCount(0);
});
