import { assertNever } from '../kernel/result.ts';
import type { BagMethod } from '../session/session-state.ts';
import { decimalText, halfUp, withoutDust } from './rounding.ts';

/** What one line of the worksheet works out; the words for it belong to a screen. */
export type DoseStepCode =
  | 'dose'
  | 'draw'
  | 'diluent-kept'
  | 'diluent'
  | 'bag'
  | 'concentration'
  | 'rate'
  | 'pump-rate'
  | 'mg-per-minute'
  | 'mg-per-kg-per-hour';

/** One step of the arithmetic, so that a person can follow it and a second one can disagree with it. */
export type DoseStep = {
  readonly code: DoseStepCode;
  /** Numbers and units only: "0.5 mg/kg × 80 kg = 40 mg"; "≈" where the value shown is rounded. */
  readonly formula: string;
  /** Unrounded, without binary dust. */
  readonly value: number;
  /** UCUM would write mL as mL and hour as h; so does a ward. */
  readonly unit: 'mg' | 'mL' | 'mg/mL' | 'mL/h' | 'mg/min' | 'mg/kg/h';
};

/** The numbers that the steps explain; one plan holds them all. */
type ExplainedDose = {
  readonly weightKg: number;
  readonly mgPerKg: number;
  readonly method: BagMethod;
  readonly stockMgPerMl: number;
  readonly doseMg: number;
  readonly drawMl: number;
  readonly bagMl: number;
  readonly concentrationMgPerMl: number;
  readonly rateMlPerHour: number;
  readonly pumpRateMlPerHour: number;
  readonly rateMgPerMinute: number;
  readonly rateMgPerKgPerHour: number;
  readonly durationMinutes: number;
};

const n = (value: number): string => decimalText(value);

function step(code: DoseStepCode, left: string, value: number, unit: DoseStep['unit']): DoseStep {
  const sign = halfUp(4)(value) === value ? '=' : '≈';
  return { code, formula: `${left} ${sign} ${n(value)} ${unit}`, value, unit };
}

/**
 * The arithmetic in the order in which a person does it at the bench: dose, syringe, bag, pump.
 * @param diluteTo mg/mL that the dilute method aims at
 */
export function doseSteps(dose: ExplainedDose, diluteTo: number): readonly DoseStep[] {
  const { weightKg, mgPerKg, stockMgPerMl, doseMg, drawMl, bagMl, durationMinutes } = dose;
  return [
    step('dose', `${n(mgPerKg)} mg/kg × ${n(weightKg)} kg`, doseMg, 'mg'),
    step('draw', `${n(doseMg)} mg ÷ ${n(stockMgPerMl)} mg/mL`, drawMl, 'mL'),
    ...bagSteps(dose, diluteTo),
    step('concentration', `${n(doseMg)} mg ÷ ${n(bagMl)} mL`, dose.concentrationMgPerMl, 'mg/mL'),
    step('rate', `${n(bagMl)} mL × 60 min/h ÷ ${n(durationMinutes)} min`, dose.rateMlPerHour, 'mL/h'),
    {
      code: 'pump-rate',
      formula: `${n(dose.rateMlPerHour)} mL/h → ${n(dose.pumpRateMlPerHour)} mL/h`,
      value: dose.pumpRateMlPerHour,
      unit: 'mL/h',
    },
    step('mg-per-minute', `${n(doseMg)} mg ÷ ${n(durationMinutes)} min`, dose.rateMgPerMinute, 'mg/min'),
    step(
      'mg-per-kg-per-hour',
      `${n(mgPerKg)} mg/kg × 60 min/h ÷ ${n(durationMinutes)} min`,
      dose.rateMgPerKgPerHour,
      'mg/kg/h',
    ),
  ];
}

/** The three bag conventions end in three volumes; taking one for another leaves part of the dose in the bag. */
function bagSteps({ method, doseMg, drawMl, bagMl }: ExplainedDose, diluteTo: number): readonly DoseStep[] {
  const diluentMl = withoutDust(bagMl - drawMl);
  const whole = step('bag', `${n(diluentMl)} mL + ${n(drawMl)} mL`, bagMl, 'mL');
  switch (method) {
    case 'withdraw':
      return [step('diluent-kept', `${n(bagMl)} mL − ${n(drawMl)} mL`, diluentMl, 'mL'), whole];
    case 'add':
      return [whole];
    case 'dilute':
      return [
        step('bag', `${n(doseMg)} mg ÷ ${n(diluteTo)} mg/mL`, bagMl, 'mL'),
        step('diluent', `${n(bagMl)} mL − ${n(drawMl)} mL`, diluentMl, 'mL'),
      ];
    default:
      return assertNever(method);
  }
}
