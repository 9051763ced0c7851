import type { AlertView, ChairTile } from '../../shared/board/views.ts';
import { waitsForPhysician } from '../state/alert-urgency.ts';
import { useNow } from '../state/screen-clock.ts';
import { clockText, countdownTo, elapsedText } from '../text/durations.ts';
import { ACTIONS, PRIORITY_WORDS, text, tileText } from '../text/en.ts';
import { ruleText } from '../text/rules-en.ts';
import { classes } from '../ui/classes.ts';
import styles from './TileAction.module.css';

type Props = { readonly tile: ChairTile; readonly alert: AlertView | null; readonly linkLost: boolean };

/** More letters than this, verb and clock together, and the line is set at 40 instead of 50. */
const ROOM = 13;

/** The one thing that comes next. A pump that may still run stands before an alarm, an alarm before the plan. */
export function TileAction({ tile, alert, linkLost }: Props) {
  if (tile.pumpStopNotConfirmed) {
    return (
      <p className={styles.stop}>
        <span aria-hidden="true">⬣</span>
        {tileText.stopThePump}
      </p>
    );
  }
  if (alert !== null) return <AlarmLine alert={alert} linkLost={linkLost} />;
  return <NextLine tile={tile} linkLost={linkLost} />;
}

function AlarmLine({ alert, linkLost }: { readonly alert: AlertView; readonly linkLost: boolean }) {
  const now = useNow();
  const { short, sentence } = ruleText(alert.rule);
  const waiting = waitsForPhysician(alert) && alert.physicianBy !== null && alert.accepted !== null;
  const clock =
    waiting && alert.physicianBy !== null
      ? tileText.physicianLeft(countdownTo(alert.physicianBy, now).text)
      : elapsedText(alert.raisedAt, now);
  return (
    <div className={classes(styles.line, styles.cause, short.length + clock.length > ROOM && styles.long)}>
      <p role="alert" className={styles.verb}>
        <span aria-hidden="true">{short}</span>
        <span className="spoken">
          {PRIORITY_WORDS[alert.priority].word}: {sentence}
        </span>
      </p>
      <span className={styles.clock}>{linkLost ? text.dashes : clock}</span>
    </div>
  );
}

function NextLine({ tile, linkLost }: { readonly tile: ChairTile; readonly linkLost: boolean }) {
  const now = useNow();
  if (tile.next === null) return <div className={styles.line} />;
  const { verb } = ACTIONS[tile.next.action];
  const due = tile.next.due === null ? null : clockText(tile.next.due, now);
  const letters = verb.length + (due?.text.length ?? 0);
  return (
    <div className={classes(styles.line, letters > ROOM && styles.long)}>
      <p className={styles.verb}>{verb}</p>
      {due !== null && (
        <span className={classes(styles.clock, due.overdue && styles.overdue)}>
          {linkLost ? text.dashes : due.text}
        </span>
      )}
    </div>
  );
}
