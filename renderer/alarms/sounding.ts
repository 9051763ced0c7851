import type { Priority } from '../../shared/alarms/alert.ts';
import { soundingNow } from '../../shared/alarms/sounding.ts';
import type { BoardView } from '../../shared/board/views.ts';
import type { LinkPhase } from '../state/connection.ts';

/**
 * What this screen sounds now; null is silence. A lost link is a medium technical alarm of the screen's own:
 * what the station alarms about is not known here, and what it last alarmed about may be over.
 */
export function soundingPriority(board: BoardView | null, link: LinkPhase): Priority | null {
  if (link === 'lost' || link === 'outdated') return 'medium';
  if (board === null) return null;
  const alerts = [...board.suiteAlerts, ...board.tiles.flatMap((tile) => tile.alerts)];
  const emergencies = board.tiles.filter((tile) => tile.emergency).map((tile) => tile.chair);
  return soundingNow(alerts, emergencies)?.priority ?? null;
}
