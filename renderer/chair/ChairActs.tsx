import type { ChairView } from '../../shared/board/views.ts';
import { type ChairCommandName, isLegal } from '../../shared/session/legal-moves.ts';
import { COMMANDS } from '../../shared/session/session-commands.ts';
import { useLinkLost, useSignedIn } from '../state/connection.ts';
import { useNow } from '../state/screen-clock.ts';
import { ACT_OF, ACT_WORDS, chairText } from '../text/acts-en.ts';
import { clockText } from '../text/durations.ts';
import { ACTIONS, text } from '../text/en.ts';
import { ACT_FORMS } from './acts/act-forms.ts';
import styles from './ChairActs.module.css';

/** Acts in the order of a session; what can happen at any time comes last. */
const isAct = (name: string): name is ChairCommandName => Object.hasOwn(ACT_WORDS, name);
const ORDER = Object.keys(ACT_WORDS).filter(isAct);

/** Never a press further away than they must be: what stops a drug, and what takes that back. */
const OPEN: readonly ChairCommandName[] = ['confirmPumpStopped', 'undoStop', 'pause', 'stop'];

/** Acts that answer a question; without the question there is nothing to press. */
const ASKED: Readonly<Partial<Record<ChairCommandName, (view: ChairView) => boolean>>> = {
  settleIdentity: (view) => view.identityInQuestion,
  releaseBaseline: ({ baseline }) => baseline !== null && baseline.implausible.length > 0 && !baseline.released,
  confirmPumpStopped: (view) => view.pumpStopNotConfirmed,
  undoStop: (view) => view.clocks.stopUndo !== null,
  monitorOff: (view) => view.monitor !== null,
  callMet: (view) => !view.emergency,
  standDownMet: (view) => view.emergency,
  acceptHandover: (view) => view.handoverTo !== null,
  declineHandover: (view) => view.handoverTo !== null,
  verifyDose: ({ dosePlan }) => dosePlan !== null && dosePlan.verifiedBy === null,
};

/**
 * What may be done with this chair, by the table of legal moves and the role. What comes next stands open;
 * the rest opens on a press. Whether an act is possible just now the station says, with its reasons.
 */
export function ChairActs({ view }: { readonly view: ChairView }) {
  const role = useSignedIn()?.role;
  const offered = ORDER.filter(
    (name) =>
      role !== undefined &&
      COMMANDS[name].may.includes(role) &&
      isLegal(name, view.phase) &&
      (ASKED[name]?.(view) ?? true),
  );
  const next = view.next === null ? null : ACT_OF[view.next.action];
  const open = offered
    .filter((name) => name === next || OPEN.includes(name))
    .toSorted((a, b) => Number(b === next) - Number(a === next));
  const others = offered.filter((name) => !open.includes(name));
  return (
    <>
      <section aria-label={chairText.next} className={styles.next}>
        <NextSentence view={view} />
        {open.map((name) => (
          <ActForm key={name} name={name} view={view} />
        ))}
      </section>
      <section aria-label={chairText.otherActs} className={styles.others}>
        {others.map((name) => (
          <details key={name} name="act" className={styles.act}>
            <summary>{ACT_WORDS[name]}</summary>
            <ActForm name={name} view={view} />
          </details>
        ))}
        {offered.length === 0 && <p>{chairText.noActs}</p>}
      </section>
    </>
  );
}

function ActForm({ name, view }: { readonly name: ChairCommandName; readonly view: ChairView }) {
  const Form = ACT_FORMS[name];
  return <Form view={view} />;
}

function NextSentence({ view }: { readonly view: ChairView }) {
  const now = useNow();
  const lost = useLinkLost();
  if (view.next === null) return <p>{chairText.nothingNext}</p>;
  const due = view.next.due === null ? null : clockText(view.next.due, now);
  return (
    <h2 className={styles.sentence}>
      <span>{ACTIONS[view.next.action].sentence}</span>
      {due !== null && <span>{lost ? text.dashes : due.text}</span>}
    </h2>
  );
}
