import { err, ok, type Result } from '../shared/kernel/result.ts';
import { millis } from '../shared/kernel/units.ts';
import type { StationClock } from './clock.ts';
import { DEFAULT_CONFIG, readConfig } from './config.ts';
import { type Host, type HostOptions, startHost } from './host.ts';
import type { Log } from './log.ts';
import type { StartOptions } from './start-options.ts';

/** SIGTERM ends a station within 2 s (architecture, Decisions); this leaves the process time to go. */
const END_WITHIN = millis(1_800);

export type WorkstationParts = Pick<HostOptions, 'onFatal' | 'storeWorker'> & {
  readonly clock: StationClock;
  readonly log: Log;
};

export type Workstation = {
  readonly host: Host;
  /**
   * Writes what is under way and ends the station. Asked again, it is the same end.
   * @returns false where it failed or 1.8 s were not enough, which the log tells: the process must end all the same
   */
  readonly end: () => Promise<boolean>;
};

/** The station of a suite on real time, the same whatever shows its board: Electron, a browser or nothing. */
export async function startWorkstation(
  { data, config: file, http, mllp }: StartOptions,
  { clock, ...parts }: WorkstationParts,
): Promise<Result<Workstation, string>> {
  const config = file === null ? ok(DEFAULT_CONFIG) : readConfig(file);
  if (!config.ok) return config;
  const host = await startHost({
    ...parts,
    dataDir: data,
    config: config.value,
    http,
    mllp,
    realClock: clock,
    clock,
    rate: 1,
    simulation: false,
  });
  if (!host.ok) return err(host.error);
  let ending: Promise<boolean> | null = null;
  return ok({
    host: host.value,
    end: () => {
      ending ??= stopInTime(host.value, clock, parts.log);
      return ending;
    },
  });
}

async function stopInTime(host: Pick<Host, 'stop'>, clock: StationClock, log: Log): Promise<boolean> {
  let cancel = (): void => {};
  const tooLate = new Promise<never>((_, reject) => {
    cancel = clock.setTimer(END_WITHIN, () => reject(new Error(`not ended within ${END_WITHIN} ms`)));
  });
  try {
    await Promise.race([host.stop(), tooLate]);
    return true;
  } catch (error) {
    log.error({ err: error }, 'the station was cut off');
    return false;
  } finally {
    cancel();
  }
}
