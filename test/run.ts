/**
 * `npm test`: everything, in one go. Each step runs even if an earlier one failed, so that one run shows all
 * that is wrong. Ends with a line that sums what really ran: "N passed, N failed, N skipped".
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findBrowser, installHint, prepareMachine } from './support/machine.ts';

const RESULTS = 'test-results';
/** The only reasons for which a test may be skipped; each stands in the test's own title. */
const MAY_SKIP = ['[needs the Electron runtime]', '[needs ../shared]'];

type Counts = { passed: number; failed: number; skipped: string[] };

function run(
  name: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): boolean {
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.stdout.write(`-- ${name} failed\n`);
  return status === 0;
}

function report(file: string): unknown {
  try {
    return JSON.parse(readFileSync(`${RESULTS}/${file}`, 'utf8'));
  } catch {
    return null;
  }
}

type VitestReport = {
  testResults: { message?: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
};

function countVitest(): Counts {
  const found = report('vitest.json') as VitestReport | null;
  if (found === null) return { passed: 0, failed: 1, skipped: [] };
  const tests = found.testResults.flatMap((file) => file.assertionResults);
  const filesThatBroke = found.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: tests.filter((test) => test.status === 'failed').length + filesThatBroke.length,
    skipped: tests.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
  };
}

type PlaywrightSuite = {
  title: string;
  suites?: PlaywrightSuite[];
  specs: { title: string; tests: { status: string }[] }[];
};

function countPlaywright(): Counts {
  const found = report('playwright.json') as { suites: PlaywrightSuite[]; errors: unknown[] } | null;
  if (found === null) return { passed: 0, failed: 1, skipped: [] };
  const counts: Counts = { passed: 0, failed: found.errors.length, skipped: [] };
  const visit = (suite: PlaywrightSuite): void => {
    for (const spec of suite.specs) {
      for (const test of spec.tests) {
        if (test.status === 'expected') counts.passed += 1;
        else if (test.status === 'skipped') counts.skipped.push(spec.title);
        else counts.failed += 1;
      }
    }
    for (const child of suite.suites ?? []) visit(child);
  };
  for (const suite of found.suites) visit(suite);
  return counts;
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
prepareMachine();
const browser = findBrowser();

const SOURCES = ['shared', 'main', 'renderer', 'test'];
const checks = [
  run('types', 'tsc', ['--build']),
  run('format', 'biome', ['format', '.']),
  run('lint', 'oxlint', ['--type-aware', '--deny-warnings', ...SOURCES]),
  run('unused', 'knip', []),
  run('board', 'vite', ['build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn']),
];
const suites = [
  run('units and integration', 'vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${RESULTS}/vitest.json`,
  ]),
];
const counts = [countVitest()];
if (browser === null) {
  process.stdout.write(`\n== end to end\n-- no browser found: ${installHint()}\n`);
  counts.push({ passed: 0, failed: 1, skipped: [] });
} else {
  suites.push(
    run('end to end', 'playwright', ['test'], {
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: `${RESULTS}/playwright.json`,
    }),
  );
  counts.push(countPlaywright());
}

const skipped = counts.flatMap((count) => count.skipped);
const unexplained = skipped.filter((title) => !MAY_SKIP.some((reason) => title.includes(reason)));
for (const title of skipped) process.stdout.write(`skipped: ${title}\n`);
for (const title of unexplained)
  process.stdout.write(`a skip without an accepted reason counts as a failure: ${title}\n`);

const passed = counts.reduce((sum, count) => sum + count.passed, 0) + checks.filter(Boolean).length;
const failed =
  counts.reduce((sum, count) => sum + count.failed, 0) + checks.filter((passes) => !passes).length + unexplained.length;
const summary = `${passed} passed, ${failed} failed, ${skipped.length - unexplained.length} skipped`;
writeFileSync(`${RESULTS}/summary.txt`, `${summary}\n`);
process.stdout.write(`\n${summary}\n`);
process.exitCode = failed > 0 || suites.includes(false) ? 1 : 0;
