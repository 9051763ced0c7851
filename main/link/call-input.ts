import type { z } from 'zod';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import {
  type CallError,
  QUERIES,
  type QueryName,
  type Seat,
  STREAMS,
  type StreamName,
} from '../../shared/link/contract.ts';
import { type ScreenFrame, screenFrame } from '../../shared/link/frames.ts';
import { COMMANDS, type Command, type CommandName } from '../../shared/session/session-commands.ts';
import type { QueryAsked, StreamAsked } from './hub-services.ts';

/** The border of the station: outside it text, inside it parsed and permitted calls. */

type Offered<Input> = { readonly may: readonly Seat[]; readonly input: z.ZodType<Input> };
type CommandFields = { [Name in CommandName]: Omit<Extract<Command, { name: Name }>, 'name'> };

const queries: { readonly [Name in QueryName]: Offered<QueryAsked<Name>> } = QUERIES;
const streams: { readonly [Name in StreamName]: Offered<StreamAsked<Name>> } = STREAMS;
const commands: { readonly [Name in CommandName]: Offered<CommandFields[Name]> } = COMMANDS;

export const badInput = (at: string, text: string): CallError => ({ code: 'bad-input', at, text });

/** The first thing wrong, placed: a key that does not belong is named itself, not the object around it. */
function firstFault(error: z.ZodError): CallError {
  const [issue] = error.issues;
  if (issue === undefined) return badInput('', 'not understood');
  const extra = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return badInput([...issue.path, ...extra].map(String).join('.').slice(0, 200), issue.message.slice(0, 200));
}

/** Role before shape: who may not ask learns nothing of what could be asked. */
function offered<Input>(offer: Offered<Input>, input: unknown, seat: Seat): Result<Input, CallError> {
  if (!offer.may.includes(seat)) return err({ code: 'not-permitted', needs: offer.may });
  const parsed = offer.input.safeParse(input);
  return parsed.success ? ok(parsed.data) : err(firstFault(parsed.error));
}

export function parseCommand(name: CommandName, input: unknown, seat: Seat): Result<Command, CallError> {
  const fields = offered<CommandFields[CommandName]>(commands[name], input, seat);
  // The compiler cannot tie a name to its own fields over a union; the table above has just done so.
  return fields.ok ? ok({ name, ...fields.value } as Command) : fields;
}

export const parseQuery = <Name extends QueryName>(
  name: Name,
  input: unknown,
  seat: Seat,
): Result<QueryAsked<Name>, CallError> => offered(queries[name], input, seat);

export const parseStream = <Name extends StreamName>(
  name: Name,
  input: unknown,
  seat: Seat,
): Result<StreamAsked<Name>, CallError> => offered(streams[name], input, seat);

/** A frame that cannot be used, and the id it asked under, so that even its refusal can be told apart. */
export type BadFrame = { readonly id: number | null; readonly error: CallError };

export function parseFrame(text: string): Result<ScreenFrame, BadFrame> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err({ id: null, error: badInput('', 'not JSON') });
  }
  const parsed = screenFrame.safeParse(json);
  return parsed.success ? ok(parsed.data) : err({ id: idOf(json), error: firstFault(parsed.error) });
}

function idOf(json: unknown): number | null {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'id') || !('id' in json)) return null;
  const { id } = json;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : null;
}
