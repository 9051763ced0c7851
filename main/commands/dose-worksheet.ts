import type { Refusal } from '../../shared/kernel/result.ts';
import type { DosePlan } from '../../shared/protocol/dose.ts';
import type { DoseStepCode } from '../../shared/protocol/dose-steps.ts';
import type { Protocol } from '../../shared/protocol/protocol.ts';
import { decimalText } from '../../shared/protocol/rounding.ts';
import type { Weight } from '../../shared/protocol/weight.ts';

/** The dose for a person at a terminal: words for the codes, one aligned line for each step. */
const STEP_LABELS: Readonly<Record<DoseStepCode, string>> = {
  dose: 'Dose',
  draw: 'Draw from the vial',
  'diluent-kept': 'Left in the bag',
  diluent: 'Diluent to add',
  bag: 'Volume to infuse',
  concentration: 'Concentration',
  rate: 'Rate, computed',
  'pump-rate': 'SET THE PUMP TO',
  'mg-per-minute': 'Drug per minute',
  'mg-per-kg-per-hour': 'Drug per kg and hour',
};

/** The steps as aligned lines, without a line end. Warnings are not in it: they go to stderr. */
export function doseWorksheet(plan: DosePlan, weight: Weight, protocol: Protocol): readonly string[] {
  const signed = protocol.signedBy === null ? 'not signed' : `signed by ${protocol.signedBy}`;
  const steps = plan.steps.map(({ code, value, unit, formula }) => ({
    label: STEP_LABELS[code],
    result: `${decimalText(value)} ${unit}`,
    formula,
  }));
  const rows = [
    { label: 'Weight', result: `${decimalText(weight.kg)} kg`, formula: weightEcho(weight) },
    ...steps,
    { label: 'Duration', result: `${decimalText(plan.durationMinutes)} min`, formula: '' },
  ];
  const labelWidth = Math.max(...rows.map(({ label }) => label.length));
  const resultWidth = Math.max(...rows.map(({ result }) => result.length));
  return [
    `${protocol.title}, version ${protocol.version}, ${signed}`,
    `Stock ${plan.stockMgPerMl} mg/mL, method ${plan.method}`,
    '',
    ...rows.map(({ label, result, formula }) =>
      `  ${label.padEnd(labelWidth)}  ${result.padStart(resultWidth)}   ${formula}`.trimEnd(),
    ),
    '',
    'A second clinician works this out alone before the start.',
  ];
}

/** Both units beside what was typed: whoever thinks in the other one sees a slip here. */
const weightEcho = ({ lb, entered }: Weight): string =>
  `= ${decimalText(lb, 2)} lb (entered: ${entered.value} ${entered.unit})`;

type Fields = NonNullable<Refusal['fields']>;

/** One sentence for each reason that the dose and the weight know. */
const REASONS: Readonly<Record<string, (fields: Fields) => string>> = {
  'weight-needs-unit': (f) =>
    `"${f.given}" has no unit. Write ${f.given}kg or ${f.given}lb: pounds taken for kilograms are 2.2 times the dose.`,
  'weight-decimal-comma': (f) => `"${f.given}" has a comma. Write decimals with a point, as in 80.5kg.`,
  'weight-not-understood': (f) => `"${f.given}" is no weight. Write a number and kg or lb, as in 80kg or 176.4lb.`,
  'weight-out-of-range': (f) => `the weight must lie between ${f.leastKg} and ${f.mostKg} kg${weightGiven(f)}.`,
  'weight-unit-swapped': (f) =>
    `${f.value} ${f.unit} is ${shown(f.ratio)} times the last weight of ${shown(f.lastKg)} kg, as when kilograms and ` +
    `pounds are mixed up. Was ${shown(f.correctedValue)} ${f.correctedUnit} meant?`,
  'weight-changed': (f) =>
    `the weight has changed by ${shown(f.changePercent)} % since the last one of ${shown(f.lastKg)} kg. Weigh again?`,
  'stock-unknown': (f) => `the stock must be one of ${f.stocks} mg/mL.`,
  'bag-missing': (f) => `the method ${f.method} needs the volume of the bag.`,
  'bag-out-of-range': (f) => `the bag must hold between ${f.leastMl} and ${f.mostMl} mL.`,
  'draw-exceeds-bag': (f) => `${shown(f.drawMl)} mL to draw do not fit into a bag of ${shown(f.bagMl)} mL.`,
  'second-look': (f) => `${shown(f.doseMg)} mg is more than ${f.aboveMg} mg. There is no ceiling: look a second time.`,
  'stock-must-be-diluted': (f) => `stock of ${f.stockMgPerMl} mg/mL must never be given undiluted.`,
  'dose-per-kg-unusual': (f) => `the protocol asks for ${f.mgPerKg} mg/kg, usual is ${f.usual} mg/kg.`,
  'dose-per-kg-out-of-range': (f) => `${f.mgPerKg} mg/kg lies outside ${f.least} to ${f.most} mg/kg.`,
  'duration-unusual': (f) => `the protocol takes ${f.minutes} min, usual are ${f.usual} min.`,
  'duration-out-of-range': (f) => `${f.minutes} min lies outside ${f.least} to ${f.most} min.`,
  'rate-per-kg-too-high': (f) => `${shown(f.mgPerKgPerHour)} mg/kg/h is more than ${f.most} mg/kg/h.`,
  'pump-rate-off': (f) => `the pump's step moves the rate by ${shown(f.offPercent)} %.`,
  'pump-rate-too-far-off': (f) => `the pump's step moves the rate by ${shown(f.offPercent)} %.`,
};

/** A sentence for a person, ending in the code for whoever looks it up. */
export function reasonText({ code, fields = {} }: Refusal): string {
  const sentence = REASONS[code]?.(fields);
  return sentence === undefined ? `${code} ${JSON.stringify(fields)}` : `${sentence} [${code}]`;
}

const weightGiven = (f: Fields): string =>
  f.kg === undefined ? '' : f.unit === 'lb' ? `, not ${f.value} lb (${shown(f.kg)} kg)` : `, not ${shown(f.kg)} kg`;

const shown = (value: string | number | undefined): string =>
  typeof value === 'number' ? decimalText(value, 2) : String(value);
