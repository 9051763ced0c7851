import type { AlertView, ChairTile, DoseProgress } from '../../shared/board/views.ts';
import type { Instant } from '../../shared/kernel/units.ts';
import { useNow } from '../state/screen-clock.ts';
import { ageText, minutesSince } from '../text/durations.ts';
import { DECISION_WORDS, text, tileText } from '../text/en.ts';
import { classes } from '../ui/classes.ts';
import { givenNow } from '../ui/dose-given.ts';
import styles from './TileFoot.module.css';

type Props = { readonly tile: ChairTile; readonly alert: AlertView | null; readonly linkLost: boolean };

/** Who it is, who cares, how old the pressure is, how much has been given. */
export function TileFoot({ tile, alert, linkLost }: Props) {
  const now = useNow();
  return (
    <footer className={styles.foot}>
      <p className={styles.line}>
        <Who tile={tile} />
        {tile.pressure !== null && (
          <span className={styles.fixed}>
            {linkLost ? text.dashes : tileText.pressureAge(minutesSince(tile.pressure.measuredAt, now))}
          </span>
        )}
      </p>
      {tile.dose !== null && <DoseBar dose={tile.dose} now={now} linkLost={linkLost} />}
      <p className={styles.line}>
        <span className={styles.fixed}>
          {tile.dose !== null && <Dose dose={tile.dose} now={now} linkLost={linkLost} />}
        </span>
        <span className={styles.right}>
          {alert === null ? <Day tile={tile} /> : <Acceptance alert={alert} now={now} />}
        </span>
      </p>
    </footer>
  );
}

function Who({ tile }: { readonly tile: ChairTile }) {
  const { patient, nurse, identityInQuestion } = tile;
  return (
    <span className={styles.left}>
      {identityInQuestion ? (
        <b className={styles.question}>{tileText.identity}</b>
      ) : (
        patient !== null && <bdi className={styles.patient}>{patient}</bdi>
      )}
      {nurse !== null && <bdi className={styles.nurse}>{nurse}</bdi>}
    </span>
  );
}

function Dose({ dose, now, linkLost }: { dose: DoseProgress; now: Instant; linkLost: boolean }) {
  const ordered = Math.round(dose.orderedMg);
  if (linkLost) return <>{`${text.dashes} of ${ordered} mg`}</>;
  const given = Math.floor(givenNow(dose, now));
  return (
    <>
      <span aria-hidden="true">{tileText.dose(given, ordered)}</span>
      <span className="spoken">{tileText.doseSpoken(given, ordered)}</span>
    </>
  );
}

function DoseBar({ dose, now, linkLost }: { dose: DoseProgress; now: Instant; linkLost: boolean }) {
  const share = dose.orderedMg > 0 && !linkLost ? givenNow(dose, now) / dose.orderedMg : 0;
  return (
    <div className={styles.bar} aria-hidden="true">
      <div className={styles.given} style={{ width: `${(share * 100).toFixed(1)}%` }} />
    </div>
  );
}

function Day({ tile }: { readonly tile: ChairTile }) {
  return tile.courseDay === null ? null : <>{tileText.courseDay(tile.courseDay)}</>;
}

/** Who has taken the alarm on and how long ago; what the physician decided, once that is known. */
function Acceptance({ alert, now }: { readonly alert: AlertView; readonly now: Instant }) {
  if (alert.physician !== null) {
    return <Signed who={alert.physician.by} after={DECISION_WORDS[alert.physician.decision].toLowerCase()} />;
  }
  if (alert.accepted !== null) return <Signed who={alert.accepted.by} after={ageText(alert.accepted.at, now)} />;
  if (!alert.recorded) return <b>{text.notRecorded}</b>;
  return <b>{alert.condition === 'gone' ? tileText.over : tileText.notAccepted}</b>;
}

function Signed({ who, after }: { readonly who: string; readonly after: string }) {
  return (
    <span className={styles.signed}>
      <span className="spoken">accepted by </span>
      <span aria-hidden="true">✓</span> <bdi className={classes(styles.nurse)}>{who}</bdi> {after}
    </span>
  );
}
