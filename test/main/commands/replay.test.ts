import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { replayCommand } from '../../../main/commands/replay.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { recordingCsv } from '../../support/recordings.ts';

const CAPTURES = join(import.meta.dirname, '../../captures/vitals');

async function run(...args: string[]) {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const exit = await replayCommand.run(args, {
    stdout: (line) => void stdout.push(line),
    stderr: (line) => void stderr.push(line),
    stdin: (async function* () {})(),
    signal: new AbortController().signal,
  });
  return { exit, stdout, stderr };
}

function fileWith(content: string | Uint8Array, name = 'recording.csv'): string {
  const file = join(dataFolder(), name);
  writeFileSync(file, content);
  return file;
}

const PRESSOR: Readonly<Record<number, string>> = { 30: '125/75/92', 90: '125/75/92', 612: '151/75/92' };
const pressor = recordingCsv(720, (s) => ({ bp: PRESSOR[s] ?? '//' }));

const ALARM = z.strictObject({
  kind: z.literal('alarm'),
  t: z.number(),
  rule: z.string(),
  priority: z.enum(['low', 'medium', 'high']),
  change: z.enum(['raised', 'updated', 'accepted', 'resolved', 'latched', 'cleared']),
  value: z.number().nullable(),
  baseline: z.number().nullable(),
  changePct: z.number().nullable(),
});
const SUMMARY = z.strictObject({
  kind: z.literal('summary'),
  hours: z.number(),
  raised: z.int(),
  perHour: z.number().nullable(),
  byRule: z.record(z.string(), z.int()),
});

/** The lines of --json, each held against the product's shape. */
function parsed(lines: readonly string[]) {
  const summary = SUMMARY.parse(JSON.parse(lines.at(-1) ?? ''));
  return { alarms: lines.slice(0, -1).map((line) => ALARM.parse(JSON.parse(line))), summary };
}

describe('chairside replay', () => {
  it('prints one line an alarm change and a summary, exactly as the product says', async () => {
    expect(await run(fileWith(pressor), '--json')).toEqual({
      exit: 0,
      stdout: [
        '{"kind":"alarm","t":612,"rule":"BP-01","priority":"medium","change":"raised","value":151,"baseline":125,"changePct":20.8}',
        '{"kind":"summary","hours":0.2,"raised":1,"perHour":5,"byRule":{"BP-01":1}}',
      ],
      stderr: [],
    });
  });

  it('says the same to a person', async () => {
    const { stdout } = await run(fileWith(pressor));
    expect(stdout).toEqual([
      '     0:10:12  medium  BP-01   raised    SBP 151, baseline 125, +20.8 %',
      '0.2 h, 1 raised, 5 an hour: BP-01 1',
    ]);
  });

  it('counts an alarm once, by the rule that raised it, and tells a person who took it over', async () => {
    const file = fileWith(recordingCsv(1_000, (s) => ({ bp: PRESSOR[s] ?? (s === 700 ? '152/75/92' : '//') })));
    expect(parsed((await run(file, '--json')).stdout).summary).toMatchObject({ raised: 1, byRule: { 'BP-01': 1 } });
    expect((await run(file)).stdout.at(-1)).toBe('0.278 h, 1 raised, 3.6 an hour: BP-01 1; taken over by BP-02 1');
  });

  it('reads gzip', async () => {
    expect((await run(fileWith(gzipSync(pressor)), '--json')).stdout).toEqual(
      (await run(fileWith(pressor), '--json')).stdout,
    );
  });

  it('takes other baseline minutes and the rules of the session', async () => {
    const slow = fileWith(recordingCsv(400, (s) => ({ hr: s < 100 ? 72 : 45 })));
    expect((await run(slow, '--json')).stdout).toHaveLength(1);
    expect((await run(slow, '--json', '--baseline-minutes', '1.5')).stdout).toHaveLength(2);
    const long = fileWith(pressor.replace('\n720,', '\n4000,'));
    expect((await run(long, '--session')).stdout.join('\n')).toMatch(/BP-07.*raised[^]*INF-01.*raised/);
  });

  it('has no NaN and no guess where a recording has no baseline', async () => {
    const file = fileWith(recordingCsv(700, (s) => ({ hr: '', rhythm: s < 400 ? 'sinus' : 'atrialFibrillation' })));
    const { alarms } = parsed((await run(file, '--json')).stdout);
    expect(alarms[0]).toMatchObject({ rule: 'RH-01', value: null, baseline: null, changePct: null });
    const shock = fileWith(recordingCsv(700, (s) => ({ bp: s === 400 ? '75/40/52' : '//' })));
    expect(parsed((await run(shock, '--json')).stdout).alarms[0]).toMatchObject({
      rule: 'BP-03',
      value: 75,
      baseline: null,
      changePct: null,
    });
  });
});

const limitsWith = (json: object): string => fileWith(JSON.stringify(json), 'limits.json');

describe('chairside replay --limits', () => {
  const dip = recordingCsv(720, (s) => ({ bp: PRESSOR[s] ?? '//', spo2: s >= 400 && s < 420 ? 88 : 98 }));

  it('judges with the delay it is given, and says on stderr that no station does', async () => {
    const file = fileWith(dip);
    const byRule = async (...args: string[]) => parsed((await run(file, '--json', ...args)).stdout).summary.byRule;
    expect(await byRule()).toEqual({ 'BP-01': 1, 'OX-01': 1 });
    const limits = limitsWith({ 'OX-01': { delaySeconds: 20 } });
    expect(await byRule('--limits', limits)).toEqual({ 'BP-01': 1 });
    expect((await run(file, '--limits', limits)).stderr).toEqual([
      "chairside replay: judged with other numbers than a station's: OX-01 delay 20 s.",
    ]);
  });

  it('names every number that was in force', async () => {
    const limits = limitsWith({
      'HR-04': { delaySeconds: [20, 90], clearSeconds: 30 },
      'OX-01': {},
      'TEC-02': { off: true, delaySeconds: 30 },
    });
    expect((await run(fileWith(pressor), '--limits', limits)).stderr).toEqual([
      "chairside replay: judged with other numbers than a station's: HR-04 delay 20 and 90 s, clearing 30 s; OX-01 unchanged; TEC-02 off.",
    ]);
  });

  it('that adjusts nothing says what the station says', async () => {
    const file = fileWith(dip);
    expect(await run(file, '--limits', limitsWith({}))).toEqual(await run(file));
  });

  it('names the delays that a slow recording does not wait for', async () => {
    const slow = fileWith(recordingCsv(3_600, (s) => ({ spo2: s === 1_800 ? 88 : 98, bp: '125/75/92' }), 60));
    const limits = limitsWith({
      'OX-01': { delaySeconds: 600 },
      'OX-02': { clearSeconds: 60 },
      'HR-03': { off: true, delaySeconds: 60 },
      'RH-01': { delaySeconds: 20 },
      'TEC-01': { delaySeconds: 20 },
    });
    const { stdout, stderr } = await run(slow, '--json', '--limits', limits);
    expect(parsed(stdout).summary.byRule).toEqual({ 'OX-01': 1 });
    expect(stderr[1]).toBe(
      'chairside replay: values more than 4 s apart are judged without a delay: here that of OX-01 changes nothing.',
    );
  });

  it.each([
    ['no JSON', '{"OX-01": 15', [/^not JSON: .* at position \d+/]],
    [
      'a rule and a setting that are not there',
      '{"OX-9": {}, "OX-01": {"limit": 88}}',
      [/^at OX-01: no such setting: "limit"; known are/, /^at the top: no such rule: "OX-9"; known are BP-01, /],
    ],
    [
      'one delay for a rule of two',
      '{"HR-04": {"delaySeconds": 20}}',
      [/^at HR-04\.delaySeconds: wanted are 2 numbers/],
    ],
  ])('refuses a file with %s with exit 1, before it reads the recording', async (_, text, faults) => {
    const limits = fileWith(text, 'limits.json');
    const { exit, stdout, stderr } = await run('nowhere.csv', '--limits', limits);
    expect([exit, stdout, stderr]).toEqual([1, [], faults.map(() => expect.any(String))]);
    for (const [index, fault] of faults.entries()) {
      expect(stderr[index]?.replace(`chairside replay: ${limits}: `, '')).toMatch(fault);
    }
  });

  it('refuses a file that is not there, and a folder, with exit 1', async () => {
    const folder = dataFolder();
    for (const [limits, reason] of [
      [join(folder, 'nowhere.json'), 'ENOENT'],
      [folder, 'EISDIR'],
    ] as const) {
      const { exit, stderr } = await run(fileWith(pressor), '--limits', limits);
      expect(exit).toBe(1);
      expect(stderr[0]).toContain(`${limits}: ${reason}`);
    }
  });
});

describe('what chairside replay remarks on stderr', () => {
  it('a recording with fewer than two pressures, or without a rate', async () => {
    expect((await run(fileWith(recordingCsv(400, () => ({}))), '--json')).stderr).toEqual([
      'chairside replay: the recording holds no blood pressure: its rules cannot fire.',
    ]);
    const one = recordingCsv(400, (s) => ({ hr: '', bp: s === 9 ? '120/70/90' : '//' }));
    expect((await run(fileWith(one))).stderr).toEqual([
      'chairside replay: the recording holds no heart rate: its rules cannot fire.',
      'chairside replay: the recording holds one blood pressure: without a baseline only absolute limits are judged.',
    ]);
  });

  it('a baseline that a nurse would not take, or that never ends', async () => {
    const apart = fileWith(recordingCsv(100, (s) => ({ bp: s === 9 ? '120/70/90' : s === 70 ? '131/70/90' : '//' })));
    expect((await run(apart)).stderr).toEqual([
      'chairside replay: the first two pressures are 11 mmHg apart: a nurse would be asked for a third.',
      'chairside replay: the recording ends before its baseline minutes do: only absolute limits are judged.',
    ]);
  });

  it('values it could not read, twenty by name and the rest by number', async () => {
    const text = `${pressor}${Array.from({ length: 25 }, (_, i) => `${721 + i},?,,,,,,\n`).join('')}`;
    const { exit, stderr } = await run(fileWith(text), '--json');
    expect(exit).toBe(0);
    expect(stderr).toHaveLength(21);
    expect(stderr[0]).toBe("chairside replay: line 723, hr_bpm: '?' is no number");
    expect(stderr[20]).toBe('chairside replay: 5 more like these: 25 values or rows skipped in all.');
  });
});

describe('chairside replay refuses', () => {
  it.each([
    ['an empty file', '', 'the file is empty.'],
    ['a file without a time', 'time,hr_bpm\n0,72\n', 'there is no column t_seconds; the header found is: time,hr_bpm.'],
    ['times that go back', 't_seconds,hr_bpm\n5,72\n4,72\n', 'line 3: t_seconds goes back from 5 to 4.'],
    ['damaged gzip', gzipSync(pressor).subarray(0, 200), 'unexpected end of file.'],
  ])('%s with exit 1', async (_, content, reason) => {
    const file = fileWith(content);
    expect(await run(file, '--json')).toEqual({
      exit: 1,
      stdout: [],
      stderr: [`chairside replay: ${file}: ${reason}`],
    });
  });

  it('a file that is not there with exit 1', async () => {
    const { exit, stderr } = await run(join(dataFolder(), 'nowhere.csv'));
    expect(exit).toBe(1);
    expect(stderr[0]).toMatch(/nowhere\.csv: ENOENT/);
  });

  it.each([
    [[]],
    [['a.csv', 'b.csv']],
    [['a.csv', '--speed', '2']],
    [['a.csv', '--baseline-minutes', '0']],
    [['a.csv', '--baseline-minutes', 'five']],
    [['a.csv', '--limits']],
  ])('bad usage with exit 2: %j', async (args) => {
    const { exit, stdout, stderr } = await run(...args);
    expect([exit, stdout]).toEqual([2, []]);
    expect(stderr).toHaveLength(2);
  });
});

/** Real recordings (test/captures/vitals/SOURCES.md): stable, whatever they mean. */
const REAL: Readonly<Record<string, object>> = {
  'bidmc32.csv': { hours: 0.133, raised: 2, perHour: 15, byRule: { 'OX-01': 1, 'OX-02': 1 } },
  'cinc2009-c2-a40355n-cuff.csv': {
    hours: 2.317,
    raised: 8,
    perHour: 3.5,
    byRule: { 'BP-01': 3, 'HR-03': 1, 'OX-01': 2, 'TEC-01': 1, 'TEC-03': 1 },
  },
  'cinc2009-h1-a41200n-arterial.csv': {
    hours: 2,
    raised: 7,
    perHour: 3.5,
    byRule: { 'BP-01': 3, 'BP-01D': 1, 'HR-03': 1, 'OX-01': 2 },
  },
};

describe('real recordings', () => {
  const files = readdirSync(CAPTURES).filter((name) => name.endsWith('.csv'));

  it('are all expected', () => {
    expect(files.sort()).toEqual(Object.keys(REAL));
  });

  it.each(files)('%s gives its known summary, raised lines that add up, and times in order', async (file) => {
    const { exit, stdout } = await run(join(CAPTURES, file), '--json');
    expect(exit).toBe(0);
    const { alarms, summary } = parsed(stdout);
    expect(summary).toEqual({ kind: 'summary', ...REAL[file] });
    expect(alarms.filter(({ change }) => change === 'raised')).toHaveLength(summary.raised);
    expect(alarms.map(({ t }) => t)).toEqual(alarms.map(({ t }) => t).toSorted((a, b) => a - b));
  });

  it('with a longer delay no longer raise OX-01, and the graver OX-02 in its place', async () => {
    const limits = limitsWith({ 'OX-01': { delaySeconds: 30 } });
    const { stdout } = await run(join(CAPTURES, 'bidmc32.csv'), '--json', '--limits', limits);
    const { alarms, summary } = parsed(stdout);
    expect(summary).toMatchObject({ raised: 2, byRule: { 'OX-02': 2 } });
    expect(alarms[0]).toMatchObject({ t: 18, rule: 'OX-02', change: 'raised', value: 84 });
  });

  it('are the same whatever the columns around them', async () => {
    const text = readFileSync(join(CAPTURES, 'cinc2009-c2-a40355n-cuff.csv'), 'utf8');
    const widened = text
      .trimEnd()
      .split('\n')
      .map((line, i) => `${i === 0 ? 'note' : 'x'},${line}`)
      .join('\r\n');
    const original = await run(join(CAPTURES, 'cinc2009-c2-a40355n-cuff.csv'), '--json');
    expect(await run(fileWith(widened), '--json')).toEqual(original);
  });
});
