import { z } from 'zod';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { FixedPressure, FixedValues } from './bedside.ts';
import { SAYABLE_RHYTHMS } from './hl7-speech.ts';
import { SCENARIO_NAMES } from './scenarios.ts';

/** What a simulator may be told to show. Wider than life, so that nonsense can be shown on purpose; still bounded. */
const rate = z.int().min(0).max(400);
const saturation = z.int().min(0).max(100);
const mmHg = z.int().min(1).max(400);

const fixedFields = {
  heartRate: rate.nullable().optional(),
  spo2: saturation.nullable().optional(),
  respiratoryRate: z.int().min(0).max(200).nullable().optional(),
  rhythm: z.enum(SAYABLE_RHYTHMS).nullable().optional(),
};

/** Systolic, diastolic and, where it is not to be worked out, mean. */
const pressure = z
  .union([z.tuple([mmHg, mmHg]), z.tuple([mmHg, mmHg, mmHg])])
  .transform(([systolic, diastolic, mean]): FixedPressure => withMean(systolic, diastolic, mean));

const steeringSchema = z.strictObject({
  /** Which of a fleet; all of them when absent. */
  monitor: z.string().min(1).max(40).optional(),
  cuff: z.literal(true).optional(),
  pressure: pressure.optional(),
  ...fixedFields,
  scenario: z.enum(SCENARIO_NAMES).optional(),
  silence: z.boolean().optional(),
  infusing: z.boolean().optional(),
  patientId: z.string().max(64).nullable().optional(),
});

/** One line of commands. `null` gives a dictated number back to the patient. */
export type Steering = Omit<z.output<typeof steeringSchema>, 'monitor'>;
export type SteeringLine = { readonly monitor: string | null; readonly steering: Steering };

const LINE_MAX = 2_000;

/** @returns the command, or what is wrong with it in one sentence */
export function parseSteering(line: string): Result<SteeringLine, string> {
  if (line.length > LINE_MAX) return err(`a command has at most ${LINE_MAX} characters`);
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return err(`not JSON: ${line.slice(0, 80)}`);
  }
  const parsed = steeringSchema.safeParse(json);
  if (!parsed.success) return err(firstIssue(parsed.error));
  const { monitor, ...steering } = parsed.data;
  return ok({ monitor: monitor ?? null, steering });
}

const firstIssue = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return issue === undefined ? 'not understood' : `${issue.path.join('.') || 'command'}: ${issue.message}`;
};

/** As a cuff without its own mean would show it: diastolic plus a third of the pulse pressure, to whole mmHg. */
const withMean = (systolic: number, diastolic: number, mean: number | undefined): FixedPressure => ({
  systolic,
  diastolic,
  mean: mean ?? Math.round(diastolic + (systolic - diastolic) / 3),
});

const PRESSURES_MAX = 200;

/** Reads "120/75,144/90/108": systolic/diastolic, a mean where wanted, in the order the cuff will find them. */
export function parsePressures(text: string): Result<readonly FixedPressure[], string> {
  const found: FixedPressure[] = [];
  for (const item of text.split(',', PRESSURES_MAX + 1)) {
    const numbers = /^\s*(\d{1,3})\/(\d{1,3})(?:\/(\d{1,3}))?\s*$/.exec(item);
    const parsed =
      numbers === null ? null : pressure.safeParse(numbers.slice(1).flatMap((n) => (n ? [Number(n)] : [])));
    if (parsed === null || !parsed.success) {
      return err(`"${item.trim()}" is no pressure: write systolic/diastolic or systolic/diastolic/mean, 1 to 400 mmHg`);
    }
    found.push(parsed.data);
  }
  return found.length > PRESSURES_MAX ? err(`at most ${PRESSURES_MAX} pressures`) : ok(found);
}

const valuesSchema = z.strictObject(fixedFields);

/** Reads "heartRate=72,spo2=98,rhythm=sinus". */
export function parseValues(text: string): Result<FixedValues, string> {
  const entries = text.split(',', 10).map((item): readonly [string, string | number] => {
    const [name = '', value = ''] = item.split('=', 2).map((part) => part.trim());
    return [name, /^\d{1,4}$/.test(value) ? Number(value) : value];
  });
  const parsed = valuesSchema.safeParse(Object.fromEntries(entries));
  return parsed.success ? ok(parsed.data) : err(firstIssue(parsed.error));
}
