import { describe, expect, test } from 'vitest';
import { alertViews } from '../../../shared/board/alert-view.ts';
import { boardView } from '../../../shared/board/board-view.ts';
import { chairView } from '../../../shared/board/chair-view.ts';
import { chairTile } from '../../../shared/board/tile.ts';
import { CHAIRS, sourceId } from '../../../shared/kernel/ids.ts';
import { after, minutes, seconds } from '../../../shared/kernel/units.ts';
import { EVERY_FAMILY, snapshotOf } from '../../support/snapshots.ts';
import { createSuite, type Stage, type SuiteBuilder } from '../../support/suite-builder.ts';
import { patientOf } from '../../support/suite-people.ts';

function suiteAt(stage: Stage): SuiteBuilder {
  const suite = createSuite();
  suite.bring(1, stage);
  return suite;
}
const tileOf = (suite: SuiteBuilder) => chairTile(1, snapshotOf(suite), true);
const bytes = (view: unknown): number => Buffer.byteLength(JSON.stringify(view));

describe('the board', () => {
  test('of the display seat names no patient: no name, number or birth date', () => {
    const suite = createSuite();
    for (const chair of CHAIRS) suite.bring(chair, 'READY');
    const shown = boardView(snapshotOf(suite), false);
    const text = JSON.stringify(shown);
    for (const chair of CHAIRS) {
      const { mrn, familyName, birthDate } = patientOf(chair);
      for (const identifier of [mrn, familyName, birthDate]) expect(text).not.toContain(identifier);
    }
    expect(shown.tiles.map(({ patient }) => patient)).toEqual(CHAIRS.map(() => null));
    expect(boardView(snapshotOf(suite), true).tiles[0]?.patient).toBe('G. Fa…');
  });

  test('shows a lane for each nurse on shift, with how many chairs of how many', () => {
    const suite = suiteAt('INFUSING');
    const lanes = boardView(snapshotOf(suite), true).lanes;
    expect(lanes.find(({ person }) => person === 'ana')).toMatchObject({ chairs: [1], load: 1, limit: 2 });
    expect(lanes.find(({ person }) => person === 'eve')).toBeUndefined();
  });

  test('says who is on site, what is unassigned and whether it is recorded', () => {
    const at = createSuite().now();
    const stranger = { source: sourceId('x'), firstSeenAt: at, lastSeenAt: at, location: null, sample: '' };
    const shown = boardView(snapshotOf(createSuite(), { unassigned: [stranger], recording: false }), true);
    expect(shown).toMatchObject({ providerOnSite: 'Eve W.', unassigned: [stranger], recording: false });
  });
});

describe('an alert', () => {
  test('that is not on disk says so, the others do not', () => {
    const suite = suiteAt('INFUSING');
    const first = suite.raise(1);
    const second = suite.raise(1, { rule: 'HR-01', family: 'rate' });
    const views = alertViews(snapshotOf(suite, { unrecorded: [second.id] }));
    expect(new Map(views.map(({ id, recorded }) => [id, recorded]))).toEqual(
      new Map([
        [first.id, true],
        [second.id, false],
      ]),
    );
  });

  test('that nobody has accepted stands before a graver one that somebody has', () => {
    const suite = suiteAt('INFUSING');
    const graver = suite.raise(1, { rule: 'HR-02', family: 'rate', priority: 'high' });
    suite.raise(1);
    suite.act('ana', 'acceptAlert', { alert: graver.id });
    expect(tileOf(suite).alerts.map(({ rule, accepted }) => [rule, accepted?.by ?? null])).toEqual([
      ['BP-01', null],
      ['HR-02', 'Ana R.'],
    ]);
  });
});

describe('a tile', () => {
  test('counts the infusion down while it runs and holds it while it is paused', () => {
    const suite = suiteAt('INFUSING');
    const { startedAt } = suite.session(1, 'INFUSING').infusion;
    suite.wait(minutes(10));
    expect(tileOf(suite)).toMatchObject({
      clock: { mode: 'until', endsAt: after(startedAt, minutes(40)) },
      dose: { orderedMg: 40, givenMg: 10 },
    });
    suite.act('ana', 'pause', { chair: 1, reason: 'toilet' });
    suite.wait(minutes(3));
    expect(tileOf(suite)).toMatchObject({
      clock: { mode: 'held', value: minutes(30) },
      dose: { givenMg: 10, mgPerMs: 0 },
      pumpStopNotConfirmed: true,
    });
  });

  test('shows a feed that fell silent without its numbers', () => {
    const suite = suiteAt('INFUSING');
    suite.wait(seconds(20), 'throughout');
    expect(tileOf(suite)).toMatchObject({ heartRate: { state: 'fresh', value: 72 }, link: { state: 'live' } });
    suite.wait(seconds(11), 'silent');
    const shown = tileOf(suite);
    expect([shown.heartRate.state, shown.spo2.state, shown.rhythm.state, shown.link.state]).toEqual(
      Array.from({ length: 4 }, () => 'stale'),
    );
  });

  test('of an empty chair and of a patient who has left shows nobody’s numbers', () => {
    expect(chairTile(2, snapshotOf(createSuite()), true)).toMatchObject({ phase: 'EMPTY', patient: null });
    const suite = suiteAt('CLOSED');
    expect(tileOf(suite)).toMatchObject({ phase: 'CLOSED', heartRate: { state: 'none' }, pressure: null });
  });
});

describe('the chair’s view', () => {
  test('keeps the numbers of a dose back until its independent check', () => {
    const suite = suiteAt('READY');
    suite.act('ana', 'ondansetron', { chair: 1, outcome: 'given' });
    suite.act('ana', 'prepareDose', { chair: 1, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' });
    expect(chairView(1, snapshotOf(suite)).dosePlan).toEqual({
      preparedBy: 'Ana R.',
      preparedById: 'ana',
      verifiedBy: null,
    });
    suite.act('finn', 'verifyDose', { chair: 1, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 });
    expect(chairView(1, snapshotOf(suite)).dosePlan).toMatchObject({ verifiedBy: 'Finn X.', doseMg: 40 });
  });

  test('shows the last twelve pressures, none from before this monitor was bound', () => {
    const suite = suiteAt('INFUSING');
    for (let n = 0; n < 15; n++) {
      suite.wait(minutes(2));
      suite.cuff(1, 120 + n);
    }
    const { pressures } = chairView(1, snapshotOf(suite));
    expect(pressures.map(({ systolic }) => systolic)).toEqual(Array.from({ length: 12 }, (_, i) => 123 + i));
  });
});

describe('the size of a view', () => {
  /** An infusion with two hours of pressures, and these alerts on it. */
  function busy(alerts: typeof EVERY_FAMILY): SuiteBuilder {
    const suite = suiteAt('INFUSING');
    for (let n = 0; n < 15; n++) {
      suite.wait(minutes(2));
      suite.cuff(1, 120 + n, 80, 93);
    }
    for (const given of alerts) suite.act('ana', 'acceptAlert', { alert: suite.raise(1, given).id });
    return suite;
  }
  const KB = 1_024;

  test('of a tile with six alerts is within 4 KB', () => {
    expect(bytes(tileOf(busy(EVERY_FAMILY.slice(0, 6))))).toBeLessThanOrEqual(4 * KB);
  });

  test('of a chair with twelve pressures and an alert is within 4 KB', () => {
    expect(bytes(chairView(1, snapshotOf(busy(EVERY_FAMILY.slice(0, 1)))))).toBeLessThanOrEqual(4 * KB);
  });

  test('of a chair with an alert of every family at once is bounded: 8 KB on the board, 12 KB on its own screen', () => {
    const suite = busy(EVERY_FAMILY);
    expect(bytes(tileOf(suite))).toBeLessThanOrEqual(8 * KB);
    expect(bytes(chairView(1, snapshotOf(suite)))).toBeLessThanOrEqual(12 * KB);
  });
});
