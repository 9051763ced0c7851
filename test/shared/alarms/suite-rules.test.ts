import { describe, expect, test } from 'vitest';
import { judgeSuite } from '../../../shared/alarms/alarm-evaluator.ts';
import type { Alert, AlertEvent } from '../../../shared/alarms/alert.ts';
import { evolveAlerts } from '../../../shared/alarms/alert-state.ts';
import { type Candidates, NO_CANDIDATES } from '../../../shared/alarms/candidates.ts';
import { CHAIRS, type Chair, type PersonId, personId, sessionId } from '../../../shared/kernel/ids.ts';
import { instant, minutes, seconds as s } from '../../../shared/kernel/units.ts';
import type { Sessions } from '../../../shared/nursing/load.ts';
import { NO_STAFF, type Staffing } from '../../../shared/nursing/staffing.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import { EMPTY_SUITE } from '../../../shared/session/evolve-suite.ts';
import type { Session } from '../../../shared/session/session-state.ts';
import { sessionIn } from '../../support/alarm-bench.ts';

const ANA = personId('ana');
const BEN = personId('ben');
const STAFFED: Staffing = { ...NO_STAFF, onShift: [ANA, BEN], providerOnSite: personId('eve') };

const chairs = (phases: Partial<Record<Chair, Session['phase']>>, nurse: PersonId = ANA): Sessions => {
  const session = (chair: Chair): Session | null => {
    const phase = phases[chair];
    return phase === undefined ? null : sessionIn(phase, { chair, id: sessionId(`session-${chair}`), nurse });
  };
  return CHAIRS.reduce<Sessions>((all, chair) => ({ ...all, [chair]: session(chair) }), EMPTY_SUITE.sessions);
};

/** The suite on a stepped clock: it looks when told and whenever it asked to be woken. */
function createSuiteBench(sessions: Sessions, staffing = STAFFED) {
  let now = instant(0);
  let state = { sessions, staffing };
  let alerts: readonly Alert[] = [];
  let candidates: Candidates = NO_CANDIDATES;
  let wakeAt: number | null = null;
  const story: string[] = [];
  const words = (event: AlertEvent): string =>
    event.type === 'alert-raised' ? `${event.alert.rule} raised` : event.type.replace('alert-', '');
  const look = (): void => {
    const judged = judgeSuite({ ...state, protocol: KETAMINE_INFUSION, alerts, candidates, now });
    alerts = judged.events.reduce((open, event) => evolveAlerts(open, event, now), alerts);
    story.push(...judged.events.map((event) => `${words(event)} ${now / 1_000}`));
    ({ candidates, wakeAt } = judged);
    const again = judgeSuite({ ...state, protocol: KETAMINE_INFUSION, alerts, candidates, now });
    expect(again.events).toEqual([]);
  };
  const until = (t: number): void => {
    for (let next = wakeAt; next !== null && next < t; next = wakeAt) {
      now = instant(next);
      look();
    }
    now = instant(t);
    look();
  };
  look();
  return {
    until,
    becomes(t: number, next: Partial<typeof state>): void {
      until(t);
      state = { ...state, ...next };
      look();
    },
    alerts: () => alerts,
    story: () => story,
  };
}

const THREE = { 1: 'INFUSING', 2: 'PAUSED', 3: 'RECOVERY' } as const;

describe('RAT-01', () => {
  test('fires 30 s after a nurse has a third chair that counts, names the nurse, tells the charge nurse at once', () => {
    const bench = createSuiteBench(chairs(THREE));
    bench.until(s(30) - 1);
    expect(bench.story()).toEqual([]);
    bench.until(s(30));
    expect(bench.story()).toEqual(['RAT-01 raised 30', 'escalated 30']);
    expect(bench.alerts()[0]).toMatchObject({
      priority: 'medium',
      chair: null,
      cause: { value: 3, limit: 2, nurse: ANA },
    });
    bench.becomes(s(40), { sessions: chairs({ 1: 'INFUSING', 2: 'PAUSED' }) });
    expect(bench.alerts()).toEqual([]);
  });

  test('counts infusing, paused, recovering and ready for discharge; not what only is to come', () => {
    const two = createSuiteBench(chairs({ 1: 'INFUSING', 2: 'DISCHARGE_READY', 3: 'READY', 4: 'PREP', 5: 'CLOSED' }));
    two.until(minutes(5));
    expect(two.alerts()).toEqual([]);
    const three = createSuiteBench(chairs({ 1: 'INFUSING', 2: 'DISCHARGE_READY', 3: 'RECOVERY' }));
    three.until(s(30));
    expect(three.alerts()).toHaveLength(1);
  });

  test('is held by an override, and fires 30 s after its end', () => {
    const overrides = { [ANA]: { reason: 'break', until: instant(minutes(10)), by: BEN } };
    const bench = createSuiteBench(chairs(THREE), { ...STAFFED, overrides });
    bench.until(minutes(20));
    expect(bench.story()[0]).toBe('RAT-01 raised 630');
  });

  test('goes when an override is granted', () => {
    const bench = createSuiteBench(chairs(THREE));
    bench.until(s(40));
    const overrides = { [ANA]: { reason: 'break', until: instant(minutes(10)), by: BEN } };
    bench.becomes(s(50), { staffing: { ...STAFFED, overrides } });
    expect(bench.alerts()).toEqual([]);
  });

  test('one for each nurse', () => {
    const six = { ...chairs({ 1: 'INFUSING', 2: 'INFUSING', 3: 'INFUSING' }) };
    const others = chairs({ 4: 'INFUSING', 5: 'INFUSING', 6: 'INFUSING' }, BEN);
    const bench = createSuiteBench({ ...six, 4: others[4], 5: others[5], 6: others[6] });
    bench.until(s(30));
    expect(bench.alerts().map(({ cause }) => cause.nurse)).toEqual([ANA, BEN]);
    expect(new Set(bench.alerts().map(({ id }) => id)).size).toBe(2);
  });
});

describe('RAT-02', () => {
  const alone = { ...STAFFED, providerOnSite: null };

  test.each(['INFUSING', 'PAUSED', 'RECOVERY'] as const)('fires at once with a chair %s and no provider', (phase) => {
    const bench = createSuiteBench(chairs({ 1: phase }), alone);
    expect(bench.alerts()).toMatchObject([{ rule: 'RAT-02', priority: 'medium', chair: null }]);
    bench.becomes(s(10), { staffing: STAFFED });
    expect(bench.alerts()).toEqual([]);
  });

  test('not for a chair that is not yet or no longer at risk', () => {
    const bench = createSuiteBench(chairs({ 1: 'READY', 2: 'DISCHARGE_READY' }), alone);
    bench.until(minutes(5));
    expect(bench.alerts()).toEqual([]);
  });

  test('may not come back within 30 s', () => {
    const bench = createSuiteBench(chairs({ 1: 'INFUSING' }), alone);
    bench.becomes(s(10), { staffing: STAFFED });
    bench.becomes(s(11), { staffing: alone });
    bench.until(s(60));
    expect(bench.story()).toEqual([
      'RAT-02 raised 0',
      'escalated 0',
      'resolved 10',
      'RAT-02 raised 40',
      'escalated 40',
    ]);
  });
});

describe('RAT-03', () => {
  test('fires high 15 s after the nurse of an active chair is not on shift, on that chair', () => {
    const bench = createSuiteBench(chairs({ 4: 'PREP' }), { ...STAFFED, onShift: [BEN] });
    bench.until(s(15) - 1);
    expect(bench.alerts()).toEqual([]);
    bench.until(s(15));
    expect(bench.alerts()).toMatchObject([{ rule: 'RAT-03', priority: 'high', chair: 4, session: 'session-4' }]);
    bench.becomes(s(20), { staffing: STAFFED });
    expect(bench.alerts()).toEqual([]);
  });

  test('goes with its session', () => {
    const bench = createSuiteBench(chairs({ 4: 'PREP' }), { ...STAFFED, onShift: [BEN] });
    bench.until(s(15));
    bench.becomes(s(20), { sessions: chairs({ 4: 'CLOSED' }) });
    expect(bench.alerts()).toEqual([]);
  });

  test('not for a chair where nobody has arrived', () => {
    const bench = createSuiteBench(chairs({ 4: 'ASSIGNED' }), { ...STAFFED, onShift: [BEN] });
    bench.until(minutes(1));
    expect(bench.alerts()).toEqual([]);
  });
});
