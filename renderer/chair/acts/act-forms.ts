import type { ChairCommandName } from '../../../shared/session/legal-moves.ts';
import type { ActComponent } from './act-form-props.ts';
import { Arrive, Assign, CompletePreparation, Reweigh } from './arrival-acts.tsx';
import { PrepareDose, VerifyDose } from './dose-acts.tsx';
import { End, Ondansetron, Pause, Start, Stop } from './infusion-acts.tsx';
import { Assess, Discharge, ExtendRecovery, OfferHandover, ReassignNurse, Transfer } from './leaving-acts.tsx';
import { BindMonitor, ChartVitals, RebindMonitor, SettleIdentity } from './monitor-acts.tsx';
import { datedBack, onePress, withReason } from './PlainAct.tsx';

/** The form of each act on a chair. A new command without one is a compile error here. */
export const ACT_FORMS: Readonly<Record<ChairCommandName, ActComponent>> = {
  assign: Assign,
  arrive: Arrive,
  cancel: withReason('cancel'),
  bindMonitor: BindMonitor,
  rebindMonitor: RebindMonitor,
  chartVitals: ChartVitals,
  settleIdentity: SettleIdentity,
  completePreparation: CompletePreparation,
  reweigh: Reweigh,
  acceptBaseline: onePress('acceptBaseline'),
  releaseBaseline: withReason('releaseBaseline'),
  renewBaseline: onePress('renewBaseline'),
  rebaseline: withReason('rebaseline'),
  ondansetron: Ondansetron,
  prepareDose: PrepareDose,
  verifyDose: VerifyDose,
  start: Start,
  pause: Pause,
  confirmPumpStopped: onePress('confirmPumpStopped', 'grave'),
  allowResume: withReason('allowResume'),
  resume: datedBack('resume'),
  stop: Stop,
  undoStop: onePress('undoStop'),
  end: End,
  extendRecovery: ExtendRecovery,
  overrideDischarge: withReason('overrideDischarge'),
  assess: Assess,
  monitorOff: onePress('monitorOff'),
  discharge: Discharge,
  transfer: Transfer,
  callMet: onePress('callMet', 'grave'),
  standDownMet: onePress('standDownMet'),
  beginCleaning: onePress('beginCleaning'),
  finishCleaning: onePress('finishCleaning'),
  offerHandover: OfferHandover,
  acceptHandover: onePress('acceptHandover'),
  declineHandover: onePress('declineHandover', 'quiet'),
  reassignNurse: ReassignNurse,
};
