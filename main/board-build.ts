import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { BOARD_DIRECTORY } from './host.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');

/** Is there a board, and is it no older than what it was made of? A packaged station ships one and has no sources. */
function isCurrent(): boolean {
  const built = join(BOARD_DIRECTORY, 'index.html');
  if (!existsSync(built)) return false;
  const builtAt = statSync(built).mtimeMs;
  const sources = globSync(['renderer/**/*.{ts,tsx,css,html}', 'shared/**/*.ts'], { cwd: ROOT });
  return sources.every((file) => statSync(join(ROOT, file)).mtimeMs <= builtAt);
}

/** Builds the board when it is missing or older than its sources; says so, because it takes some seconds. */
export async function ensureBoard(tell: (line: string) => void): Promise<Result<null, string>> {
  if (isCurrent()) return ok(null);
  if (!existsSync(VITE)) return err('the board is not built and Vite is not installed: run npm ci.');
  tell('building the board, this takes some seconds');
  const status = await new Promise<number | null>((resolve) => {
    const args = [VITE, 'build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn'];
    spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
      .on('error', () => resolve(null))
      .on('exit', resolve);
  });
  return status === 0 ? ok(null) : err('the board could not be built: npm run build tells why.');
}
