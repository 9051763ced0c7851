import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { hasDisplay } from '../../main/app-window.ts';
import { ensureElectronBundle } from '../../main/electron-bundle.ts';
import { findElectronRuntime } from '../../main/electron-runtime.ts';
import { PACKAGE_ROOT } from '../../main/package-root.ts';

const runtime = findElectronRuntime(process.env['ELECTRON_OVERRIDE_DIST_PATH']);
const here = { platform: process.platform, env: process.env, home: '' };

test.describe('the board in Electron [needs the Electron runtime]', () => {
  test.skip(runtime === null, 'Electron’s runtime is not installed: npm run electron:install fetches it');
  test.skip(!hasDisplay(here), 'Electron’s runtime needs a display: run the tests under xvfb-run');

  let data: string;
  let electron: ElectronApplication;
  let page: Page;

  test.beforeAll(async () => {
    const bundle = await ensureElectronBundle(() => {});
    if (!bundle.ok) throw new Error(bundle.error);
    data = mkdtempSync(join(tmpdir(), 'chairside-electron-'));
    electron = await _electron.launch({
      executablePath: runtime ?? '',
      args: [
        PACKAGE_ROOT,
        `--data=${data}`,
        '--http=127.0.0.1:0',
        '--mllp=127.0.0.1:0',
        // Chromium's sandbox refuses to run as root, which a container's tests do.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
    page = await electron.firstWindow();
  });
  test.afterAll(async () => {
    await electron?.close();
    if (data !== undefined) rmSync(data, { recursive: true, force: true });
  });

  test('shows the board of its own station [needs the Electron runtime]', async () => {
    expect(page.url()).toBe('chairside://board/');
    await expect(page.getByText('Chair 8', { exact: false }).first()).toBeVisible();
  });

  test('the page has two functions of ours and nothing of Node [needs the Electron runtime]', async () => {
    const found = await page.evaluate(() => ({
      door: Object.keys(Reflect.get(window, 'chairside')).toSorted(),
      node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window),
    }));
    expect(found).toEqual({ door: ['onFrame', 'send'], node: [] });
  });

  test('the window has every safe option as it runs [needs the Electron runtime]', async () => {
    const preferences = await electron.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        // Electron's own name for the preferences in force; its types leave it out.
        .map((contents) => Reflect.apply(Reflect.get(contents, 'getLastWebPreferences'), contents, [])),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
  });

  test('the page goes nowhere, opens nothing, runs no text and asks in vain [needs the Electron runtime]', async () => {
    const outcome = await page.evaluate(async () => {
      location.href = 'https://example.org/';
      const opened = window.open('https://example.org/');
      const ran = await new Promise<boolean>((resolve) => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "run"';
        document.head.append(script);
        resolve(document.title === 'run');
      });
      const fetched = await fetch('https://example.org/').then(
        () => true,
        () => false,
      );
      const { state } = await navigator.permissions.query({ name: 'geolocation' });
      return { opened, ran, fetched, state };
    });
    expect(outcome).toEqual({ opened: null, ran: false, fetched: false, state: 'denied' });
    expect(page.url()).toBe('chairside://board/');
  });

  test('a page that crashes comes back [needs the Electron runtime]', async () => {
    await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    // Playwright lets go of a crashed page: whether the board is back is asked of Electron itself.
    await expect
      .poll(() =>
        electron.evaluate(({ BrowserWindow }) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          return contents !== undefined && !contents.isCrashed() && !contents.isLoading() && contents.getURL();
        }),
      )
      .toBe('chairside://board/');
  });
});
