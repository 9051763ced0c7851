import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ensureBoard } from '../../../main/board-build.ts';
import { dispatch } from '../../../main/cli.ts';
import { mllpFrame } from '../../../main/devices/framing/mllp.ts';
import { verifyRecord } from '../../../main/store/verify.ts';
import { chairsideProcess, readyHub } from '../../support/chairside-process.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { HEART_RATE, report } from '../../support/hl7-messages.ts';
import { acknowledged, mllpClient } from '../../support/mllp-client.ts';

const BUILD_MS_MAX = 60_000;
beforeAll(async () => {
  await ensureBoard(() => {});
}, BUILD_MS_MAX);

async function hub(...args: readonly string[]) {
  const stderr: string[] = [];
  const stdout: string[] = [];
  const code = await dispatch(['hub', ...args], {
    stdout: (line) => stdout.push(line),
    stderr: (line) => stderr.push(line),
    stdin: (async function* () {})(),
    signal: AbortSignal.abort(),
  });
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}

function configFile(json: unknown): string {
  const file = join(dataFolder(), 'suite.json');
  writeFileSync(file, typeof json === 'string' ? json : JSON.stringify(json));
  return file;
}

describe('chairside hub, asked wrongly,', () => {
  test('needs a folder', async () => {
    expect(await hub()).toMatchObject({ code: 2, stderr: expect.stringContaining('--data DIR') });
  });

  test.each([
    ['--http', 'nowhere'],
    ['--mllp', '127.0.0.1:99999'],
  ])('names a %s that is no address', async (option, address) => {
    const { code, stderr } = await hub('--data', join(dataFolder(), 'd'), option, address);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${option} wants HOST:PORT`)]);
  });

  test('names the place in a bad configuration, and makes no record', async () => {
    const data = join(dataFolder(), 'd');
    const config = configFile({ monitors: [{ id: 'm1', chair: 12, via: { location: 'A' } }] });
    const { code, stdout, stderr } = await hub('--data', data, '--config', config);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(config);
    expect(stderr).toContain('at monitors.0.chair');
    expect(existsSync(data)).toBe(false);
  });
});

describe('chairside hub', () => {
  test('says in one line where it is; SIGTERM ends it within 2 s with everything written', async () => {
    const data = join(dataFolder(), 'd');
    const station = await readyHub(data);
    expect(JSON.parse(station.stdout()[0] ?? '')).toEqual({
      ready: true,
      http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      mllp: [expect.stringMatching(/^127\.0\.0\.1:\d+$/)],
      serial: [],
    });
    const health = await fetch(`${station.http}/healthz`);
    expect([health.status, await health.json()]).toMatchObject([200, { status: 'ok' }]);
    const monitor = await mllpClient(station.mllp);
    onTestFinished(() => void monitor.socket.destroy());
    await monitor.send(mllpFrame(report([HEART_RATE(72)])));
    expect(acknowledged((await monitor.answers(1))[0] ?? '')).toBe('AA M1');

    const asked = performance.now();
    // The monitor stays connected, as monitors do.
    expect(await station.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(station.stdout()).toHaveLength(1);
    expect(verifyRecord(data)).toMatchObject({ ok: true, value: { ok: true, messages: 1 } });
  });

  test('refuses a folder that another station has, with the reason, and leaves that one alone', async () => {
    const data = join(dataFolder(), 'd');
    const first = await readyHub(data);
    const second = chairsideProcess('hub', '--data', data, '--http', '127.0.0.1:0', '--mllp', '127.0.0.1:0');
    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.stdout()).toEqual([]);
    expect(second.stderr()).toContain(`another Chairside station is using ${data}`);
    expect((await fetch(`${first.http}/healthz`)).status).toBe(200);
  });

  test('that cannot listen for monitors says so and ends, whatever lines it had opened', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const config = configFile({ monitors: [{ id: 'm1', chair: 1, via: { serial: '/dev/no-such-line' } }] });
    const ports = ['--http', '127.0.0.1:0', '--mllp', `127.0.0.1:${port}`];
    const station = chairsideProcess('hub', '--data', join(dataFolder(), 'd'), '--config', config, ...ports);
    expect(await station.exited).toEqual({ code: 1, signal: null });
    expect(station.stderr()).toContain(`cannot listen on 127.0.0.1:${port}`);
  });

  test('that cannot serve the board says so and ends', async () => {
    const first = await readyHub(join(dataFolder(), 'd'));
    const ports = ['--http', first.http.replace('http://', ''), '--mllp', '127.0.0.1:0'];
    const second = chairsideProcess('hub', '--data', join(dataFolder(), 'd'), ...ports);
    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.stderr()).toMatch(/cannot|in use/);
  });
});
