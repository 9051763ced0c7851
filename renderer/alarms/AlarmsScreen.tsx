import { useEffect, useState } from 'react';
import type { AlertView } from '../../shared/board/views.ts';
import type { AlertHistoryEntry, CallError } from '../../shared/link/contract.ts';
import { inOrderOfUrgency, waitsForPhysician } from '../state/alert-urgency.ts';
import { useStation } from '../state/station-context.ts';
import { useStream } from '../state/stream.ts';
import { alertText } from '../text/alerts-en.ts';
import { timeOfDayWithSeconds } from '../text/durations.ts';
import { PRIORITY_WORDS, text, tileText } from '../text/en.ts';
import { eventText } from '../text/events-en.ts';
import { causeText, ruleText } from '../text/rules-en.ts';
import { AlertCard } from '../ui/AlertCard.tsx';
import { Button } from '../ui/Button.tsx';
import { CallErrorNote } from '../ui/ReasonList.tsx';
import styles from './AlarmsScreen.module.css';

/** What is active, what waits for whom, and who did what when. */
export function AlarmsScreen() {
  const alerts = inOrderOfUrgency(useStream('alerts', {}) ?? []);
  const [asked, askAgain] = useState(0);
  const waiting = alerts.filter(waitsForPhysician);
  return (
    <div className={styles.screen}>
      <section aria-label={alertText.active}>
        <h1>{alertText.active}</h1>
        <AlertList alerts={alerts} label={text.alarms} empty={alertText.noneActive} />
      </section>
      <section aria-label={alertText.waiting}>
        <h2>{alertText.waiting}</h2>
        <AlertList alerts={waiting} label={alertText.waiting} empty={alertText.noneWaiting} />
      </section>
      <History key={asked} onReload={() => askAgain(asked + 1)} />
    </div>
  );
}

type ListProps = { readonly alerts: readonly AlertView[]; readonly label: string; readonly empty: string };

function AlertList({ alerts, label, empty }: ListProps) {
  if (alerts.length === 0) return <p className={styles.empty}>{empty}</p>;
  return (
    <ul aria-label={label} className={styles.list}>
      {alerts.map((alert) => (
        <li key={alert.id}>
          <AlertCard alert={alert} linkToChair />
        </li>
      ))}
    </ul>
  );
}

/** As of when it was opened or loaded again. */
function History({ onReload }: { readonly onReload: () => void }) {
  const station = useStation();
  const [entries, setEntries] = useState<readonly AlertHistoryEntry[]>([]);
  const [error, setError] = useState<CallError | null>(null);

  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const answer = await station.call('alertHistory', {});
      if (!current) return;
      if (answer.ok) setEntries(answer.value);
      setError(answer.ok ? null : answer.error);
    };
    void load();
    return () => {
      current = false;
    };
  }, [station]);

  return (
    <section aria-label={alertText.history}>
      <header className={styles.head}>
        <h2>{alertText.history}</h2>
        <Button onClick={onReload}>{alertText.reload}</Button>
      </header>
      <CallErrorNote error={error} />
      {entries.length === 0 ? (
        <p className={styles.empty}>{alertText.noHistory}</p>
      ) : (
        <ol className={styles.history}>
          {entries.map((entry) => (
            <Past key={entry.alert.id} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Past({ entry: { alert, events } }: { readonly entry: AlertHistoryEntry }) {
  return (
    <li className={styles.past}>
      <p>
        <b>
          {PRIORITY_WORDS[alert.priority].marks} {alert.chair === null ? text.suiteAlarm : tileText.chair(alert.chair)}
        </b>{' '}
        {ruleText(alert.rule).sentence}, {causeText(alert.worst)}
      </p>
      <ol>
        {events.map((event) => (
          <li key={event.position}>
            {timeOfDayWithSeconds(event.at)} {eventText(event.type)}
            {event.who !== null && (
              <>
                {', '}
                <bdi>{event.who}</bdi>
              </>
            )}
          </li>
        ))}
      </ol>
    </li>
  );
}
