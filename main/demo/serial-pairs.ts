import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chair } from '../../shared/kernel/ids.ts';
import type { SpokenDriver } from '../devices/simulator/speech.ts';

/** A serial line with both ends on this machine: a real tty for the station, another for the monitor. */
export type SerialPair = {
  readonly chair: Chair;
  readonly driver: SpokenDriver;
  readonly stationEnd: string;
  readonly monitorEnd: string;
  readonly close: () => void;
};

/** Chairs whose simulated monitor has a serial line: one speaks its own protocol, one HL7. */
const SERIAL_CHAIRS: readonly { readonly chair: Chair; readonly driver: SpokenDriver }[] = [
  { chair: 3, driver: 'ivy-450c' },
  { chair: 6, driver: 'hl7' },
];

const LAID_WITHIN_MS = 3_000;

/** Lays the demo's serial lines with socat; none where socat is absent. */
export async function layDemoLines(folder: string): Promise<readonly SerialPair[]> {
  if (spawnSync('socat', ['-V'], { stdio: 'ignore' }).status !== 0) return [];
  return Promise.all(SERIAL_CHAIRS.map((line) => layLine(folder, line)));
}

async function layLine(
  folder: string,
  { chair, driver }: { readonly chair: Chair; readonly driver: SpokenDriver },
): Promise<SerialPair> {
  const stationEnd = join(folder, `chair-${chair}`);
  const monitorEnd = join(folder, `monitor-${chair}`);
  const socat = spawn('socat', [`pty,raw,echo=0,link=${stationEnd}`, `pty,raw,echo=0,link=${monitorEnd}`], {
    stdio: 'ignore',
  });
  for (
    let waitedMs = 0;
    waitedMs < LAID_WITHIN_MS && !(existsSync(stationEnd) && existsSync(monitorEnd));
    waitedMs += 20
  )
    await pause(20);
  return { chair, driver, stationEnd, monitorEnd, close: () => void socat.kill('SIGKILL') };
}
