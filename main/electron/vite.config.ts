import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type EnvironmentOptions } from 'vite';

const project = join(import.meta.dirname, '..', '..');

type Bundle = { readonly entry: string; readonly file: string; readonly format: 'es' | 'cjs' };

/** Packages stay outside and are shipped as they are, but for those named in `inside`. */
const bundle = ({ entry, file, format }: Bundle, inside: readonly string[] = []): EnvironmentOptions => ({
  consumer: 'server',
  resolve: { noExternal: [...inside], external: ['electron', ...builtinModules] },
  build: {
    outDir: join(project, 'dist', 'electron'),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: join(project, entry),
      external: ['electron'],
      output: { format, entryFileNames: file, codeSplitting: false },
    },
  },
});

/**
 * Electron's Node does not read TypeScript, so its main process, the store's thread and the preload script
 * are one file each. The thread has zod inside because it runs beside the archive, where only what
 * electron-builder.yml unpacks can be found; a sandboxed preload script has to be CommonJS.
 */
export default defineConfig({
  root: project,
  publicDir: false,
  environments: {
    host: bundle({ entry: 'main/electron/electron-main.ts', file: 'electron-main.js', format: 'es' }),
    store: bundle({ entry: 'main/store/store-worker.ts', file: 'store-worker.mjs', format: 'es' }, ['zod']),
    preload: bundle({ entry: 'main/electron/preload.ts', file: 'preload.cjs', format: 'cjs' }),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['host', 'store', 'preload']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
