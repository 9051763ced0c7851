import type { ChairView } from '../../shared/board/views.ts';
import { useLinkLost } from '../state/connection.ts';
import { useNow } from '../state/screen-clock.ts';
import { chairText } from '../text/acts-en.ts';
import { METHOD_WORDS, text, tileText } from '../text/en.ts';
import { givenNow } from '../ui/dose-given.ts';
import styles from './Panel.module.css';

/** The order and how much of it has been given, by clock. Before the second clinician has agreed, no number of it. */
export function ChairDose({ view }: { readonly view: ChairView }) {
  const { dosePlan } = view;
  if (dosePlan === null) return null;
  return (
    <section aria-label={chairText.dose} className={styles.panel}>
      <h2>{chairText.dose}</h2>
      {dosePlan.verifiedBy === null ? (
        <p>
          {chairText.preparedBy(dosePlan.preparedBy)}, {chairText.notVerified}
        </p>
      ) : (
        <>
          <p className={styles.strong}>
            {chairText.orderLine(dosePlan.doseMg, dosePlan.bagMl, dosePlan.rateMlPerHour)}
          </p>
          <p>{METHOD_WORDS[dosePlan.method]}</p>
          <p>
            {chairText.preparedBy(dosePlan.preparedBy)}, {chairText.verifiedBy(dosePlan.verifiedBy)}
          </p>
          <Given view={view} />
        </>
      )}
    </section>
  );
}

function Given({ view }: { readonly view: ChairView }) {
  const now = useNow();
  const lost = useLinkLost();
  if (view.dose === null) return null;
  const given = givenNow(view.dose, now);
  return (
    <>
      <p>{lost ? text.dashes : tileText.doseSpoken(Math.floor(given), view.dose.orderedMg)}</p>
      <div className={styles.bar} aria-hidden="true">
        <div className={styles.given} style={{ width: `${lost ? 0 : (100 * given) / view.dose.orderedMg}%` }} />
      </div>
    </>
  );
}
