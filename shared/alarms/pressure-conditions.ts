import { deviatesByMoreThan, type ExactMean, meanForDisplay } from '../kernel/exact.ts';
import { minutes } from '../kernel/units.ts';
import type { Baseline } from '../session/baseline.ts';
import type { Pressure } from '../vitals/pressure.ts';
import type { ChairFacts } from './alarm-facts.ts';
import type { Cause } from './alert.ts';
import { causeOf, isWorse, measuredCause } from './cause.ts';

type Part = 'systolic' | 'mean' | 'diastolic';

/** Absolute limits of BP-03, mmHg: severe hypertension and shock whatever the baseline. */
const SYSTOLIC_HIGH = 180;
const DIASTOLIC_HIGH = 120;
const SYSTOLIC_LOW = 80;
const MEAN_LOW = 55;

/** A part of the pressure strictly more than `percent` % from its baseline; exact (kernel/exact.ts). */
function beyond(part: Part, pressure: Pressure, baseline: Baseline, percent: number): Cause | null {
  const [value, mean] = [pressure[part], baseline[part]];
  if (value === null || mean === null || !deviatesByMoreThan(value, mean, percent)) return null;
  return measuredCause(part, value, mean, bound(value, mean, percent), pressure.measuredAt);
}

/** The bound that was crossed, in mmHg and for showing. */
const bound = (value: number, mean: ExactMean, percent: number): number => {
  const normal = meanForDisplay(mean);
  return (normal * (100 + (value > normal ? percent : -percent))) / 100;
};

/** The worse of systolic and mean; the diastolic alone is BP-01D's (clinical decision 11). */
function systolicOrMean(pressure: Pressure | null, baseline: Baseline | null, percent: number): Cause | null {
  if (pressure === null || baseline === null) return null;
  const systolic = beyond('systolic', pressure, baseline, percent);
  const mean = beyond('mean', pressure, baseline, percent);
  return systolic !== null && mean !== null && isWorse(mean, systolic) ? mean : (systolic ?? mean);
}

/** BP-01: strictly more than 20 %. */
export const pressureChanged = ({ pressure, baseline }: ChairFacts): Cause | null =>
  systolicOrMean(pressure, baseline, 20);

/** BP-02: BP-01 twice in a row, by two measurements. */
export const pressureChangeConfirmed = (facts: ChairFacts): Cause | null =>
  systolicOrMean(facts.previousPressure, facts.baseline, 20) === null ? null : pressureChanged(facts);

/** BP-01D: the diastolic more than 20 % away while systolic and mean are within. */
export const diastolicChangedAlone = (facts: ChairFacts): Cause | null => {
  const { pressure, baseline } = facts;
  if (pressure === null || baseline === null || pressureChanged(facts) !== null) return null;
  return beyond('diastolic', pressure, baseline, 20);
};

/** BP-03: an absolute crisis, or more than 40 %. The crisis first: it alone prompts for the MET call. */
export const pressureCrisis = ({ pressure, baseline }: ChairFacts): Cause | null => {
  if (pressure === null) return null;
  const { systolic, mean, diastolic, measuredAt } = pressure;
  const cause = (part: Part, value: number, limit: number): Cause =>
    measuredCause(part, value, baseline?.[part] ?? null, limit, measuredAt);
  if (systolic < SYSTOLIC_LOW) return cause('systolic', systolic, SYSTOLIC_LOW);
  if (mean !== null && mean < MEAN_LOW) return cause('mean', mean, MEAN_LOW);
  if (systolic >= SYSTOLIC_HIGH) return cause('systolic', systolic, SYSTOLIC_HIGH);
  if (diastolic !== null && diastolic >= DIASTOLIC_HIGH) return cause('diastolic', diastolic, DIASTOLIC_HIGH);
  return systolicOrMean(pressure, baseline, 40);
};

/** SBP < 80 or MAP < 55: of BP-03's causes the ones that prompt for the MET call (clinical decision 18). */
export const isShock = ({ what, value }: Cause): boolean =>
  value !== null && ((what === 'systolic' && value < SYSTOLIC_LOW) || (what === 'mean' && value < MEAN_LOW));

const within = (parts: readonly Part[], { pressure, baseline }: ChairFacts, percent: number): boolean =>
  pressure !== null && baseline !== null && parts.every((part) => beyond(part, pressure, baseline, percent) === null);

/** BP-01 and BP-02 clear on a reading with both within 15 %. */
export const pressureSettled = (facts: ChairFacts): boolean => within(['systolic', 'mean'], facts, 15);
export const diastolicSettled = (facts: ChairFacts): boolean => within(['diastolic'], facts, 15);
export const noPressureCrisis = (facts: ChairFacts): boolean =>
  facts.pressure !== null && pressureCrisis(facts) === null;

/** BP-06 from 2:00 past due, BP-07 from 5:00 past due or when a requested repeat is 3:00 late. */
const overdue =
  (level: 'low' | 'medium') =>
  ({ pressureOverdue, pressure }: ChairFacts): Cause | null =>
    pressureOverdue === null || (level === 'medium' && pressureOverdue.level === 'low')
      ? null
      : causeOf('clock', {
          limit: pressureOverdue.limit / minutes(1),
          measuredAt: pressure?.measuredAt ?? null,
        });
export const pressureLate = overdue('low');
export const pressureVeryLate = overdue('medium');
export const pressureNotLate = ({ pressureOverdue }: ChairFacts): boolean => pressureOverdue === null;
