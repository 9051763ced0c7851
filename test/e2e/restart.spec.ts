import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { after, type Instant, minutes } from '../../shared/kernel/units.ts';
import { type RunningCommand, startCommand } from '../support/e2e-command.ts';
import { openTheDay, startInfusions } from '../support/e2e-course.ts';
import { SUITE, startSteppedStation } from '../support/e2e-station.ts';
import { expect, linkLost, test, tile } from '../support/e2e-test.ts';

/** Everything in real time and in processes of its own: the station, the monitor, the browser. */

const hubReady = z.object({ http: z.url(), mllp: z.tuple([z.string()]) });

let folder: string;
const running: RunningCommand[] = [];
const start = async (...args: readonly string[]): Promise<RunningCommand> => {
  const command = await startCommand(...args);
  running.push(command);
  return command;
};

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chairside-e2e-'));
});
test.afterEach(async () => {
  for (const command of running.splice(0)) await command.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** An infusion that began some minutes ago and that no station has watched for a while. Answers with its start. */
async function recordOfAnInfusion(dataDir: string): Promise<Instant> {
  const station = await startSteppedStation({ dataDir, minutesAgo: 14 });
  await openTheDay(station);
  await startInfusions(station, [1]);
  const startedAt = station.now();
  await station.pass(minutes(5));
  await station.stop();
  return startedAt;
}

/** By how many seconds the tile's clock is off the wall clock's truth. */
async function secondsOff(page: Page, endsAt: Instant): Promise<number> {
  const [min = Number.NaN, s = Number.NaN] = (await tile(page, 1).getByRole('timer').innerText())
    .split(':')
    .map(Number);
  return Math.abs(60 * min + s - (endsAt - Date.now()) / 1_000);
}

test('killed during an infusion and started again, the station shows the same second and the same alarm', async ({
  openScreen,
}) => {
  test.slow();
  const dataDir = join(folder, 'data');
  const endsAt = after(await recordOfAnInfusion(dataDir), minutes(40));
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(SUITE));
  const hub = ['hub', '--data', dataDir, '--config', config, '--json'];
  const station = await start(...hub, '--http', '127.0.0.1:0', '--mllp', '127.0.0.1:0');
  const { http, mllp } = hubReady.parse(station.ready);
  const shows = ['--pressures', '125/80', '--values', 'heartRate=72,spo2=97,rhythm=sinus'];
  const monitor = await start('simulate', '--mllp', ...mllp, '--location', 'CHAIR-1', ...shows, '--json');
  const wall = await openScreen({ url: http }, null);
  const nurse = await openScreen({ url: http }, 'ana', '#/chair/1');

  await test.step('the infusion goes on, nine minutes later', async () => {
    await expect(wall.getByRole('region', { name: 'Chair 1, Infusion runs' })).toBeVisible();
    await expect(tile(wall, 1).getByLabel('Heart rate')).toHaveText('72');
    await expect.poll(() => secondsOff(wall, endsAt)).toBeLessThanOrEqual(1);
  });

  await test.step('two pressures of the monitor raise and confirm the alarm, and the nurse accepts', async () => {
    monitor.type('{"pressure":[151,80]}');
    await expect(tile(wall, 1).getByRole('alert')).toContainText('repeat it now');
    monitor.type('{"pressure":[153,80]}');
    await expect(tile(wall, 1).getByRole('alert')).toContainText('confirmed by a repeat');
    await nurse.getByRole('form', { name: 'Accept' }).getByRole('button').click();
    await expect(tile(wall, 1)).toContainText('accepted by ✓ Ana R.');
  });

  await test.step('a power cut, and the same station again', async () => {
    await station.kill();
    await expect(linkLost(wall)).toBeVisible();
    await expect(tile(wall, 1).getByLabel('Heart rate')).toHaveText('– –');
    await start(...hub, '--http', new URL(http).host, '--mllp', ...mllp);
    await expect(wall.getByText('link on')).toBeVisible({ timeout: 15_000 });
    await expect(tile(wall, 1).getByLabel('Heart rate')).toHaveText('72', { timeout: 15_000 });
    await expect(tile(wall, 1).getByLabel('Blood pressure')).toHaveText('153/80');
    await expect(tile(wall, 1).getByRole('alert')).toContainText('confirmed by a repeat');
    await expect(tile(wall, 1)).toContainText('accepted by ✓ Ana R.');
    await expect.poll(() => secondsOff(wall, endsAt)).toBeLessThanOrEqual(1);
  });
});
