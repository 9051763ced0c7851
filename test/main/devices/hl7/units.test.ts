import { describe, expect, test } from 'vitest';
import { readUnit, toParameterUnit } from '../../../../main/devices/hl7/units.ts';
import type { NumericParameter } from '../../../../shared/vitals/observation.ts';

const coded = (text: string) => {
  const [id = '', label = '', system = ''] = text.split('^');
  return { id, label, system };
};
const converted = (parameter: NumericParameter, value: number, unit: string): number | string | null => {
  const read = readUnit(coded(unit));
  return read.kind === 'known' ? toParameterUnit(parameter, value, read.unit).value : read.kind;
};

describe('a number in the parameter’s own unit', () => {
  test.each<[NumericParameter, number, string, number]>([
    ['heartRate', 72, '264864^MDC_DIM_BEAT_PER_MIN^MDC', 72],
    ['heartRate', 72, '0004-0aa0^bpm^MDIL', 72],
    ['heartRate', 72, '{beat}/min^{beat}/min^UCUM', 72],
    ['heartRate', 72, '^MDC_DIM_BEAT_PER_MIN', 72],
    ['respiratoryRate', 16, '264928^MDC_DIM_RESP_PER_MIN^MDC', 16],
    ['respiratoryRate', 16, 'bpm', 16],
    ['spo2', 97, '%', 97],
    ['spo2', 0.97, '1^no units^UCUM', 97],
    ['spo2', 0.57, '262656^MDC_DIM_DIMLESS^MDC', 57],
    ['perfusionIndex', 1.76, '0004-0200^^MDIL', 1.76],
    ['nibpSystolic', 120, 'mm[Hg]^mm[Hg]^UCUM', 120],
    ['nibpSystolic', 120, '11^mmHg^BHC', 120],
    ['nibpSystolic', 16, '265987^MDC_DIM_KILO_PASCAL^MDC', 120],
    ['nibpSystolic', 16.13, 'kPa', 121],
    ['temperature', 98.6, '266560^MDC_DIM_FAHR^MDC', 37],
    ['temperature', 98.4, '[degF]', 36.89],
    ['temperature', 37.4, '0004-1710^C^MDIL', 37.4],
    ['temperature', 36.6, '21^C^BHC', 36.6],
    // A degree sign of the wrong character set: the code is enough.
    ['temperature', 37.2, '0004-17a0^Â°C^MDIL', 37.2],
    ['rrInterval', 0.8, 's', 800],
    ['stSegment', -1, '263442^MDC_DIM_MILLI_M^MDC', -1],
  ])('%s %d %s', (parameter, value, unit, expected) => {
    expect(converted(parameter, value, unit)).toBe(expected);
  });

  test.each([
    [119.4, 119],
    [119.5, 120],
    [120.5, 121],
  ])('mmHg is rounded half up, once: %d', (sent, shown) => {
    expect(converted('nibpMean', sent, 'mmHg')).toBe(shown);
  });
});

describe('what is refused', () => {
  test.each<[NumericParameter, string, null | string]>([
    ['heartRate', '%', null],
    ['spo2', 'mmHg', null],
    // Percent of CO2 is a pressure only with the barometer's reading.
    ['etco2', '262688^MDC_DIM_PERCENT^MDC', null],
    ['stSegment', 'mV', null],
    ['nibpSystolic', 'cm[H2O]', 'unknown'],
    ['nibpSystolic', 'furlong', 'unknown'],
    ['temperature', '268192^MDC_DIM_FAHR^MDC', 'contradiction'],
    ['nibpSystolic', '', 'none'],
  ])('%s in %s', (parameter, unit, expected) => {
    expect(converted(parameter, 50, unit)).toBe(expected);
  });

  test('a ratio above one is no saturation', () => {
    expect(converted('spo2', 97, '1^^UCUM')).toBeNull();
  });
});

test('breaths counted in beats are read, and doubted', () => {
  expect(toParameterUnit('respiratoryRate', 12, 'beatsPerMinute')).toEqual({ value: 12, doubtful: true });
});
