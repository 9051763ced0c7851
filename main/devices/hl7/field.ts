/** What parts a message into fields and smaller. MSH-1 and MSH-2 name them; a null one is not in use. */
export type Delimiters = {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string | null;
  readonly subcomponent: string | null;
};

/** HL7 sets no bound; a field of a monitor has a handful of either. */
const REPETITIONS_MAX = 64;
const COMPONENTS_MAX = 32;
const ESCAPE_CHARACTERS_MAX = 64;

/**
 * Escape sequences (HL7 v2.6, 2.7): the delimiters themselves, characters by their hex bytes, line breaks.
 * Highlighting is dropped. Local ones (\Zxx\) and changes of character set are left as they stand.
 */
export function unescaped(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  if (escape === null || !text.includes(escape)) return text;
  let out = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf(escape, at);
    const close = open === -1 ? -1 : text.indexOf(escape, open + 1);
    if (close === -1) return out + text.slice(at);
    const meaning = close - open > ESCAPE_CHARACTERS_MAX ? null : meaningOf(text.slice(open + 1, close), delimiters);
    out += text.slice(at, open) + (meaning ?? text.slice(open, close + 1));
    at = close + 1;
  }
  return out;
}

function meaningOf(sequence: string, delimiters: Delimiters): string | null {
  switch (sequence) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'R':
      return delimiters.repetition;
    case 'T':
      return delimiters.subcomponent;
    case 'E':
      return delimiters.escape;
    case 'H':
    case 'N':
      return '';
    default:
      if (/^\.(?:br|sp\d*)$/.test(sequence)) return '\n';
      return /^X(?:[0-9A-Fa-f]{2})+$/.test(sequence) ? fromHex(sequence.slice(1)) : null;
  }
}

const fromHex = (digits: string): string =>
  (digits.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('');

export const repetitions = (field: string, { repetition }: Delimiters): readonly string[] =>
  field.split(repetition, REPETITIONS_MAX);

/** The components of one repetition, still escaped: a component may hold subcomponents. */
export const rawComponents = (repetition: string, { component }: Delimiters): readonly string[] =>
  repetition.split(component, COMPONENTS_MAX);

/** The components of the field's first repetition, unescaped and trimmed. */
export const components = (field: string, delimiters: Delimiters): readonly string[] =>
  rawComponents(repetitions(field, delimiters)[0] ?? '', delimiters).map((text) => unescaped(text, delimiters).trim());

export const subcomponents = (component: string, delimiters: Delimiters): readonly string[] =>
  (delimiters.subcomponent === null ? [component] : component.split(delimiters.subcomponent, COMPONENTS_MAX)).map(
    (text) => unescaped(text, delimiters).trim(),
  );

/** For problems and records: one line, no control characters, bounded. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
export const clipped = (text: string, max = 60): string => {
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
  return plain.length > max ? `${plain.slice(0, max - 1)}…` : plain;
};
