import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from './package-root.ts';

/**
 * Where Electron's program is, or null where only its npm package is. Importing the package would download
 * what is missing, so its two marks are read instead: path.txt names the program below dist/.
 * @param overridden ELECTRON_OVERRIDE_DIST_PATH, as Electron's own package reads it
 */
export function findElectronRuntime(overridden: string | undefined, root: string = PACKAGE_ROOT): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : null;
  if (name === null && overridden === undefined) return null;
  const program = join(overridden ?? join(folder, 'dist'), name ?? 'electron');
  return existsSync(program) ? program : null;
}
