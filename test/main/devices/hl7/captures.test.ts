import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readBareHl7 } from '../../../../main/devices/drivers/hl7.ts';
import { instant } from '../../../../shared/kernel/units.ts';
import { differences, type Expectation } from '../../../support/hl7-expectations.ts';

const RECEIVED = instant(Date.UTC(2026, 10, 22, 14, 0));

const read = (folder: string, file: string) =>
  readBareHl7(readFileSync(`${folder}/${file}`), { zone: 'Europe/Berlin' }, RECEIVED);

/** Ours: a choice of what monitors of each maker really send (index.tsv tells where each comes from). */
const OURS = 'test/captures/hl7';
/** The whole collection the choice was made from, where it lies beside the project. */
const WHOLE = '../shared/devices/hl7';

function expectations(folder: string): [string, Expectation][] {
  const all: Record<string, Expectation> = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'));
  return Object.entries(all);
}

describe('messages of real monitors are read as a careful reader reads them', () => {
  test.each(expectations(OURS))('%s', (file, expected) => {
    expect(differences(read(OURS, file), expected)).toEqual([]);
  });

  test.skipIf(!existsSync(`${WHOLE}/expected.json`))('and so is the whole collection [needs ../shared]', () => {
    const all = expectations(WHOLE).map(([file, expected]) => ({
      file,
      differs: differences(read(WHOLE, file), expected),
    }));
    expect(all.length).toBeGreaterThan(40);
    expect(all.filter(({ differs }) => differs.length > 0)).toEqual([]);
  });

  test.skipIf(!existsSync(`${WHOLE}/expected.json`))(
    'every one of them gives a reading, an alarm or a named problem [needs ../shared]',
    () => {
      const silent = expectations(WHOLE).filter(([file]) =>
        read(WHOLE, file).some(
          ({ observations, alarms, problems }) => observations.length + alarms.length + problems.length === 0,
        ),
      );
      expect(silent).toEqual([]);
    },
  );
});
