import { exactMean } from '../kernel/exact.ts';
import type { Baseline } from '../session/baseline.ts';
import type { ChairFacts } from './alarm-facts.ts';
import type { Cause, Priority } from './alert.ts';
import { causeOf, measuredCause } from './cause.ts';

/**
 * Heart rate and rhythm. Percentages of the baseline are multiplied out, so that "10 % below 60" is 54 and
 * not 54.000000001. A limit of the baseline is never asked of a patient whose own normal lies beyond it:
 * an alert that can never clear is a defect (clinical decision 13).
 */
const BRADYCARDIA = 50;
const TACHYCARDIA = 100;
const EXTREME_LOW = 40;
const EXTREME_HIGH = 150;
const SUSTAINED_HIGH = 130;

type Judge = (rate: number, baseline: Baseline | null) => boolean;

/** A rule about a fresh ECG rate; anything else neither sets nor clears. */
const whenRate =
  (limit: number | ((baseline: Baseline | null) => number), judge: Judge) =>
  ({ heartRate, baseline }: ChairFacts): Cause | null => {
    if (heartRate.state !== 'fresh' || !judge(heartRate.value, baseline)) return null;
    const normal = baseline === null ? null : exactMean([baseline.heartRate]);
    const crossed = typeof limit === 'number' ? limit : limit(baseline);
    return measuredCause('heartRate', heartRate.value, normal, crossed, heartRate.measuredAt);
  };
const rateIs =
  (judge: Judge) =>
  ({ heartRate, baseline }: ChairFacts): boolean =>
    heartRate.state === 'fresh' && judge(heartRate.value, baseline);

/** HR-01: below 50 where the baseline was not, and at least 10 % below it. */
export const newBradycardia = whenRate(
  BRADYCARDIA,
  (rate, baseline) =>
    baseline !== null && rate < BRADYCARDIA && baseline.heartRate >= BRADYCARDIA && 10 * rate <= 9 * baseline.heartRate,
);
export const bradycardiaOver = rateIs((rate, baseline) => rate >= Math.min(53, baseline?.heartRate ?? 53));

/** HR-02: below 40, whatever the baseline. */
export const extremeBradycardia = whenRate(EXTREME_LOW, (rate) => rate < EXTREME_LOW);
export const extremeBradycardiaOver = rateIs(
  (rate, baseline) => rate >= EXTREME_LOW && rate >= Math.min(45, baseline?.heartRate ?? 45),
);

/** HR-03: above 100 where the baseline was not, and at least 10 % above it. */
export const newTachycardia = whenRate(
  TACHYCARDIA,
  (rate, baseline) =>
    baseline !== null &&
    rate > TACHYCARDIA &&
    baseline.heartRate <= TACHYCARDIA &&
    10 * rate >= 11 * baseline.heartRate,
);
export const tachycardiaOver = rateIs(
  (rate, baseline) => rate <= 96 || (baseline !== null && 100 * rate <= 105 * baseline.heartRate),
);

/** HR-04: 150 or more, or 130 or more for longer. */
export const extremeTachycardia = whenRate(EXTREME_HIGH, (rate) => rate >= EXTREME_HIGH);
export const sustainedTachycardia = whenRate(SUSTAINED_HIGH, (rate) => rate >= SUSTAINED_HIGH);
export const extremeTachycardiaOver = rateIs(
  (rate, baseline) => rate < SUSTAINED_HIGH && rate <= Math.max(125, baseline?.heartRate ?? 0),
);

/** HR-05: for whoever came with more than 100, a fifth above that. */
export const tachycardiaRisen = whenRate(
  (baseline) => (baseline === null ? TACHYCARDIA : (12 * baseline.heartRate) / 10),
  (rate, baseline) => baseline !== null && baseline.heartRate > TACHYCARDIA && 10 * rate >= 12 * baseline.heartRate,
);
export const risenTachycardiaOver = rateIs(
  (rate, baseline) => baseline !== null && 100 * rate < 115 * baseline.heartRate,
);

/** RH-01: AF as the monitor codes it, where the baseline's rhythm was not AF. Unknown is not AF. */
export const newAtrialFibrillation = ({ rhythm, baseline, heartRate }: ChairFacts): Cause | null =>
  rhythm.state === 'fresh' &&
  rhythm.value === 'atrialFibrillation' &&
  baseline !== null &&
  baseline.rhythm !== 'atrialFibrillation'
    ? causeOf('rhythm', {
        value: heartRate.state === 'fresh' ? heartRate.value : null,
        baseline: baseline.heartRate,
        measuredAt: rhythm.measuredAt,
      })
    : null;
export const atrialFibrillationOver = ({ rhythm }: ChairFacts): boolean =>
  rhythm.state === 'fresh' && rhythm.value !== 'atrialFibrillation';

/** RH-01 is high when the heart is fast as well. */
export const atrialFibrillationPriority = ({ heartRate }: ChairFacts): Priority =>
  heartRate.state === 'fresh' && heartRate.value >= SUSTAINED_HIGH ? 'high' : 'medium';
