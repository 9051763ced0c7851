import { expect, test } from 'vitest';
import { createCommandDesk } from '../../../main/core/command-desk.ts';
import { commandId, personId, sessionId, workstationId } from '../../../shared/kernel/ids.ts';
import { instant } from '../../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../../shared/protocol/protocol-library.ts';
import { EMPTY_SUITE } from '../../../shared/session/evolve-suite.ts';
import { NO_VITALS } from '../../../shared/vitals/chair-vitals.ts';

const BY = {
  actor: { person: personId('ana'), role: 'nurse' },
  commandId: commandId('click'),
  expectedPosition: null,
  workstation: workstationId('desk'),
} as const;

test('a click that met a store in trouble can be tried again', async () => {
  let asked = 0;
  const desk = createCommandDesk({
    clock: { now: () => instant(0), wakeAt: () => () => {} },
    protocol: KETAMINE_INFUSION,
    newSessionId: () => sessionId('session'),
    positionOf: () => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('the store has no answer')) : Promise.resolve(null);
    },
    state: () => EMPTY_SUITE,
    record: () => Promise.resolve(true),
    vitals: () => NO_VITALS,
    draft: () => null,
    sourceExists: () => false,
  });
  const command = { name: 'beginShift', person: 'nobody' } as const;
  await expect(desk.command(command, BY)).rejects.toThrow('no answer');
  expect(await desk.command(command, BY)).toMatchObject({ ok: false, error: { code: 'refused' } });
});
