import type { ChairTile } from '../../shared/board/views.ts';
import { useNow, useTick } from '../state/screen-clock.ts';
import { ageText } from '../text/durations.ts';
import { tileText } from '../text/en.ts';
import { classes } from '../ui/classes.ts';
import { type Shown, shownNumber, shownRhythm } from '../ui/fresh-number.ts';
import { Labelled } from '../ui/Labelled.tsx';
import { SimulationMark } from './SimulationMark.tsx';
import styles from './TileVitals.module.css';

type Props = { readonly tile: ChairTile; readonly linkLost: boolean };

/** Heart rate in green with its rhythm, SpO2 in cyan; each tells by place and label too, never by colour alone. */
export function TileVitals({ tile, linkLost }: Props) {
  const now = useTick();
  const heart = shownNumber(tile.heartRate, now, linkLost);
  const oxygen = shownNumber(tile.spo2, now, linkLost);
  return (
    <div className={classes(styles.vitals, tile.identityInQuestion && styles.unattributed)}>
      <div className={styles.labels}>
        <span>{tile.heartRateIsPulse ? tileText.pulseShort : tileText.heartRateShort}</span>
        <SimulationMark tile={tile} />
        <LinkNote tile={tile} />
        <span>{tileText.spo2Short}</span>
      </div>
      <div className={classes(styles.numbers, heart.text.length + oxygen.text.length > 5 && styles.tight)}>
        <Vital label={tileText.heartRate} shown={heart} className={styles.heart} />
        {heart.fresh ? <Rhythm tile={tile} linkLost={linkLost} /> : <Age shown={heart} />}
        <span className={styles.right}>
          {!oxygen.fresh && <Age shown={oxygen} />}
          <Vital label={tileText.spo2} shown={oxygen} className={styles.oxygen} />
        </span>
      </div>
    </div>
  );
}

function Vital({ label, shown, className }: { label: string; shown: Shown; className: string | undefined }) {
  return (
    <Labelled label={label} className={classes(styles.big, shown.fresh ? className : styles.gone)}>
      {shown.text}
      {shown.questionable && <sup className={styles.doubt}>?</sup>}
    </Labelled>
  );
}

function Age({ shown }: { readonly shown: Shown }) {
  return <span className={styles.age}>{shown.age}</span>;
}

function Rhythm({ tile, linkLost }: Props) {
  const now = useTick();
  const shown = shownRhythm(tile.rhythm, now, linkLost);
  if (shown === null) {
    const [first, second] = tileText.rhythmNotReported;
    return (
      <span className={styles.notReported}>
        {first}
        <br />
        {second}
      </span>
    );
  }
  return (
    <Labelled label={tileText.rhythm} className={classes(styles.rhythm, !shown.fresh && styles.gone)}>
      <span aria-hidden="true">{shown.text}</span>
      <span className="spoken">{shown.spoken}</span>
    </Labelled>
  );
}

/** What is to be said of the monitor itself: none, silent, or slower than the others. */
function LinkNote({ tile }: { readonly tile: ChairTile }) {
  const now = useNow();
  const { link } = tile;
  if (link.state === 'none') return <span className={styles.note}>{tileText.noMonitor}</span>;
  if (link.state === 'lost' && link.since !== null) {
    return <span className={styles.note}>{tileText.monitorSilent(ageText(link.since, now))}</span>;
  }
  if (link.slowFeedMs === null) return null;
  return <span className={styles.note}>{tileText.slowFeed(Math.round(link.slowFeedMs / 1_000))}</span>;
}
