import { describe, expect, it } from 'vitest';
import { boardView } from '../../../shared/board/board-view.ts';
import { chairView } from '../../../shared/board/chair-view.ts';
import type { Snapshot } from '../../../shared/board/snapshot.ts';
import { chairTile } from '../../../shared/board/tile.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import { report } from '../../support/reports.ts';
import { createSuite, type Stage, type SuiteBuilder } from '../../support/suite-builder.ts';
import { monitorOf, STAFF } from '../../support/suite-people.ts';

const chair = 1 as const;
const at = (phase: Stage) => {
  const suite = createSuite();
  suite.bring(1, phase);
  return suite;
};
const snapshot = (suite: SuiteBuilder): Snapshot => ({
  state: suite.state(),
  chairs: (each) => ({
    vitals: suite.vitals(each),
    link: { state: 'live', since: null },
    simulated: false,
    baselineDraft: null,
  }),
  protocol: KETAMINE_INFUSION,
  now: suite.now(),
  recording: true,
  alertRecorded: () => true,
  unassigned: [],
});
const tileOf = (suite: SuiteBuilder) => chairTile(chair, snapshot(suite), true);

describe('a pump that nobody has said stands still', () => {
  it('is on the tile in every phase in which it can be confirmed, also once ready for discharge', () => {
    const suite = at('INFUSING');
    suite.act('ana', 'stop', { chair, reason: 'sideEffect', note: '' });
    expect(tileOf(suite).pumpStopNotConfirmed).toBe(true);
    const { id } = suite.session(1, 'RECOVERY');
    suite.happens({ type: 'assessed-ready', chair, session: id, padss: 10, knownAlerts: [] });
    expect(tileOf(suite)).toMatchObject({ pumpStopNotConfirmed: true, next: { action: 'confirmPumpStopped' } });
    suite.act('ana', 'confirmPumpStopped', { chair });
    expect(tileOf(suite).pumpStopNotConfirmed).toBe(false);
  });
});

describe('a dose that waits for its independent check', () => {
  it('shows no number of it anywhere, the tile of its own screen included', () => {
    const suite = at('READY');
    suite.act('ana', 'prepareDose', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
    expect(tileOf(suite).dose).toBeNull();
    const prepared = { preparedBy: STAFF.ana.shortName, preparedById: STAFF.ana.id };
    const view = chairView(chair, snapshot(suite));
    expect({ dose: view.dose, plan: view.dosePlan }).toEqual({ dose: null, plan: { ...prepared, verifiedBy: null } });
    suite.act('ben', 'verifyDose', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
    expect(tileOf(suite).dose).toMatchObject({ givenMg: 0, orderedMg: 40 });
  });
});

describe('a sensor that the monitor calls off', () => {
  it('takes its number and the rhythm off the screen at once, not when they have aged', () => {
    const suite = at('INFUSING');
    const from = { source: monitorOf(1) };
    suite.hear(1, report(suite.now(), { heartRate: 72, spo2: 97, rhythm: 'sinus' }, from));
    expect(tileOf(suite)).toMatchObject({ heartRate: { state: 'fresh' }, spo2: { state: 'fresh' } });
    suite.hear(1, report(suite.now(), {}, { ...from, faults: ['ecgLeadsOff', 'spo2ProbeOff'] }));
    const gone = { state: 'withdrawn', since: suite.now() };
    expect(tileOf(suite)).toMatchObject({ heartRate: gone, spo2: gone, rhythm: { state: 'stale' } });
    suite.hear(1, report(suite.now(), { heartRate: 71, spo2: 96, rhythm: 'sinus' }, from));
    expect(tileOf(suite)).toMatchObject({ heartRate: { value: 71 }, spo2: { value: 96 }, rhythm: { state: 'fresh' } });
  });
});

describe('the display seat', () => {
  it('reads no name and nothing that a physician has written, and every other seat both', () => {
    const suite = at('INFUSING');
    const alert = suite.raise(1, { rule: 'BP-02', physicianBy: suite.now() });
    const words = 'known to Dr Kim, Family1 takes labetalol';
    suite.act('eve', 'acknowledgeAsPhysician', { alert: alert.id, decision: 'continue', text: words });
    const seen = (named: boolean) => JSON.stringify(boardView(snapshot(suite), named));
    expect(seen(false)).not.toMatch(/Fa…|Family1|labetalol/);
    expect(seen(false)).toContain('"decision":"continue"');
    expect(seen(true)).toMatch(/Fa….*labetalol/);
  });
});
