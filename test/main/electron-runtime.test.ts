import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findElectronRuntime } from '../../main/electron-runtime.ts';
import { dataFolder } from '../support/data-folder.ts';

function project({ named, present }: { named: string | null; present: boolean }) {
  const root = dataFolder();
  const folder = join(root, 'node_modules', 'electron');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  if (named !== null) writeFileSync(join(folder, 'path.txt'), named);
  if (present) writeFileSync(join(folder, 'dist', 'electron'), '');
  return root;
}

test('the package alone, without its runtime, is absent', () => {
  expect(findElectronRuntime(undefined, project({ named: null, present: false }))).toBeNull();
});

test('a runtime named but deleted is absent', () => {
  expect(findElectronRuntime(undefined, project({ named: 'electron', present: false }))).toBeNull();
});

test('a runtime that was cut off while it was fetched is absent: its name is written last', () => {
  expect(findElectronRuntime(undefined, project({ named: null, present: true }))).toBeNull();
});

test('an installed runtime is found where path.txt says', () => {
  const root = project({ named: 'electron', present: true });
  expect(findElectronRuntime(undefined, root)).toBe(join(root, 'node_modules', 'electron', 'dist', 'electron'));
});

test('a runtime kept elsewhere takes its place', () => {
  const elsewhere = dataFolder();
  const root = project({ named: null, present: false });
  expect(findElectronRuntime(elsewhere, root)).toBeNull();
  writeFileSync(join(elsewhere, 'electron'), '');
  expect(findElectronRuntime(elsewhere, root)).toBe(join(elsewhere, 'electron'));
});
