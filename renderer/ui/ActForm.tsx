import type { ReactNode } from 'react';
import { useState } from 'react';
import type { CommandName } from '../../shared/session/session-commands.ts';
import { useAct } from '../state/act.ts';
import { text } from '../text/en.ts';
import styles from './ActForm.module.css';
import { Button } from './Button.tsx';
import { type FormReader, formReader } from './form-reader.ts';
import { CallErrorNote } from './ReasonList.tsx';

type Props<Name extends CommandName> = {
  readonly act: Name;
  readonly label: string;
  /** Unchecked on purpose: the contract's schema and then the station judge what came out of the form. */
  readonly read: (form: FormReader) => unknown;
  readonly weight?: 'main' | 'quiet' | 'grave';
  /** Buttons of one's own in place of the one labelled `label`; each sends the form with its name and value. */
  readonly buttons?: ReactNode;
  /** Something was changed: what was worked out from the old values no longer holds. */
  readonly onEdit?: () => void;
  readonly children?: ReactNode;
};

/** One command as a form: its fields, its button, and beneath the button why it was refused. */
export function ActForm<Name extends CommandName>(props: Props<Name>) {
  const { act, label, read, weight = 'main', buttons, onEdit, children } = props;
  const { pending, error, send, forget } = useAct(act);
  const [done, setDone] = useState(false);

  const submit = async (form: HTMLFormElement, by: HTMLElement | null): Promise<void> => {
    const recorded = await send(read(formReader(new FormData(form, by))));
    setDone(recorded);
    if (recorded) form.reset();
  };

  return (
    <form
      className={styles.form}
      aria-label={label}
      noValidate
      onChange={() => {
        forget();
        setDone(false);
        onEdit?.();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const { submitter } = event.nativeEvent;
        void submit(event.currentTarget, submitter);
      }}
    >
      {children}
      <div className={styles.buttons}>
        {buttons ?? (
          <Button type="submit" weight={weight} disabled={pending}>
            {pending ? text.sending : label}
          </Button>
        )}
        <output className={styles.done}>{done && error === null ? `✓ ${text.done}` : ''}</output>
      </div>
      <CallErrorNote error={error} />
    </form>
  );
}
