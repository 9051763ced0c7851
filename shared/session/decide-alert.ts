import { type AlertAct, decideAlert } from '../alarms/alert-lifecycle.ts';
import { assertNever } from '../kernel/result.ts';
import type { DecideContext, Verdict } from './decide-context.ts';
import type { Command } from './session-commands.ts';

type AlertCommand = Extract<Command, { readonly alert: string }>;

/** An act on one alert; which are legal at which stage of its life is the alarm side's own table. */
export const actOnAlert = ({ state, actor, now }: DecideContext, command: AlertCommand): Verdict =>
  decideAlert(
    state.alerts.find(({ id }) => id === command.alert),
    alertAct(command),
    actor.person,
    now,
  );

function alertAct(command: AlertCommand): AlertAct {
  switch (command.name) {
    case 'acceptAlert':
      return { type: 'accept' };
    case 'rejectAlert':
      return { type: 'reject' };
    case 'acknowledgeAsPhysician':
      return { type: 'acknowledgeAsPhysician', decision: command.decision, text: command.text };
    default:
      return assertNever(command);
  }
}
