/**
 * Pictures of the demo for the documentation: `node test/support/take-screenshots.ts docs`. Writes board.png
 * (1920 x 1080), board-1280.png (1280 x 800) and chair.png, once the first two alarms have come by themselves.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { startDemo } from './e2e-demo.ts';
import { findBrowser, installHint } from './machine.ts';

const BOARD = { width: 1920, height: 1080 };
const SMALL_BOARD = { width: 1280, height: 800 };
/** The demo's first two alarms come within a minute and a half. */
const ALARMS_WITHIN_MS = 120_000;

async function takePictures(browser: Browser, url: string, folder: string): Promise<void> {
  const page = await browser.newPage({ viewport: BOARD, colorScheme: 'dark' });
  await page.goto(url);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Eve Lindqvist as Charge nurse' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page
    .getByRole('list', { name: 'Alarms' })
    .getByRole('listitem')
    .nth(1)
    .waitFor({ state: 'attached', timeout: ALARMS_WITHIN_MS });
  await page.evaluate(() => document.fonts.ready);
  const picture = (name: string) => page.screenshot({ path: join(folder, name), animations: 'disabled' });
  await picture('board.png');
  await page.setViewportSize(SMALL_BOARD);
  await picture('board-1280.png');
  await page.setViewportSize(BOARD);
  await page.getByRole('link', { name: 'Open chair 2' }).click();
  await page.getByRole('region', { name: 'Timeline' }).getByRole('listitem').first().waitFor();
  await picture('chair.png');
}

const [folder] = process.argv.slice(2);
const executablePath = findBrowser();
if (folder === undefined || executablePath === null) {
  process.stderr.write(
    folder === undefined ? 'usage: node test/support/take-screenshots.ts FOLDER\n' : `no browser: ${installHint()}\n`,
  );
  process.exitCode = folder === undefined ? 2 : 1;
} else {
  mkdirSync(folder, { recursive: true });
  const demo = await startDemo();
  try {
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
    });
    try {
      await takePictures(browser, demo.url, folder);
    } finally {
      await browser.close();
    }
  } finally {
    await demo.stop();
  }
}
