import type { AlertView } from '../../shared/board/views.ts';
import { waitsForPhysician } from '../state/alert-urgency.ts';
import { useAllAlerts } from '../state/board-state.ts';
import { useLinkLost, useSignedIn } from '../state/connection.ts';
import { addressOf } from '../state/route.ts';
import { useNow } from '../state/screen-clock.ts';
import { ageText, countdownTo } from '../text/durations.ts';
import { PRIORITY_WORDS, text, tileText } from '../text/en.ts';
import { ruleText } from '../text/rules-en.ts';
import { classes } from '../ui/classes.ts';
import styles from './AlarmBar.module.css';

/** As many as fit in the bar at full width; the list goes on for a screen reader and on the alarms screen. */
const DRAWN = 2;

/** Every open alarm of the suite on every screen, the most urgent first. */
export function AlarmBar() {
  const alerts = useAllAlerts();
  const signedIn = useSignedIn();
  const hidden = alerts.length - DRAWN;
  return (
    <div className={styles.bar}>
      <ul aria-label={text.alarms} className={styles.list}>
        {alerts.map((alert, place) => (
          <li key={alert.id} className={place < DRAWN ? styles.item : 'spoken'}>
            <Chip alert={alert} />
          </li>
        ))}
      </ul>
      {hidden > 0 &&
        (signedIn === null ? (
          <span className={styles.more}>{text.moreAlarms(hidden)}</span>
        ) : (
          <a className={styles.more} href={addressOf({ screen: 'alarms' })}>
            {text.moreAlarms(hidden)}
          </a>
        ))}
    </div>
  );
}

function Chip({ alert }: { readonly alert: AlertView }) {
  const signedIn = useSignedIn();
  const look = classes(styles.chip, styles[alert.priority], alert.accepted !== null && styles.accepted);
  if (signedIn === null) {
    return (
      <span className={look}>
        <ChipWords alert={alert} />
      </span>
    );
  }
  const to = addressOf(alert.chair === null ? { screen: 'alarms' } : { screen: 'chair', chair: alert.chair });
  return (
    <a className={look} href={to}>
      <ChipWords alert={alert} />
    </a>
  );
}

function ChipWords({ alert }: { readonly alert: AlertView }) {
  const now = useNow();
  const linkLost = useLinkLost();
  const { short, sentence } = ruleText(alert.rule);
  const clock =
    waitsForPhysician(alert) && alert.physicianBy !== null && alert.accepted !== null
      ? tileText.physicianLeft(countdownTo(alert.physicianBy, now).text)
      : ageText(alert.raisedAt, now);
  return (
    <>
      <b aria-hidden="true">{PRIORITY_WORDS[alert.priority].marks}</b>
      {alert.chair === null ? (
        <b>{text.suiteAlarm}</b>
      ) : (
        <b>
          <span className="spoken">{text.chairAlarm(alert.chair)}</span>
          <span className={styles.chair} aria-hidden="true">
            {alert.chair}
          </span>
        </b>
      )}
      <span className={styles.words} aria-hidden="true">
        {short}
      </span>
      <span className="spoken">
        {PRIORITY_WORDS[alert.priority].word}: {sentence}
      </span>
      <span className={styles.age}>{linkLost ? text.dashes : clock}</span>
      {!alert.recorded && <span className={styles.unrecorded}>{text.notRecorded}</span>}
    </>
  );
}
