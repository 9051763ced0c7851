import { describe, expect, it } from 'vitest';
import { chairView } from '../../../shared/board/chair-view.ts';
import { sourceId } from '../../../shared/kernel/ids.ts';
import { snapshotOf } from '../../support/snapshots.ts';
import { createSuite, type SuiteBuilder } from '../../support/suite-builder.ts';
import { monitorOf } from '../../support/suite-people.ts';

const chair = 1 as const;
const strangers = (suite: SuiteBuilder, names: readonly string[]) =>
  names.map((name) => ({
    source: sourceId(name),
    firstSeenAt: suite.now(),
    lastSeenAt: suite.now(),
    location: null,
    sample: '',
  }));
const offered = (suite: SuiteBuilder, names: readonly string[] = []) =>
  chairView(chair, snapshotOf(suite, { unassigned: strangers(suite, names) })).monitorsOffered.map(
    ({ source, watches }) => [source, watches],
  );

describe('the monitors offered to a chair', () => {
  it('are none while nobody sits there, or none is known', () => {
    const suite = createSuite();
    suite.act('charge', 'assignSource', { source: monitorOf(1), chair });
    expect(offered(suite, ['bay'])).toEqual([]);
    suite.act('charge', 'assignSource', { source: monitorOf(1), chair: null });
    suite.bring(1, 'PREP');
    expect(offered(suite)).toEqual([]);
  });

  it('are its own first, then those of no chair, then those of empty chairs', () => {
    const suite = createSuite();
    suite.bring(1, 'PREP');
    suite.act('charge', 'assignSource', { source: monitorOf(2), chair: 2 });
    suite.act('charge', 'assignSource', { source: monitorOf(7), chair });
    expect(offered(suite, ['bay'])).toEqual([
      ['monitor-7', 1],
      ['bay', null],
      ['monitor-2', 2],
    ]);
  });

  it('are never one that another patient needs; each of them can be bound', () => {
    const suite = createSuite();
    suite.bring(1, 'INFUSING');
    suite.bring(2, 'BASELINE');
    suite.act('charge', 'assignSource', { source: monitorOf(3), chair: 3 });
    suite.bring(3, 'ASSIGNED');
    suite.act('charge', 'assignSource', { source: monitorOf(4), chair: 4 });
    expect(offered(suite)).toEqual([
      ['monitor-1', 1],
      ['monitor-4', 4],
    ]);
    const identifiers = { mrn: 'MRN-1', birthDate: '1961-04-30' };
    for (const n of [1, 4] as const) {
      expect(suite.reasons('ana', 'rebindMonitor', { chair, ...identifiers, source: monitorOf(n) })).toEqual([]);
    }
  });

  it('are each named once, and at most 20, its own among them', () => {
    const suite = createSuite();
    suite.bring(1, 'BASELINE');
    const many = offered(suite, [monitorOf(1), ...Array.from({ length: 30 }, (_, n) => `stranger-${n}`)]);
    expect(many).toHaveLength(20);
    expect(many[0]).toEqual(['monitor-1', 1]);
    expect(new Set(many.map(([source]) => source)).size).toBe(20);
  });
});
