import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PACKAGE_ROOT } from '../../main/package-root.ts';

export type RunningCommand = {
  readonly pid: number;
  /** The JSON of its ready line. */
  readonly ready: unknown;
  /** One line on its standard input. */
  readonly type: (line: string) => void;
  /** From one moment to the next, as a power cut does; resolves once it is gone. */
  readonly kill: () => Promise<void>;
  /** Asks it to end, and ends whatever it has started and left behind. */
  readonly stop: () => Promise<void>;
};

/** A chairside command as a process of its own, once it has said that it is ready. Give it `--json`. */
export async function startCommand(...args: readonly string[]): Promise<RunningCommand> {
  const command = spawn(process.execPath, ['main/chairside.mjs', ...args], {
    cwd: PACKAGE_ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
    // It leads a process group of its own: what it starts itself can be ended with it.
    detached: true,
  });
  const gone = once(command, 'exit');
  let diagnostics = '';
  command.stderr.setEncoding('utf8').on('data', (text: string) => {
    diagnostics = (diagnostics + text).slice(-2_000);
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    command.kill(signal);
    await gone;
  };
  for await (const line of createInterface({ input: command.stdout })) {
    return {
      pid: command.pid ?? 0,
      ready: JSON.parse(line),
      type: (text) => void command.stdin.write(`${text}\n`),
      kill: () => end('SIGKILL'),
      async stop() {
        if (isRunning(command)) await end('SIGTERM');
        killGroup(command);
      },
    };
  }
  killGroup(command);
  throw new Error(`chairside ${args.join(' ')} ended without a ready line: ${diagnostics}`);
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody of the group was left.
  }
}
