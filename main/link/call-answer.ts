import { commandId, type WorkstationId } from '../../shared/kernel/ids.ts';
import { err, type Result } from '../../shared/kernel/result.ts';
import {
  type CallError,
  isCommand,
  isQuery,
  type QueryName,
  type QueryOutput,
  type Seat,
  type SignedIn,
} from '../../shared/link/contract.ts';
import type { ScreenFrame } from '../../shared/link/frames.ts';
import type { CommandName } from '../../shared/session/session-commands.ts';
import { badInput, parseCommand, parseQuery } from './call-input.ts';
import type { HubServices, StationQuery } from './hub-services.ts';

export type CallFrame = Extract<ScreenFrame, { kind: 'call' }>;
export type Caller = { readonly workstation: WorkstationId; readonly signedIn: SignedIn | null };

export const seatOf = (signedIn: SignedIn | null): Seat => signedIn?.role ?? 'display';
const isStationQuery = (name: QueryName): name is StationQuery => name !== 'signIn' && name !== 'signOut';

/** Finds the one handler of a call, after its role and its input; rejects only on a bug of that handler. */
export async function answerCall(
  services: HubServices,
  call: CallFrame,
  caller: Caller,
): Promise<Result<unknown, CallError>> {
  const { name } = call;
  if (isCommand(name)) return act(services, name, call, caller);
  if (isQuery(name) && isStationQuery(name)) return look(services, name, call.input, seatOf(caller.signedIn));
  return err({ code: 'unknown-call' });
}

async function act(
  services: HubServices,
  name: CommandName,
  call: CallFrame,
  { workstation, signedIn }: Caller,
): Promise<Result<unknown, CallError>> {
  const command = parseCommand(name, call.input, seatOf(signedIn));
  if (!command.ok) return command;
  if (signedIn === null) return err({ code: 'not-permitted', needs: [] });
  // Without it a retry after a broken link could act twice.
  if (call.commandId === undefined) return err(badInput('commandId', 'a command needs an id of its own'));
  return services.command(command.value, {
    actor: { person: signedIn.person.id, role: signedIn.role },
    commandId: commandId(call.commandId),
    expectedPosition: call.expectedPosition ?? null,
    workstation,
  });
}

async function look<Name extends StationQuery>(
  services: HubServices,
  name: Name,
  raw: unknown,
  seat: Seat,
): Promise<Result<QueryOutput[Name], CallError>> {
  const input = parseQuery(name, raw, seat);
  return input.ok ? services.queries[name](input.value, seat) : input;
}
