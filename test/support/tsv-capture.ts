import { readFileSync } from 'node:fs';

/** The rows of a table in test/captures by column name; lines beginning with # name its source. */
export function tsvRows(fileName: string): readonly Readonly<Record<string, string>>[] {
  const text = readFileSync(new URL(`../captures/${fileName}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [header = '', ...rows] = lines;
  const columns = header.split('\t');
  return rows.map((row) => {
    const cells = row.split('\t');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}
