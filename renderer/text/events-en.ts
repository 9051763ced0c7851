import type { TimelineEntry } from '../../shared/board/views.ts';
import type { SuiteEvent } from '../../shared/session/suite.ts';
import { readable } from './refusals-en.ts';
import { ruleText } from './rules-en.ts';

/** What the timeline calls each event of the record. */
const EVENTS: Readonly<Record<SuiteEvent['type'], string>> = {
  'patient-assigned': 'Assigned to this chair',
  'patient-arrived': 'Arrived',
  'session-cancelled': 'Cancelled',
  'monitor-bound': 'Monitor bound',
  'identity-mismatched': 'Monitor names another patient',
  'identity-settled': 'Identity settled by two identifiers',
  'preparation-completed': 'Preparation complete',
  'baseline-accepted': 'Baseline accepted',
  'baseline-released': 'Baseline released by a physician',
  'baseline-renewed': 'Baseline renewed',
  'rebaseline-begun': 'New baseline begun',
  'ondansetron-given': 'Ondansetron given',
  'ondansetron-not-given': 'Ondansetron not given',
  'dose-prepared': 'Dose prepared',
  'dose-verified': 'Dose verified by a second clinician',
  'infusion-started': 'Infusion started',
  'infusion-paused': 'Infusion paused',
  'pump-stop-confirmed': 'Pump confirmed as stopped',
  'resume-allowed': 'Resume allowed by a physician',
  'infusion-resumed': 'Infusion resumed',
  'infusion-stopped': 'Infusion stopped',
  'stop-undone': 'Stop undone',
  'infusion-ended': 'Infusion ended',
  'recovery-extended': 'Recovery extended',
  'discharge-overridden': 'Pressure and score overridden for discharge',
  'assessed-ready': 'Assessed as ready for discharge',
  'returned-to-recovery': 'Back to recovery',
  discharged: 'Discharged',
  transferred: 'Transferred',
  'met-called': 'Emergency team called',
  'met-stood-down': 'Emergency stood down',
  'cleaning-begun': 'Cleaning begun',
  'chair-cleaned': 'Chair cleaned',
  'handover-offered': 'Hand-over offered',
  'handover-accepted': 'Hand-over accepted',
  'handover-declined': 'Hand-over declined',
  'nurse-reassigned': 'Given to another nurse',
  'person-registered': 'Person registered',
  'shift-begun': 'Shift begun',
  'shift-ended': 'Shift ended',
  'provider-on-site': 'Provider on site',
  'provider-left': 'Provider left',
  'ratio-override-granted': 'Ratio overridden',
  'alert-raised': 'Alarm',
  'alert-updated': 'Alarm changed',
  'alert-accepted': 'Alarm accepted',
  'alert-rejected': 'Alarm passed on',
  'alert-escalated': 'Alarm escalated',
  'alert-physician-acknowledged': 'Physician’s decision',
  'alert-returned': 'Alarm came back',
  'alert-resolved': 'Alarm over',
  'alert-latched': 'Alarm over, kept until accepted',
  'alert-cleared': 'Alarm closed',
  'station-started': 'Station started',
  'wall-clock-stepped': 'Station clock was set',
  'source-assigned': 'Monitor assigned',
};

const isKnown = (type: string): type is SuiteEvent['type'] => Object.hasOwn(EVENTS, type);

/** An event of a newer station keeps its own name, in readable form. */
export const eventText = (type: string): string => (isKnown(type) ? EVENTS[type] : readable(type));

/** Fields whose name would only be noise beside their value. */
const NAMELESS = ['what', 'text', 'decision', 'reason', 'note'];

/** The fields of an entry in one line: "New bradycardia · heart rate · value 47 · baseline 72". */
export const fieldsText = ({ fields }: TimelineEntry): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => fieldText(name, value))
    .join(' · ');

function fieldText(name: string, value: string | number): string {
  if (name === 'rule') return ruleText(String(value)).sentence;
  const words = typeof value === 'number' ? String(Math.round(value * 10) / 10) : opened(value);
  return NAMELESS.includes(name) ? words : `${readable(name)} ${words}`;
}

/** Codes such as "sideEffect" are opened up; what people typed is left as it is. */
const opened = (value: string): string => (/^[a-z]+([A-Z][a-z]+)+$/.test(value) ? readable(value) : value);
