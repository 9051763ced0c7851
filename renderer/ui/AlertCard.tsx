import { DECISIONS } from '../../shared/alarms/alert.ts';
import type { AlertView } from '../../shared/board/views.ts';
import { waitsForPhysician } from '../state/alert-urgency.ts';
import { useLinkLost, useSignedIn } from '../state/connection.ts';
import { addressOf } from '../state/route.ts';
import { useNow } from '../state/screen-clock.ts';
import { alertText } from '../text/alerts-en.ts';
import { ageText, countdownTo } from '../text/durations.ts';
import { DECISION_WORDS, PRIORITY_WORDS, text, tileText } from '../text/en.ts';
import { causeText, ruleText } from '../text/rules-en.ts';
import { ActForm } from './ActForm.tsx';
import styles from './AlertCard.module.css';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import { TextField } from './Field.tsx';

type Props = { readonly alert: AlertView; readonly linkToChair?: boolean };

/** One alarm in full: what fired with its numbers, who has it, who is waited for, and what one can do about it. */
export function AlertCard({ alert, linkToChair = false }: Props) {
  const { short, sentence } = ruleText(alert.rule);
  return (
    <article
      aria-label={`${PRIORITY_WORDS[alert.priority].word}: ${sentence}`}
      className={classes(styles.card, styles[alert.priority], alert.accepted !== null && styles.accepted)}
    >
      <header className={styles.head}>
        <b aria-hidden="true">{PRIORITY_WORDS[alert.priority].marks}</b>
        <Where alert={alert} linked={linkToChair} />
        <b className={styles.short}>{short}</b>
        <Age alert={alert} />
      </header>
      <div className={styles.body}>
        <p>{sentence}</p>
        <p className={styles.cause}>{causeText(alert.cause)}</p>
        <State alert={alert} />
        <Acts alert={alert} />
      </div>
    </article>
  );
}

function Where({ alert, linked }: { readonly alert: AlertView; readonly linked: boolean }) {
  if (alert.chair === null) return <b>{text.suiteAlarm}</b>;
  const words = tileText.chair(alert.chair);
  return linked ? <a href={addressOf({ screen: 'chair', chair: alert.chair })}>{words}</a> : <b>{words}</b>;
}

function Age({ alert }: { readonly alert: AlertView }) {
  const now = useNow();
  const lost = useLinkLost();
  return <span className={styles.age}>{lost ? text.dashes : ageText(alert.raisedAt, now)}</span>;
}

/** Two questions, answered apart: is it still there, and who has taken it on. */
function State({ alert }: { readonly alert: AlertView }) {
  const now = useNow();
  const { accepted, physician, physicianBy, escalatedTo } = alert;
  return (
    <ul className={styles.state}>
      {alert.condition === 'gone' && <li>{alertText.gone}</li>}
      {!alert.recorded && <li>{text.notRecorded}</li>}
      <li>{accepted === null ? tileText.notAccepted : alertText.acceptedBy(accepted.by, ageText(accepted.at, now))}</li>
      {escalatedTo !== null && <li>{alertText.escalatedTo[escalatedTo]}</li>}
      {waitsForPhysician(alert) && physicianBy !== null && (
        <li>
          {alertText.waitsForPhysician} <b>{countdownTo(physicianBy, now).text}</b>
        </li>
      )}
      {physician !== null && (
        <li>
          {alertText.decided(physician.by, DECISION_WORDS[physician.decision])}
          {physician.text !== '' && `: ${physician.text}`}
        </li>
      )}
    </ul>
  );
}

function Acts({ alert }: { readonly alert: AlertView }) {
  const role = useSignedIn()?.role;
  return (
    <div className={styles.acts}>
      {alert.accepted === null && role !== 'administrator' && (
        <>
          <ActForm act="acceptAlert" label={alertText.accept} read={() => ({ alert: alert.id })} />
          <ActForm act="rejectAlert" label={alertText.passOn} weight="quiet" read={() => ({ alert: alert.id })} />
        </>
      )}
      {role === 'physician' && waitsForPhysician(alert) && <Decision alert={alert} />}
    </div>
  );
}

/** A physician's acknowledgement is a decision: one press on what is to happen. */
function Decision({ alert }: { readonly alert: AlertView }) {
  return (
    <ActForm
      act="acknowledgeAsPhysician"
      label={alertText.decide}
      read={(form) => ({ alert: alert.id, decision: form.choice('decision', DECISIONS), text: form.text('text') })}
      buttons={DECISIONS.map((decision) => (
        <Button key={decision} type="submit" name="decision" value={decision} weight="main">
          {DECISION_WORDS[decision]}
        </Button>
      ))}
    >
      <TextField label={alertText.order} name="text" maxLength={200} />
    </ActForm>
  );
}
