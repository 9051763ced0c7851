import { type ReactNode, useEffect, useId, useRef } from 'react';
import { text } from '../text/en.ts';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import styles from './SidePanel.module.css';

type Props = { readonly title: string; readonly onClose: () => void; readonly children: ReactNode };

/**
 * A dialog that is not modal: it lies beside the work and under the alarm bar, so that nothing a person
 * fills in can hide an alarm. Escape closes it; the focus comes in and goes back where it was.
 */
export function SidePanel({ title, onClose, children }: Props) {
  const panel = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    addEventListener('keydown', closeOnEscape);
    return () => removeEventListener('keydown', closeOnEscape);
  }, [onClose]);

  return (
    <dialog ref={panel} open aria-labelledby={titleId} tabIndex={-1} className={classes('dark', styles.panel)}>
      <header className={styles.head}>
        <h2 id={titleId}>{title}</h2>
        <Button onClick={onClose}>{text.close}</Button>
      </header>
      {children}
    </dialog>
  );
}
