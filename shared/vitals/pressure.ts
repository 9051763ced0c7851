import type { SourceId } from '../kernel/ids.ts';
import { type Instant, type MmHg, mmHg } from '../kernel/units.ts';
import type { NumericParameter, Report, TimeBasis } from './observation.ts';

/** One cuff measurement. Its three numbers belong together and share one time. */
export type Pressure = {
  readonly systolic: MmHg;
  readonly diastolic: MmHg | null;
  readonly mean: MmHg | null;
  /** When the cuff measured, on the station's clock; receipt time where the monitor gave none. */
  readonly measuredAt: Instant;
  readonly receivedAt: Instant;
  readonly source: SourceId;
  readonly by: 'monitor' | 'hand';
};

/** A cuff attempt that gave no number (the monitor said invalid, or nothing at all). */
export type PressureReport =
  | { readonly kind: 'measured'; readonly pressure: Pressure; readonly timeBasis: TimeBasis }
  | { readonly kind: 'failed' }
  | { readonly kind: 'none' };

/**
 * The cuff measurement in one report, if there is one.
 * A systolic number is needed: a mean or diastolic alone judges nothing. A measurement dated in the
 * station's future (a monitor clock that runs ahead) counts as measured on receipt.
 */
export function pressureIn(report: Report): PressureReport {
  const find = (parameter: NumericParameter) => report.observations.find((o) => o.parameter === parameter);
  const systolic = find('nibpSystolic');
  if (systolic === undefined) return { kind: 'none' };
  if (typeof systolic.value !== 'number') return { kind: 'failed' };
  const rounded = (parameter: NumericParameter) => {
    const value = find(parameter)?.value;
    return typeof value === 'number' ? mmHg(value) : null;
  };
  const measuredAt =
    systolic.observedAt === null || systolic.observedAt > report.receivedAt ? report.receivedAt : systolic.observedAt;
  return {
    kind: 'measured',
    timeBasis: systolic.timeBasis,
    pressure: {
      systolic: mmHg(systolic.value),
      diastolic: rounded('nibpDiastolic'),
      mean: rounded('nibpMean'),
      measuredAt,
      receivedAt: report.receivedAt,
      source: report.source,
      by: 'monitor',
    },
  };
}

/**
 * Monitors repeat their last pressure in every message. With a measurement time of its own, the same time
 * is the same measurement. Without one, the same three numbers again are taken for the same measurement:
 * an old pressure shown as new is worse than a new one shown as old.
 */
export function isSameMeasurement(last: Pressure, next: Pressure, timeBasis: TimeBasis): boolean {
  const equal = last.systolic === next.systolic && last.diastolic === next.diastolic && last.mean === next.mean;
  if (last.source !== next.source || !equal) return false;
  return timeBasis !== 'measurement' || last.measuredAt === next.measuredAt;
}
