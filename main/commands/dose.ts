import { err, ok, type Refusal, type Result } from '../../shared/kernel/result.ts';
import { type Kilogram, type MgPerMl, type Ml, mgPerMl, ml } from '../../shared/kernel/units.ts';
import { computeDose, type DosePlan, STOCKS_MG_PER_ML } from '../../shared/protocol/dose.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import { checkWeight, parseWeight, type Weight, type WeightEntry } from '../../shared/protocol/weight.ts';
import { BAG_METHODS, type BagMethod } from '../../shared/session/session-state.ts';
import { type CliCommand, type CliIo, readOptions } from './cli-command.ts';
import { doseWorksheet, reasonText } from './dose-worksheet.ts';

const USAGE = `Usage: chairside dose --weight WEIGHT --stock MG_PER_ML [--bag ML] --method METHOD [options]

The ketamine dose of the protocol (0.5 mg/kg over 40 min, no ceiling) and every step of its arithmetic.

  --weight WEIGHT       actual body weight with its unit: 80kg, "80 kg", "176.4 lb"
  --stock MG_PER_ML     the vial, mg/mL of ketamine base: ${STOCKS_MG_PER_ML.join(', ')}
  --bag ML              the bag as it hangs on the shelf, in mL; dilute ignores it
  --method METHOD       withdraw  take the drug's volume out of the bag, then put the drug in
                        add       add the drug to the full bag
                        dilute    dilute the drug to 1 mg/mL
  --last-weight WEIGHT  weight of an earlier day, to catch pounds taken for kilograms
  --json                one JSON object instead of the worksheet
  --help                this text

Exit status: 0 worked out, 1 refused, 2 bad usage. Reasons and warnings go to stderr.`;

const OPTIONS = {
  weight: { type: 'string' },
  stock: { type: 'string' },
  bag: { type: 'string' },
  method: { type: 'string' },
  'last-weight': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Typed = { readonly [Name in 'weight' | 'stock' | 'bag' | 'method' | 'last-weight']?: string | undefined };

/** The options as typed, turned into quantities; nothing clinical is judged yet. */
type DoseQuestion = {
  readonly weight: WeightEntry;
  readonly lastWeight: WeightEntry | null;
  readonly stock: MgPerMl;
  readonly bag: Ml | null;
  readonly method: BagMethod;
};

export const doseCommand: CliCommand = {
  name: 'dose',
  summary: 'the dose and every step of its arithmetic',
  usage: USAGE,
  run: async (args, io) => {
    const options = readOptions(args, OPTIONS);
    if (!options.ok) return badUsage(io, [options.error]);
    if (options.value.help === true) {
      io.stdout(USAGE);
      return 0;
    }
    const question = readQuestion(options.value);
    if (!question.ok) return badUsage(io, question.error);
    const answer = workOut(question.value);
    if (!answer.ok) {
      for (const reason of answer.error) io.stderr(`chairside dose: refused: ${reasonText(reason)}`);
      return 1;
    }
    const { plan, weight, warnings } = answer.value;
    for (const warning of warnings) io.stderr(`chairside dose: warning: ${reasonText(warning)}`);
    if (options.value.json === true) io.stdout(JSON.stringify(doseJson(plan, warnings)));
    else for (const line of doseWorksheet(plan, weight, KETAMINE_INFUSION)) io.stdout(line);
    return 0;
  },
};

function badUsage(io: CliIo, sentences: readonly string[]): 2 {
  for (const sentence of sentences) io.stderr(`chairside dose: ${sentence}`);
  io.stderr('Try: chairside dose --help');
  return 2;
}

type Answer = { readonly plan: DosePlan; readonly weight: Weight; readonly warnings: readonly Refusal[] };

function workOut(question: DoseQuestion): Result<Answer, readonly Refusal[]> {
  const last = lastWeightOf(question);
  if (!last.ok) return last;
  const weight = checkWeight(question.weight, last.value);
  if (!weight.ok) return weight;
  const { stock, bag, method } = question;
  const plan = computeDose({ weight: weight.value.kg, stock, bag, method, protocol: KETAMINE_INFUSION });
  if (!plan.ok) return plan;
  return ok({ plan: plan.value, weight: weight.value, warnings: [...weight.value.warnings, ...plan.value.warnings] });
}

/** A last weight that is itself impossible would hide the mistake it is there to catch. */
function lastWeightOf({ lastWeight }: DoseQuestion): Result<Kilogram | null, readonly Refusal[]> {
  if (lastWeight === null) return ok(null);
  const checked = checkWeight(lastWeight, null);
  return checked.ok ? ok(checked.value.kg) : checked;
}

/** The object of `--json`; scripts depend on it, so a change here is announced in the change log. */
const doseJson = (plan: DosePlan, warnings: readonly Refusal[]) => ({
  weightKg: plan.weightKg,
  method: plan.method,
  doseMg: plan.doseMg,
  drawMl: plan.drawMl,
  bagMl: plan.bagMl,
  concentrationMgPerMl: plan.concentrationMgPerMl,
  rateMlPerHour: plan.rateMlPerHour,
  pumpRateMlPerHour: plan.pumpRateMlPerHour,
  rateMgPerMinute: plan.rateMgPerMinute,
  rateMgPerKgPerHour: plan.rateMgPerKgPerHour,
  durationMinutes: plan.durationMinutes,
  steps: plan.steps,
  warnings: warnings.map((warning) => ({ ...warning, text: reasonText(warning) })),
});

/** Reads every option before answering, so that one run names all that is wrong. */
function readQuestion(typed: Typed): Result<DoseQuestion, readonly string[]> {
  const method = readMethod(typed.method);
  const weight = readWeight('weight', typed.weight);
  const stock = readStock(typed.stock);
  // Dilute makes its own volume: a bag that it ignores cannot be wrong.
  const bag = method.ok && method.value === 'dilute' ? ok(null) : readBag(typed.bag);
  const lastWeight = typed['last-weight'] === undefined ? ok(null) : readWeight('last-weight', typed['last-weight']);
  if (weight.ok && stock.ok && bag.ok && method.ok && lastWeight.ok) {
    const value = { weight: weight.value, stock: stock.value, bag: bag.value, method: method.value };
    return ok({ ...value, lastWeight: lastWeight.value });
  }
  return err([weight, lastWeight, stock, bag, method].flatMap((read) => (read.ok ? [] : [read.error])));
}

function readWeight(option: 'weight' | 'last-weight', text: string | undefined): Result<WeightEntry, string> {
  if (text === undefined) return err('--weight is missing: give the body weight with its unit, as in --weight 80kg.');
  const entry = parseWeight(text);
  return entry.ok ? entry : err(`--${option}: ${reasonText(entry.error)}`);
}

function readStock(text: string | undefined): Result<MgPerMl, string> {
  const known = STOCKS_MG_PER_ML.join(', ');
  if (text === undefined) return err(`--stock is missing: the vial's strength in mg/mL, one of ${known}.`);
  const stock = STOCKS_MG_PER_ML.find((strength) => String(strength) === text.trim());
  if (stock !== undefined) return ok(mgPerMl(stock));
  return err(`--stock is one of ${known} (mg/mL), not "${text}": no other vial is known here.`);
}

function readBag(text: string | undefined): Result<Ml | null, string> {
  if (text === undefined) return err('--bag is missing: the volume of the bag in mL, as in --bag 50.');
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(text.trim())) {
    return err(`--bag is a volume in mL with a decimal point, as in 50 or 52.5, not "${text}".`);
  }
  return ok(ml(Number(text)));
}

function readMethod(text: string | undefined): Result<BagMethod, string> {
  const known = BAG_METHODS.join(', ');
  if (text === undefined) return err(`--method is missing: one of ${known}. They end in different pump rates.`);
  const method = BAG_METHODS.find((name) => name === text);
  return method === undefined ? err(`--method is one of ${known}, not "${text}".`) : ok(method);
}
