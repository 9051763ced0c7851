import { describe, expect, test } from 'vitest';
import { soundingPriority } from '../../../renderer/alarms/sounding.ts';
import { ago, alertAt, board, patientIn } from '../../support/suite-stories.ts';

const accepted = { accepted: { by: 'Ana R.', at: ago(0, 5) } };

describe('what a screen sounds', () => {
  test('is the highest priority that nobody has accepted', () => {
    const suite = board([
      patientIn(1, { alerts: [alertAt(1, 'RH-01', 'high', accepted)] }),
      patientIn(2, { alerts: [alertAt(2, 'HR-03', 'medium')] }),
    ]);
    expect(soundingPriority(suite, 'live')).toBe('medium');
  });

  test('is silence when all is accepted', () => {
    const suite = board([patientIn(1, { alerts: [alertAt(1, 'RH-01', 'high', accepted)] })]);
    expect(soundingPriority(suite, 'live')).toBeNull();
  });

  test('counts the suite’s own alerts', () => {
    expect(soundingPriority(board([], { suiteAlerts: [alertAt(null, 'RAT-03', 'high')] }), 'live')).toBe('high');
  });

  test('is medium on a lost link, whatever the board last said', () => {
    const quiet = board([patientIn(1)]);
    expect(soundingPriority(quiet, 'lost')).toBe('medium');
    expect(soundingPriority(quiet, 'live')).toBeNull();
  });

  test('is silence before the first board', () => {
    expect(soundingPriority(null, 'connecting')).toBeNull();
  });
});
