import type { Page } from '@playwright/test';
import { type Demo, startDemo } from '../support/e2e-demo.ts';
import { expect, linkLost, test, tile } from '../support/e2e-test.ts';

/**
 * A wrong number shown as fresh is the worst a board can do: the real demo, its monitors as a process of
 * their own, and what the board shows when one of the two processes is gone.
 */

const CHAIRS = [1, 2, 3, 4, 5, 6, 7, 8];
const DASHES = '– –';

/** A reading is stale after 10 s without a newer one (freshness.ts); the rest is for a busy machine to draw it. */
const STALE_WITHIN_MS = 12_000;
/** A screen that hears nothing from its station for 3 s (station-link.ts). */
const LINK_LOST_WITHIN_MS = 3_500;

let demo: Demo;
test.beforeEach(async () => {
  demo = await startDemo();
});
test.afterEach(async () => {
  await demo.stop();
});

/** Heart rate and SpO2 of every tile at the same moment. */
const vitals = (page: Page): Promise<readonly string[]> =>
  Promise.all(
    CHAIRS.flatMap((chair) =>
      ['Heart rate', 'SpO2'].map((name) => tile(page, chair).getByLabel(name, { exact: true }).innerText()),
    ),
  );
const allNumbers = async (page: Page): Promise<boolean> => (await vitals(page)).every((text) => /^\d{2,3}$/.test(text));
const allDashes = async (page: Page): Promise<boolean> => (await vitals(page)).every((text) => text === DASHES);

test('numbers turn to dashes with their monitors, come back with them, and go with the station', async ({
  openScreen,
}) => {
  test.slow();
  const wall = await openScreen(demo, null);
  await expect.poll(() => allNumbers(wall), { timeout: 10_000 }).toBe(true);

  await test.step('the monitors are gone', async () => {
    demo.killMonitors();
    await expect.poll(() => allDashes(wall), { timeout: STALE_WITHIN_MS, intervals: [100] }).toBe(true);
    for (const chair of CHAIRS) await expect(tile(wall, chair)).toContainText(/\d+ s/);
    await expect(wall.getByText('link on')).toBeVisible();
  });

  await test.step('the monitors are back', async () => {
    await demo.startMonitors();
    await expect.poll(() => allNumbers(wall), { timeout: 20_000 }).toBe(true);
  });

  await test.step('the station is gone', async () => {
    await demo.killStation();
    await expect(linkLost(wall)).toBeVisible({
      timeout: LINK_LOST_WITHIN_MS,
    });
    expect(await allDashes(wall)).toBe(true);
    for (const chair of CHAIRS) {
      await expect(tile(wall, chair).getByLabel('Blood pressure')).toHaveText(DASHES);
      await expect(tile(wall, chair).getByRole('timer')).toHaveText(DASHES);
    }
  });
});
