import { useBoard } from '../state/board-state.ts';
import { useLinkPhase } from '../state/connection.ts';
import { text } from '../text/en.ts';
import styles from './Board.module.css';
import { ChairTile } from './ChairTile.tsx';

/** Eight chairs, four by two, as they stand in the room. Nothing scrolls. */
export function Board() {
  const board = useBoard();
  const link = useLinkPhase();
  if (board === null) {
    return <p className={styles.waiting}>{link === 'lost' ? text.linkLost : text.connecting}</p>;
  }
  return (
    <div className={styles.board}>
      {board.tiles.map((tile) => (
        <ChairTile key={tile.chair} tile={tile} />
      ))}
    </div>
  );
}
