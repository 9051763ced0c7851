import type { UnassignedSource } from '../../shared/board/views.ts';
import { CHAIRS } from '../../shared/kernel/ids.ts';
import { useBoard } from '../state/board-state.ts';
import { useNow } from '../state/screen-clock.ts';
import { ageText } from '../text/durations.ts';
import { text, tileText } from '../text/en.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { SelectField } from '../ui/Field.tsx';
import { SidePanel } from '../ui/SidePanel.tsx';
import styles from './UnassignedMonitors.module.css';

const words = {
  title: 'Unassigned monitors',
  none: 'Every monitor that sends has its chair.',
  chair: 'Watches chair',
  assign: 'Assign',
  lastSeen: (age: string) => `last message ${age} ago`,
  noLocation: 'names no place',
} as const;

const chairOptions = [
  { value: '', label: text.choose },
  ...CHAIRS.map((chair) => ({ value: String(chair), label: tileText.chair(chair) })),
];

/** Monitors that send and belong to no chair yet, each with a piece of what it sends, to tell them apart. */
export function UnassignedMonitors({ onClose }: { readonly onClose: () => void }) {
  const sources = useBoard()?.unassigned ?? [];
  return (
    <SidePanel title={words.title} onClose={onClose}>
      {sources.length === 0 && <p>{words.none}</p>}
      <ul className={styles.sources}>
        {sources.map((source) => (
          <li key={source.source} className={styles.source}>
            <Source source={source} />
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}

function Source({ source }: { readonly source: UnassignedSource }) {
  const now = useNow();
  return (
    <>
      <h3>{source.source}</h3>
      <p>
        {source.location ?? words.noLocation}, {words.lastSeen(ageText(source.lastSeenAt, now))}
      </p>
      <code className={styles.sample}>{source.sample}</code>
      <ActForm
        act="assignSource"
        label={words.assign}
        read={(form) => ({ source: source.source, chair: form.number('chair') })}
      >
        <SelectField label={words.chair} name="chair" options={chairOptions} />
      </ActForm>
    </>
  );
}
