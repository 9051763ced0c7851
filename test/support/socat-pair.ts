import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why there can be no serial line on this machine, or null where there can. A test skips with these words. */
export const socatMissing: string | null =
  spawnSync('socat', ['-V'], { stdio: 'ignore' }).status === 0
    ? null
    : 'socat is not installed, so there is no serial line to test on (apt-get install socat)';

/** Two ends of one serial line, as real ttys: what is written to `monitor` is read from `station`, and back. */
export type SocatPair = {
  readonly monitor: string;
  readonly station: string;
  /** Both ttys vanish, as when an adapter is pulled out of its socket. */
  readonly unplug: () => Promise<void>;
  /** Without effect after unplug. Removes everything. */
  readonly close: () => Promise<void>;
};

async function end(socat: ChildProcess): Promise<void> {
  if (socat.exitCode !== null || socat.signalCode !== null) return;
  const gone = once(socat, 'exit');
  socat.kill('SIGKILL');
  await gone;
}

/** Waits for socat's own word that both ends are there. */
function untilTransferring(socat: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    socat.stderr?.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-4_096);
      if (said.includes('starting data transfer loop')) resolve();
    });
    socat.once('error', reject);
    socat.once('exit', () => reject(new Error(`socat ended: ${said}`)));
  });
}

/** @param folder of a pair that was unplugged: its two ends come back under the same names */
export async function openSocatPair(folder = mkdtempSync(join(tmpdir(), 'chairside-serial-'))): Promise<SocatPair> {
  const monitor = join(folder, 'monitor');
  const station = join(folder, 'station');
  const tty = (path: string) => `pty,raw,echo=0,link=${path}`;
  const socat = spawn('socat', ['-d', '-d', tty(monitor), tty(station)], { stdio: ['ignore', 'ignore', 'pipe'] });
  await untilTransferring(socat);
  return {
    monitor,
    station,
    unplug: () => end(socat),
    close: async () => {
      await end(socat);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
