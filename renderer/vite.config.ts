import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page's build is the release: a station of another one tells it to load again (main/host.ts reads the same file). */
const { version }: { version: string } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));

/** Builds the board to dist/renderer. Nothing is inlined: the page runs under script-src and style-src 'self'. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  define: { __CHAIRSIDE_BUILD__: JSON.stringify(version) },
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome120',
  },
});
