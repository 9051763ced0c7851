import { TextDecoder } from 'node:util';
import type { Problem } from '../drivers/driver.ts';

/**
 * HL7 table 0211 and what monitors write instead, to the labels of the WHATWG Encoding Standard.
 * All of them leave ASCII where it is, so MSH-18 can be found before the text is decoded.
 */
const LABELS: Readonly<Record<string, string>> = {
  UNICODE: 'utf-8',
  'UNICODE UTF-8': 'utf-8',
  UNICODEUTF8: 'utf-8',
  UTF8: 'utf-8',
  'ISO IR14': 'shift_jis',
  'ISO IR87': 'iso-2022-jp',
  'ISO IR159': 'iso-2022-jp',
  'GB 18030-2000': 'gb18030',
  'GB 18030': 'gb18030',
  'KS X 1001': 'euc-kr',
  'BIG-5': 'big5',
};

export type DecodedText = { readonly text: string; readonly problems: readonly Problem[] };

const problem = (code: string, text: string): Problem => ({ severity: 'warning', code, at: 'MSH-18', text });

function decoderFor(declared: string): TextDecoder | null {
  const eightBit = /^(?:ISO[ _-]?)?8859[-/](\d{1,2})$/.exec(declared)?.[1];
  const label = LABELS[declared] ?? (eightBit === undefined ? declared : `iso-8859-${eightBit}`);
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return null;
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The text of a message, by the character set it declares. Never throws; text that is not what it claims
 * to be is read as windows-1252, in which every byte is a character, and the problem is named.
 * @param declared MSH-18, its first repetition; empty or ASCII is read as UTF-8, which contains ASCII
 */
export function decodeText(bytes: Uint8Array, declared: string): DecodedText {
  const name = declared.trim().toUpperCase();
  const undeclared = name === '' || name === 'ASCII';
  const decoder = undeclared ? new TextDecoder('utf-8', { fatal: true }) : decoderFor(name);
  const text = decoder === null ? null : decoded(decoder, bytes);
  if (text !== null) return { text, problems: [] };
  const fallback = new TextDecoder('windows-1252').decode(bytes);
  if (undeclared) {
    return {
      text: fallback,
      problems: [problem('charset-undeclared', 'text beyond ASCII in no declared character set')],
    };
  }
  const why = decoder === null ? 'charset-unknown' : 'charset-mismatch';
  return {
    text: fallback,
    problems: [problem(why, `the text is not read as ${JSON.stringify(declared.slice(0, 40))}`)],
  };
}
