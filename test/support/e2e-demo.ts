import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type RunningCommand, startCommand } from './e2e-command.ts';

const readyLine = z.object({
  ready: z.literal(true),
  http: z.url(),
  monitors: z.object({ pid: z.int(), fleet: z.string() }),
});

export type Demo = {
  readonly url: string;
  /** Ends the simulated monitors from one moment to the next. */
  readonly killMonitors: () => void;
  /** Starts the same monitors again, as the demo's own words say. */
  readonly startMonitors: () => Promise<void>;
  readonly killStation: () => Promise<void>;
  /** Ends whatever is left of it. */
  readonly stop: () => Promise<void>;
};

/** The real demo, as a process of its own with its monitors as another. */
export async function startDemo(): Promise<Demo> {
  // A net under a test run that is itself killed: the demo ends by itself.
  const demo = await startCommand('demo', '--http', '127.0.0.1:0', '--no-open', '--exit-after', '240', '--json');
  const { http, monitors } = readyLine.parse(demo.ready);
  const others: RunningCommand[] = [];
  return {
    url: http,
    killMonitors: () => void process.kill(monitors.pid, 'SIGKILL'),
    async startMonitors() {
      others.push(await startCommand('simulate', '--fleet', monitors.fleet, '--json'));
    },
    killStation: demo.kill,
    async stop() {
      for (const command of [...others, demo]) await command.stop();
      // A killed demo leaves its folder behind, which is the fleet file's.
      rmSync(dirname(monitors.fleet), { recursive: true, force: true });
    },
  };
}
