import { describe, expect, it } from 'vitest';
import { intervalAtSpeed, parseFleet } from '../../../../main/devices/simulator/fleet.ts';
import { millis, seconds } from '../../../../shared/kernel/units.ts';
import { isSlowFeed, staleAfter } from '../../../../shared/vitals/freshness.ts';

const MEMBER = { id: 'chair-1', wire: { mllp: '127.0.0.1:2575' } };
const errorOf = (json: unknown): string => {
  const plan = parseFleet(json);
  return plan.ok ? '' : plan.error;
};

describe('how often a monitor on a hurried clock speaks', () => {
  it('is a second in real time and never more', () => {
    expect([0.5, 1, 2].map(intervalAtSpeed)).toEqual([1_000, 1_000, 1_000]);
  });

  it('keeps its readings from being marked slow up to speed 40, and fresh up to speed 90', () => {
    for (let speed = 1; speed <= 90; speed += 0.5) {
      const stationMs = millis(intervalAtSpeed(speed) * speed);
      if (speed <= 40) expect(isSlowFeed(stationMs)).toBe(false);
      expect(stationMs).toBeLessThan(staleAfter(seconds(1)));
    }
  });
});

describe('a fleet file', () => {
  it('gives each monitor its wire, its patient and its scenes', () => {
    const plan = parseFleet({
      clock: { origin: 1_000, speed: 10 },
      monitors: [
        { ...MEMBER, seed: 3, scenario: 'pressor', followedBy: [{ scenario: 'quiet', at: 900 }], patientId: 'MRN-1' },
        {
          id: 'chair-2',
          wire: { serial: '/dev/ttyS9' },
          driver: 'ivy-450c',
          infusionStartsAt: -600,
          pressures: '120/75',
        },
      ],
    });
    if (!plan.ok) throw new Error(plan.error);
    expect(plan.value.clock).toEqual({ origin: 1_000, speed: 10 });
    const [first, second] = plan.value.members;
    expect(first).toMatchObject({
      id: 'chair-1',
      end: { kind: 'mllp', address: { host: '127.0.0.1', port: 2575 } },
      options: {
        seed: 3,
        patientId: 'MRN-1',
        scenes: [
          { name: 'pressor', atMs: 150_000 },
          { name: 'quiet', atMs: 900_000 },
        ],
        intervalMs: 300,
        speed: 1,
      },
    });
    expect(second).toMatchObject({
      end: { kind: 'serial', path: '/dev/ttyS9' },
      options: {
        driver: 'ivy-450c',
        infusionStartsAtMs: -600_000,
        pressures: [{ systolic: 120, diastolic: 75, mean: 90 }],
      },
    });
  });

  it('is refused with the place of what is wrong', () => {
    expect(errorOf({ monitors: [] })).toContain('at monitors');
    expect(errorOf({ monitors: [MEMBER, MEMBER] })).toContain('two monitors have one id');
    expect(errorOf({ monitors: [{ ...MEMBER, wire: { mllp: 'nowhere' } }] })).toContain('monitors.0.wire');
    expect(errorOf({ monitors: [{ ...MEMBER, scenario: 'party' }] })).toContain('monitors.0.scenario');
    expect(errorOf({ monitors: [{ ...MEMBER, pressures: '120' }] })).toContain('"120" is no pressure');
    expect(errorOf({ monitors: [{ ...MEMBER, driver: 'masimo' }] })).toContain('not built yet');
    expect(errorOf({ monitors: [MEMBER], clock: { origin: 0, speed: 0 } })).toContain('clock.speed');
    expect(errorOf({ monitors: [{ ...MEMBER, surprise: 1 }] })).toContain('surprise');
    expect(errorOf('[]')).toContain('at the top');
  });
});
