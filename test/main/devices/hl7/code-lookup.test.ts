import { describe, expect, test } from 'vitest';
import { meaningOf } from '../../../../main/devices/hl7/codes/code-lookup.ts';
import { codedFrom } from '../../../../main/devices/hl7/codes/coded.ts';
import { LOINC_ROWS } from '../../../../main/devices/hl7/codes/loinc.ts';
import { MDC_ROWS } from '../../../../main/devices/hl7/codes/mdc.ts';
import { PARAMETER_UNITS } from '../../../../shared/vitals/observation.ts';

const meaning = (text: string, place = ''): string => {
  const parts = text.split('^');
  const found = meaningOf(codedFrom(parts), codedFrom(parts, 3), place);
  return found.kind === 'parameter' ? `${found.parameter}${found.doubtful ? '?' : ''}` : found.kind;
};

describe('a code and its name', () => {
  test.each([
    ['147842^MDC_ECG_HEART_RATE^MDC', 'heartRate'],
    ['147842^MDC_ECG_CARD_BEAT_RATE^MDC', 'heartRate'],
    ['147842^NOM_ECG_CARD_BEAT_RATE^MDC', 'heartRate'],
    ['147842^^MDC', 'heartRate'],
    ['MDC_ECG_HEART_RATE^Heart rate^MDC', 'heartRate'],
    ['0002-4182^HR^MDIL', 'heartRate'],
    ['0002-4BB8^SpO2^MDIL', 'spo2'],
    ['8867-4^Heart rate^LN', 'heartRate'],
    ['150301^MDC_PRESS_CUFF_SYS^MDC', 'nibpSystolic'],
    ['150033^MDC_PRESS_BLD_ART_SYS^MDC', 'abpSystolic'],
    ['8884-9^Heart rate rhythm^LN', 'rhythm'],
    ['0002-d007^RhySta^MDIL', 'rhythm'],
    ['196616^MDC_EVT_ALARM^MDC', 'alarm'],
  ])('%s is %s', (code, expected) => {
    expect(meaning(code)).toBe(expected);
  });

  test.each([
    '150456^MDC_CO2_ET^MDC',
    '150458^MDC_CO2_RESP_RATE^MDC',
    '150031^MDC_PRESS_CUFF_SYS^MDC',
    '150017^MDC_PRESS_BLD_NONINV_SYS^MDC',
    '150021^MDC_PRESS_BLD_ART_SYS^MDC',
    '150456^EtCO2^MDC',
    '0002-4a15^NBPs^MDIL',
    '147842^MDC_ATTR_ALARM_STATE^MDC',
  ])('%s disagree: neither is trusted', (code) => {
    expect(meaning(code)).toBe('contradiction');
  });

  test('two names of one parameter are read, and doubted', () => {
    expect(meaning('149522^MDC_PULS_RATE^MDC')).toBe('pulseRate?');
  });

  test('between heart rate and pulse the weaker claim holds', () => {
    expect(meaning('147842^Pulse^MDC')).toBe('pulseRate');
    expect(meaning('149530^MDC_PULS_OXIM_PULS_RATE^MDC^8867-4^Heart rate^LN')).toBe('pulseRate');
  });

  test('the alternate code is read where the first is unknown, and contradicts where it differs', () => {
    expect(meaning('X1^thing^LOCAL^59408-5^SpO2^LN')).toBe('spo2');
    expect(meaning('150456^MDC_PULS_OXIM_SAT_O2^MDC^8310-5^Temp^LN')).toBe('contradiction');
  });

  test.each([
    '150468^MDC_PULS_OXIM_SAT_O2_DIFF^MDC',
    '150087^MDC_PRESS_BLD_VEN_CENT_MEAN^MDC',
    '147850^MDC_ECG_CARD_BEAT_RATE_BTB^MDC',
    '188440^MDC_TEMP_DIFF^MDC',
    '131330^MDC_PULS_OXIM_PLETH^MDC',
    '0^MDC_ATTR_SAMP_RATE^MDC',
    '150017^MDC_PRESS_BLD_SYS^MDC',
  ])('%s is known and none of ours', (code) => {
    expect(meaning(code)).toBe('not-ours');
  });

  test.each([
    'HR^Heart Rate^MDC',
    'HEART_RATE^Heart Rate',
    '^CO_Vital_AF',
    '110^HR',
    '147842^MDC_ECG_HEART_RATE^',
    '59408-5^SpO2^LOCAL',
  ])('%s identifies nothing: a word is no code, and a code needs its system', (code) => {
    expect(meaning(code)).toBe('unknown');
  });
});

describe('makers’ own codes need what stands beside them', () => {
  test.each([
    ['101^HR', '2101', 'heartRate'],
    ['500^ART-Sys', '2116', 'abpSystolic'],
    ['110^aVF', '2101', 'not-ours'],
    ['202^TD', '2104', 'not-ours'],
    ['503^PA-Sys', '2117', 'not-ours'],
    ['160^HR', '2103', 'contradiction'],
    ['201^HR^BHC', '5001', 'heartRate'],
    ['007001^VITAL PR(spo2)', '1', 'pulseRate'],
    ['007000^VITAL SpO2', '1', 'spo2'],
    ['007000^VITAL HR', '1', 'unknown'],
    ['Heart Rate^Heart Rate^WAP', '', 'heartRate'],
  ])('%s at %s is %s', (code, place, expected) => {
    expect(meaning(code, place)).toBe(expected);
  });
});

describe('the tables', () => {
  test('name no number and no code twice', () => {
    const numbers = MDC_ROWS.map(({ number }) => number);
    const refIds = MDC_ROWS.flatMap((row) => row.refIds);
    const loinc = LOINC_ROWS.map(({ code }) => code);
    for (const list of [numbers.map(String), refIds, loinc]) expect(new Set(list).size).toBe(list.length);
  });

  test('reach every parameter by MDC, and LOINC codes have right check digits', () => {
    const reached = new Set<string>(MDC_ROWS.map(({ use }) => use));
    expect(Object.keys(PARAMETER_UNITS).filter((parameter) => !reached.has(parameter))).toEqual([]);
    expect(LOINC_ROWS.filter(({ code }) => !hasCheckDigit(code))).toEqual([]);
  });
});

/** Luhn, modulus 10, as LOINC computes it (LOINC Users' Guide, appendix C). */
function hasCheckDigit(code: string): boolean {
  const [digits = '', check] = code.split('-');
  const sum = digits
    .split('')
    .reverse()
    .reduce((total, digit, i) => {
      const doubled = i % 2 === 0 ? 2 * Number(digit) : Number(digit);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}
