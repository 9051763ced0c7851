import type { ChairView } from '../../shared/board/views.ts';
import type { Chair } from '../../shared/kernel/ids.ts';
import { inOrderOfUrgency } from '../state/alert-urgency.ts';
import { useStream } from '../state/stream.ts';
import { chairText } from '../text/acts-en.ts';
import { tileText } from '../text/en.ts';
import { AlertCard } from '../ui/AlertCard.tsx';
import { ChairActs } from './ChairActs.tsx';
import { ChairBaseline } from './ChairBaseline.tsx';
import { ChairClocks } from './ChairClocks.tsx';
import { ChairDose } from './ChairDose.tsx';
import { ChairHead } from './ChairHead.tsx';
import { ChairNumbers } from './ChairNumbers.tsx';
import styles from './ChairScreen.module.css';
import { Timeline } from './Timeline.tsx';
import { Trend } from './Trend.tsx';

/** One patient in full: what is, on the left; what can be done, on the right. */
export function ChairScreen({ chair }: { readonly chair: Chair }) {
  const view = useStream('chair', { chair });
  if (view === null) return <p className={styles.waiting}>{chairText.waiting}</p>;
  return (
    <div className={styles.screen}>
      {/* Longer than a low screen: the arrow keys scroll it, for which it must take the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section aria-label={tileText.chair(chair)} tabIndex={0} className={styles.facts}>
        <ChairHead view={view} />
        {view.session !== null && <Patient view={view} />}
      </section>
      <div className={styles.acts}>
        <ChairClocks view={view} />
        <section aria-label={chairText.alarms} className={styles.alarms}>
          <ul>
            {inOrderOfUrgency(view.alerts).map((alert) => (
              <li key={alert.id}>
                <AlertCard alert={alert} />
              </li>
            ))}
          </ul>
        </section>
        <ChairActs view={view} />
      </div>
    </div>
  );
}

/** Only of a session: an empty chair must not show what the last patient left behind. */
function Patient({ view }: { readonly view: ChairView }) {
  return (
    <>
      <ChairNumbers view={view} />
      <Trend chair={view.chair} />
      <div className={styles.pair}>
        <ChairBaseline view={view} />
        <ChairDose view={view} />
      </div>
      <Timeline chair={view.chair} />
    </>
  );
}
