import type { Page } from '@playwright/test';
import { type Demo, startDemo } from '../support/e2e-demo.ts';
import { barriers, clippedTexts, overlaps, wholeSize } from '../support/e2e-layout.ts';
import { alarms, chooseSeat, expect, test, tile } from '../support/e2e-test.ts';

/** The real demo's day on the screens, before and after its first alarms have come by themselves. */

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const;

let demo: Demo;
test.beforeAll(async () => {
  demo = await startDemo();
});
test.afterAll(async () => {
  await demo.stop();
});

async function expectAllInSight(page: Page): Promise<void> {
  for (const { width, height } of SIZES) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => document.fonts.ready);
    expect(await clippedTexts(page), `${width} x ${height}`).toEqual([]);
    expect(await overlaps(page), `${width} x ${height}`).toEqual([]);
    expect(await wholeSize(page)).toEqual([width, height]);
  }
}

for (const colorScheme of ['dark', 'light'] as const) {
  test(`no screen of the demo has a barrier that axe finds (${colorScheme})`, async ({ openScreen }) => {
    const page = await openScreen(demo, null);
    await page.emulateMedia({ colorScheme });
    expect(await barriers(page), 'the board').toEqual([]);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('button', { name: 'Ana Ruiz as Nurse' })).toBeVisible();
    expect(await barriers(page), 'the sign-in').toEqual([]);
    await page.keyboard.press('Escape');
    await chooseSeat(page, 'Ana Ruiz as Nurse');
    await page.getByRole('link', { name: 'Open chair 5' }).click();
    await expect(page.getByRole('form', { name: 'Pause' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Infusion started');
    expect(await barriers(page), 'a chair').toEqual([]);
  });
}

test('the demo’s board shows eight chairs in different phases, whole at both sizes, alarms included', async ({
  openScreen,
}) => {
  test.slow();
  const wall = await openScreen(demo, null);
  const phases = [
    'Infusion runs',
    'Infusion runs',
    'Recovery',
    'Ready for the infusion',
    'Infusion runs',
    'Infusion paused',
    'Ready for discharge',
    'Baseline is being taken',
  ];
  for (const [i, phase] of phases.entries()) {
    await expect(wall.getByRole('region', { name: `Chair ${i + 1}, ${phase}` })).toContainText('SIMULATION');
  }
  await expect(tile(wall, 1).getByLabel('Heart rate')).toHaveText(/^\d{2,3}$/);
  await expectAllInSight(wall);

  // 12 s after the board opens chair 5's monitor begins to say so; the rule waits for 30 s of it.
  await expect(tile(wall, 5).getByRole('alert')).toContainText('New atrial fibrillation', { timeout: 60_000 });
  await expect(alarms(wall).filter({ hasText: 'CHAIR 5' })).toContainText('New atrial fibrillation');
  await expectAllInSight(wall);

  await chooseSeat(wall, 'Ana Ruiz as Nurse');
  await expect(tile(wall, 1)).toContainText('J. Ma…');
  await expectAllInSight(wall);
});
