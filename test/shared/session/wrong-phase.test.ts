import { describe, expect, it } from 'vitest';
import { CHAIRS } from '../../../shared/kernel/ids.ts';
import { type ChairCommandName, isLegal } from '../../../shared/session/legal-moves.ts';
import type { CommandInput } from '../../../shared/session/session-commands.ts';
import type { Phase } from '../../../shared/session/session-state.ts';
import { createSuite, GOING_HOME, PREPARED, STAGES } from '../../support/suite-builder.ts';
import { monitorOf, patientOf, type Who } from '../../support/suite-people.ts';

const chair = 1 as const;
const identifiers = { mrn: 'MRN-1', birthDate: '1961-04-30' };
/** Each command about a chair, as somebody who may would give it. */
const INPUTS: { readonly [Name in ChairCommandName]: readonly [Who, CommandInput<Name>] } = {
  assign: ['ana', { chair, patient: patientOf(1), courseDay: 1, nurse: 'ana' }],
  arrive: ['ana', { chair, ...identifiers }],
  cancel: ['ana', { chair, reason: 'fever' }],
  bindMonitor: ['ana', { chair, source: monitorOf(1) }],
  rebindMonitor: ['ana', { chair, ...identifiers, source: monitorOf(1) }],
  chartVitals: ['ana', { chair, systolic: 124, diastolic: 78, heartRate: 70, spo2: 98 }],
  settleIdentity: ['ana', { chair, ...identifiers }],
  completePreparation: ['ana', { chair, ...PREPARED }],
  reweigh: ['ana', { chair, weight: { value: 81, unit: 'kg' }, reason: 'shoes on' }],
  acceptBaseline: ['ana', { chair }],
  releaseBaseline: ['eve', { chair, reason: 'known' }],
  renewBaseline: ['ana', { chair }],
  rebaseline: ['ana', { chair, reason: 'stood up' }],
  ondansetron: ['ana', { chair, outcome: 'given' }],
  prepareDose: ['ana', { chair, stockMgPerMl: 50, bagMl: 50, method: 'withdraw' }],
  verifyDose: ['ben', { chair, weightKg: 80, stockMgPerMl: 50, volumeMl: 50, rateMlPerHour: 75 }],
  start: ['ana', { chair, rateMlPerHour: 75 }],
  pause: ['ana', { chair, reason: 'toilet' }],
  confirmPumpStopped: ['ana', { chair }],
  allowResume: ['eve', { chair, reason: 'fine' }],
  resume: ['ana', { chair }],
  stop: ['ana', { chair, reason: 'other', note: '' }],
  undoStop: ['ana', { chair }],
  end: ['ana', { chair, deliveredMl: 50 }],
  extendRecovery: ['eve', { chair, minutes: 5 }],
  overrideDischarge: ['eve', { chair, reason: 'his usual pressure' }],
  assess: ['ana', { chair, padss: 10 }],
  discharge: ['ana', { chair, ...GOING_HOME }],
  monitorOff: ['ana', { chair }],
  transfer: ['eve', { chair, destination: 'Emergency department' }],
  callMet: ['ana', { chair }],
  standDownMet: ['eve', { chair }],
  beginCleaning: ['ana', { chair }],
  finishCleaning: ['ana', { chair }],
  offerHandover: ['ana', { chair, to: 'cal' }],
  acceptHandover: ['cal', { chair }],
  declineHandover: ['cal', { chair }],
  reassignNurse: ['charge', { chair, to: 'cal', reason: 'break' }],
};
const isName = (name: string): name is ChairCommandName => Object.hasOwn(INPUTS, name);
const NAMES = Object.keys(INPUTS).filter(isName);
const PHASES: readonly Phase[] = ['EMPTY', 'PAUSED', ...STAGES];

describe.each(PHASES)('in %s', (phase) => {
  const suite = createSuite();
  if (phase !== 'EMPTY') suite.bring(1, phase);
  const before = suite.state();

  const illegal = NAMES.filter((name) => !isLegal(name, phase));
  it.each(illegal)('%s does not exist, and changes nothing', (name) => {
    const [who, input] = INPUTS[name];
    expect(suite.ask(who, name, input)).toEqual({ ok: false, error: [{ code: 'wrong-phase', fields: { phase } }] });
    expect(suite.state()).toBe(before);
  });

  const legal = NAMES.filter((name) => isLegal(name, phase));
  it.each(legal)('%s is judged by its guards, and what it comes to fits the phase', (name) => {
    const [who, input] = INPUTS[name];
    const own = createSuite();
    if (phase !== 'EMPTY') own.bring(1, phase);
    expect(own.reasons(who, name, input)).not.toContain('wrong-phase');
    if (own.reasons(who, name, input).length === 0) own.act(who, name, input);
  });
});

describe('the other chairs', () => {
  it('do not notice what happens in one', () => {
    const suite = createSuite();
    suite.bring(3, 'INFUSING');
    const { sessions } = suite.state();
    suite.bring(1, 'TURNOVER');
    for (const other of CHAIRS.filter((each) => each !== 1)) {
      expect(suite.state().sessions[other]).toBe(sessions[other]);
    }
  });
});
