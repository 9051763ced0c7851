import { expect, type Page, test } from '@playwright/test';
import type { Chair } from '../../shared/kernel/ids.ts';
import { clippedTexts, overlaps, wholeSize } from '../support/e2e-layout.ts';
import { type Script, type ScriptedStation, startScriptedStation } from '../support/scripted-station.ts';
import {
  ahead,
  alertAt,
  board,
  brokenSuite,
  busySuite,
  fresh,
  NOW,
  patientIn,
  wideSuite,
} from '../support/suite-stories.ts';

let station: ScriptedStation;

const open = async (page: Page, script: Partial<Script>): Promise<void> => {
  station = await startScriptedStation({ now: NOW, board: busySuite, ...script });
  await page.goto(station.url);
  await expect(page.getByRole('region', { name: 'Chair 1' })).toBeVisible();
};
const chair = (page: Page, n: number) => page.getByRole('region', { name: `Chair ${n},` });
const nurse = { name: 'Ana R.', role: 'nurse' } as const;

test.afterEach(async () => {
  await station.close();
});

for (const [width, height] of [
  [1920, 1080],
  [1280, 800],
] as const) {
  for (const [name, suite] of Object.entries({ busy: busySuite, wide: wideSuite, broken: brokenSuite })) {
    test(`nothing of the ${name} suite is clipped, overlaps or scrolls at ${width} x ${height}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await open(page, { board: suite, signedIn: nurse, simulation: true });
      await page.evaluate(() => document.fonts.ready);
      expect(await clippedTexts(page)).toEqual([]);
      expect(await overlaps(page)).toEqual([]);
      expect(await wholeSize(page)).toEqual([width, height]);
    });
  }
}

test('numbers carry their names, and every open alarm is in the list of alarms', async ({ page }) => {
  await open(page, { board: busySuite });
  await expect(chair(page, 5).getByLabel('Heart rate')).toHaveText('141');
  await expect(chair(page, 5).getByLabel('SpO2')).toHaveText('95');
  await expect(chair(page, 5).getByLabel('Blood pressure')).toHaveText('124/80');
  await expect(chair(page, 5).getByRole('alert')).toContainText('New atrial fibrillation');
  await expect(page.getByRole('list', { name: 'Alarms' }).getByRole('listitem')).toHaveCount(4);
});

test('a number that nobody renews turns to dashes by itself when its time has come', async ({ page }) => {
  const suite = board([patientIn(1, { heartRate: { ...fresh(74), staleAt: ahead(0, 2) } })]);
  await open(page, { board: suite, rate: 1 });
  await expect(chair(page, 1).getByLabel('Heart rate')).toHaveText('74');
  await expect(chair(page, 1).getByLabel('Heart rate')).toHaveText('– –', { timeout: 4_000 });
  await expect(chair(page, 1).getByLabel('SpO2')).toHaveText('98');
});

test('a station that falls silent takes every number off the board and says so', async ({ page }) => {
  await open(page, { board: busySuite, rate: 1 });
  station.fallSilent();
  await expect(page.getByText('LINK LOST. This screen gets nothing')).toBeVisible({ timeout: 6_000 });
  for (const n of [1, 2, 3, 4, 5, 6]) {
    for (const name of ['Heart rate', 'SpO2', 'Blood pressure']) {
      await expect(chair(page, n).getByLabel(name)).toHaveText('– –');
    }
  }
});

test('unaccepted frames flash on one clock, accepted ones stand still', async ({ page }) => {
  const alarmed = (n: Chair) => patientIn(n, { alerts: [alertAt(n, 'RH-01', 'high')] });
  const suite = board([alarmed(1), alarmed(2)]);
  await open(page, { board: suite });
  // The third begins later than the others and joins their beat.
  const taken = { accepted: { by: 'Ana R.', at: NOW } };
  station.show(
    board([...suite.tiles.slice(0, 2), alarmed(3), patientIn(4, { alerts: [alertAt(4, 'RH-01', 'high', taken)] })]),
  );
  await expect(chair(page, 4).getByRole('alert')).toBeVisible();
  const flashes = await page.evaluate(() =>
    document.getAnimations().map((flash) => ({ start: flash.startTime, every: flash.effect?.getTiming().duration })),
  );
  expect(flashes).toEqual(Array.from({ length: 3 }, () => ({ start: 0, every: 500 })));
});

test('the wall screen shows no control but sign-in and sound', async ({ page }) => {
  await open(page, { board: busySuite });
  expect(await page.getByRole('link').count()).toBe(0);
  const buttons = await page.getByRole('button').allInnerTexts();
  expect(buttons.filter((name) => !/^(Sign in|SOUND OFF.*)$/.test(name))).toEqual([]);
});
