import { clipped, components, rawComponents, repetitions, subcomponents, unescaped } from './field.ts';
import { firstSegment, type Hl7Message } from './message.ts';

const TEXT_MAX = 80;
const present = (text: string): boolean => text !== '' && text !== '""';

/** The first identifier in PID-3; null where the monitor names nobody. VS-900 wraps it in @ signs. */
export function patientIdIn(message: Hl7Message): string | null {
  const field = firstSegment(message, 'PID')?.fields[3] ?? '';
  for (const repetition of repetitions(field, message.delimiters)) {
    const [first = ''] = rawComponents(repetition, message.delimiters);
    const id = unescaped(first, message.delimiters)
      .trim()
      .replace(/^@(.+)@$/, '$1');
    if (present(id)) return clipped(id, TEXT_MAX);
  }
  return null;
}

/** By itself it tells one bed from the next: "Bed12", "V2", "79874", but not "5" and not "ICU". */
const isDistinctive = (text: string): boolean => /\d/.test(text) && !/^\d{1,3}$/.test(text);

/**
 * Where the monitor says it is (PV1-3): the bed if its name is its own, else point of care, room and bed
 * together, for eight beds of one ward must not all read "ICU". Makers pack more into the bed's
 * subcomponents: Mindray office & bed & address, Comen and Philips bed & something.
 */
export function locationIn(message: Hl7Message): string | null {
  const { delimiters } = message;
  const field = firstSegment(message, 'PV1')?.fields[3] ?? '';
  const [pointOfCare = '', room = '', bedField = ''] = rawComponents(
    repetitions(field, delimiters)[0] ?? '',
    delimiters,
  );
  const [bed = '', packed = ''] = subcomponents(bedField, delimiters);
  const named = [bed, packed].find(isDistinctive);
  if (named !== undefined) return clipped(named, TEXT_MAX);
  const parts = [
    ...components(pointOfCare, delimiters).slice(0, 1),
    ...components(room, delimiters).slice(0, 1),
    bed,
    packed,
  ];
  const all = parts.map((part) => part.trim()).filter(present);
  return all.length === 0 ? null : clipped(all.join(' '), TEXT_MAX);
}
