import type { EscalationStep } from '../../shared/alarms/alert.ts';
import type { TimelineEntry } from '../../shared/board/views.ts';
import type { SuiteEvent } from '../../shared/session/suite.ts';
import { alertText } from './alerts-en.ts';
import { readable } from './refusals-en.ts';
import { causeText, ruleText } from './rules-en.ts';

/** What the timeline calls each event of the record. */
const EVENTS: Readonly<Record<SuiteEvent['type'], string>> = {
  'patient-assigned': 'Assigned to this chair',
  'patient-arrived': 'Arrived',
  'session-cancelled': 'Cancelled',
  'monitor-bound': 'Monitor bound',
  'monitor-taken-off': 'Monitor taken off',
  'vitals-charted': 'Vitals charted by hand',
  'identity-mismatched': 'Monitor names another patient',
  'identity-settled': 'Identity settled by two identifiers',
  'preparation-completed': 'Preparation complete',
  'weight-corrected': 'Weight corrected',
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

/** How a field is said; one that is not here is named and shown as it is. */
const FIELDS: Readonly<Record<string, (value: string) => string>> = {
  rateMlPerHour: (value) => `${value} mL/h`,
  doseMg: (value) => `${value} mg`,
  deliveredMl: (value) => `${value} mL given`,
  weightKg: (value) => `${value} kg`,
  entered: (value) => `entered as ${value}`,
  heartRate: (value) => `HR ${value}`,
  spo2: (value) => `SpO₂ ${value} %`,
  systolic: (value) => `SBP ${value}`,
  courseDay: (value) => `day ${value}`,
  padss: (value) => `score ${value} of 10`,
  source: (value) => value,
  text: (value) => value,
  note: (value) => value,
  reason: (value) => value,
  because: (value) => value,
  decision: (value) => value,
  step: (value) => (isStep(value) ? alertText.escalatedTo[value] : value),
};

const isStep = (value: string): value is EscalationStep => Object.hasOwn(alertText.escalatedTo, value);

/** The rest of an entry in one line: "New bradycardia: HR 47, baseline 72" or "75 mL/h". */
export function fieldsText({ fields, alarm }: TimelineEntry): string {
  const said = Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => fieldText(name, value));
  if (alarm === null) return said.join(' · ');
  const { sentence } = ruleText(alarm.rule);
  return [alarm.cause === null ? sentence : `${sentence}: ${causeText(alarm.cause)}`, ...said].join(' · ');
}

function fieldText(name: string, value: string | number): string {
  const words = typeof value === 'number' ? String(Math.round(value * 10) / 10) : opened(value);
  return FIELDS[name]?.(name === 'step' ? String(value) : words) ?? `${readable(name)} ${words}`;
}

/** Codes such as "sideEffect" are opened up; what people typed is left as it is. */
const opened = (value: string): string => (/^[a-z]+([A-Z][a-z]+)+$/.test(value) ? readable(value) : value);
