/** An expected failure is a value; only a bug throws. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/**
 * Why something was refused: a stable code for programs, and the numbers or names the sentence on screen
 * is made of (renderer/text). `fields` never carries a patient's name.
 */
export type Refusal<Code extends string = string> = {
  readonly code: Code;
  readonly fields?: Readonly<Record<string, string | number>>;
};

/** Ends an exhaustive switch: a new case that nobody handles is a compile error here. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
