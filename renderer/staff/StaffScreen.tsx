import type { NurseLane, PersonChoice } from '../../shared/board/views.ts';
import { useBoard } from '../state/board-state.ts';
import { useSignedIn } from '../state/connection.ts';
import { usePeople } from '../state/people.ts';
import { useNow } from '../state/screen-clock.ts';
import { timeOfDay } from '../text/durations.ts';
import { laneText, text, tileText } from '../text/en.ts';
import { staffText } from '../text/staff-en.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { NumberField, SelectField, TextField } from '../ui/Field.tsx';
import { CallErrorNote } from '../ui/ReasonList.tsx';
import styles from './StaffScreen.module.css';

/** Who is here, who has whom, and who answers as the provider. */
export function StaffScreen() {
  const board = useBoard();
  const { people, error } = usePeople();
  const role = useSignedIn()?.role;
  const lanes = board?.lanes ?? [];
  if (people === null && error === null) return <p className={styles.note}>{staffText.loading}</p>;
  const onLane = new Set(lanes.map((lane) => lane.person));
  const others = (people ?? []).filter((person) => !onLane.has(person.id) && !person.roles.includes('physician'));
  const physicians = (people ?? []).filter((person) => person.roles.includes('physician'));
  return (
    <div className={styles.screen}>
      <CallErrorNote error={error} />
      <section aria-label={staffText.title}>
        <h1>{staffText.title}</h1>
        <ul className={styles.cards}>
          {lanes.map((lane) => (
            <Lane key={lane.person} lane={lane} charge={role === 'charge'} />
          ))}
        </ul>
      </section>
      {role === 'charge' && <Move people={people ?? []} />}
      <section aria-label={staffText.provider}>
        <h2>
          {staffText.provider}: <bdi>{board?.providerOnSite ?? staffText.nobody}</bdi>
        </h2>
        <ul className={styles.cards}>
          {physicians.map((person) => (
            <li key={person.id} className={styles.card}>
              <bdi className={styles.name}>{person.name}</bdi>
              <PersonAct act="declareProvider" label={staffText.declare} person={person.id} />
              <PersonAct act="providerLeaves" label={staffText.leaves} person={person.id} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={staffText.offShift}>
        <h2>{staffText.offShift}</h2>
        <ul className={styles.cards}>
          {others.map((person) => (
            <li key={person.id} className={styles.card}>
              <bdi className={styles.name}>{person.name}</bdi>
              <PersonAct act="beginShift" label={staffText.beginShift} person={person.id} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

type PersonActName = 'beginShift' | 'endShift' | 'declareProvider' | 'providerLeaves';

function PersonAct({ act, label, person }: { act: PersonActName; label: string; person: PersonChoice['id'] }) {
  return <ActForm act={act} label={label} weight="quiet" read={() => ({ person })} />;
}

function Lane({ lane, charge }: { readonly lane: NurseLane; readonly charge: boolean }) {
  const now = useNow();
  const until = lane.overrideUntil !== null && lane.overrideUntil > now ? lane.overrideUntil : null;
  return (
    <li className={styles.card}>
      <p>
        <bdi className={styles.name}>{lane.name}</bdi> {laneText.load(lane.load)}
        {until !== null && `, ${laneText.until(timeOfDay(until))}`}
      </p>
      <p>{lane.chairs.length === 0 ? laneText.free : lane.chairs.map((chair) => tileText.chair(chair)).join(', ')}</p>
      <PersonAct act="endShift" label={staffText.endShift} person={lane.person} />
      {charge && (
        <details>
          <summary>{staffText.override}</summary>
          <ActForm
            act="grantRatioOverride"
            label={staffText.override}
            read={(form) => ({ nurse: lane.person, reason: form.text('reason'), minutes: form.number('minutes') })}
          >
            <TextField label={staffText.overrideReason} name="reason" maxLength={200} />
            <NumberField label={staffText.overrideMinutes} name="minutes" />
          </ActForm>
        </details>
      )}
    </li>
  );
}

type Option = { readonly value: string; readonly label: string };
const withChoose = (options: readonly Option[]): readonly Option[] => [{ value: '', label: text.choose }, ...options];

/** The charge nurse's own move: at once, without the other nurse's acceptance, with a reason. */
function Move({ people }: { readonly people: readonly PersonChoice[] }) {
  const tiles = useBoard()?.tiles.filter((tile) => tile.nurse !== null) ?? [];
  const nurses = people.filter((person) => person.roles.includes('nurse') && person.onShift);
  return (
    <section aria-label={staffText.move} className={styles.move}>
      <h2>{staffText.move}</h2>
      <ActForm
        act="reassignNurse"
        label={staffText.move}
        read={(form) => ({ chair: form.number('chair'), to: form.text('to'), reason: form.text('reason') })}
      >
        <SelectField
          label={staffText.chair}
          name="chair"
          options={withChoose(
            tiles.map(({ chair, nurse }) => ({
              value: String(chair),
              label: `${tileText.chair(chair)} (${nurse})`,
            })),
          )}
        />
        <SelectField
          label={staffText.to}
          name="to"
          options={withChoose(nurses.map((person) => ({ value: person.id, label: person.name })))}
        />
        <TextField label={staffText.reason} name="reason" maxLength={200} />
      </ActForm>
    </section>
  );
}
