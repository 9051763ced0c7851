import { describe, expect, test } from 'vitest';
import { dispatch } from '../../main/cli.ts';

const COMMANDS = ['demo', 'hub', 'simulate', 'inspect', 'replay', 'dose', 'verify'] as const;

async function chairside(...args: readonly string[]) {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const code = await dispatch(args, {
    stdout: (line) => stdout.push(line),
    stderr: (line) => stderr.push(line),
    stdin: (async function* () {})(),
    signal: new AbortController().signal,
  });
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}

describe('chairside', () => {
  test.each(['help', '--help', '-h'])('%s lists every command with what it does, and is done', async (word) => {
    const { code, stdout, stderr } = await chairside(word);
    expect([code, stderr]).toEqual([0, '']);
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'));
    expect(stdout).toContain('secondary display');
  });

  test('alone shows the same help, as bad usage', async () => {
    const { code, stdout } = await chairside();
    expect(code).toBe(2);
    expect(stdout).toContain('usage: chairside COMMAND');
  });

  test.each(['monitor', 'constructor', '__proto__', '--version', ''])('%j is no command', async (word) => {
    const { code, stdout, stderr } = await chairside(word);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`there is no command '${word}'`);
    for (const name of COMMANDS) expect(stderr).toContain(name);
  });

  test.each(COMMANDS)('%s --help tells its usage and its exit status, and does nothing', async (name) => {
    const { code, stdout, stderr } = await chairside(name, '--help');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`chairside ${name}`);
    expect(stdout).toMatch(/exits? (status|code|0)/i);
    expect(await chairside(name, '-h')).toEqual({ code, stdout, stderr });
  });

  test.each(COMMANDS)('%s with an option that nobody knows is bad usage that names it', async (name) => {
    const { code, stdout, stderr } = await chairside(name, '--no-such-option');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--no-such-option');
    expect(stderr).toContain(`chairside ${name}`);
  });
});
