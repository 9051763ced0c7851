import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { PACKAGE_ROOT } from './package-root.ts';

const VITE = join(PACKAGE_ROOT, 'node_modules', 'vite', 'bin', 'vite.js');

/** Something Vite makes of our sources. Paths are relative to the package's folder. */
type Bundle = {
  readonly what: string;
  readonly config: string;
  readonly made: readonly string[];
  readonly sources: readonly string[];
};

const isCurrent = ({ made, sources }: Bundle): boolean => {
  const files = made.map((file) => join(PACKAGE_ROOT, file));
  if (!files.every((file) => existsSync(file))) return false;
  const madeAt = Math.min(...files.map((file) => statSync(file).mtimeMs));
  return globSync([...sources], { cwd: PACKAGE_ROOT }).every(
    (file) => statSync(join(PACKAGE_ROOT, file)).mtimeMs <= madeAt,
  );
};

/**
 * Makes a bundle that is missing or older than its sources, and says so, because it takes some seconds. A
 * packaged station ships its bundles and has no sources.
 */
export async function ensureBuilt(bundle: Bundle, tell: (line: string) => void): Promise<Result<null, string>> {
  const { what, config } = bundle;
  if (isCurrent(bundle)) return ok(null);
  if (!existsSync(VITE)) return err(`${what} is not built and Vite is not installed: run npm ci.`);
  tell(`building ${what}, this takes some seconds`);
  const status = await new Promise<number | null>((resolve) => {
    const args = [VITE, 'build', '--config', config, '--logLevel', 'warn'];
    // Whatever shell this is, what people look at is the production build.
    const env = { ...process.env, NODE_ENV: 'production' };
    spawn(process.execPath, args, { cwd: PACKAGE_ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] })
      .on('error', () => resolve(null))
      .on('exit', resolve);
  });
  return status === 0 ? ok(null) : err(`${what} could not be built: npm run build tells why.`);
}
