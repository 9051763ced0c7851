import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoded, Message, Problem } from '../../../../main/devices/drivers/driver.ts';
import { ivy450c } from '../../../../main/devices/drivers/ivy-450c.ts';
import { ansarFrame } from '../../../../main/devices/simulator/ivy-speech.ts';
import { instant } from '../../../../shared/kernel/units.ts';

const CAPTURE = Uint8Array.from(
  readFileSync(new URL('../../../captures/serial/ivy-450c-openice.bin', import.meta.url)),
);
const NOW = instant(0);

type Read = { readonly messages: readonly Message[]; readonly discarded: readonly Problem[] };

function readAll(chunks: readonly Uint8Array[]): Read {
  const decoder = ivy450c.decoder({ zone: 'UTC' });
  const parts: Decoded[] = [...chunks.map((chunk) => decoder.push(chunk, NOW)), decoder.end()];
  return {
    messages: parts.flatMap(({ messages }) => messages),
    discarded: parts.flatMap(({ discarded }) => discarded),
  };
}

/** A frame with the given text lines and waves of zeros, or the given ones. */
function frame(text: string, waves: Uint8Array = new Uint8Array(400)): Uint8Array {
  return Uint8Array.from([0xff, ...Buffer.from('ANSAR-B '), ...waves, ...Buffer.from(text, 'latin1'), 0xfe]);
}
const readText = (text: string): Message | undefined => readAll([frame(text)]).messages[0];
const valuesOf = (message: Message | undefined) =>
  Object.fromEntries((message?.observations ?? []).map(({ parameter, value }) => [parameter, value]));
const summary = ({ messages, discarded }: Read): string =>
  [
    ...messages.map((message) => message.observations.map(({ value }) => value ?? '-').join(',')),
    ...discarded.map(({ code, at, text }) => `${code} ${at} ${text}`),
  ].join('\n');

describe('the real capture', () => {
  const whole = readAll([CAPTURE]);

  it('gives its 27 messages and names the 252 bytes before the first', () => {
    expect(whole.messages).toHaveLength(27);
    expect(whole.discarded).toEqual([
      { severity: 'warning', code: 'bytes-skipped', at: 'byte 0', text: '252 bytes that belong to no message' },
    ]);
  });

  it('reads what the screen showed, and nothing where it showed nothing', () => {
    for (const message of whole.messages) {
      expect(valuesOf(message)).toEqual({
        heartRate: 80,
        respiratoryRate: 35,
        etco2: null,
        spo2: 100,
        pulseRate: 80,
        nibpSystolic: 121,
        nibpDiastolic: 75,
        nibpMean: 92,
        temperature: null,
      });
      expect(
        message.observations.every(({ value, validity }) => validity === (value === null ? 'missing' : 'valid')),
      ).toBe(true);
    }
  });

  it('claims no time, no patient and no answer', () => {
    for (const message of whole.messages) {
      expect(message).toMatchObject({
        timed: false,
        simulated: false,
        sentAt: null,
        patientId: null,
        location: null,
        answer: null,
      });
      expect(
        message.observations.every(({ observedAt, timeBasis }) => observedAt === null && timeBasis === 'none'),
      ).toBe(true);
    }
  });

  it('hands on the texts and refuses P1, whose site is not said', () => {
    const [message] = whole.messages;
    expect(message?.alarms.map(({ code, text }) => [code, text])).toEqual([
      ['RR^ANSAR-B', 'APNEA: 20 SEC'],
      ['P2^ANSAR-B', 'NO TRANSDUCER'],
    ]);
    expect(message?.problems.map(({ code, at, severity }) => [code, at, severity])).toEqual([
      ['pressure-site-unknown', 'P1', 'info'],
    ]);
  });

  it('reads the same wherever its first eight frames are cut in two', () => {
    const eight = CAPTURE.subarray(0, 252 + 8 * 562);
    const expected = summary(readAll([eight]));
    expect(readAll([eight]).messages).toHaveLength(8);
    for (let cut = 0; cut <= eight.length; cut += 1) {
      if (summary(readAll([eight.subarray(0, cut), eight.subarray(cut)])) !== expected) {
        expect.fail(`another reading when cut at byte ${cut}`);
      }
    }
  });

  it('reads the same in any pieces', () => {
    const expected = summary(whole);
    const cuts = fc.array(fc.nat(CAPTURE.length), { maxLength: 60 });
    fc.assert(
      fc.property(cuts, (places) => {
        const ends = [...places.sort((a, b) => a - b), CAPTURE.length];
        const pieces = ends.map((end, i) => CAPTURE.subarray(ends[i - 1] ?? 0, end));
        expect(summary(readAll(pieces))).toBe(expected);
      }),
    );
  });

  it('reads the same byte by byte', () => {
    expect(summary(readAll([...CAPTURE].map((byte) => Uint8Array.of(byte))))).toBe(summary(whole));
  });
});

describe('on a bad line', () => {
  const GOOD = 'HR=1;72;ECG-II-DIAG;\rSPO2=1;98;PR=71 ;\r';

  it('counts the waves: 0xFF, 0xFE and even a header within them end nothing', () => {
    const waves = new Uint8Array(400).fill(0xfe).fill(0xff, 100, 200);
    waves.set(Buffer.from('\xffANSAR-B ', 'latin1'), 300);
    expect(valuesOf(readAll([frame(GOOD, waves)]).messages[0])).toEqual({ heartRate: 72, spo2: 98, pulseRate: 71 });
  });

  it('loses the frame in which bytes went missing, says so, and reads the next', () => {
    for (const missing of [1, 5, 30, 200]) {
      const short = frame(GOOD, new Uint8Array(400 - missing).fill(0x55));
      const { messages, discarded } = readAll([short, frame(GOOD)]);
      expect(messages).toHaveLength(1);
      expect(discarded.length).toBeGreaterThan(0);
    }
  });

  it('finds the next frame after one that was cut off anywhere', () => {
    const whole = frame(GOOD);
    for (let cut = 1; cut < whole.length - 1; cut += 1) {
      const { messages } = readAll([whole.subarray(0, cut), whole, whole]);
      expect(messages.length).toBeGreaterThanOrEqual(1);
      expect(messages.every((message) => valuesOf(message)['heartRate'] === 72)).toBe(true);
    }
  });

  it('never ends in a throw, holds little, and reads a whole frame after any noise without a header', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 6 }), (noise) => {
        const quiet = noise.map((bytes) => bytes.map((byte) => (byte === 0xff ? 0 : byte)));
        expect(readAll([...quiet, frame(GOOD)]).messages).toHaveLength(1);
        readAll(noise);
      }),
    );
  });

  it('names endless junk as it goes on: a wrong baud rate is not silence', () => {
    const { messages, discarded } = readAll([new Uint8Array(20_000).fill(0x80)]);
    expect(messages).toHaveLength(0);
    expect(discarded.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'bytes-skipped'));
  });

  it('gives up a text that does not end', () => {
    expect(readAll([frame(`HR=1;72;ECG;\r${'A'.repeat(2_000)}`)]).discarded[0]?.code).toBe('frame-broken');
  });

  it('names a frame that the line ended in', () => {
    const { discarded } = readAll([frame(GOOD).subarray(0, 300)]);
    expect(discarded.map(({ code }) => code)).toEqual(['frame-cut']);
  });
});

describe('a field', () => {
  const one = (text: string) => readText(text)?.observations.map(({ value, validity }) => [value, validity]);

  it('that is empty or dashes is missing, never 0', () => {
    expect(one('HR=1;;;\r')).toEqual([[null, 'missing']]);
    expect(one('HR=1;---;;\r')).toEqual([[null, 'missing']]);
  });

  it('that no patient can have is invalid, never shown', () => {
    for (const impossible of ['0', '000', '999', '7?', '-4', '8e1', '0x50', '72.55']) {
      expect(one(`HR=1;${impossible};;\r`)).toEqual([[null, 'invalid']]);
      expect(readText(`HR=1;${impossible};;\r`)?.problems[0]?.code).toBe('value-impossible');
    }
  });

  it('beside a state digit that was never seen with a number is questionable', () => {
    expect(one('HR=2;72;ECG-II-DIAG;\r')).toEqual([[72, 'questionable']]);
    expect(readText('HR=2;72;ECG-II-DIAG;\r')?.problems[0]?.code).toBe('state-unknown');
  });

  it('without a unit is taken where only one unit is possible, as questionable, else refused', () => {
    const last = (line: string) => readText(`HR=1;72;ECG;\r${line}\r`)?.observations.slice(1);
    expect(last('T1=1;36.6;;')).toMatchObject([{ value: 36.6, unit: 'Cel', validity: 'questionable' }]);
    expect(last('T1=1;98.6;;')).toMatchObject([{ value: 37, unit: 'Cel', validity: 'questionable' }]);
    expect(last('T1=1;60.0;;')).toMatchObject([{ value: null, validity: 'invalid' }]);
    expect(last('ETCO2=1;38;;')).toMatchObject([{ value: 38, unit: 'mm[Hg]', validity: 'questionable' }]);
    expect(last('ETCO2=1;5;;')).toMatchObject([{ value: null, validity: 'invalid' }]);
  });

  it('of an unknown line, or a line that is none, is named', () => {
    const codes = readText('HR=1;72;ECG;\rXY=1;5;\rnonsense\r')?.problems.map(({ code, at }) => [code, at]);
    expect(codes).toEqual([
      ['line-not-understood', 'XY'],
      ['line-not-understood', 'line'],
    ]);
  });

  it('for the lead that holds no lead is an alarm', () => {
    expect(readText('HR=3;;LEADS OFF;\r')?.alarms.map(({ text }) => text)).toEqual(['LEADS OFF']);
  });
});

describe('the simulator', () => {
  const reading = {
    at: NOW,
    patientId: null,
    heartRate: 72,
    rhythm: 'sinus',
    respiratoryRate: 14,
    spo2: 98,
    pulseRate: 71,
    perfusionIndex: 3,
    pressure: { systolic: 144, diastolic: 90, mean: 108, pulse: 70, measuredAt: NOW },
    faults: [],
  } as const;

  it('speaks frames this driver reads back without a problem', () => {
    const { messages, discarded } = readAll([ansarFrame(reading)]);
    expect(discarded).toEqual([]);
    expect(messages[0]).toMatchObject({ problems: [], simulated: true });
    expect(valuesOf(messages[0])).toMatchObject({
      heartRate: 72,
      respiratoryRate: 14,
      spo2: 98,
      pulseRate: 71,
      nibpSystolic: 144,
      nibpDiastolic: 90,
      nibpMean: 108,
    });
  });

  it('says nothing where it shows nothing', () => {
    const bare = { ...reading, heartRate: null, respiratoryRate: null, spo2: null, pulseRate: null, pressure: null };
    const { messages } = readAll([ansarFrame(bare)]);
    expect(messages[0]).toMatchObject({ problems: [], simulated: true });
    expect(Object.values(valuesOf(messages[0])).filter((value) => value !== null)).toEqual([]);
    expect(messages[0]?.alarms.map(({ text }) => text)).toEqual([
      'LEADS OFF SIMULATION',
      'PROBE OFF',
      'NO TRANSDUCER',
      'NO TRANSDUCER',
    ]);
  });
});
