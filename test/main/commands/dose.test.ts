import { describe, expect, test } from 'vitest';
import type { CliIo } from '../../../main/commands/cli-command.ts';
import { doseCommand } from '../../../main/commands/dose.ts';

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Runs the command as the dispatcher would and gives what a script would see. */
async function dose(...args: readonly string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const io: CliIo = {
    stdout: (line) => out.push(line),
    stderr: (line) => errors.push(line),
    stdin: nothing(),
    signal: new AbortController().signal,
  };
  const code = await doseCommand.run(args, io);
  return { code, out, errors: errors.join('\n') };
}

const USUAL = ['--weight', '80kg', '--stock', '50', '--bag', '50', '--method', 'withdraw'] as const;

/** The usual line with some options changed; undefined leaves one out. */
function withOptions(changed: Readonly<Record<string, string | undefined>>): string[] {
  const options = { '--weight': '80kg', '--stock': '50', '--bag': '50', '--method': 'withdraw', ...changed };
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
}

describe('chairside dose --json', () => {
  test('prints one object with the documented fields', async () => {
    const { code, out, errors } = await dose(...USUAL, '--json');
    expect([code, out.length, errors]).toEqual([0, 1, '']);
    const { steps, ...rest } = JSON.parse(out[0] ?? '');
    expect(rest).toEqual({
      weightKg: 80,
      method: 'withdraw',
      doseMg: 40,
      drawMl: 0.8,
      bagMl: 50,
      concentrationMgPerMl: 0.8,
      rateMlPerHour: 75,
      pumpRateMlPerHour: 75,
      rateMgPerMinute: 1,
      rateMgPerKgPerHour: 0.75,
      durationMinutes: 40,
      warnings: [],
    });
    expect(steps[0]).toEqual({ code: 'dose', formula: '0.5 mg/kg × 80 kg = 40 mg', value: 40, unit: 'mg' });
  });

  test('takes pounds', async () => {
    const { out } = await dose(...withOptions({ '--weight': '176.4 lb' }), '--json');
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ weightKg: 80.013694068, doseMg: 40.006847034 });
  });

  test('keeps the computed rate beside the rounded one', async () => {
    const { out } = await dose(...withOptions({ '--weight': '102.5kg', '--method': 'add' }), '--json');
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ bagMl: 51.025, rateMlPerHour: 76.5375, pumpRateMlPerHour: 76.5 });
  });

  test('names its warnings by code and in words, on stderr too', async () => {
    const { code, out, errors } = await dose(...withOptions({ '--weight': '220kg', '--stock': '100' }), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out[0] ?? '').warnings).toMatchObject([
      { code: 'second-look', text: expect.stringContaining('110 mg is more than 100 mg') },
      { code: 'stock-must-be-diluted', text: expect.stringContaining('never be given undiluted') },
    ]);
    expect(errors).toContain('warning: 110 mg is more than 100 mg');
  });
});

describe('dilute', () => {
  test.each(['50', '500', undefined])('ignores a bag of %s', async (bag) => {
    const { code, out } = await dose(...withOptions({ '--method': 'dilute', '--bag': bag }), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ bagMl: 40, concentrationMgPerMl: 1, rateMlPerHour: 60 });
  });
});

test('the worksheet is aligned, echoes the weight in both units and ends in what to set', async () => {
  const { code, out } = await dose(...withOptions({ '--method': 'add', '--weight': '176.4lb' }));
  expect(code).toBe(0);
  expect(out).toEqual([
    'Ketamine infusion 0.5 mg/kg over 40 min (rapm-2025-106907), version 1, not signed',
    'Stock 50 mg/mL, method add',
    '',
    '  Weight                   80.0137 kg   = 176.4 lb (entered: 176.4 lb)',
    '  Dose                     40.0068 mg   0.5 mg/kg × 80.0137 kg ≈ 40.0068 mg',
    '  Draw from the vial        0.8001 mL   40.0068 mg ÷ 50 mg/mL ≈ 0.8001 mL',
    '  Volume to infuse         50.8001 mL   50 mL + 0.8001 mL ≈ 50.8001 mL',
    '  Concentration          0.7875 mg/mL   40.0068 mg ÷ 50.8001 mL ≈ 0.7875 mg/mL',
    '  Rate, computed         76.2002 mL/h   50.8001 mL × 60 min/h ÷ 40 min ≈ 76.2002 mL/h',
    '  SET THE PUMP TO           76.2 mL/h   76.2002 mL/h → 76.2 mL/h',
    '  Drug per minute       1.0002 mg/min   40.0068 mg ÷ 40 min ≈ 1.0002 mg/min',
    '  Drug per kg and hour   0.75 mg/kg/h   0.5 mg/kg × 60 min/h ÷ 40 min = 0.75 mg/kg/h',
    '  Duration                     40 min',
    '',
    'A second clinician works this out alone before the start.',
  ]);
});

describe('a dose that is refused', () => {
  test.each<[string, Record<string, string>, string]>([
    ['too light', { '--weight': '20kg' }, 'between 30 and 300 kg, not 20 kg. [weight-out-of-range]'],
    ['too heavy in pounds', { '--weight': '700lb' }, 'not 700 lb (317.51 kg)'],
    ['pounds for kilograms', { '--weight': '176kg', '--last-weight': '80kg' }, 'Was 176 lb meant?'],
    ['kilograms for pounds', { '--weight': '80lb', '--last-weight': '80kg' }, 'Was 80 kg meant?'],
    ['an impossible last weight', { '--last-weight': '8kg' }, 'not 8 kg. [weight-out-of-range]'],
    ['a bag too small', { '--bag': '5' }, 'between 10 and 500 mL'],
    ['more than the bag', { '--weight': '250kg', '--stock': '10', '--bag': '10' }, '12.5 mL to draw do not fit'],
  ])('for %s exits 1 with its reason and prints nothing', async (_name, changed, reason) => {
    const { code, out, errors } = await dose(...withOptions(changed), '--json');
    expect([code, out]).toEqual([1, []]);
    expect(errors).toContain(reason);
  });
});

describe('bad usage', () => {
  test.each<[string, string[], string]>([
    ['a bare number', withOptions({ '--weight': '80' }), 'Write 80kg or 80lb'],
    ['a decimal comma', withOptions({ '--weight': '80,5kg' }), 'Write decimals with a point'],
    ['nonsense for a weight', withOptions({ '--weight': 'heavy' }), '"heavy" is no weight'],
    ['a bare last weight', withOptions({ '--last-weight': '80' }), '--last-weight: "80" has no unit'],
    ['an unknown stock', withOptions({ '--stock': '20' }), '--stock is one of 10, 50, 100 (mg/mL), not "20"'],
    ['a stock with a comma', withOptions({ '--stock': '50,0' }), '--stock is one of'],
    ['an unknown method', withOptions({ '--method': 'mix' }), '--method is one of withdraw, add, dilute, not "mix"'],
    ['a bag with a comma', withOptions({ '--bag': '52,5' }), '--bag is a volume in mL'],
    ['a negative bag', withOptions({ '--bag': '-50' }), '--bag is a volume in mL'],
    ['a missing weight', withOptions({ '--weight': undefined }), '--weight is missing'],
    ['a missing bag', withOptions({ '--bag': undefined }), '--bag is missing'],
    ['an unknown option', [...USUAL, '--wieght', '80kg'], "Unknown option '--wieght'."],
    ['a stray word', [...USUAL, '90kg'], "Unexpected argument '90kg'."],
    ['an option without its value', ['--weight'], "'--weight <value>' argument missing."],
    ['an option given twice', [...USUAL, '--weight', '90kg'], "Option '--weight' is given twice"],
  ])('%s exits 2 with a sentence that names it', async (_name, args, sentence) => {
    const { code, out, errors } = await dose(...args);
    expect([code, out]).toEqual([2, []]);
    expect(errors).toContain(sentence);
    expect(errors).toContain('Try: chairside dose --help');
  });

  test('names everything that is wrong at once', async () => {
    const { errors } = await dose();
    for (const option of ['--weight', '--stock', '--bag', '--method']) expect(errors).toContain(`${option} is missing`);
  });
});

test('--help explains every option and exits 0', async () => {
  const { code, out } = await dose('--help');
  expect(code).toBe(0);
  for (const option of ['--weight', '--stock', '--bag', '--method', '--last-weight', '--json']) {
    expect(out.join('\n')).toContain(option);
  }
});
