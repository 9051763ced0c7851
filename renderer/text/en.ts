import type { Role } from '../../shared/access/roles.ts';
import type { PhysicianDecision, Priority } from '../../shared/alarms/alert.ts';
import type { NextAction } from '../../shared/board/views.ts';
import type { ImplausibleBaseline } from '../../shared/session/baseline.ts';
import type { BagMethod, Outcome, PauseReason, Phase, StopReason } from '../../shared/session/session-state.ts';
import type { Rhythm } from '../../shared/vitals/observation.ts';

/** Every word on screen. Rules, refusals and the record's events have their own files beside this one. */
export const text = {
  suite: 'Infusion suite',
  secondary: "Secondary display. The patient monitors' own alarms must stay on.",
  chairsInUse: (used: number) => `${used} of 8 chairs`,
  provider: 'Provider on site',
  providerShort: 'On site',
  noProvider: 'No provider on site',
  simulation: 'SIMULATION',
  simulationAt: (rate: number) => (rate <= 1 ? 'SIMULATION' : `SIMULATION ×${rate}`),
  notRecording: 'NOT RECORDING. What happens now is shown but not kept: chart on paper.',
  linkLost: 'LINK LOST. This screen gets nothing from the station: look at the monitors.',
  linkLostShort: 'LINK LOST',
  outdated: 'THIS PAGE IS OUT OF DATE and shows nothing current: load it again.',
  connecting: 'Connecting to the station',
  linkLive: 'link on',
  soundOn: 'sound on',
  soundOff: 'SOUND OFF: press to enable',
  minutesAgoShort: (n: number) => (n < 1 ? 'just now' : `${n} min ago`),
  navigation: { board: 'Board', alarms: 'Alarms', physician: 'Physician', staff: 'Staff' },
  screens: 'Screens',
  alarms: 'Alarms',
  moreAlarms: (n: number) => `+${n} more`,
  noAlarms: 'no alarms',
  suiteAlarm: 'SUITE',
  chairAlarm: (chair: number) => `CHAIR ${chair}`,
  notRecorded: 'not recorded',
  choose: 'choose',
  signIn: 'Sign in',
  signOut: 'Sign out',
  close: 'Close',
  send: 'Confirm',
  sending: 'Sending…',
  done: 'Recorded',
  dashes: '– –',
  unknown: '–',
} as const;

export const tileText = {
  chair: (chair: number) => `Chair ${chair}`,
  heartRate: 'Heart rate',
  spo2: 'SpO2',
  bloodPressure: 'Blood pressure',
  rhythm: 'Rhythm',
  respiration: 'Respiratory rate',
  change: 'Change from baseline',
  heartRateShort: 'HR',
  pulseShort: 'PULSE',
  spo2Short: 'SpO₂ %',
  pressureShort: 'BP mmHg',
  byHand: 'by hand',
  questionable: 'questionable',
  rhythmNotReported: ['rhythm', 'not sent'] as const,
  noBaseline: 'no base',
  noValue: 'no value',
  notFresh: (age: string) => `no current value for ${age}`,
  noPressure: 'no BP yet',
  pressureAge: (minutes: number) => (minutes < 1 ? 'BP just now' : `BP ${minutes} min ago`),
  free: 'free',
  cleaning: 'to be cleaned',
  noMonitor: 'NO MONITOR',
  monitorSilent: (age: string) => `SILENT ${age}`,
  slowFeed: (seconds: number) => `SLOW FEED ${seconds} s`,
  identity: 'IDENTITY?',
  stopThePump: 'STOP THE PUMP',
  stopThePumpNote: 'tap when the pump is stopped',
  emergency: 'EMERGENCY',
  noNurse: 'no nurse',
  noName: 'no name shown',
  dose: (given: number, ordered: number) => `≈ ${given} of ${ordered} mg`,
  doseSpoken: (given: number, ordered: number) => `about ${given} of ${ordered} mg given, by clock`,
  courseDay: (day: number) => `day ${day} of 5`,
  notAccepted: 'not accepted',
  over: 'over, not accepted',
  accepted: (who: string, age: string) => `✓ ${who} ${age}`,
  physicianLeft: (left: string) => `MD ${left}`,
  more: (n: number) => `+${n}`,
  unassigned: (n: number) => (n === 1 ? '1 monitor unassigned' : `${n} monitors unassigned`),
  noneBeyond: 'within 20 %',
  beyond: 'more than 20 %',
} as const;

export const laneText = {
  nurses: 'Nurses',
  load: (load: number) => `1:${load}`,
  free: 'free',
  until: (time: string) => `until ${time}`,
  nobody: 'No nurse on shift',
} as const;

export const PHASES: Readonly<Record<Phase, { readonly word: string; readonly sentence: string }>> = {
  EMPTY: { word: 'FREE', sentence: 'Free' },
  ASSIGNED: { word: 'EXPECTED', sentence: 'Expected, not here yet' },
  PREP: { word: 'PREPARE', sentence: 'Preparation' },
  BASELINE: { word: 'BASELINE', sentence: 'Baseline is being taken' },
  READY: { word: 'READY', sentence: 'Ready for the infusion' },
  INFUSING: { word: 'INFUSING', sentence: 'Infusion runs' },
  PAUSED: { word: 'PAUSED', sentence: 'Infusion paused' },
  RECOVERY: { word: 'RECOVERY', sentence: 'Recovery' },
  DISCHARGE_READY: { word: 'DISCHARGE', sentence: 'Ready for discharge' },
  CLOSED: { word: 'CLOSED', sentence: 'Session closed' },
  TURNOVER: { word: 'CLEANING', sentence: 'Chair is being cleaned' },
};

/** On a tile one verb of at most eleven letters; elsewhere the sentence. */
export const ACTIONS: Readonly<Record<NextAction, { readonly verb: string; readonly sentence: string }>> = {
  arrive: { verb: 'arrive', sentence: 'Check two identifiers and record the arrival' },
  bindMonitor: { verb: 'monitor', sentence: 'Choose the monitor that watches this patient' },
  prepare: { verb: 'prepare', sentence: 'Weight, driver and checklist' },
  acceptBaseline: { verb: 'baseline', sentence: 'Look at the baseline and accept it' },
  releaseBaseline: { verb: 'MD release', sentence: 'A physician must release this baseline' },
  renewBaseline: { verb: 'renew base', sentence: 'The baseline has run out: take one set and renew it' },
  ondansetron: { verb: 'ondansetron', sentence: 'Ondansetron: given, declined or contraindicated' },
  prepareDose: { verb: 'dose', sentence: 'Prepare the dose' },
  verifyDose: { verb: 'verify dose', sentence: 'A second clinician checks the dose alone' },
  start: { verb: 'start', sentence: 'Start the infusion' },
  pressure: { verb: 'BP', sentence: 'Next blood pressure' },
  repeatPressure: { verb: 'repeat BP', sentence: 'Repeat the blood pressure' },
  endInfusion: { verb: 'end', sentence: 'End the infusion and record the volume given' },
  confirmPumpStopped: { verb: 'pump off?', sentence: 'Stop the pump by hand, then confirm it here' },
  resume: { verb: 'resume', sentence: 'Resume the infusion' },
  assess: { verb: 'assess', sentence: 'Assess for discharge' },
  discharge: { verb: 'discharge', sentence: 'Discharge with a known driver' },
  clean: { verb: 'clean', sentence: 'Begin cleaning the chair' },
  cleaned: { verb: 'cleaned?', sentence: 'Say that the chair is clean' },
  settleIdentity: { verb: 'identity?', sentence: 'Who is on this monitor? Check two identifiers' },
  acceptHandover: { verb: 'hand-over', sentence: 'Accept or decline the hand-over' },
};

export const RHYTHM_WORDS: Readonly<Record<Rhythm, { readonly short: string; readonly full: string }>> = {
  sinus: { short: 'sinus', full: 'sinus rhythm' },
  atrialFibrillation: { short: 'AF', full: 'atrial fibrillation' },
  atrialFlutter: { short: 'flutter', full: 'atrial flutter' },
  paced: { short: 'paced', full: 'paced' },
  asystole: { short: 'asyst.', full: 'asystole' },
  ventricularTachycardia: { short: 'VT', full: 'ventricular tachycardia' },
  ventricularFibrillation: { short: 'VF', full: 'ventricular fibrillation' },
  supraventricularTachycardia: { short: 'SVT', full: 'supraventricular tachycardia' },
  bradycardia: { short: 'brady', full: 'bradycardia' },
  tachycardia: { short: 'tachy', full: 'tachycardia' },
  other: { short: 'other', full: 'another rhythm' },
};

export const PRIORITY_WORDS: Readonly<Record<Priority, { readonly marks: string; readonly word: string }>> = {
  high: { marks: '!!!', word: 'high' },
  medium: { marks: '!!', word: 'medium' },
  low: { marks: '!', word: 'low' },
};

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  nurse: 'Nurse',
  charge: 'Charge nurse',
  physician: 'Physician',
  administrator: 'Administrator',
};

export const DECISION_WORDS: Readonly<Record<PhysicianDecision, string>> = {
  continue: 'Continue',
  slow: 'Slow down',
  pause: 'Pause',
  stop: 'Stop',
  treat: 'Treat',
};

export const PAUSE_WORDS: Readonly<Record<PauseReason, string>> = {
  patientRequest: 'Patient asks',
  sideEffect: 'Side effect',
  bloodPressure: 'Blood pressure',
  lineProblem: 'Line problem',
  monitorLoss: 'Monitor lost',
  toilet: 'Toilet',
  other: 'Other',
};

export const STOP_WORDS: Readonly<Record<StopReason, string>> = {
  alarm: 'Alarm',
  sideEffect: 'Side effect',
  patientChoice: 'Patient’s choice',
  technical: 'Technical',
  other: 'Other',
};

export const METHOD_WORDS: Readonly<Record<BagMethod, string>> = {
  withdraw: 'Withdraw: diluent out, drug in',
  add: 'Add: drug into the full bag',
  dilute: 'Dilute to 1 mg/mL',
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  COMPLETED: 'Completed',
  DISCONTINUED: 'Discontinued',
  NOT_STARTED: 'Not started',
  TRANSFERRED: 'Transferred',
};

export const IMPLAUSIBLE_WORDS: Readonly<Record<ImplausibleBaseline, string>> = {
  systolicHigh: 'systolic pressure is high',
  systolicLow: 'systolic pressure is low',
  diastolicHigh: 'diastolic pressure is high',
  meanLow: 'mean pressure is low',
  heartRateLow: 'heart rate is low',
  heartRateHigh: 'heart rate is high',
  spo2Low: 'SpO2 is low',
  newAtrialFibrillation: 'atrial fibrillation that was not known',
};
