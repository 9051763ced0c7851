import type { RuleId } from '../../shared/alarms/alert.ts';
import { between, minutes } from '../../shared/kernel/units.ts';
import type { AlarmChange } from './alarm-change.ts';
import { firstAt, lastAt, type Recording } from './recording.ts';

type Counts = Readonly<Partial<Record<RuleId, number>>>;

/** How often each rule raised an alarm, and how often it took over one that another rule had raised. */
export type Tally = { readonly raised: Counts; readonly tookOver: Counts };
export const NOTHING_RAISED: Tally = { raised: {}, tookOver: {} };

/**
 * Counts alarms by the rule that raised them. One that goes on as a graver rule (a confirmed BP-01 is a BP-02)
 * is still one alarm, so the counts of `raised` add up to the number of alarms; who took over is counted apart.
 */
export function tallied(tally: Tally, changes: readonly AlarmChange[]): Tally {
  const rulesOf = (those: readonly AlarmChange[]): readonly RuleId[] => those.map(({ rule }) => rule);
  return {
    raised: counted(tally.raised, rulesOf(changes.filter(({ change }) => change === 'raised'))),
    tookOver: counted(tally.tookOver, rulesOf(changes.filter(({ tookOver }) => tookOver))),
  };
}

const counted = (counts: Counts, rules: readonly RuleId[]): Counts =>
  rules.reduce<Counts>((sums, rule) => ({ ...sums, [rule]: (sums[rule] ?? 0) + 1 }), counts);

export type ReplaySummary = {
  /** What the recording spans, first row to last, to the thousandth. */
  readonly hours: number;
  readonly raised: number;
  /** To the tenth; null for a recording of a single moment. */
  readonly perHour: number | null;
  readonly byRule: Counts;
  readonly tookOver: Counts;
};

export function summaryOf({ raised: byRule, tookOver }: Tally, recording: Recording): ReplaySummary {
  const hours = between(firstAt(recording), lastAt(recording)) / minutes(60);
  const raised = Object.values(byRule).reduce((sum, count) => sum + count, 0);
  return {
    hours: Math.round(hours * 1_000) / 1_000,
    raised,
    perHour: hours === 0 ? null : Math.round((10 * raised) / hours) / 10,
    byRule: byName(byRule),
    tookOver: byName(tookOver),
  };
}

const byName = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
