import { type BrowserContext, test as base, expect as baseExpect, type Page } from '@playwright/test';
import { ROLE_WORDS } from '../../renderer/text/en.ts';
import { type E2eStation, startSteppedStation } from './e2e-station.ts';
import { STAFF, type Who } from './suite-people.ts';

/** Patient with a busy machine: only a failing test ever waits this long. */
export const expect = baseExpect.configure({ timeout: 10_000 });

/** Opens a screen of its own, as on another workstation: signed in as somebody, or nobody's wall screen. */
export type OpenScreen = (station: { readonly url: string }, who: Who | null, address?: string) => Promise<Page>;

type Fixtures = { readonly station: E2eStation; readonly openScreen: OpenScreen };

/** What a browser itself notes while a test has the station away. */
const STATION_GONE = /^WebSocket connection to .* failed: .*ERR_CONNECTION_REFUSED/;

/** A test with a stepped station of its own and as many screens as it likes; none of them may log an error. */
export const test = base.extend<Fixtures>({
  station: async ({ browserName: _browserName }, run) => {
    const station = await startSteppedStation();
    await run(station);
    await station.stop();
  },
  openScreen: async ({ browser }, run) => {
    const contexts: BrowserContext[] = [];
    const errors: string[] = [];
    await run(async ({ url }, who, address = '') => {
      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
      contexts.push(context);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' && !STATION_GONE.test(message.text())) errors.push(message.text());
      });
      page.on('pageerror', (error) => void errors.push(error.message));
      await page.goto(url + address);
      await expect(tile(page, 1)).toBeVisible();
      if (who !== null) await signIn(page, who);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(errors, 'errors in the pages’ consoles').toEqual([]);
  },
});

/** In the first of this person's roles; also over somebody who is signed in here. */
export async function signIn(page: Page, who: Who): Promise<void> {
  const { name, roles } = STAFF[who];
  const [role] = roles;
  if (role === undefined) throw new Error(`${who} has no role`);
  await chooseSeat(page, `${name} as ${ROLE_WORDS[role]}`);
}

/** @param seat as its button says it: "Ana Ruiz as Nurse" */
export async function chooseSeat(page: Page, seat: string): Promise<void> {
  await page.getByRole('button', { name: /^Sign in$|Nurse$|nurse$|Physician$/ }).click();
  await page.getByRole('button', { name: seat, exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

export const tile = (page: Page, chair: number) => page.getByRole('region', { name: `Chair ${chair},` });

/** The form of an act on a chair's screen; one that is not next is opened first, as a person does. */
export async function act(page: Page, name: string) {
  const form = page.getByRole('form', { name, exact: true });
  const closed = page.locator('details:not([open]) > summary').filter({ hasText: new RegExp(`^${name}$`) });
  await expect(form.or(closed)).toBeVisible();
  if (await closed.isVisible()) await closed.click();
  await expect(form).toBeVisible();
  return form;
}

/**
 * Presses the act's own button and waits for the answer: recorded, refused, or an act that is no longer
 * offered because it has happened.
 */
export async function press(page: Page, name: string): Promise<void> {
  const form = await act(page, name);
  await form.getByRole('button', { name, exact: true }).click();
  const answer = form.getByText('✓ Recorded').or(form.getByRole('alert'));
  await expect.poll(async () => (await form.isHidden()) || (await answer.count()) > 0).toBe(true);
}

export const linkLost = (page: Page) => page.getByRole('alert').filter({ hasText: /LINK LOST/ });

/** One clock of the chair's screen, by its name. */
export const clock = (page: Page, name: string) =>
  page.getByLabel('Clocks').locator('div').filter({ hasText: name }).locator('dd');

/** The alarms of the bar that stands over every screen. */
export const alarms = (page: Page) => page.getByRole('list', { name: 'Alarms' }).first().getByRole('listitem');
