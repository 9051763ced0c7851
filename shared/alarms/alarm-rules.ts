import { seconds } from '../kernel/units.ts';
import { PRESSURE_DUE_PHASES, RATIO_PHASES } from '../session/phases.ts';
import { ACTIVE_PHASES } from '../session/session-state.ts';
import type { ChairFacts } from './alarm-facts.ts';
import { held, NOW, once, type Rule, type RuleRow, TELL_NOBODY, tell } from './alarm-rule.ts';
import type { RuleId } from './alert.ts';
import * as oxygen from './oxygen-conditions.ts';
import * as pressure from './pressure-conditions.ts';
import * as rate from './rate-conditions.ts';
import { COVER_RULE, NURSE_RULE, PROVIDER_RULE } from './suite-rules.ts';
import * as technical from './technical-conditions.ts';

/**
 * The table of alarm rules: numbers from the protocol's rule list, to be signed by a medical director.
 * A rule is a row here and a pair of pure predicates; one evaluator (alarm-evaluator.ts) owns delay,
 * hysteresis, latch and family. Within a family the later row is the graver one.
 */

/**
 * Chairs with a patient. Absolute and technical alarms arm with the parameter's first valid data until
 * discharge (clinical decision 14): their predicates see no value before that. What is measured against the
 * baseline sees none before one is accepted.
 */
const WITH_PATIENT = ACTIVE_PHASES;
/** The phases of rules.tsv: INFUSING, PAUSED, RECOVERY, DISCHARGE_READY. */
const FROM_INFUSION = RATIO_PHASES;

const CUFF = { family: 'pressure', scope: 'chair', kind: 'physiological', reads: null, clearAfter: NOW } as const;

const PRESSURE: readonly Rule<ChairFacts>[] = [
  {
    ...CUFF,
    id: 'BP-01D',
    priority: 'low',
    armedIn: FROM_INFUSION,
    onsets: once(pressure.diastolicChangedAlone),
    clear: pressure.diastolicSettled,
    latch: 'none',
    escalation: TELL_NOBODY,
    physician: 'none',
    adverseEvent: 'no',
    source: 'P: "changes>20% from baseline" (component not stated); low to bound the alert burden',
  },
  {
    ...CUFF,
    id: 'BP-01',
    priority: 'medium',
    armedIn: FROM_INFUSION,
    onsets: once(pressure.pressureChanged),
    clear: pressure.pressureSettled,
    latch: 'visual',
    escalation: tell(60, 120, null),
    physician: 'whenConfirmed',
    adverseEvent: 'ifStopOrMet',
    source: 'P: "changes>20% from baseline"; band PADSS',
  },
  {
    ...CUFF,
    id: 'BP-02',
    priority: 'medium',
    armedIn: FROM_INFUSION,
    onsets: once(pressure.pressureChangeConfirmed),
    clear: pressure.pressureSettled,
    latch: 'full',
    escalation: tell(15, 60, null),
    physician: 'always',
    adverseEvent: 'yes',
    source: 'P + D (repeat confirmation)',
  },
  {
    ...CUFF,
    id: 'BP-03',
    priority: 'high',
    // A faint at cannulation counts: armed with the first valid pressure (clinical decision 11).
    armedIn: WITH_PATIENT,
    onsets: once(pressure.pressureCrisis),
    clear: pressure.noPressureCrisis,
    latch: 'full',
    escalation: tell(15, 0, 60),
    metFor: pressure.isShock,
    physician: 'always',
    adverseEvent: 'yes',
    source: 'PADSS >40%=0; severe hypertension [M]',
  },
];

const PROMPT = {
  scope: 'chair',
  kind: 'routine',
  reads: null,
  clearAfter: NOW,
  latch: 'none',
  physician: 'none',
  adverseEvent: 'no',
} as const;

const PROMPTS: readonly Rule<ChairFacts>[] = [
  {
    ...PROMPT,
    id: 'BP-06',
    family: 'pressureDue',
    priority: 'low',
    armedIn: PRESSURE_DUE_PHASES,
    onsets: once(pressure.pressureLate),
    clear: pressure.pressureNotLate,
    escalation: TELL_NOBODY,
    source: 'P: "blood pressure assessment every 15 min"',
  },
  {
    ...PROMPT,
    id: 'BP-07',
    family: 'pressureDue',
    priority: 'medium',
    armedIn: PRESSURE_DUE_PHASES,
    onsets: once(pressure.pressureVeryLate),
    clear: pressure.pressureNotLate,
    escalation: tell(60, null, null),
    source: 'P + D',
  },
  {
    ...PROMPT,
    id: 'INF-01',
    family: 'infusion',
    priority: technical.overrunPriority,
    armedIn: ['INFUSING'],
    onsets: once(technical.infusionOverrun),
    clear: technical.infusionNotOverrun,
    escalation: tell(60, null, null),
    source: 'P: 40 min',
  },
];

/** Every bradycardia and tachycardia is for a physician within 5:00. */
const RATE = {
  family: 'rate',
  scope: 'chair',
  kind: 'physiological',
  reads: 'heartRate',
  armedIn: WITH_PATIENT,
  physician: 'always',
  adverseEvent: 'yes',
} as const;

const RATES: readonly Rule<ChairFacts>[] = [
  {
    ...RATE,
    id: 'HR-01',
    priority: 'medium',
    onsets: held(rate.newBradycardia, 10),
    clear: rate.bradycardiaOver,
    clearAfter: seconds(10),
    latch: 'visual',
    escalation: tell(60, 120, null),
    source: 'P: "new-onset bradycardia"; 50 [M]',
  },
  {
    ...RATE,
    id: 'HR-03',
    priority: 'medium',
    onsets: held(rate.newTachycardia, 30),
    clear: rate.tachycardiaOver,
    clearAfter: seconds(20),
    latch: 'visual',
    escalation: tell(60, 120, null),
    source: 'P: "tachycardia"; 100 [M]',
  },
  {
    ...RATE,
    id: 'HR-05',
    priority: 'medium',
    onsets: held(rate.tachycardiaRisen, 30),
    clear: rate.risenTachycardiaOver,
    clearAfter: NOW,
    latch: 'visual',
    escalation: tell(60, 120, null),
    source: 'D (relative form of P)',
  },
  {
    ...RATE,
    id: 'HR-02',
    priority: 'high',
    onsets: held(rate.extremeBradycardia, 5),
    clear: rate.extremeBradycardiaOver,
    clearAfter: seconds(10),
    latch: 'full',
    escalation: tell(15, 0, 60),
    source: 'S (vendor extreme 40)',
  },
  {
    ...RATE,
    id: 'HR-04',
    priority: 'high',
    onsets: [...held(rate.extremeTachycardia, 10), ...held(rate.sustainedTachycardia, 60)],
    clear: rate.extremeTachycardiaOver,
    clearAfter: seconds(20),
    latch: 'full',
    escalation: tell(15, 0, null),
    source: 'ACLS 150 [M]',
  },
];

const RHYTHM: readonly Rule<ChairFacts>[] = [
  {
    id: 'RH-01',
    family: 'rhythm',
    scope: 'chair',
    kind: 'physiological',
    priority: rate.atrialFibrillationPriority,
    armedIn: WITH_PATIENT,
    reads: 'rhythm',
    // 30 s of AF gathered within a minute: it comes in runs.
    onsets: [{ when: rate.newAtrialFibrillation, delay: seconds(30), within: seconds(60) }],
    clear: rate.atrialFibrillationOver,
    clearAfter: seconds(60),
    latch: 'full',
    escalation: tell(15, 60, null),
    physician: 'always',
    adverseEvent: 'yes',
    source: 'P: "atrial fibrillation"; 30 s [M]',
  },
];

const OXYGEN = {
  family: 'oxygen',
  scope: 'chair',
  kind: 'physiological',
  armedIn: WITH_PATIENT,
  reads: 'spo2',
  clearAfter: seconds(10),
} as const;

const SATURATION: readonly Rule<ChairFacts>[] = [
  {
    ...OXYGEN,
    id: 'OX-01',
    priority: 'medium',
    onsets: held(oxygen.desaturation, 15),
    clear: oxygen.desaturationOver,
    latch: 'none',
    escalation: tell(60, 120, null),
    physician: 'none',
    adverseEvent: 'no',
    source: 'P: "respiratory concerns"; 15 s delay: Welch 2011',
  },
  {
    ...OXYGEN,
    id: 'OX-02',
    priority: 'high',
    onsets: held(oxygen.severeDesaturation, 5),
    clear: oxygen.severeDesaturationOver,
    latch: 'full',
    escalation: tell(0, 0, 60),
    physician: 'always',
    adverseEvent: 'other',
    source: '80601-2-61: 85 [M]',
  },
];

/** None of these hides a physiological alert; the lost link hides the three that only follow from it (decision 6). */
const TECHNICAL = {
  scope: 'chair',
  kind: 'technical',
  armedIn: WITH_PATIENT,
  reads: null,
  physician: 'none',
  adverseEvent: 'no',
} as const;

const TECHNICALS: readonly Rule<ChairFacts>[] = [
  {
    ...TECHNICAL,
    id: 'TEC-04',
    family: 'link',
    priority: 'medium',
    onsets: held(technical.linkLost, 10),
    clear: technical.linkBack,
    clearAfter: seconds(5),
    latch: 'full',
    escalation: tell(30, null, null),
    source: '60601-1-8 DAS [M]',
  },
  {
    ...TECHNICAL,
    id: 'TEC-01',
    family: 'ecg',
    priority: technical.mediumWhileInfusing,
    onsets: held(technical.ecgMissing, 10),
    clear: technical.ecgBack,
    clearAfter: seconds(5),
    hiddenBy: 'TEC-04',
    latch: 'none',
    escalation: tell(60, null, null),
    source: 'S 60601-2-49',
  },
  {
    ...TECHNICAL,
    id: 'TEC-02',
    family: 'probe',
    priority: technical.mediumWhileInfusing,
    onsets: held(technical.probeMissing, 10),
    clear: technical.probeBack,
    clearAfter: seconds(5),
    hiddenBy: 'TEC-04',
    latch: 'none',
    escalation: tell(60, null, null),
    source: 'S',
  },
  {
    ...TECHNICAL,
    id: 'TEC-03',
    family: 'feed',
    priority: technical.stalePriority,
    onsets: held(technical.valuesStale, 10),
    clear: technical.valuesFresh,
    clearAfter: NOW,
    hiddenBy: 'TEC-04',
    latch: 'none',
    escalation: tell(60, null, null),
    source: '80601-2-61 update <=30 s [M]',
  },
  {
    ...TECHNICAL,
    id: 'TEC-05',
    family: 'identity',
    priority: 'high',
    onsets: once(technical.otherPatient),
    clear: technical.samePatient,
    clearAfter: NOW,
    latch: 'full',
    escalation: tell(0, null, null),
    source: 'D',
  },
];

/** All rules of a chair. A rule that hides others stands before them: its family is judged first. */
export const CHAIR_RULES: readonly Rule<ChairFacts>[] = [
  ...PRESSURE,
  ...PROMPTS,
  ...RATES,
  ...RHYTHM,
  ...SATURATION,
  ...TECHNICALS,
];

const ROWS: ReadonlyMap<RuleId, RuleRow> = new Map(
  [...CHAIR_RULES, NURSE_RULE, PROVIDER_RULE, COVER_RULE].map((rule): [RuleId, RuleRow] => [rule.id, rule]),
);

/** The row of a rule. Throws on a rule without one: a bug, which a test of the whole table excludes. */
export function ruleOf(id: RuleId): RuleRow {
  const row = ROWS.get(id);
  if (row === undefined) throw new Error(`no such alarm rule: ${id}`);
  return row;
}
