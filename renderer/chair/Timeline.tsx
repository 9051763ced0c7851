import type { TimelineEntry } from '../../shared/board/views.ts';
import type { Chair } from '../../shared/kernel/ids.ts';
import { useStream } from '../state/stream.ts';
import { chairText } from '../text/acts-en.ts';
import { timeOfDayWithSeconds } from '../text/durations.ts';
import { PRIORITY_WORDS } from '../text/en.ts';
import { eventText, fieldsText } from '../text/events-en.ts';
import styles from './Timeline.module.css';

/** Everything that was recorded of this session, the newest first: what, when, who. */
export function Timeline({ chair }: { readonly chair: Chair }) {
  const entries = useStream('timeline', { chair });
  return (
    <section aria-label={chairText.timeline} className={styles.timeline}>
      <h2>{chairText.timeline}</h2>
      {entries === null || entries.length === 0 ? (
        <p>{chairText.noTimeline}</p>
      ) : (
        <ol>
          {entries.toReversed().map((entry) => (
            <Entry key={entry.position} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** An act dated back shows when it happened and, beside it, when it was entered. */
function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const fields = fieldsText(entry);
  return (
    <li className={styles.entry} data-type={entry.type}>
      <time>{timeOfDayWithSeconds(entry.effectiveAt)}</time>
      <span>
        {entry.alarm !== null && <b>{PRIORITY_WORDS[entry.alarm.priority].marks} </b>}
        <b>{eventText(entry.type)}</b>
        {fields !== '' && <span className={styles.fields}> {fields}</span>}
        {entry.effectiveAt !== entry.at && (
          <span className={styles.fields}> ({chairText.entered(timeOfDayWithSeconds(entry.at))})</span>
        )}
      </span>
      <bdi className={styles.who}>{entry.who ?? chairText.station}</bdi>
    </li>
  );
}
