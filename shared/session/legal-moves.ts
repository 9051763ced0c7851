import { RATIO_PHASES } from './phases.ts';
import type { Command } from './session-commands.ts';
import { ACTIVE_PHASES, type Phase } from './session-state.ts';

/** A command about one chair. Others are about people, monitors or one alert. */
type ChairCommand = Exclude<Extract<Command, { readonly chair: unknown }>, { readonly name: 'assignSource' }>;
export type ChairCommandName = ChairCommand['name'];

const BEFORE_START = ['ASSIGNED', 'PREP', 'BASELINE', 'READY'] as const;
const WITH_PATIENT = ['ASSIGNED', ...ACTIVE_PHASES] as const;

/** In which phases each act exists at all (state_transitions, clinical decision 4). Guards come after. */
export const LEGAL_MOVES = {
  /** A patient is given an empty, clean chair. */
  assign: ['EMPTY'],
  /** The patient is there and says who they are. */
  arrive: ['ASSIGNED'],
  /** Nothing was infused yet: the session ends as NOT_STARTED. After the start it is a stop. */
  cancel: BEFORE_START,
  /** Until the baseline is accepted. */
  bindMonitor: ['PREP', 'BASELINE'],
  /** Later two identifiers say whose numbers the other monitor shows; the baseline is kept (clinical decision 4). */
  rebindMonitor: ['READY', ...RATIO_PHASES],
  /** Where a monitor, its cuff or its wire fails: a person's own numbers (START and ASSESS take them). */
  chartVitals: ['BASELINE', 'READY', ...RATIO_PHASES],
  /** The patient gets dressed: from here on nobody waits for a signal (clinical decision 14). */
  monitorOff: ['DISCHARGE_READY'],
  /** A monitor can show a wrong id whenever it watches somebody. */
  settleIdentity: ACTIVE_PHASES,
  /** Weight, driver and the checklist; the rest timer begins. */
  completePreparation: ['PREP'],
  /** A wrong weight is put right as long as no drug has run on it (clinical decision 21). */
  reweigh: ['BASELINE', 'READY'],
  /** The nurse takes the draft as what this patient is like. */
  acceptBaseline: ['BASELINE'],
  /** A physician lets an implausible baseline serve. */
  releaseBaseline: ['READY'],
  /** An expired baseline serves again when one set of values still agrees with it. */
  renewBaseline: ['READY'],
  /** Free before the start; afterwards it is a physician's act of its own. */
  rebaseline: ['READY'],
  /** Before the infusion as protocol, during and after as rescue. */
  ondansetron: ['READY', 'INFUSING', 'PAUSED', 'RECOVERY'],
  /** The weight is known: the dose may be worked out while the patient rests. */
  prepareDose: ['BASELINE', 'READY'],
  /** The second clinician, alone. */
  verifyDose: ['READY'],
  /** The pump is started by hand; the run clock begins. */
  start: ['READY'],
  /** The run clock stands still; the pump is stopped by hand. */
  pause: ['INFUSING'],
  /** "The pump is stopped": asked for after a pause and after a stop. */
  confirmPumpStopped: ['PAUSED', 'RECOVERY', 'DISCHARGE_READY'],
  /** A physician allows what this pause's reason or length forbids the nurse alone. */
  allowResume: ['PAUSED'],
  /** The run clock goes on. */
  resume: ['PAUSED'],
  /** Discontinued: recovery begins in full. */
  stop: ['INFUSING', 'PAUSED'],
  /** A stop tapped by mistake, within 10 s. */
  undoStop: ['RECOVERY'],
  /** The bag ran in: recovery begins. */
  end: ['INFUSING'],
  /** Longer, never shorter. */
  extendRecovery: ['RECOVERY'],
  /** A physician sets aside pressure and score; nothing sets aside the 30:00 and the driver. */
  overrideDischarge: ['RECOVERY'],
  /** Fit to go home, once the recovery is over. */
  assess: ['RECOVERY'],
  /** Also offered, and always refused with its reasons, in RECOVERY (rule DIS-01). */
  discharge: ['RECOVERY', 'DISCHARGE_READY'],
  /** To another place of care, from wherever the session stands. */
  transfer: ACTIVE_PHASES,
  /** The medical emergency team: an overlay over any phase with a patient in care. */
  callMet: ACTIVE_PHASES,
  standDownMet: ACTIVE_PHASES,
  /** The patient has left the chair. */
  beginCleaning: ['CLOSED'],
  /** The chair is empty again. */
  finishCleaning: ['TURNOVER'],
  /** Hand-over is allowed wherever a patient counts for a nurse. */
  offerHandover: WITH_PATIENT,
  acceptHandover: WITH_PATIENT,
  declineHandover: WITH_PATIENT,
  reassignNurse: WITH_PATIENT,
} as const satisfies Record<ChairCommandName, readonly Phase[]>;

export const isLegal = (name: ChairCommandName, phase: Phase): boolean =>
  (LEGAL_MOVES[name] as readonly Phase[]).includes(phase);
