import { describe, expect, it } from 'vitest';
import { parsePressures, parseSteering, parseValues } from '../../../../main/devices/simulator/steering.ts';

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; error: string }): T | string =>
  result.ok ? result.value : result.error;

describe('a command on stdin', () => {
  it('is one JSON object, for all monitors or for one', () => {
    expect(valueOf(parseSteering('{"cuff":true}'))).toEqual({ monitor: null, steering: { cuff: true } });
    expect(valueOf(parseSteering('{"monitor":"chair-3","heartRate":45,"rhythm":null}'))).toEqual({
      monitor: 'chair-3',
      steering: { heartRate: 45, rhythm: null },
    });
    expect(valueOf(parseSteering('{"pressure":[151,92]}'))).toEqual({
      monitor: null,
      steering: { pressure: { systolic: 151, diastolic: 92, mean: 112 } },
    });
  });

  it('that is not understood is named, never half obeyed', () => {
    expect(valueOf(parseSteering('hello'))).toContain('not JSON');
    expect(valueOf(parseSteering('{"heartRate":45,"colour":"red"}'))).toContain('colour');
    expect(valueOf(parseSteering('{"heartRate":"45"}'))).toContain('heartRate');
    expect(valueOf(parseSteering('{"scenario":"party"}'))).toContain('scenario');
    expect(valueOf(parseSteering('{"rhythm":"asystole"}'))).toContain('rhythm');
    expect(valueOf(parseSteering('[]'))).toContain('command');
    expect(valueOf(parseSteering('x'.repeat(3_000)))).toContain('at most');
  });
});

describe('a list of pressures', () => {
  it('works out the mean that is not given: exactly 20 % on all three is 120/75 and 144/90', () => {
    expect(valueOf(parsePressures('120/75, 144/90,100/60/70'))).toEqual([
      { systolic: 120, diastolic: 75, mean: 90 },
      { systolic: 144, diastolic: 90, mean: 108 },
      { systolic: 100, diastolic: 60, mean: 70 },
    ]);
  });

  it('with anything else in it is refused', () => {
    for (const text of ['', '120', '120/', '120/75,', '120/75/90/1', '-120/75', '999/75', '120.5/75']) {
      expect(parsePressures(text).ok).toBe(false);
    }
  });
});

describe('fixed values', () => {
  it('are read by name', () => {
    expect(valueOf(parseValues('heartRate=72, spo2=98,rhythm=atrialFibrillation'))).toEqual({
      heartRate: 72,
      spo2: 98,
      rhythm: 'atrialFibrillation',
    });
  });

  it('that are unknown, out of bounds or no number are refused', () => {
    for (const text of [
      'heartrate=72',
      'heartRate=',
      'heartRate=7e1',
      'heartRate=900',
      'spo2=101',
      'rhythm=jazz',
      '',
    ]) {
      expect(parseValues(text).ok).toBe(false);
    }
  });
});
