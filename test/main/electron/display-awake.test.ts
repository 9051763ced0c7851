import { expect, test } from 'vitest';
import { displayAwake, isAnySessionOpen } from '../../../main/electron/display-awake.ts';
import { CHAIRS } from '../../../shared/kernel/ids.ts';
import { EMPTY_SUITE } from '../../../shared/session/evolve-suite.ts';
import type { Session } from '../../../shared/session/session-state.ts';
import { sessionIn } from '../../support/alarm-bench.ts';

const suiteIn = (phase: Session['phase']) => ({ sessions: { ...EMPTY_SUITE.sessions, 8: sessionIn(phase) } });

test('an empty suite may let its display sleep', () => {
  expect(CHAIRS.every((chair) => EMPTY_SUITE.sessions[chair] === null)).toBe(true);
  expect(isAnySessionOpen(EMPTY_SUITE)).toBe(false);
});

test.each([
  ['ASSIGNED', true],
  ['PREP', true],
  ['BASELINE', true],
  ['READY', true],
  ['INFUSING', true],
  ['PAUSED', true],
  ['RECOVERY', true],
  ['DISCHARGE_READY', true],
  ['CLOSED', false],
  ['TURNOVER', false],
] as const)('one chair that is %s keeps it awake: %s', (phase, awake) => {
  expect(isAnySessionOpen(suiteIn(phase))).toBe(awake);
});

test('the display is held once and let go once', () => {
  const told: string[] = [];
  const keep = displayAwake({
    start: (kind) => {
      told.push(kind);
      return 42;
    },
    stop: (id) => {
      told.push(`stop ${id}`);
      return true;
    },
  });
  for (const needed of [false, true, true, false, false, true]) keep(needed);
  expect(told).toEqual(['prevent-display-sleep', 'stop 42', 'prevent-display-sleep']);
});
