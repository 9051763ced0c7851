import { holds } from '../access/roles.ts';
import type { Priority } from '../alarms/alert.ts';
import type { Chair, PersonId } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/result.ts';
import { between, type Instant, type Millis } from '../kernel/units.ts';
import { isOnShift } from '../nursing/load.ts';
import type { Staffing } from '../nursing/staffing.ts';
import { type ChairVitals, intervalOf, type Track } from '../vitals/chair-vitals.ts';
import { freshness } from '../vitals/freshness.ts';
import { SENSOR_OF } from '../vitals/observation.ts';
import { chartedWithin } from './charted-vitals.ts';
import { lastPressure } from './clocks.ts';
import type { DecideContext } from './decide-context.ts';
import { unaccepted } from './open-alerts.ts';
import { isIn, RATIO_PHASES } from './phases.ts';
import { refusal, type SessionRefusal, wholeSeconds } from './refusals.ts';
import type { Patient, Session } from './session-state.ts';

/** Guards that more than one act asks. Each gives its one reason, or null when there is nothing against it. */
type Guard = Refusal | null;

export const when = (broken: boolean, code: SessionRefusal, fields?: Refusal['fields']): Guard =>
  broken ? refusal(code, fields) : null;

/** Two identifiers: both must be the patient's own. Each that is not has its own reason. */
export const identifiersMatch = (patient: Patient, given: Pick<Patient, 'mrn' | 'birthDate'>): readonly Guard[] => [
  when(given.mrn !== patient.mrn, 'mrn-differs'),
  when(given.birthDate !== patient.birthDate, 'birth-date-differs'),
];

export const identitySettled = (session: Session): Guard =>
  when(session.identityMismatch !== null, 'identity-in-question');

export const noEmergency = (session: Session): Guard => when(session.emergencySince !== null, 'emergency');

/** Chairside does not control the pump: that it stands still is for a person to say (clinical decision 1). */
export const pumpStands = (session: Session): Guard =>
  when(isIn(session, RATIO_PHASES) && !session.infusion.pumpStopConfirmed, 'pump-may-run');

export function noUnaccepted(context: DecideContext, chair: Chair, least: Priority): Guard {
  const count = unaccepted(context.state.alerts, chair, least).length;
  return when(count > 0, 'alert-unaccepted', { count });
}

/** @param at the moment the act is dated to; a pressure measured after it was not known then */
export function pressureNotOlderThan(session: Session, vitals: ChairVitals, at: Instant, most: Millis): Guard {
  const pressure = lastPressure(session, vitals, at);
  if (pressure === null) return refusal('pressure-missing');
  return notOlderThan(pressure.measuredAt, at, most, 'pressure-too-old');
}

export function notOlderThan(from: Instant, now: Instant, most: Millis, code: SessionRefusal): Guard {
  const age = between(from, now);
  return when(age > most, code, { secondsOld: wholeSeconds(age), secondsMost: wholeSeconds(most) });
}

/**
 * Is the feed live: a reading that has not gone stale, from a sensor that is on? A number that a monitor still
 * sends while it calls the sensor off is not to be trusted.
 */
const isLive = (vitals: ChairVitals, of: 'heartRate' | 'spo2', now: Instant): boolean => {
  const track: Track = vitals.tracks[of];
  const { reading } = track;
  const isOff = vitals.faults[SENSOR_OF[of]] !== undefined;
  return !isOff && reading !== null && freshness(reading.receivedAt, intervalOf(track), now) === 'fresh';
};

/** ECG and SpO2 are live, or a set was charted by hand no longer ago than this (clinical decision 9). */
export const liveOrCharted = (session: Session, vitals: ChairVitals, now: Instant, most: Millis): readonly Guard[] => {
  if (chartedWithin(session, now, most)) return [];
  return [
    when(!isLive(vitals, 'heartRate', now), 'ecg-not-fresh'),
    when(!isLive(vitals, 'spo2', now), 'spo2-not-fresh'),
  ];
};

/** May this person be a chair's nurse now? Nurses and charge nurses on shift may. */
export function canNurse(staffing: Staffing, id: PersonId): readonly Guard[] {
  const person = staffing.people[id];
  if (person === undefined) return [refusal('unknown-person')];
  return [
    when(!holds(person, 'nurse') && !holds(person, 'charge'), 'not-a-nurse'),
    when(!isOnShift(staffing, id), 'nurse-not-on-shift'),
  ];
}
