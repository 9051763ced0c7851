import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_CHAIRS, DEMO_PEOPLE } from '../../../main/demo/demo-day.ts';
import { demoConfig, demoFleet } from '../../../main/demo/demo-suite.ts';
import { runPrelude } from '../../../main/demo/prelude.ts';
import { parseFleet } from '../../../main/devices/simulator/fleet.ts';
import { createLog } from '../../../main/log.ts';
import { openStore } from '../../../main/store/store.ts';
import { verifyRecord } from '../../../main/store/verify.ts';
import type { Chair } from '../../../shared/kernel/ids.ts';
import { instant, minutes } from '../../../shared/kernel/units.ts';
import { infusionRun } from '../../../shared/session/clocks.ts';
import { EMPTY_SUITE, evolveSuite } from '../../../shared/session/evolve-suite.ts';
import type { Session } from '../../../shared/session/session-state.ts';
import type { SuiteState } from '../../../shared/session/suite.ts';
import { simClock } from '../../support/sim-clock.ts';

const OPENS = instant(Date.UTC(2026, 10, 22, 15));
/** A demo is to be there in seconds; this is generous for a busy machine. */
const PRELUDE_MS_MAX = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'chairside-demo-day-'));
const dataDir = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let state: SuiteState = EMPTY_SUITE;
beforeAll(async () => {
  await runPrelude({
    dataDir,
    config: demoConfig([]),
    // As where socat is: chair 3's monitor speaks a protocol of its own.
    driverOf: (chair) => (chair === 3 ? 'ivy-450c' : 'hl7'),
    until: OPENS,
    // The day ends when the board opens: no time has passed meanwhile.
    now: () => OPENS,
    signal: new AbortController().signal,
    log: createLog('fatal', { write: () => {} }),
  });
  const store = await openStore(dataDir, { clock: simClock(OPENS), onTrouble: () => {} });
  if (!store.ok) throw new Error(store.error.code);
  for (;;) {
    const page = await store.value.events(state.position + 1);
    if (!page.ok) throw new Error('damaged');
    if (page.value.length === 0) break;
    state = page.value.reduce(evolveSuite, state);
  }
  await store.value.close();
}, PRELUDE_MS_MAX);

function sessionAt(chair: Chair): Session {
  return state.sessions[chair] ?? expect.fail(`nobody sits in chair ${chair}`);
}

describe('the hours before the demo’s board opens', () => {
  test.each(DEMO_CHAIRS.map(({ chair, stage }) => [chair, stage.phase] as const))(
    'leave chair %i in %s',
    (chair, phase) => {
      expect(sessionAt(chair).phase).toBe(phase);
    },
  );

  test.each(DEMO_CHAIRS)('leave chair $chair as far into its infusion as its table says', ({ chair, stage }) => {
    const session = sessionAt(chair);
    if (stage.phase === 'BASELINE' || stage.phase === 'READY') return expect('infusion' in session).toBe(false);
    if (!('infusion' in session)) expect.fail('no infusion');
    const ran = infusionRun(session.infusion, OPENS);
    const told =
      stage.phase === 'INFUSING'
        ? stage.started
        : stage.phase === 'PAUSED'
          ? stage.started - stage.paused
          : // Recovery and fit to go: the whole of it.
            40;
    expect(Math.abs(ran - minutes(told))).toBeLessThanOrEqual(1);
  });

  test('end with no alert open: what alarms does so while somebody looks', () => {
    expect(state.alerts.map(({ chair, rule }) => [chair, rule])).toEqual([]);
  });

  test('give each nurse two chairs at most, and a provider on site', () => {
    const nurses = DEMO_CHAIRS.map(({ nurse }) => nurse);
    for (const nurse of nurses) expect(nurses.filter((other) => other === nurse).length).toBeLessThanOrEqual(2);
    expect(state.staffing.providerOnSite).toBe('okafor');
    expect(Object.keys(state.staffing.people).sort()).toEqual(DEMO_PEOPLE.map(({ id }) => id).sort());
  });

  test('are a whole record, with the monitors’ messages in it', () => {
    const verified = verifyRecord(dataDir);
    expect(verified).toMatchObject({ ok: true, value: { ok: true } });
    expect(verified.ok && verified.value.messages).toBeGreaterThan(2_000);
  });
});

test('the demo’s monitors are a fleet that `simulate` takes, one for each chair', () => {
  const plan = parseFleet(demoFleet('127.0.0.1:2575', [], { origin: OPENS, speed: 1 }));
  expect(plan).toMatchObject({ ok: true });
  expect(plan.ok && plan.value.members.map(({ id }) => id)).toEqual(DEMO_CHAIRS.map(({ chair }) => `monitor-${chair}`));
});
