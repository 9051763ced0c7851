import type { Refusal } from '../../shared/kernel/result.ts';
import { instant } from '../../shared/kernel/units.ts';
import type { CallError, Seat } from '../../shared/link/contract.ts';
import type { SessionRefusal } from '../../shared/session/refusals.ts';
import { timeOfDayWithSeconds } from './durations.ts';
import { PHASES, ROLE_WORDS } from './en.ts';
import { REASONS } from './reasons-en.ts';

/**
 * A sentence for every reason the station may give. A sentence names its fields as {field}; a suffix says
 * how a number is drawn: {secondsLeft:clock}, {needMs:duration}, {endsAt:time}, {phase:phase}, {parameter:words}.
 */
const SENTENCES: Readonly<Record<SessionRefusal, string>> = {
  'wrong-phase': 'Not possible in this phase: {phase:phase}.',
  'before-last-move': 'Dated {minutesAgo} min ago, before the last move of this session: at most {minutesMost} min.',
  'mrn-differs': 'The record number is not this patient’s.',
  'birth-date-differs': 'The birth date is not this patient’s.',
  'patient-in-other-chair': 'This patient already sits in chair {chair}.',
  'identity-in-question': 'The monitor names another patient: check two identifiers first.',
  'no-identity-question': 'Nobody’s identity is in question here.',
  emergency: 'An emergency is open on this chair.',
  'no-emergency': 'No emergency is open on this chair.',
  'met-already-called': 'The emergency team has been called already.',
  'unknown-person': 'The station does not know this person.',
  'not-a-nurse': 'This person is not a nurse.',
  'nurse-not-on-shift': 'This nurse is not on shift.',
  'nurse-ratio':
    'This nurse already has {chairs} chairs, and {most} is the most. A charge nurse may override it, with a reason.',
  'override-needs-charge': 'Only the charge nurse may override one nurse to two patients.',
  'override-too-long': 'An override lasts at most {minutesMost} min.',
  'already-on-shift': 'Already on shift.',
  'not-on-shift': 'Not on shift.',
  'nurse-has-chairs': 'Still has {chairs} chairs: hand them over first.',
  'not-a-physician': 'This person is not a physician.',
  'already-on-site': 'Already declared on site.',
  'not-on-site': 'Not declared on site.',
  'no-provider-on-site': 'No provider is declared on site.',
  'already-the-nurse': 'Is the nurse of this chair already.',
  'not-your-chair': 'This is not your chair.',
  'no-handover': 'No hand-over is offered.',
  'not-offered-to-you': 'The hand-over is offered to somebody else.',
  'unknown-source': 'The station has never heard of this monitor.',
  'monitor-bound-elsewhere': 'This monitor is bound to the patient in chair {chair}.',
  'monitor-watches-another-chair': 'This monitor watches chair {chair}.',
  'monitor-not-bound': 'No monitor is bound to this patient.',
  'diastolic-not-below-systolic': 'The diastolic pressure must be below the systolic.',
  'baseline-missing': 'There is no accepted baseline.',
  'baseline-expired': 'The baseline ran out {secondsOver:clock} ago: take one set and renew it.',
  'baseline-still-valid': 'The baseline is good for another {secondsLeft:clock}.',
  'baseline-not-released': 'The baseline is unusual: a physician must release it first.',
  'baseline-needs-no-release': 'This baseline needs no release.',
  'ondansetron-open': 'Ondansetron is neither given nor declined nor contraindicated yet.',
  'ondansetron-limit': 'Ondansetron was given {doses} times; {most} doses are the most.',
  'ondansetron-contraindicated': 'Ondansetron is contraindicated for this patient.',
  'weight-missing': 'There is no weight yet.',
  'second-look-needed': 'The dose is {doseMg} mg, above 100 mg: somebody must look a second time.',
  'dose-missing': 'No dose has been prepared.',
  'dose-not-verified': 'A second clinician has not verified the dose.',
  'dose-already-verified': 'The dose is verified already.',
  'same-clinician': 'Whoever prepared the dose cannot be the second clinician.',
  'pressure-missing': 'There is no blood pressure of this patient.',
  'pressure-too-old': 'The blood pressure is too old: measure again.',
  'ecg-not-fresh': 'The ECG gives no current value.',
  'spo2-not-fresh': 'SpO2 gives no current value.',
  'heart-rate-missing': 'There is no heart rate of this patient.',
  'heart-rate-too-old': 'The heart rate is {secondsOld:clock} old; at most {secondsMost:clock}.',
  'spo2-missing': 'There is no SpO2 of this patient.',
  'spo2-too-old': 'The SpO2 is {secondsOld:clock} old; at most {secondsMost:clock}.',
  'pump-rate-off': 'The pump’s rate is {offPercent} % off the order; at most {limitPercent} %.',
  'alert-unaccepted': '{count} alarms of this chair are not accepted.',
  'resume-needs-physician': 'A physician must allow this resume.',
  'resume-already-allowed': 'The resume is allowed already.',
  'pump-stop-already-confirmed': 'The pump is confirmed as stopped already.',
  'pump-may-run': 'The pump may still run: stop it by hand and confirm that here first.',
  'nothing-to-undo': 'There is no stop to undo.',
  'undo-over': 'The time to undo ended {secondsOver:clock} ago.',
  'pump-already-stopped': 'The pump is confirmed as stopped: the stop stands.',
  'shortfall-needs-reason': '{deliveredMl} of {bagMl} mL were given, less than {leastMl} mL: say why.',
  'delivered-more-than-bag': '{deliveredMl} mL is more than the bag held ({bagMl} mL).',
  'recovery-not-over': 'Recovery has {secondsLeft:clock} to go. Nobody can shorten it.',
  'not-assessed': 'The assessment for discharge is missing.',
  'pressure-beyond-limit':
    '{what} {value} is more than {limitPercent} % from the baseline: wait, or a physician overrides.',
  'padss-too-low': 'PADSS {padss}: at least {least} is needed.',
  'driver-not-present': 'The driver has not been seen.',
  'driver-rideshare': 'A rideshare is not a known driver.',
  'driver-taxi': 'A taxi is not a known driver.',
  'driver-public-transport': 'Public transport is not a known driver.',
  'driver-alone': 'Nobody goes home alone.',
};

const isPhase = (value: string): value is keyof typeof PHASES => Object.hasOwn(PHASES, value);

function drawn(value: string | number, as: string | undefined): string {
  const word = String(value);
  if (as === 'phase') return isPhase(word) ? PHASES[word].word.toLowerCase() : word;
  if (as === 'time') return timeOfDayWithSeconds(instant(Number(value)));
  if (as === 'words') return readable(word);
  if (as === undefined) return typeof value === 'number' ? String(Math.round(value * 100) / 100) : word;
  const seconds = as === 'clock' ? Number(value) : Math.round(Number(value) / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "some-new-code" and its fields in readable form: nothing the station says is ever hidden. */
const unknownText = ({ code, fields = {} }: Refusal): string => {
  const details = Object.entries(fields).map(([name, value]) => `${readable(name)} ${value}`);
  return [readable(code), ...details].join(', ');
};

/** "bag-out-of-range" and "leastMl" as words. */
export const readable = (name: string): string =>
  name
    .replaceAll('-', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();

const isKnown = (code: string): code is SessionRefusal => Object.hasOwn(SENTENCES, code);

/** A sentence that lacks one of its fields would read like a wrong one. */
const fits = (sentence: string, fields: NonNullable<Refusal['fields']>): boolean =>
  [...sentence.matchAll(/\{(\w+)/g)].every(([, name = '']) => fields[name] !== undefined);

export function refusalText(refusal: Refusal): string {
  const { code, fields = {} } = refusal;
  const sentences = [isKnown(code) ? SENTENCES[code] : undefined, REASONS[code]];
  const sentence = sentences.find((one) => one !== undefined && fits(one, fields));
  if (sentence === undefined) return unknownText(refusal);
  return sentence.replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, as: string | undefined) =>
    drawn(fields[name] ?? '', as),
  );
}

const seatWords = (seat: Seat): string => (seat === 'display' ? 'anyone' : ROLE_WORDS[seat].toLowerCase());

const ERRORS: Readonly<Record<Exclude<CallError['code'], 'refused' | 'bad-input' | 'not-permitted'>, string>> = {
  'unknown-call': 'The station does not know this act: reload this page.',
  conflict: 'Somebody else acted first: look again.',
  'not-recorded': 'It could not be written down, so nothing has happened. Chart on paper and try again.',
  'not-connected': 'No link to the station: nothing was sent.',
  'too-slow': 'The station did not answer in time. Look whether it has happened before trying again.',
  failed: 'The station failed on this: nothing has happened.',
};

export function errorText(error: Exclude<CallError, { code: 'refused' }>): string {
  if (error.code === 'not-permitted') return `Only for: ${error.needs.map(seatWords).join(', ')}.`;
  if (error.code !== 'bad-input') return ERRORS[error.code];
  return `Please look again at: ${error.at === '' ? 'the form' : readable(error.at)} (${error.text}).`;
}
