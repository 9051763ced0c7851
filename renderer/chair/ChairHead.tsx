import type { ChairView } from '../../shared/board/views.ts';
import { useSimulation } from '../state/connection.ts';
import { chairText } from '../text/acts-en.ts';
import { OUTCOME_WORDS, PAUSE_WORDS, PHASES, text, tileText } from '../text/en.ts';
import { PhaseShape } from '../ui/PhaseShape.tsx';
import styles from './ChairHead.module.css';

/** Which chair, which phase, who: in full, because this screen is no wall. */
export function ChairHead({ view }: { readonly view: ChairView }) {
  const simulation = useSimulation() || view.link.simulated;
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>
        <span className={styles.number}>{view.chair}</span>
        <PhaseShape phase={view.phase} className={styles.shape} />
        <span>{PHASES[view.phase].sentence}</span>
        {view.emergency && <b className={styles.flag}>{tileText.emergency}</b>}
        {view.identityInQuestion && <b className={styles.flag}>{tileText.identity}</b>}
        {simulation && <b className={styles.simulation}>{text.simulation}</b>}
      </h1>
      {view.pumpStopNotConfirmed && <p className={styles.stop}>{tileText.stopThePump}</p>}
      <Identity view={view} />
      <Facts view={view} />
    </header>
  );
}

function Identity({ view }: { readonly view: ChairView }) {
  const { identity } = view;
  if (identity === null) return <p>{chairText.noPatient}</p>;
  return (
    <p className={styles.identity}>
      <bdi className={styles.name}>{identity.name}</bdi>
      <span>{chairText.born(identity.birthDate)}</span>
      <span>{chairText.mrn(identity.mrn)}</span>
      <span>{identity.sex}</span>
    </p>
  );
}

/** What else is known of this visit; whatever is not known yet is left out, but for monitor and weight. */
function Facts({ view }: { readonly view: ChairView }) {
  if (view.session === null) return null;
  const facts = [
    view.courseDay !== null && tileText.courseDay(view.courseDay),
    view.weightKg === null ? chairText.noWeight : chairText.weight(view.weightKg),
    view.nurse !== null && chairText.nurse(view.nurse),
    view.handoverTo !== null && chairText.handover(view.handoverTo.name),
    view.driver !== null && chairText.driver(view.driver),
    view.monitor === null ? chairText.noMonitor : chairText.monitor(view.monitor),
    view.ondansetron !== null && ondansetronText(view.ondansetron),
    view.pauseReason !== null && chairText.paused(PAUSE_WORDS[view.pauseReason].toLowerCase()),
    view.outcome !== null && OUTCOME_WORDS[view.outcome],
  ].filter((fact) => fact !== false);
  return (
    <ul className={styles.facts}>
      {facts.map((fact) => (
        <li key={fact}>
          <bdi>{fact}</bdi>
        </li>
      ))}
    </ul>
  );
}

const ondansetronText = ({ doses, declined }: NonNullable<ChairView['ondansetron']>): string =>
  declined === null ? chairText.ondansetron(doses) : chairText.ondansetronNot(declined);
