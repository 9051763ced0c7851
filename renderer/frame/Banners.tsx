import { useBoard } from '../state/board-state.ts';
import { useLinkPhase } from '../state/connection.ts';
import { text } from '../text/en.ts';
import styles from './Banners.module.css';

/** What makes the whole screen less than it seems. One line each, never over a number. */
export function Banners() {
  const link = useLinkPhase();
  const board = useBoard();
  return (
    <div className="dark">
      {link === 'lost' && (
        <p role="alert" className={styles.banner}>
          {text.linkLost}
        </p>
      )}
      {link === 'outdated' && (
        <p role="alert" className={styles.banner}>
          {text.outdated}
        </p>
      )}
      {link === 'live' && board !== null && !board.recording && (
        <p role="alert" className={styles.banner}>
          {text.notRecording}
        </p>
      )}
    </div>
  );
}
