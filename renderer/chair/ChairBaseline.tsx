import type { ChairView } from '../../shared/board/views.ts';
import { meanForDisplay } from '../../shared/kernel/exact.ts';
import { chairText } from '../text/acts-en.ts';
import { IMPLAUSIBLE_WORDS, RHYTHM_WORDS, text } from '../text/en.ts';
import { ReasonList } from '../ui/ReasonList.tsx';
import styles from './Panel.module.css';

/** The baseline in force, and while one is being taken, what is still missing for it. */
export function ChairBaseline({ view }: { readonly view: ChairView }) {
  const { baseline, baselineDraft } = view;
  if (baseline === null && baselineDraft === null) return null;
  return (
    <section aria-label={chairText.baseline} className={styles.panel}>
      <h2>{chairText.baseline}</h2>
      {baseline !== null && (
        <>
          <p className={styles.strong}>
            {chairText.baselineLine(Math.round(meanForDisplay(baseline.systolic)), baseline.heartRate, baseline.spo2)}
          </p>
          <p>
            {baseline.rhythm === 'notReported' ? text.unknown : RHYTHM_WORDS[baseline.rhythm].full},{' '}
            {chairText.baselineVersion(baseline.version)}
          </p>
          {baseline.implausible.length > 0 && !baseline.released && (
            <p className={styles.strong}>
              {chairText.notReleased} {baseline.implausible.map((why) => IMPLAUSIBLE_WORDS[why]).join(', ')}
            </p>
          )}
        </>
      )}
      {baselineDraft !== null && baseline === null && <Draft draft={baselineDraft} />}
    </section>
  );
}

function Draft({ draft }: { readonly draft: NonNullable<ChairView['baselineDraft']> }) {
  const { systolic, heartRate, spo2, rhythm } = draft;
  return (
    <>
      <p>
        SBP {systolic.length === 0 ? text.unknown : systolic.join(', ')} · HR {heartRate ?? text.unknown} · SpO₂{' '}
        {spo2 ?? text.unknown} · {rhythm === null ? text.unknown : RHYTHM_WORDS[rhythm].full}
      </p>
      {draft.ready ? (
        <p className={styles.strong}>{chairText.draftReady}</p>
      ) : (
        <>
          <p>{chairText.draftMissing}</p>
          <ReasonList reasons={draft.missing} />
        </>
      )}
    </>
  );
}
