import { z } from 'zod';
import type { ChairFacts } from '../../shared/alarms/alarm-facts.ts';
import type { Rule } from '../../shared/alarms/alarm-rule.ts';
import { CHAIR_RULES } from '../../shared/alarms/alarm-rules.ts';
import type { RuleAdjustments } from '../../shared/alarms/rule-adjustments.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { seconds } from '../../shared/kernel/units.ts';
import { readBoundedFile } from './bounded-file.ts';

const MEBIBYTES_MAX = 1;
export const ADJUSTED_SECONDS_MAX = 600;
const FAULTS_NAMED_MAX = 10;
const NAME_CHARACTERS_MAX = 40;

/** Whole seconds, as in the table: the clock of a replay counts whole milliseconds. */
function secondsUpTo(most: number, why = '') {
  const wanted = `wanted is a whole number of seconds from 0 to ${most}${why}`;
  return z.int(wanted).min(0, wanted).max(most, wanted);
}

/** A rule that gathers its delay from pieces never fires after more than the time it looks back on. */
function delaySchema({ onsets }: Rule<ChairFacts>) {
  const window = Math.min(...onsets.map(({ within }) => (within === undefined ? Infinity : within / seconds(1))));
  const delay =
    window < ADJUSTED_SECONDS_MAX
      ? secondsUpTo(window, `: the rule gathers them within ${window}`)
      : secondsUpTo(ADJUSTED_SECONDS_MAX);
  if (onsets.length === 1) return delay;
  const own = onsets.map((onset) => onset.delay / seconds(1)).join(', ');
  const wanted = `wanted are ${onsets.length} numbers, one for each way the rule comes true; its own are [${own}]`;
  return z.array(delay, wanted).length(onsets.length, wanted);
}

/** What zod says of an object: which names it does not know, or that it is none. */
const orNames =
  (what: string, known: readonly string[]) => (issue: { readonly code: string; readonly keys?: unknown }) =>
    issue.code === 'unrecognized_keys'
      ? `no such ${what}: ${namesIn(issue.keys)}; known are ${known.join(', ')}`
      : `wanted is an object of ${known.join(', ')}`;

/** Names from a file, made harmless to a terminal. */
const namesIn = (keys: unknown): string =>
  z
    .array(z.string())
    .catch([])
    .parse(keys)
    .slice(0, FAULTS_NAMED_MAX)
    .map((key) => JSON.stringify(key.slice(0, NAME_CHARACTERS_MAX)))
    .join(', ');

const adjustmentSchema = (rule: Rule<ChairFacts>) =>
  z.strictObject(
    {
      delaySeconds: delaySchema(rule).exactOptional(),
      clearSeconds: secondsUpTo(ADJUSTED_SECONDS_MAX).exactOptional(),
      off: z.boolean('wanted is true or false').exactOptional(),
    },
    { error: orNames('setting', ['delaySeconds', 'clearSeconds', 'off']) },
  );

const limitsSchema = z.strictObject(
  Object.fromEntries(CHAIR_RULES.map((rule) => [rule.id, adjustmentSchema(rule).exactOptional()])),
  {
    error: orNames('rule', CHAIR_RULES.map(({ id }) => id).toSorted()),
  },
);

/**
 * Reads what `--limits` names: JSON, an object of rules to judge otherwise (docs/replay.md).
 * @returns its faults, each a sentence with its place in the file, at most FAULTS_NAMED_MAX
 */
export async function readLimitsFile(path: string): Promise<Result<RuleAdjustments, readonly string[]>> {
  const file = await readBoundedFile(path, MEBIBYTES_MAX);
  return file.ok ? parseLimits(new TextDecoder().decode(file.value)) : err([file.error]);
}

export function parseLimits(text: string): Result<RuleAdjustments, readonly string[]> {
  const json = parsedJson(text);
  if (!json.ok) return err([json.error]);
  const parsed = limitsSchema.safeParse(json.value);
  if (parsed.success) return ok(parsed.data);
  return err(
    parsed.error.issues
      .slice(0, FAULTS_NAMED_MAX)
      .map(({ path, message }) => `at ${path.join('.') || 'the top'}: ${message}`),
  );
}

function parsedJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    // Its message quotes the file: on one line, and without what a terminal would obey.
    if (error instanceof SyntaxError) return err(`not JSON: ${error.message.replaceAll(/[\s\p{Cc}]+/gu, ' ')}`);
    throw error;
  }
}
