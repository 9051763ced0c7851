import type { AlertView, ChairTile } from '../../shared/board/views.ts';
import { useNow } from '../state/screen-clock.ts';
import { clockText } from '../text/durations.ts';
import { PHASES, PRIORITY_WORDS, text, tileText } from '../text/en.ts';
import { classes } from '../ui/classes.ts';
import { PhaseShape } from '../ui/PhaseShape.tsx';
import styles from './TileHead.module.css';

type Props = { readonly tile: ChairTile; readonly alert: AlertView | null; readonly linkLost: boolean };

/** Chair number, phase by shape and word, how urgent, and the phase's clock. */
export function TileHead({ tile, alert, linkLost }: Props) {
  const now = useNow();
  const clock = tile.clock === null ? null : clockText(tile.clock, now);
  return (
    <header className={styles.head}>
      <span className={styles.number}>{tile.chair}</span>
      <PhaseShape phase={tile.phase} className={styles.shape} />
      <span className={styles.phase}>
        {alert !== null && (
          <span className={styles.marks}>
            <span aria-hidden="true">{PRIORITY_WORDS[alert.priority].marks}</span>
            {tile.alerts.length > 1 && <span className={styles.more}>{tileText.more(tile.alerts.length - 1)}</span>}
          </span>
        )}
        <span className={classes(styles.word, tile.emergency && styles.emergencyWord)}>
          {tile.emergency ? tileText.emergency : PHASES[tile.phase].word}
        </span>
      </span>
      {clock !== null && (
        <span className={styles.clock} role="timer">
          {linkLost ? text.dashes : clock.text}
        </span>
      )}
    </header>
  );
}
