import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const CHAIRSIDE = fileURLToPath(new URL('../../main/chairside.mjs', import.meta.url));
/** No process of a test outlives this, whatever becomes of the test. */
const LIFE_MS_MAX = 90_000;

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };
export type ChairsideProcess = {
  readonly child: ChildProcess;
  /** The lines of stdout so far. */
  readonly stdout: () => readonly string[];
  readonly stderr: () => string;
  /** The first line of stdout; rejects with what stderr said when there is none. */
  readonly firstLine: Promise<string>;
  readonly exited: Promise<Exit>;
  /** Sends the signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Promise<Exit>;
  /** One line to its stdin. */
  readonly say: (line: object) => void;
};

/** `chairside ARGS` as a process of its own, gone when the test is. */
export function chairsideProcess(...args: readonly string[]): ChairsideProcess {
  const child = spawn(process.execPath, [CHAIRSIDE, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: LIFE_MS_MAX,
    killSignal: 'SIGKILL',
  });
  let out = '';
  let errors = '';
  let told = (): void => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    told();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-20_000);
  });
  child.stdin.on('error', () => {});
  const exited = once(child, 'close').then(([code, signal]): Exit => ({ code, signal }));
  const firstLine = new Promise<string>((resolve, reject) => {
    told = () => {
      const [line, ...rest] = out.split('\n');
      if (line !== undefined && rest.length > 0) resolve(line);
    };
    void exited.then(() => reject(new Error(`it ended without a line: ${errors}`)));
  });
  firstLine.catch(() => {});
  const end = async (signal: NodeJS.Signals): Promise<Exit> => {
    child.kill(signal);
    return exited;
  };
  onTestFinished(async () => {
    await end('SIGKILL');
  });
  return {
    child,
    stdout: () => out.split('\n').slice(0, -1),
    stderr: () => errors,
    firstLine,
    exited,
    end,
    say: (line) => void child.stdin.write(`${JSON.stringify(line)}\n`),
  };
}

/** What a hub says once it is there. */
export type ReadyHub = { readonly ready: true; readonly http: string; readonly mllp: readonly string[] };

/** A hub on free ports unless told otherwise, ready. */
export async function readyHub(dataDir: string, ...more: readonly string[]) {
  const named = (option: string, otherwise: string) => (more.includes(option) ? [] : [option, otherwise]);
  const hub = chairsideProcess(
    'hub',
    '--json',
    '--data',
    dataDir,
    ...named('--http', '127.0.0.1:0'),
    ...named('--mllp', '127.0.0.1:0'),
    ...more,
  );
  const ready: ReadyHub = JSON.parse(await hub.firstLine);
  return { ...hub, http: ready.http, mllp: ready.mllp[0] ?? '' };
}
