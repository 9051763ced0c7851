import { join, relative } from 'node:path';
import type { Result } from '../shared/kernel/result.ts';
import { BOARD_DIRECTORY } from './host.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import { ensureBuilt } from './vite-build.ts';

/** Builds the board where it is missing or older than its sources. */
export const ensureBoard = (tell: (line: string) => void): Promise<Result<null, string>> =>
  ensureBuilt(
    {
      what: 'the board',
      config: 'renderer/vite.config.ts',
      made: [relative(PACKAGE_ROOT, join(BOARD_DIRECTORY, 'index.html'))],
      sources: ['renderer/**/*.{ts,tsx,css,html}', 'shared/**/*.ts'],
    },
    tell,
  );
