import type { CliCommand, CliIo, ExitCode } from './commands/cli-command.ts';

/** Loaded one at a time: `chairside dose` opens no database and no serial line. */
const COMMANDS: Readonly<Record<string, () => Promise<CliCommand>>> = {
  demo: async () => (await import('./commands/demo.ts')).demoCommand,
  hub: async () => (await import('./commands/hub.ts')).hubCommand,
  simulate: async () => (await import('./commands/simulate.ts')).simulateCommand,
  inspect: async () => (await import('./commands/inspect.ts')).inspectCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  dose: async () => (await import('./commands/dose.ts')).doseCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
};

async function help(io: CliIo): Promise<void> {
  io.stdout(
    'chairside: the workstation of an infusion suite. A secondary display: the monitors’ own alarms must stay on.',
  );
  io.stdout('');
  io.stdout('usage: chairside COMMAND [options]     (chairside COMMAND --help tells the options)');
  io.stdout('');
  for (const [name, load] of Object.entries(COMMANDS)) io.stdout(`  ${name.padEnd(10)} ${(await load()).summary}`);
  io.stdout('');
  io.stdout('Every command takes --json: results as one object a line on stdout, diagnostics on stderr.');
  io.stdout('Exit code: 0 done, 1 a clear failure, 2 bad usage.');
}

/** Runs one command line; never throws for what a person typed. */
export async function dispatch(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    await help(io);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    io.stderr(`chairside: there is no command '${name}'. Known: ${Object.keys(COMMANDS).join(', ')}.`);
    return 2;
  }
  const command = await load();
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout(command.usage);
    return 0;
  }
  return command.run(rest, io);
}

/** The process's own streams and signals; a reader that hangs up (`| head`) ends the command quietly. */
export function main(args: readonly string[]): Promise<ExitCode> {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort(signal));
  process.stdout.on('error', () => ending.abort('stdout'));
  return dispatch(args, {
    stdout: (line) => void process.stdout.write(`${line}\n`),
    stderr: (line) => void process.stderr.write(`${line}\n`),
    stdin: process.stdin,
    signal: ending.signal,
  });
}
