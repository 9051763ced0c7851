import { join } from 'node:path';
import type { Result } from '../shared/kernel/result.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import { ensureBuilt } from './vite-build.ts';

/** What Electron loads; Node alone runs the sources, Electron's Node cannot. */
const MADE = ['electron-main.js', 'store-worker.mjs', 'preload.cjs'].map((file) => join('dist', 'electron', file));
export const BUNDLED = MADE.map((file) => join(PACKAGE_ROOT, file));

/** Bundles Electron's main process, its store's thread and its preload script where missing or older than their sources. */
export const ensureElectronBundle = (tell: (line: string) => void): Promise<Result<null, string>> =>
  ensureBuilt(
    {
      what: 'Electron’s part',
      config: 'main/electron/vite.config.ts',
      made: MADE,
      sources: ['main/**/*.ts', 'shared/**/*.ts'],
    },
    tell,
  );
