import type { BoardView, NurseLane } from '../../shared/board/views.ts';
import { useBoard } from '../state/board-state.ts';
import { useSignedIn } from '../state/connection.ts';
import { useNow } from '../state/screen-clock.ts';
import { timeOfDay } from '../text/durations.ts';
import { laneText, text, tileText } from '../text/en.ts';
import { classes } from '../ui/classes.ts';
import styles from './BottomBar.module.css';

/** Which nurse has which chairs, and the sentence that must never be missing. */
export function BottomBar({ onBind }: { readonly onBind: () => void }) {
  const board = useBoard();
  const signedIn = useSignedIn();
  const lanes = board?.lanes ?? [];
  const unassigned = board?.unassigned.length ?? 0;
  return (
    <footer className={classes('dark', styles.bar)}>
      {board !== null && <Presence board={board} />}
      <ul aria-label={laneText.nurses} className={styles.lanes}>
        {lanes.length === 0 && board !== null && <li className={styles.lane}>{laneText.nobody}</li>}
        {lanes.map((lane) => (
          <Lane key={lane.person} lane={lane} />
        ))}
      </ul>
      {unassigned > 0 && (
        <button type="button" className={styles.unassigned} onClick={onBind} disabled={signedIn === null}>
          {tileText.unassigned(unassigned)}
        </button>
      )}
      <p className={styles.secondary}>{text.secondary}</p>
    </footer>
  );
}

function Presence({ board }: { readonly board: BoardView }) {
  const used = board.tiles.filter((tile) => tile.phase !== 'EMPTY').length;
  const { providerOnSite } = board;
  return (
    <div className={styles.presence}>
      <span>{text.chairsInUse(used)}</span>
      {providerOnSite === null ? (
        <b className={styles.missing}>{text.noProvider}</b>
      ) : (
        <span className={styles.provider}>
          <span className="spoken">{text.provider}: </span>
          <span aria-hidden="true">{text.providerShort}: </span>
          <bdi>{providerOnSite}</bdi>
        </span>
      )}
    </div>
  );
}

function Lane({ lane }: { readonly lane: NurseLane }) {
  const now = useNow();
  const override = lane.overrideUntil !== null && lane.overrideUntil > now ? lane.overrideUntil : null;
  const free = lane.chairs.length === 0;
  const over = !free && lane.load > lane.limit && override === null;
  return (
    <li className={styles.lane}>
      <bdi className={styles.name}>{lane.name}</bdi>
      {lane.chairs.map((chair) => (
        <span key={chair} className={styles.chair}>
          {chair}
        </span>
      ))}
      <span className={classes(styles.load, lane.load >= lane.limit && styles.full, over && styles.over)}>
        {free ? laneText.free : laneText.load(lane.load)}
        {override !== null && <small>{laneText.until(timeOfDay(override))}</small>}
      </span>
    </li>
  );
}
