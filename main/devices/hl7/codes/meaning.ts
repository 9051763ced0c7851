import type { NumericParameter } from '../../../../shared/vitals/observation.ts';

/** What a row's code says the row is. */
export type Meaning =
  | { readonly kind: 'parameter'; readonly parameter: NumericParameter; readonly doubtful: boolean }
  | { readonly kind: 'rhythm' }
  | { readonly kind: 'alarm' }
  /** Known, and none of ours: a device in the containment tree, a waveform, a central venous pressure. */
  | { readonly kind: 'not-ours' }
  /** Its code and its name say different things: neither is trusted. */
  | { readonly kind: 'contradiction'; readonly text: string }
  | { readonly kind: 'unknown' };

export const NOT_OURS: Meaning = { kind: 'not-ours' };
export const UNKNOWN: Meaning = { kind: 'unknown' };
export const parameterMeaning = (parameter: NumericParameter): Meaning => ({
  kind: 'parameter',
  parameter,
  doubtful: false,
});

/** What a coded row of a table stands for. */
export type CodeUse = NumericParameter | 'rhythm' | 'alarm' | 'not-ours';

export function meaningOfUse(use: CodeUse): Meaning {
  if (use === 'rhythm' || use === 'alarm' || use === 'not-ours') return { kind: use };
  return parameterMeaning(use);
}

export const isReadingOf = (meaning: Meaning, parameter: NumericParameter): boolean =>
  meaning.kind === 'parameter' && meaning.parameter === parameter;
