import { err, ok, type Result } from '../../shared/kernel/result.ts';

/** An event's own fields as stored, without its type. */
export type EventBody = Readonly<Record<string, unknown>>;
type StoredForm = { readonly type: string; readonly version: number; readonly body: EventBody };

/** Turns one stored form into the next: a new version of its type, or another type at version 1. Pure. */
type Upcaster = (body: EventBody) => StoredForm;

/**
 * How events of earlier releases are read, keyed "type@version". An event once written is never rewritten
 * (its hash is over the stored bytes); when a type's fields change, its number in VERSIONS goes up and the
 * way from the old form is added here. A type not named in VERSIONS is at 1.
 */
export type Upcasting = {
  readonly versions: Readonly<Record<string, number>>;
  readonly steps: Readonly<Record<string, Upcaster>>;
};
const UPCASTING: Upcasting = { versions: {}, steps: {} };

export const currentVersion = (type: string, { versions } = UPCASTING): number => versions[type] ?? 1;

/** A form that takes more steps than this goes in a circle. */
const STEPS_MAX = 100;

/**
 * The present form of a stored event.
 * @returns the type and body, or 'unreadable' for one that a later version wrote or that no step leads from
 */
export function upcast(
  stored: StoredForm,
  upcasting = UPCASTING,
): Result<{ readonly type: string; readonly body: EventBody }, 'unreadable'> {
  let form = stored;
  for (let step = 0; step < STEPS_MAX; step++) {
    const next = upcasting.steps[`${form.type}@${form.version}`];
    if (next === undefined) break;
    form = next(form.body);
  }
  return form.version === currentVersion(form.type, upcasting) ? ok(form) : err('unreadable');
}
