import type { NumberView, RhythmView } from '../../shared/board/views.ts';
import type { Instant } from '../../shared/kernel/units.ts';
import { ageText } from '../text/durations.ts';
import { RHYTHM_WORDS, text, tileText } from '../text/en.ts';

/** What may be drawn of a value at this moment. `age` says how long there has been none. */
export type Shown = {
  readonly text: string;
  readonly fresh: boolean;
  readonly age: string | null;
  readonly questionable: boolean;
};

const dashes = (age: string | null): Shown => ({ text: text.dashes, fresh: false, age, questionable: false });

/**
 * A number turns to dashes by itself when its `staleAt` has passed on the station's clock: no update is
 * needed for that, and none from a lost link would come. A lost link withdraws every number at once.
 */
export function shownNumber(view: NumberView, now: Instant, linkLost: boolean): Shown {
  if (view.state === 'none') return dashes(null);
  if (view.state !== 'fresh') return dashes(ageText(view.since, now));
  if (linkLost || now > view.staleAt) return dashes(ageText(view.at, now));
  return { text: String(view.value), fresh: true, age: null, questionable: view.questionable };
}

export type ShownRhythm = { readonly text: string; readonly spoken: string; readonly fresh: boolean };

/** Null where the monitor says nothing of rhythm: that is neither fresh nor stale, and never "normal". */
export function shownRhythm(view: RhythmView, now: Instant, linkLost: boolean): ShownRhythm | null {
  if (view.state === 'notReported') return null;
  if (view.state === 'stale' || linkLost || now > view.staleAt) {
    return { text: text.unknown, spoken: tileText.noValue, fresh: false };
  }
  const words = RHYTHM_WORDS[view.value];
  return { text: words.short, spoken: words.full, fresh: true };
}
