import { join } from 'node:path';

/** What a folder's place depends on; given, so that a test can be any machine. */
export type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

/**
 * Where the record lies unless a person says otherwise. Every host takes it from here: a suite that changes
 * from a browser window to Electron goes on with the same record.
 *
 * Linux: XDG Base Directory Specification, `$XDG_DATA_HOME`, else ~/.local/share; a relative one is ignored.
 */
export function defaultDataFolder({ platform, env, home }: Surroundings): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'chairside', 'data');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'chairside', 'data');
  const named = env['XDG_DATA_HOME'];
  const base = named?.startsWith('/') === true ? named : join(home, '.local', 'share');
  return join(base, 'chairside', 'data');
}
