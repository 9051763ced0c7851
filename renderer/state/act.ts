import { useRef, useState } from 'react';
import type { CallError, CallInput } from '../../shared/link/contract.ts';
import { COMMANDS, type CommandName } from '../../shared/session/session-commands.ts';
import { useStation } from './station-context.ts';

type Act = {
  readonly pending: boolean;
  /** Why the last try did nothing; null before a try and after a success. */
  readonly error: CallError | null;
  /** Resolves to true once the station has it on disk. The input may be anything a form held: it is parsed first. */
  readonly send: (input: unknown) => Promise<boolean>;
  readonly forget: () => void;
};

/**
 * One command and what became of it. The input is checked here as the station will check it, so that a
 * missing field is said at once; the station's own answer stands for everything else. While one is on its
 * way a second click does nothing.
 */
export function useAct(name: CommandName): Act {
  const station = useStation();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const underWay = useRef(false);

  const send = async (input: unknown): Promise<boolean> => {
    if (underWay.current) return false;
    const checked = COMMANDS[name].input.safeParse(input);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      setError({ code: 'bad-input', at: issue?.path.join('.') ?? '', text: issue?.message ?? '' });
      return false;
    }
    underWay.current = true;
    setPending(true);
    // Parsed by this command's own schema, which TypeScript cannot tie to the name of the call.
    const answer = await station.call(name, input as CallInput<typeof name>);
    underWay.current = false;
    setPending(false);
    setError(answer.ok ? null : answer.error);
    return answer.ok;
  };

  return { pending, error, send, forget: () => setError(null) };
}
