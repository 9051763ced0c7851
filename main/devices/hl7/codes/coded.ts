/** A coded element: code, its name, its system. Empty where the sender left one out. */
export type Coded = { readonly id: string; readonly label: string; readonly system: string };

export const codedFrom = (parts: readonly string[], at = 0): Coded => ({
  id: parts[at] ?? '',
  label: parts[at + 1] ?? '',
  system: parts[at + 2] ?? '',
});

/** For the record: as it stood, with ^ between the parts whatever the message's own delimiter was. */
export const codeText = ({ id, label, system }: Coded): string =>
  [id, label, system].join('^').replace(/\^+$/, '').slice(0, 160);

/**
 * The IEEE 11073 number in a code: written in full (147842), or as Philips' MDIL does, partition and code in
 * hex (0002-4182). Null for anything else.
 */
export function mdcNumber(id: string): number | null {
  if (/^[0-9a-f]{4}-[0-9a-f]{4}$/i.test(id)) return Number.parseInt(id.replace('-', ''), 16);
  return /^\d{1,9}$/.test(id) ? Number(id) : null;
}

/** MDC_X and Philips' NOM_X name the same thing. */
export const isRefId = (text: string): boolean => /^(?:MDC|NOM|MNDRY)_[A-Za-z0-9_]+$/.test(text);
export const bareRefId = (refId: string): string => refId.replace(/^(?:MDC|NOM)_/, '').toUpperCase();
