import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CliIo } from '../../../main/commands/cli-command.ts';
import { createInspectCommand } from '../../../main/commands/inspect.ts';
import { mllpFrame } from '../../../main/devices/framing/mllp.ts';
import { instant } from '../../../shared/kernel/units.ts';
import { bytes, HEART_RATE, hl7, join, msh, report } from '../../support/hl7-messages.ts';

const inspectCommand = createInspectCommand(() => instant(Date.UTC(2026, 10, 22, 14, 2, 34)));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path(tmpdir(), 'chairside-inspect-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: Uint8Array): string => {
  const full = path(folder, name);
  writeFileSync(full, content);
  return full;
};

async function run(args: readonly string[], stdin: Uint8Array = new Uint8Array(0)) {
  const out: string[] = [];
  const errors: string[] = [];
  const io: CliIo = {
    stdout: (line) => out.push(line),
    stderr: (line) => errors.push(line),
    stdin: (async function* given() {
      yield stdin;
    })(),
    signal: new AbortController().signal,
  };
  const exit = await inspectCommand.run(args, io);
  const findings = (): readonly Record<string, unknown>[] => out.map((line) => JSON.parse(line));
  return { exit, out, errors, findings };
}
const json = (content: Uint8Array, ...options: string[]) => run(['--json', ...options, '-'], content);

describe('inspect --json', () => {
  test('prints a reading, a problem and an answer in the shapes that people script against', async () => {
    const { exit, out } = await json(report([HEART_RATE(72), 'NM|X^thing^LOCAL||1||||||F']));
    expect(exit).toBe(0);
    expect(out).toEqual([
      '{"kind":"observation","message":1,"parameter":"heartRate","value":72,"unit":"/min","validity":"valid","observedAt":"2026-11-22T14:02:30.000Z","code":"147842^MDC_ECG_HEART_RATE^MDC","patientId":"P1","location":"CHAIR-3"}',
      '{"kind":"problem","message":1,"severity":"info","code":"code-unknown","at":"OBX[2]-3","text":"\\"X^thing^LOCAL\\" is in no table"}',
      '{"kind":"ack","message":1,"code":"AA","controlId":"M1"}',
    ]);
  });

  test('prints an alarm and a rhythm', async () => {
    const rows = [
      'CWE|8884-9^Heart rate rhythm^LN|1.7.4.1|147720^MDC_ECG_ATR_FIB^MDC||||||F',
      'CWE|196616^MDC_EVT_ALARM^MDC|1.7.4.2|199736^MDC_EVT_ECG_ATR_FIB^MDC|||A~PM~SP|||R',
    ];
    const { findings } = await json(report(rows));
    expect(findings().slice(0, 2)).toEqual([
      {
        kind: 'observation',
        message: 1,
        parameter: 'ecgRhythm',
        value: 'atrialFibrillation',
        unit: null,
        validity: 'valid',
        observedAt: '2026-11-22T14:02:30.000Z',
        code: '147720^MDC_ECG_ATR_FIB^MDC',
        patientId: 'P1',
        location: 'CHAIR-3',
      },
      {
        kind: 'alarm',
        message: 1,
        event: 'MDC_EVT_ECG_ATR_FIB',
        code: '199736^MDC_EVT_ECG_ATR_FIB^MDC',
        priority: 'medium',
        phase: null,
        text: 'MDC_EVT_ECG_ATR_FIB',
      },
    ]);
  });

  test('a reading that is no number is null, never 0', async () => {
    const { findings } = await json(report([HEART_RATE('-100')]));
    expect(findings()[0]).toMatchObject({ value: null, validity: 'invalid' });
  });

  test('numbers the messages through all files, bare or framed, and shows a repeat again', async () => {
    const bare = file('bare.hl7', report([HEART_RATE(60)], { controlId: 'A' }));
    const framed = file(
      'framed.mllp',
      join(
        mllpFrame(report([HEART_RATE(61)], { controlId: 'B' })),
        mllpFrame(report([HEART_RATE(61)], { controlId: 'B' })),
      ),
    );
    const { findings } = await run(['--json', bare, framed]);
    const read = findings().filter(({ kind }) => kind === 'observation');
    expect(read.map(({ message, value }) => [message, value])).toEqual([
      [1, 60],
      [2, 61],
      [3, 61],
    ]);
  });

  test('reads times without a zone in the zone given', async () => {
    const raw = hl7([msh({ time: '20260722120000' }), `OBX|1|${HEART_RATE(72)}`]);
    const { findings } = await json(raw, '--zone', 'Asia/Tokyo');
    expect(findings()[0]).toMatchObject({ observedAt: '2026-07-22T03:00:00.000Z' });
  });

  test('a heartbeat has no answer line', async () => {
    const { findings } = await json(bytes('MSH|^~\\&|||||||ORU^R01|106|P|2.3.1|\r'));
    expect(findings().map(({ kind, code }) => [kind, code])).toEqual([['problem', 'heartbeat']]);
  });
});

describe('what it cannot read it names', () => {
  test('bytes that belong to no message are of message 0', async () => {
    const { exit, findings } = await json(
      join(bytes('rubbish'), mllpFrame(report([HEART_RATE(72)])), bytes('\x0bhalf')),
    );
    expect(exit).toBe(0);
    expect(
      findings()
        .filter(({ message }) => message === 0)
        .map(({ code }) => code),
    ).toEqual(['junk', 'frame-cut']);
  });

  test.each([
    ['an empty input', bytes(''), 'empty-input'],
    ['blanks', bytes('\r\n \r\n'), 'no-message'],
    ['prose', bytes('hello\r\n'), 'segment-missing'],
    ['a frame without MSH', bytes('\x0bOBX|1\x1c\r'), 'segment-missing'],
    ['another maker’s bytes', new Uint8Array([0xc0, 0x11, 0x01, 0x00, 0x42, 0x7d, 0xc1]), 'segment-missing'],
  ])('%s: exit 1', async (_name, content, code) => {
    const { exit, findings } = await json(content);
    expect([exit, findings()[0]?.['code']]).toEqual([1, code]);
  });

  test('a file that is not there is a failure, and the others are still read', async () => {
    const there = file('there.hl7', report([HEART_RATE(72)]));
    const { exit, errors, findings } = await run(['--json', path(folder, 'nowhere.hl7'), there]);
    expect([exit, errors.length, findings()[0]?.['value']]).toEqual([1, 1, 72]);
    expect((await run([folder])).exit).toBe(1);
  });

  test('whatever the bytes are it ends with 0 or 1', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (content, headed) => {
        const { exit, findings } = await json(headed ? join(bytes('MSH|^~\\&|'), content) : content);
        expect([0, 1]).toContain(exit);
        expect(findings().length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('usage', () => {
  test.each([
    [['--driver', 'nothing', '-'], 'there is no driver'],
    [['--driver', 'masimo', '-'], 'is not built yet'],
    [['--zone', 'Mars/Olympus', '-'], 'no IANA time zone'],
    [['--loud', '-'], '--loud'],
    [[], 'name a file'],
  ])('%s: exit 2', async (args, words) => {
    const { exit, out, errors } = await run(args);
    expect([exit, out]).toEqual([2, []]);
    expect(errors[0]).toContain(words);
  });

  test('another driver reads its own captures', async () => {
    const { exit, findings } = await run([
      '--json',
      '--driver',
      'ivy-450c',
      'test/captures/serial/ivy-450c-openice.bin',
    ]);
    expect(exit).toBe(0);
    expect(findings().some(({ kind }) => kind === 'observation')).toBe(true);
  });

  test('for a person it prints words', async () => {
    const { out } = await run(['-'], report([HEART_RATE(72), HEART_RATE('')]));
    expect(out[0]).toMatch(/^ +#1 {2}heartRate +72 \/min {2}\[P1, CHAIR-3, 2026-11-22T14:02:30\.000Z\]/);
    expect(out[1]).toMatch(/heartRate +no value \(missing\)/);
    expect((await run(['--help'])).out[0]).toContain('Usage: chairside inspect');
  });
});
