import type { ExactMean } from '../kernel/exact.ts';
import { assertNever } from '../kernel/result.ts';
import type { Baseline, ImplausibleBaseline } from './baseline.ts';

/** What was measured of a baseline, before anybody accepted it. */
export type BaselineValues = Pick<Baseline, 'systolic' | 'diastolic' | 'mean' | 'heartRate' | 'spo2' | 'rhythm'>;

const REASONS: readonly ImplausibleBaseline[] = [
  'systolicHigh',
  'systolicLow',
  'diastolicHigh',
  'meanLow',
  'heartRateLow',
  'heartRateHigh',
  'spo2Low',
  'newAtrialFibrillation',
];

/**
 * Why a physician must release this baseline before a start (session 3.3, widened by decisions 14). A
 * diastolic or mean pressure that the monitor did not give is not judged.
 * @param previous the last accepted version: its atrial fibrillation is not new; null at the first
 */
export const implausibleReasons = (values: BaselineValues, previous: Baseline | null): readonly ImplausibleBaseline[] =>
  REASONS.filter((reason) => applies(reason, values, previous));

/** Bounds are compared on sum and count, so that a mean of exactly 180 is 180. */
function applies(reason: ImplausibleBaseline, values: BaselineValues, previous: Baseline | null): boolean {
  switch (reason) {
    case 'systolicHigh':
      return isAtLeast(values.systolic, 180);
    case 'systolicLow':
      return isBelow(values.systolic, 90);
    case 'diastolicHigh':
      return values.diastolic !== null && isAtLeast(values.diastolic, 110);
    case 'meanLow':
      return values.mean !== null && isBelow(values.mean, 65);
    case 'heartRateLow':
      return values.heartRate < 50;
    case 'heartRateHigh':
      return values.heartRate > 120;
    case 'spo2Low':
      return values.spo2 < 92;
    case 'newAtrialFibrillation':
      return values.rhythm === 'atrialFibrillation' && previous?.rhythm !== 'atrialFibrillation';
    default:
      return assertNever(reason);
  }
}

const isAtLeast = ({ sum, count }: ExactMean, limit: number): boolean => sum >= limit * count;
const isBelow = ({ sum, count }: ExactMean, limit: number): boolean => sum < limit * count;
