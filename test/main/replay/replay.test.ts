import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minutes } from '../../../shared/kernel/units.ts';
import { recordingCsv, storyOf } from '../../support/recordings.ts';

const BASELINE_BP: Readonly<Record<number, string>> = { 30: '125/75/92', 90: '125/75/92' };
/** Pressures by second, after two of 125/75 (92). */
const withPressures = (pressures: Readonly<Record<number, string>>, until = 1_800): string =>
  recordingCsv(until, (s) => ({ bp: { ...BASELINE_BP, ...pressures }[s] ?? '//' }));

/** A well patient, other than that from one second up to but not including another. */
const during = (from: number, to: number, cells: Parameters<typeof recordingCsv>[1], until = 1_200): string =>
  recordingCsv(until, (s) => (s >= from && s < to ? cells(s) : {}));

describe('blood pressure in a recording', () => {
  test('exactly 20.0 % above the first two does nothing', () => {
    expect(storyOf(withPressures({ 612: '150/75/92', 900: '150/75/92' }))).toEqual([]);
  });

  test('20.8 % above raises BP-01 at that second, and the next reading makes it BP-02', () => {
    expect(storyOf(withPressures({ 612: '151/75/92', 900: '151/75/92' }))).toEqual([
      'BP-01 raised 612',
      'BP-02 updated 900',
    ]);
  });

  test('two equal readings one after the other are two measurements', () => {
    expect(storyOf(withPressures({ 612: '151/75/92', 613: '151/75/92' }))).toContain('BP-02 updated 613');
  });

  test('is not compared before the second reading, and is from it on', () => {
    const bp: Record<number, string> = { 700: '100/60/75', 1_000: '104/60/75', 1_300: '125/60/75' };
    const text = recordingCsv(1_400, (s) => ({ bp: bp[s] ?? '//' }));
    expect(storyOf(text)).toEqual(['BP-01 raised 1300']);
  });

  test('two first readings far apart are both beyond their own mean: told at the second, never before', () => {
    const bp: Record<number, string> = { 700: '100/60/75', 1_000: '160/60/75' };
    expect(storyOf(recordingCsv(1_100, (s) => ({ bp: bp[s] ?? '//' })))).toEqual(['BP-02 raised 1000']);
  });

  test('has its absolute limits from the first reading on, whatever the baseline', () => {
    expect(storyOf(recordingCsv(700, (s) => ({ bp: s === 60 ? '75/40/52' : '//' })))).toEqual(['BP-03 raised 60']);
  });

  test('that was high in the baseline minutes is judged when the infusion begins', () => {
    expect(storyOf(withPressures({ 200: '151/75/92' }, 600))).toEqual(['BP-01 raised 300']);
  });

  test('without any the pressure rules are silent and the others speak', () => {
    expect(storyOf(during(600, 640, () => ({ hr: 44 })))).toEqual([
      'HR-01 raised 610',
      'HR-01 latched 650',
      'HR-01 accepted 650',
      'HR-01 cleared 650',
    ]);
  });
});

describe('rates and saturation in a recording', () => {
  test('SpO2 89 for 15 s raises OX-01 at exactly that second, for 14 s nothing', () => {
    expect(storyOf(during(600, 616, () => ({ spo2: 89 })))).toEqual(['OX-01 raised 615', 'OX-01 resolved 626']);
    expect(storyOf(during(600, 615, () => ({ spo2: 89 })))).toEqual([]);
  });

  test('a new bradycardia counts against the median of the first minutes', () => {
    const slow = (usual: number) => recordingCsv(900, (s) => ({ hr: s < 600 ? usual : 49 }));
    expect(storyOf(slow(72))).toEqual(['HR-01 raised 610']);
    expect(storyOf(slow(49))).toEqual([]);
  });

  test('a new tachycardia needs 30 s, and becomes HR-04 when it is extreme', () => {
    const text = during(600, 700, (s) => ({ hr: s < 640 ? 110 : 155 }));
    expect(storyOf(text).filter((line) => !line.includes('HR-03 updated'))).toEqual([
      'HR-03 raised 630',
      'HR-04 updated 650',
      'HR-04 latched 720',
      'HR-04 accepted 720',
      'HR-04 cleared 720',
    ]);
  });

  test('an alarm that has latched is answered, so that the next and lesser one is heard', () => {
    const dips = (s: number) => ({ spo2: s >= 600 && s < 620 ? 80 : s >= 900 && s < 920 ? 88 : 98 });
    expect(storyOf(recordingCsv(1_000, dips))).toEqual([
      'OX-02 raised 605',
      'OX-02 latched 630',
      'OX-02 accepted 630',
      'OX-02 cleared 630',
      'OX-01 raised 915',
      'OX-01 resolved 930',
    ]);
  });

  test('atrial fibrillation as the recording names it', () => {
    const text = recordingCsv(800, (s) => ({ rhythm: s < 600 ? 'sinus' : 'atrialFibrillation' }));
    expect(storyOf(text)).toEqual(['RH-01 raised 630']);
  });

  test('the baseline minutes can be chosen', () => {
    const early = recordingCsv(400, (s) => ({ hr: s < 100 ? 72 : 45 }));
    expect(storyOf(early, { minutes: minutes(1) })).toEqual(['HR-01 raised 110']);
    expect(storyOf(early)).toEqual([]);
  });

  test('absolute limits are judged in the baseline minutes too', () => {
    expect(storyOf(during(60, 70, () => ({ hr: 35 })))[0]).toBe('HR-02 raised 65');
  });
});

describe('silence in a recording', () => {
  const nothing = () => ({ hr: '', spo2: '' }) as const;

  test('of everything raises TEC-03 past 10 s and its delay, and is over with the next value', () => {
    const text = during(600, 640, nothing).replaceAll(/^(6[0-3]\d,,,,,),14/gm, '$1,');
    expect(storyOf(text)).toEqual(['TEC-03 raised 619.001', 'TEC-03 updated 629.001', 'TEC-03 resolved 640']);
  });

  test('of the heart rate alone is TEC-01: the rest of the feed speaks', () => {
    expect(storyOf(during(600, 640, () => ({ hr: '' })))).toEqual(['TEC-01 raised 619.001', 'TEC-01 resolved 645']);
  });

  test('of less than 2.5 intervals of a minute is none, from the first row on', () => {
    const text = recordingCsv(7_200, (s) => (s === 600 ? nothing() : {}), 60);
    expect(storyOf(text)).toEqual([]);
  });

  test('of more than 2.5 intervals is told at the very moment', () => {
    const text = recordingCsv(7_200, (s) => (s > 600 && s < 1_200 ? nothing() : {}), 60).replaceAll(
      ',,,,,14,',
      ',,,,,,',
    );
    expect(storyOf(text)).toEqual(['TEC-03 raised 760.001', 'TEC-03 updated 840.001', 'TEC-03 resolved 1200']);
  });

  test('of a column that was never there is no lost signal, and no other silence waits for it', () => {
    const text = recordingCsv(1_200, (s) => ({ spo2: '', hr: s >= 600 && s < 640 ? '' : 72 })).replaceAll(',14,', ',,');
    expect(storyOf(text)).toEqual(['TEC-03 raised 619.001', 'TEC-03 updated 629.001', 'TEC-03 resolved 640']);
  });

  test('at the end is told up to the last row', () => {
    const text = `${recordingCsv(600, () => ({}))}660,,,,,,,\n`;
    expect(storyOf(text)).toEqual(['TEC-03 raised 620.001', 'TEC-03 updated 630.001']);
  });
});

describe('a slow recording', () => {
  test('alarms on its first value beyond a limit', () => {
    const text = recordingCsv(3_600, (s) => ({ spo2: s === 1_800 ? 88 : 98 }), 60);
    expect(storyOf(text)).toEqual(['OX-01 raised 1800', 'OX-01 resolved 1870']);
  });
});

describe('the session around a recording', () => {
  test('is not judged: no pressure is due and no infusion too long', () => {
    expect(storyOf(withPressures({}, 4_000))).toEqual([]);
  });

  test('is judged when asked for, and is staffed', () => {
    expect(storyOf(withPressures({}, 4_000), { session: true })).toEqual([
      'BP-06 raised 1110',
      'BP-07 updated 1290',
      'INF-01 raised 2820',
      'INF-01 updated 3000',
    ]);
  });
});

describe('other numbers than the station’s', () => {
  const dip = during(600, 620, () => ({ spo2: 88 }));

  test('a longer delay of OX-01: the dip that raised it raises nothing any more', () => {
    expect(storyOf(dip)).toEqual(['OX-01 raised 615', 'OX-01 resolved 630']);
    expect(storyOf(dip, { limits: { 'OX-01': { delaySeconds: 20 } } })).toEqual([]);
  });

  test('a shorter delay and a longer clearing', () => {
    const limits = { 'OX-01': { delaySeconds: 0, clearSeconds: 45 } };
    expect(storyOf(dip, { limits })).toEqual(['OX-01 raised 600', 'OX-01 resolved 665']);
  });

  test('whatever the delay, OX-01 is raised exactly after it, or not at all', () => {
    const upTo60 = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(upTo60, upTo60, (delaySeconds, lasts) => {
        const [first] = storyOf(
          during(400, 400 + lasts, () => ({ spo2: 88 }), 480),
          { limits: { 'OX-01': { delaySeconds } } },
        );
        expect(first).toBe(lasts > delaySeconds ? `OX-01 raised ${400 + delaySeconds}` : undefined);
      }),
      { numRuns: 60 },
    );
  });

  test('a delay for a pressure, which has none of its own: raised at that moment though no row is there', () => {
    const text = withPressures({ 612: '151/75/92', 900: '125/75/92' }, 1_000);
    expect(storyOf(text, { limits: { 'BP-01': { delaySeconds: 120 } } })[0]).toBe('BP-01 raised 732');
    expect(storyOf(text, { limits: { 'BP-01': { delaySeconds: 300 } } })).toEqual([]);
  });

  test('a rule that is off, and the others of its family as before', () => {
    const text = withPressures({ 612: '151/75/92', 900: '151/75/92' });
    expect(storyOf(text, { limits: { 'BP-01': { off: true } } })).toEqual(['BP-02 raised 900']);
  });

  test('each delay of HR-04 is that of its own onset', () => {
    const limits = { 'HR-03': { off: true }, 'HR-04': { delaySeconds: [20, 90] } };
    const first = (hr: number) =>
      storyOf(
        during(600, 720, () => ({ hr })),
        { limits },
      )[0];
    expect([first(150), first(149)]).toEqual(['HR-04 raised 620', 'HR-04 raised 690']);
  });

  test('a delay of RH-01 is still gathered from pieces within its minute', () => {
    const runs = recordingCsv(800, (s) => ({ rhythm: s >= 600 && s % 20 < 10 ? 'atrialFibrillation' : 'sinus' }));
    expect(storyOf(runs, { limits: { 'RH-01': { delaySeconds: 15 } } })[0]).toBe('RH-01 raised 625');
    expect(storyOf(runs, { limits: { 'RH-01': { delaySeconds: 31 } } })).toEqual([]);
  });
});
