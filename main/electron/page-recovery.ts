import type { WebContents } from 'electron';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { reloadRate } from './reload-rate.ts';

/**
 * Brings a broken page back: one whose process has gone is loaded again, one that no longer answers is ended
 * first. The station itself lives in another process and goes on meanwhile.
 */
export function recoverPage(contents: WebContents, clock: Pick<Clock, 'monotonicMs' | 'setTimer'>, log: Log): void {
  const delayOf = reloadRate();
  let pending = false;

  contents.on('unresponsive', () => {
    log.error('the board’s page does not answer: it is ended and loaded again');
    contents.forcefullyCrashRenderer();
  });
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || pending) return;
    const delay = delayOf(clock.monotonicMs());
    log.error({ reason, exitCode, delay }, 'the board’s page has gone: it is loaded again');
    pending = true;
    clock.setTimer(delay, () => {
      pending = false;
      if (!contents.isDestroyed()) contents.reload();
    });
  });
}
