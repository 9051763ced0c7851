import { useState } from 'react';
import type { Role } from '../../shared/access/roles.ts';
import type { PersonChoice } from '../../shared/board/views.ts';
import type { CallError } from '../../shared/link/contract.ts';
import { useSignedIn } from '../state/connection.ts';
import { usePeople } from '../state/people.ts';
import { useStation } from '../state/station-context.ts';
import { ROLE_WORDS, text } from '../text/en.ts';
import { Button } from '../ui/Button.tsx';
import { CallErrorNote } from '../ui/ReasonList.tsx';
import { SidePanel } from '../ui/SidePanel.tsx';
import styles from './SignIn.module.css';

const words = {
  title: 'Who are you?',
  nobody: 'The station knows nobody yet: start it with a configuration file that names its people.',
  onShift: 'on shift',
  as: (name: string) => `${name} as`,
} as const;

/**
 * Choose a person, then a role. Somebody else may sign in over the person who is: a fast switch, one press
 * for those with one role. The board stays in sight behind it.
 */
export function SignIn({ onClose }: { readonly onClose: () => void }) {
  const station = useStation();
  const signedIn = useSignedIn();
  const { people, error: unknownPeople } = usePeople();
  const [error, setError] = useState<CallError | null>(null);

  const finish = async (answer: Promise<{ ok: true } | { ok: false; error: CallError }>): Promise<void> => {
    const result = await answer;
    if (result.ok) onClose();
    else setError(result.error);
  };
  const signIn = (person: PersonChoice, role: Role): void => {
    void finish(station.call('signIn', { person: person.id, role }));
  };

  return (
    <SidePanel title={words.title} onClose={onClose}>
      {signedIn !== null && (
        <Button className={styles.out} onClick={() => void finish(station.call('signOut', {}))}>
          {text.signOut}: {signedIn.person.shortName}
        </Button>
      )}
      <CallErrorNote error={error ?? unknownPeople} />
      {people?.length === 0 && <p>{words.nobody}</p>}
      <ul className={styles.people}>
        {people?.map((person) => (
          <li key={person.id} className={styles.person}>
            <bdi className={styles.name}>{person.name}</bdi>
            {person.onShift && <span className={styles.shift}>{words.onShift}</span>}
            <span className={styles.roles}>
              {person.roles.map((role) => (
                <Button key={role} onClick={() => signIn(person, role)}>
                  <span className="spoken">{words.as(person.name)} </span>
                  {ROLE_WORDS[role]}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
