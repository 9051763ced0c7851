import { create } from 'zustand';
import type { AlertView, BoardView } from '../../shared/board/views.ts';
import { inOrderOfUrgency } from './alert-urgency.ts';

/** The board is held by every screen, not only by the board: the alarm bar stands over all of them. */
export const useBoardState = create<{ readonly board: BoardView | null }>(() => ({ board: null }));

export const useBoard = (): BoardView | null => useBoardState((state) => state.board);

/** Every open alert of the suite, most urgent first. */
export function useAllAlerts(): readonly AlertView[] {
  const board = useBoard();
  if (board === null) return [];
  return inOrderOfUrgency([...board.suiteAlerts, ...board.tiles.flatMap((tile) => tile.alerts)]);
}
