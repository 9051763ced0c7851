import { seconds } from '../kernel/units.ts';
import type { ChairFacts } from './alarm-facts.ts';
import type { Onset, Rule } from './alarm-rule.ts';
import { CHAIR_RULES } from './alarm-rules.ts';
import type { RuleId } from './alert.ts';

/**
 * What is tried in place of a rule's own numbers: how long things take, and whether the rule is judged at all.
 * Not its thresholds: each one belongs to a clearing limit that would have to move with it, and an alert that
 * can never clear is a defect (clinical decision 13).
 */
export type RuleAdjustment = {
  /** How long it must hold before the rule fires; one for each onset, in the table's order, where there are several. */
  readonly delaySeconds?: number | readonly number[];
  /** How long its clearing condition must hold. */
  readonly clearSeconds?: number;
  /** Never fires, whatever else is said of it. */
  readonly off?: boolean;
};

export type RuleAdjustments = Readonly<Partial<Record<RuleId, RuleAdjustment>>>;

/**
 * The table of a chair's rules, in its order, with other numbers. Priority, latch and escalation stay: the life
 * of an alert looks them up by the rule's id (ruleOf).
 * @throws RangeError for what fits no rule; whoever reads adjustments from outside has refused that before
 */
export function rulesWith(adjustments: RuleAdjustments): readonly Rule<ChairFacts>[] {
  const stranger = Object.keys(adjustments).find((id) => CHAIR_RULES.every((rule) => rule.id !== id));
  if (stranger !== undefined) throw new RangeError(`no rule of a chair to adjust: ${stranger}`);
  return CHAIR_RULES.flatMap((rule) => {
    const adjustment = adjustments[rule.id];
    if (adjustment === undefined) return [rule];
    return adjustment.off === true ? [] : [adjusted(rule, adjustment)];
  });
}

const adjusted = <Facts>(rule: Rule<Facts>, { delaySeconds, clearSeconds }: RuleAdjustment): Rule<Facts> => ({
  ...rule,
  onsets: delaySeconds === undefined ? rule.onsets : onsetsAfter(rule, [delaySeconds].flat()),
  clearAfter: clearSeconds === undefined ? rule.clearAfter : seconds(clearSeconds),
});

function onsetsAfter<Facts>({ id, onsets }: Rule<Facts>, delays: readonly number[]): readonly Onset<Facts>[] {
  if (delays.length !== onsets.length) throw new RangeError(`${id} has ${onsets.length} delays, not ${delays.length}`);
  return onsets.map((onset, index) => {
    const delay = seconds(delays[index] ?? Number.NaN);
    // More than is looked back on is never gathered: the rule would fall silent without being off.
    if (!(delay <= (onset.within ?? Infinity))) throw new RangeError(`${id} cannot gather ${delay} ms`);
    return { ...onset, delay };
  });
}
