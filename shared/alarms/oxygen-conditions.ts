import type { ChairFacts } from './alarm-facts.ts';
import type { Cause } from './alert.ts';
import { causeOf } from './cause.ts';

const LOW = 90;
const VERY_LOW = 85;

const whenBelow = (facts: ChairFacts, limit: number): Cause | null => {
  const { spo2, baseline } = facts;
  if (spo2.state !== 'fresh' || spo2.value >= limit) return null;
  return causeOf('spo2', {
    value: spo2.value,
    baseline: baseline?.spo2 ?? null,
    limit,
    measuredAt: spo2.measuredAt,
  });
};

/**
 * OX-01: below 90 %. It clears at min(92, baseline) (clinical decision 13): where a physician has released
 * a baseline below 90 the patient's own value must not set it again, or it would come and go for ever.
 */
export const desaturation = (facts: ChairFacts): Cause | null =>
  whenBelow(facts, Math.min(LOW, facts.baseline?.spo2 ?? LOW));
export const desaturationOver = ({ spo2, baseline }: ChairFacts): boolean =>
  spo2.state === 'fresh' && spo2.value >= Math.min(92, baseline?.spo2 ?? 92);

/** OX-02: below 85 %, whatever the baseline. */
export const severeDesaturation = (facts: ChairFacts): Cause | null => whenBelow(facts, VERY_LOW);
export const severeDesaturationOver = ({ spo2, baseline }: ChairFacts): boolean =>
  spo2.state === 'fresh' && spo2.value >= VERY_LOW && spo2.value >= Math.min(88, baseline?.spo2 ?? 88);
