import type { PowerSaveBlocker } from 'electron';
import { CHAIRS } from '../../shared/kernel/ids.ts';
import type { SuiteState } from '../../shared/session/suite.ts';

/** Is there a session under way? A closed one and a chair being cleaned are watched by nobody. */
export const isAnySessionOpen = ({ sessions }: Pick<SuiteState, 'sessions'>): boolean =>
  CHAIRS.some((chair) => {
    const phase = sessions[chair]?.phase;
    return phase !== undefined && phase !== 'CLOSED' && phase !== 'TURNOVER';
  });

/** Keeps the display on exactly while it is asked to; telling it the same again changes nothing. */
export function displayAwake(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>): (needed: boolean) => void {
  let held: number | null = null;
  return (needed) => {
    if (needed && held === null) held = blocker.start('prevent-display-sleep');
    else if (!needed && held !== null) {
      blocker.stop(held);
      held = null;
    }
  };
}
