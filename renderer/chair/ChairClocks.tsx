import type { ChairView } from '../../shared/board/views.ts';
import { useLinkLost } from '../state/connection.ts';
import { useNow } from '../state/screen-clock.ts';
import { chairText } from '../text/acts-en.ts';
import { clockText } from '../text/durations.ts';
import { text } from '../text/en.ts';
import { classes } from '../ui/classes.ts';
import styles from './ChairClocks.module.css';

const NAMES = ['infusionLeft', 'recovery', 'pressure', 'baseline', 'stopUndo'] as const;

/** Every clock that runs for this patient, each with its name. */
export function ChairClocks({ view }: { readonly view: ChairView }) {
  const now = useNow();
  const lost = useLinkLost();
  const running = NAMES.filter((name) => view.clocks[name] !== null);
  if (running.length === 0) return null;
  return (
    <dl aria-label={chairText.clocks} className={styles.clocks}>
      {running.map((name) => {
        const clock = view.clocks[name];
        const shown = clock === null ? null : clockText(clock, now);
        return (
          <div key={name} className={classes(styles.clock, shown?.overdue === true && styles.overdue)}>
            <dt>{chairText.clockNames[name]}</dt>
            <dd>{lost ? text.dashes : shown?.text}</dd>
          </div>
        );
      })}
    </dl>
  );
}
