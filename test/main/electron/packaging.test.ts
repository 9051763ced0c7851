import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob, relative } from 'node:path';
import { getConfig } from 'app-builder-lib/out/util/config/config.js';
import { validateSchema } from 'app-builder-lib/out/util/config/schemaValidator.js';
import scheme from 'app-builder-lib/scheme.json' with { type: 'json' };
import { beforeAll, expect, test } from 'vitest';
import { BUNDLED } from '../../../main/electron-bundle.ts';
import { PACKAGE_ROOT } from '../../../main/package-root.ts';

type Configuration = Awaited<ReturnType<typeof getConfig>>;
let config: Configuration;

beforeAll(async () => {
  config = await getConfig(PACKAGE_ROOT, 'electron-builder.yml', null);
});

test('the packager takes the configuration, by its own schema', () => {
  validateSchema(scheme, config);
  expect(() => validateSchema(scheme, { ...config, npmRebild: false })).toThrow('npmRebild');
  expect(() => validateSchema(scheme, { ...config, linux: { ...config.linux, maintaner: 'x' } })).toThrow(
    'configuration.linux',
  );
});

test('Linux is packaged as AppImage and deb', () => {
  expect(config.linux?.target).toEqual(['AppImage', 'deb']);
});

test('nothing is rebuilt: the prebuilt native modules serve Electron', () => {
  expect(config.npmRebuild).toBe(false);
});

test('the packaged program takes no Node switches and runs nothing but its archive', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
  expect(config.asar).toBe(true);
});

/** The patterns of our own files, as the packager merges them. */
const packed = (path: string): boolean =>
  [config.files ?? []]
    .flat()
    .flatMap((entry) => (typeof entry === 'string' ? entry : (entry.filter ?? [])))
    .some((pattern) => matchesGlob(path, pattern));

test('what starts is in the package, with the board and the other bundles beside it', () => {
  const { main } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8'));
  const bundles = BUNDLED.map((file) => relative(PACKAGE_ROOT, file));
  expect(bundles).toContain(main);
  expect([...bundles, 'dist/renderer/index.html'].filter((path) => !packed(path))).toEqual([]);
});

test('sources, tests and records are not', () => {
  const others = ['main/electron/electron-main.ts', 'test/run.ts', 'data/station.sqlite', 'dist/packages/x.deb'];
  expect(others.filter(packed)).toEqual([]);
});

test('what a thread or the operating system loads lies beside the archive', () => {
  const patterns = [config.asarUnpack ?? []].flat();
  const beside = [
    'dist/electron/store-worker.mjs',
    ...globSync('node_modules/{better-sqlite3,@serialport/bindings-cpp}/prebuilds/**/*.node', { cwd: PACKAGE_ROOT }),
  ];
  expect(beside.length).toBeGreaterThan(2);
  expect(beside.filter((path) => !patterns.some((pattern) => matchesGlob(path, pattern)))).toEqual([]);
});
