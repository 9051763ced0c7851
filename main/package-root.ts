import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Deeper than any file of ours lies, in the sources as in a bundle. */
const LEVELS_MAX = 6;

/**
 * The folder that holds package.json: above main/ where the sources run, above dist/electron/ where a bundle
 * does. So what lies beside it is found by one rule in both.
 *
 * @throws Error where there is none: the files were torn apart.
 */
function findPackageRoot(moduleUrl: string): string {
  let folder = dirname(fileURLToPath(moduleUrl));
  for (let level = 0; level < LEVELS_MAX; level++) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    folder = dirname(folder);
  }
  throw new Error(`no package.json above ${fileURLToPath(moduleUrl)}`);
}

export const PACKAGE_ROOT = findPackageRoot(import.meta.url);
