import { globSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { beforeAll, describe, expect, test } from 'vitest';
import { layerOptions } from './support/layer-rules.ts';

const LAYERS = ['shared', 'main', 'renderer'];
let graph: ICruiseResult;

beforeAll(async () => {
  const { output } = await cruise(LAYERS, layerOptions, undefined, { tsConfig: extractTSConfig('tsconfig.json') });

  graph = output as ICruiseResult;
});

describe('the rules of direction', () => {
  test('were checked against every source file', () => {
    const written = globSync(LAYERS.map((layer) => `${layer}/**/*.{ts,tsx}`)).filter((file) => !file.endsWith('.d.ts'));
    const read = new Set(graph.modules.map((module) => module.source));
    expect(written.length).toBeGreaterThan(50);
    expect(written.filter((file) => !read.has(file))).toEqual([]);
  });

  test('found imports to judge', () => {
    expect(graph.modules.flatMap((module) => module.dependencies).length).toBeGreaterThan(100);
  });

  test('are broken nowhere', () => {
    expect(graph.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });
});
