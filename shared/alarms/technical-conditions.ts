import { minutes } from '../kernel/units.ts';
import type { Baseline } from '../session/baseline.ts';
import type { ChairFacts } from './alarm-facts.ts';
import type { Cause, Priority } from './alert.ts';
import { causeOf } from './cause.ts';
import type { Signal } from './signal.ts';

/** TEC-01: leads off, or no heart rate while the rest of the feed speaks. */
export const ecgMissing = (facts: ChairFacts): Cause | null => (facts.ecgMissing ? causeOf('ecg') : null);
export const ecgBack = ({ heartRate, baseline }: ChairFacts): boolean => isBack(heartRate, baseline);

/** TEC-02: probe off or no pulse. */
export const probeMissing = (facts: ChairFacts): Cause | null => (facts.probeMissing ? causeOf('spo2') : null);
export const probeBack = ({ spo2, baseline }: ChairFacts): boolean => isBack(spo2, baseline);

/**
 * Data again; or another monitor that never gave this signal to a patient without a baseline. With a
 * baseline "nothing yet" is only a station that has just started: that clears nothing.
 */
const isBack = ({ state }: Signal, baseline: Baseline | null): boolean =>
  state === 'fresh' || (state === 'none' && baseline === null);

/** TEC-01 and TEC-02: a patient with ketamine running must be seen; otherwise a prompt is enough. */
export const mediumWhileInfusing = ({ phase }: ChairFacts): Priority => (phase === 'INFUSING' ? 'medium' : 'low');

/** TEC-03: a judged number has aged. Medium once its feed counts as lost, 30 s for a feed of ordinary pace. */
export const valuesStale = ({ stale }: ChairFacts): Cause | null =>
  stale && causeOf(stale.what, { measuredAt: stale.since });
export const valuesFresh = ({ stale, heartRate, spo2, awaited }: ChairFacts): boolean =>
  stale === null && (!awaited || (heartRate.state !== 'none' && spo2.state !== 'none'));
export const stalePriority = ({ stale }: ChairFacts): Priority => (stale?.lost === true ? 'medium' : 'low');

/** TEC-04: the connection itself. */
export const linkLost = (facts: ChairFacts): Cause | null => (facts.linkLost ? causeOf('link') : null);
export const linkBack = (facts: ChairFacts): boolean => !facts.linkLost;

/** TEC-05: from the accepted baseline on; before it the board prompts (clinical decision 16). */
export const otherPatient = ({ identityMismatch, baseline }: ChairFacts): Cause | null =>
  identityMismatch && baseline !== null ? causeOf('identity') : null;
export const samePatient = ({ identityMismatch }: ChairFacts): boolean => !identityMismatch;

/** INF-01: infusing time past 42:00, medium past 45:00. */
export const infusionOverrun = ({ infusionOverrun: overrun }: ChairFacts): Cause | null =>
  overrun && causeOf('clock', { limit: overrun.limit / minutes(1) });
export const infusionNotOverrun = ({ infusionOverrun: overrun }: ChairFacts): boolean => overrun === null;
export const overrunPriority = ({ infusionOverrun: overrun }: ChairFacts): Priority => overrun?.level ?? 'low';
