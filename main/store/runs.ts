import { z } from 'zod';

/** Runs of equal values: [count, value] pairs, in order. */
export type Runs<Value> = readonly (readonly [count: number, value: Value])[];

/** No run is longer than a chunk has reports: a damaged count cannot ask for memory without end. */
const RUN_MAX = 100_000;

export const packedRuns = <Value extends z.ZodType>(value: Value) =>
  z.array(z.tuple([z.int().min(1).max(RUN_MAX), value]));

/**
 * A column of numbers with holes. `by` is 'difference' for whole numbers, which change little from one to
 * the next, and 'value' where a difference would not be exact; holes are null either way.
 */
export const packedNumbers = z.strictObject({
  by: z.enum(['difference', 'value']),
  runs: packedRuns(z.number().nullable()),
});
type PackedNumbers = z.infer<typeof packedNumbers>;

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export function packRuns<Value>(values: readonly Value[]): [number, Value][] {
  const runs: [number, Value][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last !== undefined && last[0] < RUN_MAX && same(last[1], value)) last[0] += 1;
    else runs.push([1, value]);
  }
  return runs;
}

export const valuesFrom = <Value>(runs: Runs<Value>): Value[] =>
  runs.flatMap(([count, value]) => Array.from({ length: count }, () => value));

/** Half of 2^53, so that the difference of two such numbers is exact too. */
const EXACT_MAX = 2 ** 52;

/** @throws RangeError for a number that is none: JSON would turn it into a hole */
export function packNumbers(values: readonly (number | null)[]): PackedNumbers {
  const numbers = values.filter((value) => value !== null);
  if (!numbers.every(Number.isFinite)) throw new RangeError('a reading is a finite number or none');
  if (!numbers.every((number) => Number.isInteger(number) && Math.abs(number) <= EXACT_MAX)) {
    return { by: 'value', runs: packRuns(values) };
  }
  let last = 0;
  const differences = values.map((value) => {
    if (value === null) return null;
    const difference = value - last;
    last = value;
    return difference;
  });
  return { by: 'difference', runs: packRuns(differences) };
}

export function numbersFrom({ by, runs }: PackedNumbers): (number | null)[] {
  const stored = valuesFrom(runs);
  if (by === 'value') return stored;
  let last = 0;
  return stored.map((difference) => {
    if (difference === null) return null;
    last += difference;
    return last;
  });
}
