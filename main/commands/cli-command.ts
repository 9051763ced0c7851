import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { err, ok, type Result } from '../../shared/kernel/result.ts';

/** 0: done. 1: a clear failure, its reason on stderr. 2: bad usage. */
export type ExitCode = 0 | 1 | 2;

/** A command's only way to the outside. Lines come without their line end. */
export type CliIo = {
  /** Results, and nothing else: with --json one object a line. */
  readonly stdout: (line: string) => void;
  /** Diagnostics for people. */
  readonly stderr: (line: string) => void;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Aborted when the person or the system wants the command to end. */
  readonly signal: AbortSignal;
};

/** One command of `chairside`. The dispatcher hands it what follows its name and exits with what it returns. */
export type CliCommand = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The help text, several lines. */
  readonly usage: string;
  readonly run: (args: readonly string[], io: CliIo) => Promise<ExitCode>;
};

type Options = ParseArgsOptionsConfig;
type OptionValues<T extends Options> = ReturnType<typeof parseArgs<{ options: T; strict: true }>>['values'];

/**
 * Reads a command's options strictly: an unknown one, a missing value, a stray word and an option given
 * twice are each an error, because a command that guesses which of two weights was meant is worse than none.
 * @returns the values, or one sentence that names the option
 */
export function readOptions<const T extends Options>(
  args: readonly string[],
  options: T,
): Result<OptionValues<T>, string> {
  try {
    const { values, tokens } = parseArgs({ args: [...args], options, strict: true, tokens: true });
    const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    const twice = names.find((name, i) => names.indexOf(name) !== i && options[name]?.multiple !== true);
    if (twice !== undefined) return err(`Option '--${twice}' is given twice: give it once.`);
    return ok(values);
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return err(firstSentence(error.message));
    throw error;
  }
}

/** Node adds advice about positional arguments, which no command here has use for. */
const firstSentence = (message: string): string => `${message.split(/\.\s|\n/, 1)[0]?.replace(/\.$/, '')}.`;

/** Resolves when the person, the system or a fault ends what runs. */
export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
