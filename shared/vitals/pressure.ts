import type { SourceId } from '../kernel/ids.ts';
import { earlier, type Instant, instant, type MmHg, mmHg } from '../kernel/units.ts';
import type { NumericParameter, Report, TimeBasis } from './observation.ts';

/** One cuff measurement. Its three numbers belong together and share one time. */
export type Pressure = {
  readonly systolic: MmHg;
  readonly diastolic: MmHg | null;
  readonly mean: MmHg | null;
  /** When the cuff measured, on the station's clock; receipt time where the monitor gave none. */
  readonly measuredAt: Instant;
  /** When the cuff measured, on the monitor's own clock: tells one measurement from the next. */
  readonly deviceTime: Instant | null;
  readonly receivedAt: Instant;
  readonly source: SourceId;
  readonly by: 'monitor' | 'hand';
};

export type MeasuredPressure = { readonly pressure: Pressure; readonly timeBasis: TimeBasis };

/**
 * When the cuff measured, on the station's clock. The monitor's clock may be hours off, so only the age is
 * taken from it: time sent minus time measured, both by the monitor, counted back from receipt. Where the
 * message carries no time of its own the measurement's is taken as it stands. Never later than receipt.
 */
function measuredAt({ receivedAt, sentAt }: Report, observedAt: Instant | null, timeBasis: TimeBasis): Instant {
  if (observedAt === null || timeBasis !== 'measurement') return receivedAt;
  return earlier(receivedAt, sentAt === null ? observedAt : instant(receivedAt - (sentAt - observedAt)));
}

/**
 * The cuff measurement in one report, if there is one. A systolic number is needed: a mean or diastolic
 * alone judges nothing.
 */
export function pressureIn(report: Report): MeasuredPressure | null {
  const find = (parameter: NumericParameter) => report.observations.find((o) => o.parameter === parameter);
  const systolic = find('nibpSystolic');
  if (typeof systolic?.value !== 'number') return null;
  const rounded = (parameter: NumericParameter) => {
    const value = find(parameter)?.value;
    return typeof value === 'number' ? mmHg(value) : null;
  };
  return {
    timeBasis: systolic.timeBasis,
    pressure: {
      systolic: mmHg(systolic.value),
      diastolic: rounded('nibpDiastolic'),
      mean: rounded('nibpMean'),
      measuredAt: measuredAt(report, systolic.observedAt, systolic.timeBasis),
      deviceTime: systolic.observedAt,
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
  return timeBasis !== 'measurement' || last.deviceTime === next.deviceTime;
}
