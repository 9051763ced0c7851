import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../main/clock.ts';
import type { StartOptions } from '../../main/start-options.ts';
import { startWorkstation } from '../../main/workstation.ts';
import { dataFolder } from '../support/data-folder.ts';

const ANY_PORT = { host: '127.0.0.1', port: 0 };

const optionsFor = (data: string, config: string | null = null): StartOptions => ({
  data,
  config,
  http: ANY_PORT,
  mllp: ANY_PORT,
  open: false,
});

async function start(options: StartOptions, { stopHangs = false } = {}) {
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
  const started = await startWorkstation(options, { clock: systemClock(), log, onFatal: () => {} });
  if (started.ok && stopHangs) {
    const { host } = started.value;
    const { stop } = host.station;
    onTestFinished(stop);
    Object.assign(host.station, { stop: () => new Promise(() => {}) });
  }
  return { started, lines };
}

test('the end is one, however often it is asked for', async () => {
  const { started, lines } = await start(optionsFor(dataFolder()));
  if (!started.ok) expect.fail(started.error);
  const { end } = started.value;
  expect(await Promise.all([end(), end()])).toEqual([true, true]);
  expect(await end()).toBe(true);
  expect(lines).toEqual([]);
});

test('an end that hangs is given up in less than 2 s, and the log says so', async () => {
  const { started, lines } = await start(optionsFor(dataFolder()), { stopHangs: true });
  if (!started.ok) expect.fail(started.error);
  const asked = performance.now();
  expect(await started.value.end()).toBe(false);
  expect(performance.now() - asked).toBeLessThan(2_000);
  expect(lines.join()).toContain('not ended within 1800 ms');
});

test('a configuration that cannot be read is told, and nothing is opened', async () => {
  const data = dataFolder();
  const config = join(data, 'suite.json');
  writeFileSync(config, '{"people": 7}');
  const { started } = await start(optionsFor(join(data, 'record'), config));
  expect(started).toEqual({ ok: false, error: expect.stringContaining('at people') });
});
