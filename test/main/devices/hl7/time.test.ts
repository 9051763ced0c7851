import { describe, expect, test } from 'vitest';
import { offsetOf, readTime, type TimeContext } from '../../../../main/devices/hl7/time.ts';
import { instant } from '../../../../shared/kernel/units.ts';

const at = (iso: string) => instant(Date.parse(iso));
const BERLIN: TimeContext = { zone: 'Europe/Berlin', messageOffset: null, receivedAt: at('2026-11-22T14:00:00Z') };
const read = (text: string, context = BERLIN): string => {
  const reading = readTime(text, context);
  return reading.kind === 'time' ? `${new Date(reading.at).toISOString()} ${reading.how}` : reading.kind;
};

describe('times that carry their zone', () => {
  test.each([
    ['20110602045842+0000', '2011-06-02T04:58:42.000Z exact'],
    ['20241219103000-0700', '2024-12-19T17:30:00.000Z exact'],
    ['20260912120000.0000+0530', '2026-09-12T06:30:00.000Z exact'],
    // Mindray and Comen write milliseconds in ways of their own.
    ['20260124131540000+0800', '2026-01-24T05:15:40.000Z exact'],
    ['20260124131540123+0800', '2026-01-24T05:15:40.123Z exact'],
    ['20260726120500.1000+0800', '2026-07-26T04:05:00.100Z exact'],
    ['202601241315+0800', '2026-01-24T05:15:00.000Z exact'],
    ['2026-01-24T13:15:40.5Z', '2026-01-24T13:15:40.500Z exact'],
    ['2026-01-24 13:15:40+08:00', '2026-01-24T05:15:40.000Z exact'],
    ['20161231235960+0000', '2017-01-01T00:00:00.000Z exact'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('times that carry none', () => {
  test('are local to the suite, summer and winter', () => {
    expect(read('20260722120000')).toBe('2026-07-22T10:00:00.000Z exact');
    expect(read('20261122120000')).toBe('2026-11-22T11:00:00.000Z exact');
    expect(read('20261122120000', { ...BERLIN, zone: 'Asia/Kathmandu' })).toBe('2026-11-22T06:15:00.000Z exact');
  });

  test('take the zone that MSH-7 gave the whole message', () => {
    expect(read('20241219103000', { ...BERLIN, messageOffset: -420 })).toBe('2024-12-19T17:30:00.000Z exact');
  });

  test('in the hour that is passed twice mean the one nearest to receipt', () => {
    const text = '20261025023000';
    expect(read(text, { ...BERLIN, receivedAt: at('2026-10-25T00:31:00Z') })).toBe(
      '2026-10-25T00:30:00.000Z ambiguous',
    );
    expect(read(text, { ...BERLIN, receivedAt: at('2026-10-25T01:31:00Z') })).toBe(
      '2026-10-25T01:30:00.000Z ambiguous',
    );
  });

  test('in the hour that was skipped are moved forward', () => {
    expect(read('20260329023000')).toBe('2026-03-29T01:30:00.000Z skipped');
  });

  test('beside a change of clocks are exact', () => {
    expect(read('20260329015959')).toBe('2026-03-29T00:59:59.000Z exact');
    expect(read('20260329030000')).toBe('2026-03-29T01:00:00.000Z exact');
    expect(read('20261025015959')).toBe('2026-10-24T23:59:59.000Z exact');
    expect(read('20261025030000')).toBe('2026-10-25T02:00:00.000Z exact');
  });
});

describe('what is no time', () => {
  test.each(['', '0', '00000000000000', '""'])('never: %s', (text) => {
    expect(read(text)).toBe('none');
  });

  test.each([
    '20251211',
    '2025121109',
    '20260231120000',
    '20261122250000',
    '20261122126000',
    'yesterday',
    '20261122120000+9900',
    '00010101000000',
  ])('unreadable: %s', (text) => {
    expect(read(text)).toBe('unreadable');
  });

  test('an unknown zone makes a local time unreadable, not wrong', () => {
    expect(read('20261122120000', { ...BERLIN, zone: 'Mars/Olympus' })).toBe('unreadable');
  });
});

test('the offset at the end of a time', () => {
  expect(['20241219103000-0700', '202412191030+0530', '2024-12-19T10:30:00Z', '20241219103000'].map(offsetOf)).toEqual([
    -420,
    330,
    0,
    null,
  ]);
});
