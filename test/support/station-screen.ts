import { randomUUID } from 'node:crypto';
import type { OpenWire } from '../../renderer/link/screen-wire.ts';
import type { Role } from '../../shared/access/roles.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import {
  type CallError,
  type CallInput,
  type CallName,
  type CallOutput,
  PROTOCOL_VERSION,
  type StreamInput,
  type StreamName,
  type StreamView,
} from '../../shared/link/contract.ts';
import { type StationFrame, stationFrame } from '../../shared/link/frames.ts';

type Answer = Extract<StationFrame, { kind: 'reply' | 'snapshot' }>;
type Waiting = { readonly resolve: (frame: Answer) => void; readonly reject: (error: Error) => void };
type Extras = { readonly commandId?: string; readonly expectedPosition?: number };

/** A plain screen over any wire: asks, looks, waits for each answer. Rejects when the station goes. */
export async function stationScreen(openWire: OpenWire) {
  const waiting = new Map<number, Waiting>();
  let next = 0;
  let greeted = (): void => {};
  let lost: (why: Error) => void = () => {};
  const hello = new Promise<void>((resolve, reject) => {
    greeted = resolve;
    lost = reject;
  });
  const wire = openWire({
    opened: () => {
      const said = { kind: 'hello', protocol: PROTOCOL_VERSION, build: 'test', workstation: 'desk', token: null };
      wire.send(JSON.stringify(said));
    },
    frame: (text) => {
      const frame = stationFrame.parse(JSON.parse(text));
      if (frame.kind === 'hello') greeted();
      if (frame.kind !== 'reply' && frame.kind !== 'snapshot') return;
      waiting.get(frame.id)?.resolve(frame);
      waiting.delete(frame.id);
    },
    closed: () => {
      const gone = new Error('the station has gone');
      lost(gone);
      for (const { reject } of waiting.values()) reject(gone);
      waiting.clear();
    },
  });
  await hello;

  const ask = (frame: object): Promise<Answer> =>
    new Promise((resolve, reject) => {
      next += 1;
      waiting.set(next, { resolve, reject });
      wire.send(JSON.stringify({ ...frame, id: next }));
    });

  const screen = {
    async call<Name extends CallName>(
      name: Name,
      input: CallInput<Name>,
      extras: Extras = {},
    ): Promise<Result<CallOutput<Name>, CallError>> {
      const answer = await ask({ kind: 'call', name, input, commandId: randomUUID(), ...extras });
      if (answer.kind !== 'reply') throw new Error('a call was answered with a view');
      return answer.ok ? ok(answer.value as CallOutput<Name>) : err(answer.error);
    },
    /** The same, where a refusal is a fault of the test. */
    async do<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
      const answer = await screen.call(name, input);
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
      return answer.value;
    },
    signIn: (person: string, role: Role) => screen.do('signIn', { person, role }),
    /** What the stream shows now. */
    async look<Name extends StreamName>(stream: Name, input: StreamInput<Name>): Promise<StreamView[Name]> {
      const answer = await ask({ kind: 'subscribe', stream, input });
      if (answer.kind !== 'snapshot') throw new Error(`no ${stream}: ${JSON.stringify(answer)}`);
      wire.send(JSON.stringify({ kind: 'unsubscribe', id: answer.id }));
      return answer.view as StreamView[Name];
    },
    close: (): void => wire.close(),
  };
  return screen;
}
export type StationScreen = Awaited<ReturnType<typeof stationScreen>>;
