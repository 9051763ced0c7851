import { expect, type Page, test } from '@playwright/test';
import { ACT_WORDS } from '../../renderer/text/acts-en.ts';
import type { Role } from '../../shared/access/roles.ts';
import type { ChairView } from '../../shared/board/views.ts';
import { personId, sourceId } from '../../shared/kernel/ids.ts';
import {
  baselineChair,
  infusingChair,
  people,
  stoppedChair,
  timeline,
  trend,
  verifyingChair,
} from '../support/chair-stories.ts';
import { barriers } from '../support/e2e-layout.ts';
import { type Script, type ScriptedStation, startScriptedStation } from '../support/scripted-station.ts';
import { busySuite, NOW } from '../support/suite-stories.ts';

let station: ScriptedStation;

const open = async (page: Page, script: Partial<Script>, address = '#/chair/2'): Promise<void> => {
  const signedIn = { name: 'Ana R.', role: 'nurse' } as const;
  station = await startScriptedStation({ now: NOW, board: busySuite, signedIn, people, timeline, trend, ...script });
  await page.goto(station.url + address);
};

/** Somebody in preparation whose monitor is still to be bound. */
const unbound = (monitorsOffered: ChairView['monitorsOffered']): ChairView => ({
  ...baselineChair,
  phase: 'PREP',
  next: { action: 'bindMonitor', due: null },
  monitor: null,
  monitorsOffered,
});

test.afterEach(async () => {
  await station.close();
});

test('a refusal stands at the button that was pressed, each reason in words', async ({ page }) => {
  const reasons = [
    { code: 'pressures-too-few', fields: { have: 1, need: 2, notBefore: 0 } },
    { code: 'of-a-newer-station', fields: { leastMl: 12 } },
  ];
  await open(page, { chair: baselineChair, refuse: () => ({ code: 'refused', reasons }) });
  await page.getByRole('button', { name: 'Accept the baseline' }).click();
  const form = page.getByRole('form', { name: 'Accept the baseline' });
  await expect(form.getByRole('listitem')).toHaveText([
    '1 of 2 blood pressures taken.',
    'of a newer station, least ml 12',
  ]);
});

test('the second clinician is shown nothing of the first one’s numbers', async ({ page }) => {
  await open(page, { chair: verifyingChair });
  await expect(page.getByRole('region', { name: 'Dose' })).toContainText('not verified yet');
  await expect(page.getByRole('region', { name: 'Dose' })).not.toContainText(/\d/);
  const form = page.getByRole('form', { name: 'Verify the dose' });
  for (const field of await form.getByRole('textbox').all()) await expect(field).toHaveValue('');
  for (const [label, value] of [
    ['Weight (kg)', '80'],
    ['Stock (mg/mL)', '50'],
    ['Volume that will run (mL)', '50'],
    ['Pump rate (mL/h)', '75'],
  ] as const) {
    await form.getByLabel(label).fill(value);
  }
  await form.getByRole('button', { name: 'Verify the dose' }).click();
  await expect(form.getByRole('status')).toContainText('Recorded');
  expect(station.calls.at(-1)).toEqual({
    name: 'verifyDose',
    input: { chair: 2, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 },
  });
});

test('a field left empty is asked for before anything is sent', async ({ page }) => {
  await open(page, { chair: verifyingChair });
  const form = page.getByRole('form', { name: 'Verify the dose' });
  await form.getByRole('button').click();
  await expect(form.getByRole('alert')).toContainText('weight kg');
  expect(station.calls.filter((call) => call.name === 'verifyDose')).toEqual([]);
});

test('a pause is one press on its reason', async ({ page }) => {
  await open(page, { chair: infusingChair });
  await page.getByRole('form', { name: 'Pause' }).getByRole('button', { name: 'Toilet' }).click();
  await expect
    .poll(() => station.calls.at(-1))
    .toEqual({
      name: 'pause',
      input: { chair: 2, reason: 'toilet', minutesAgo: 0 },
    });
});

test('a stop shows STOP THE PUMP until it is confirmed, and can be undone for some seconds', async ({ page }) => {
  await open(page, { chair: stoppedChair });
  await expect(page.getByText('STOP THE PUMP', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'The pump is stopped' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo the stop' })).toBeVisible();
  await expect(page.getByText('Undo the stop within')).toBeVisible();
});

test('a physician decides with one press, with the words of the order', async ({ page }) => {
  await open(page, { chair: infusingChair, signedIn: { name: 'Dr Okafor', role: 'physician' } });
  const form = page.getByRole('form', { name: 'Physician’s decision' });
  await form.getByLabel('Words of the order').fill('Repeat in five minutes');
  await form.getByRole('button', { name: 'Continue' }).click();
  await expect
    .poll(() => station.calls.at(-1))
    .toEqual({
      name: 'acknowledgeAsPhysician',
      input: { alert: '2-BP-02', decision: 'continue', text: 'Repeat in five minutes' },
    });
});

test('the one monitor that watches the chair is chosen already', async ({ page }) => {
  await open(page, { chair: unbound([{ source: sourceId('monitor-2'), watches: 2 }]) });
  const field = page.getByRole('form', { name: 'Bind the monitor' }).getByLabel('Monitor');
  await expect(field).toHaveValue('monitor-2');
  await page.getByRole('button', { name: 'Bind the monitor' }).click();
  await expect
    .poll(() => station.calls.at(-1))
    .toEqual({ name: 'bindMonitor', input: { chair: 2, source: 'monitor-2' } });
});

test('among several monitors a person chooses, from names that say what each watches', async ({ page }) => {
  await open(page, {
    chair: unbound([
      { source: sourceId('bay-9'), watches: null },
      { source: sourceId('monitor-5'), watches: 5 },
    ]),
  });
  const field = page.getByRole('form', { name: 'Bind the monitor' }).getByLabel('Monitor');
  await expect(field).toHaveValue('');
  await expect(field.getByRole('option')).toHaveText([
    'choose',
    'bay-9, watches no chair',
    'monitor-5, from chair 5, which is empty',
  ]);
});

test('where no monitor is known the form says so', async ({ page }) => {
  await open(page, { chair: unbound([]) });
  await expect(page.getByRole('form', { name: 'Bind the monitor' })).toContainText('No monitor is known');
});

test('a wrong weight is put right with a unit and a reason', async ({ page }) => {
  await open(page, { chair: verifyingChair });
  await page.getByText('Weigh again', { exact: true }).first().click();
  const form = page.getByRole('form', { name: 'Weigh again' });
  await expect(form).toContainText('falls away');
  await form.getByLabel('Weight', { exact: true }).fill('80');
  await form.getByLabel('kg', { exact: true }).check();
  await form.getByLabel('Reason').fill('was pounds');
  await form.getByRole('button', { name: 'Weigh again' }).click();
  await expect
    .poll(() => station.calls.at(-1))
    .toEqual({ name: 'reweigh', input: { chair: 2, weight: { value: 80, unit: 'kg' }, reason: 'was pounds' } });
});

test('every act is offered somewhere to somebody', async ({ page }) => {
  // One view in which every question that an act answers is open. A charge nurse may all that a nurse may.
  const asking: ChairView = {
    ...stoppedChair,
    identityInQuestion: true,
    mismatchShown: '00 999',
    handoverTo: { person: personId('ben'), name: 'Ben K.' },
    baseline: infusingChair.baseline && { ...infusingChair.baseline, implausible: ['systolicHigh'] },
    dosePlan: verifyingChair.dosePlan,
  };
  const seen = new Set<string>();
  const phases = [
    'EMPTY',
    'ASSIGNED',
    'PREP',
    'BASELINE',
    'READY',
    'INFUSING',
    'PAUSED',
    'RECOVERY',
    'DISCHARGE_READY',
    'CLOSED',
    'TURNOVER',
  ] as const;
  for (const phase of phases) {
    for (const role of ['charge', 'physician'] as const satisfies readonly Role[]) {
      const chair: ChairView = { ...asking, phase, emergency: phase === 'INFUSING' };
      await open(page, { chair, signedIn: { name: 'Ana R.', role } });
      await expect(page.getByRole('region', { name: 'Other acts' })).toBeAttached();
      for (const form of await page.locator('form').all()) seen.add((await form.getAttribute('aria-label')) ?? '');
      await station.close();
    }
  }
  await open(page, {});
  const missing = Object.entries(ACT_WORDS).filter(([, words]) => !seen.has(words));
  expect(missing).toEqual([]);
});

const SCREENS = { board: '', chair: '#/chair/2', alarms: '#/alarms', physician: '#/physician', staff: '#/staff' };
for (const colorScheme of ['dark', 'light'] as const) {
  for (const [name, address] of Object.entries(SCREENS)) {
    test(`the ${name} screen has no barrier that axe finds (${colorScheme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await open(page, { chair: infusingChair, signedIn: { name: 'Dr Okafor', role: 'physician' } }, address);
      await expect(page.getByRole('list', { name: 'Alarms' }).first()).toBeVisible();
      await expect(page.locator('main')).not.toContainText('Waiting for the station');
      expect(await barriers(page)).toEqual([]);
    });
  }
}

test('a panel is closed by Escape and never lies over the alarm bar', async ({ page }) => {
  await open(page, { signedIn: null }, '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const panel = page.getByRole('dialog', { name: 'Who are you?' });
  await expect(panel.getByText('Ana Reyes', { exact: true })).toBeVisible();
  const bar = await page.getByRole('list', { name: 'Alarms' }).boundingBox();
  const box = await panel.boundingBox();
  expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
});
