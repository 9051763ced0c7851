import type { AlertId } from '../kernel/ids.ts';
import { between, earlier, type Instant, instant, later, type Millis, millis, seconds } from '../kernel/units.ts';
import type { Onset } from './alarm-rule.ts';
import type { Cause, RuleId } from './alert.ts';

/** A stretch of time in which a condition held; `to` is null while it goes on. */
type Span = { readonly from: Instant; readonly to: Instant | null };

/** A running delay: one way for a rule to come true, on its way there. */
export type Holding = {
  /** The chair's session, the nurse or the suite it is about. */
  readonly subject: string;
  readonly rule: RuleId;
  /** Which of the rule's onsets. */
  readonly onset: number;
  readonly spans: readonly Span[];
  /** Since when its number has not been fresh; null while it is. */
  readonly gapSince: Instant | null;
};

/** A running hysteresis: the alert's condition has been within the clearing limit of its rule since. */
export type Clearing = { readonly alert: AlertId; readonly rule: RuleId; readonly since: Instant };

/** A medium rule without a latch that has just gone: it may not come back before this. */
export type Resting = { readonly subject: string; readonly rule: RuleId; readonly until: Instant };

/**
 * What judging needs to remember beside the alerts. Transient: never in events, begun anew by a restart
 * (the station then judges the last minutes' samples again), bounded by the table of rules.
 */
export type Candidates = {
  readonly holding: readonly Holding[];
  readonly clearing: readonly Clearing[];
  readonly resting: readonly Resting[];
};
export const NO_CANDIDATES: Candidates = { holding: [], clearing: [], resting: [] };

/** A gap in the feed no longer than this does not begin a delay anew, though it does not count either. */
const GAP_MAX: Millis = seconds(30);
/** Pieces of one delay; the two oldest are joined beyond it, which only brings the alarm earlier. */
const SPANS_MAX = 32;

/** Off-time of a medium rule without a latch, so that a flapping value cannot machine-gun (session.md 3.6). */
export const REST: Millis = seconds(30);

type Seen = {
  /** The condition as far as it can be seen now. */
  readonly cause: Cause | null;
  /** Is the number it is about fresh? */
  readonly known: boolean;
};

/** The delay after one more look; null when there is nothing to wait for. */
export function heldOn<Facts>(
  holding: Holding | null,
  begin: Pick<Holding, 'subject' | 'rule' | 'onset'>,
  { within }: Onset<Facts>,
  { cause, known }: Seen,
  now: Instant,
): Holding | null {
  if (!known) {
    return holding && { ...holding, spans: closed(holding.spans, now), gapSince: holding.gapSince ?? now };
  }
  const before = holding !== null && gapTooLong(holding, now) ? null : holding;
  if (cause !== null) {
    const spans = before?.spans ?? [];
    const open = spans.at(-1)?.to === null;
    return { ...begin, spans: open ? spans : bounded([...spans, { from: now, to: null }]), gapSince: null };
  }
  // A delay must hold without a break, unless its rule gathers it from pieces.
  if (before === null || within === undefined) return null;
  const spans = closed(before.spans, now).filter(({ to }) => to !== null && to > now - within);
  return spans.length === 0 ? null : { ...before, spans, gapSince: null };
}

/** What has been held so far is kept; what follows is a piece of its own. */
const closed = (spans: readonly Span[], now: Instant): readonly Span[] =>
  spans.map(({ from, to }) => ({ from, to: to ?? now }));

const gapTooLong = ({ gapSince }: Holding, now: Instant): boolean =>
  gapSince !== null && between(gapSince, now) > GAP_MAX;

function bounded(spans: readonly Span[]): readonly Span[] {
  const [first, second, ...others] = spans;
  if (spans.length <= SPANS_MAX || first === undefined || second === undefined) return spans;
  return [{ from: first.from, to: second.to }, ...others];
}

/** For how long the condition has held, in all of its window. */
export function heldFor<Facts>({ spans }: Holding, { within }: Onset<Facts>, now: Instant): Millis {
  const begin = within === undefined ? null : instant(now - within);
  const lengths = spans.map(({ from, to }) => {
    const until = to === null ? now : earlier(to, now);
    return Math.max(0, between(begin === null ? from : later(from, begin), until));
  });
  return millis(lengths.reduce((sum, length) => sum + length, 0));
}
