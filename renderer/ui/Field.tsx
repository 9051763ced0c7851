import { type ComponentProps, type ReactNode, useId } from 'react';
import styles from './Field.module.css';

type Labelled = { readonly label: string; readonly hint?: string | undefined };

/** A labelled input. What it means in its unit stands in the label, never only in a placeholder. */
export function TextField({ label, hint, ...input }: Labelled & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} autoComplete="off" aria-describedby={hint === undefined ? undefined : `${id}-hint`} {...input} />
      {hint !== undefined && (
        <small id={`${id}-hint`} className={styles.hint}>
          {hint}
        </small>
      )}
    </div>
  );
}

/** Numbers are typed as text: a spinner or a scroll wheel must never change a weight or a rate. */
export function NumberField(props: Labelled & ComponentProps<'input'>) {
  return <TextField inputMode="decimal" pattern="[0-9]+([.][0-9]+)?" {...props} />;
}

type Option = { readonly value: string; readonly label: string };

export function SelectField({
  label,
  options,
  ...select
}: Labelled & { readonly options: readonly Option[] } & ComponentProps<'select'>) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} {...select}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** One of a few, all in sight. */
export function ChoiceField({
  label,
  name,
  options,
  chosen,
}: {
  readonly label: string;
  readonly name: string;
  readonly options: readonly Option[];
  readonly chosen?: string | undefined;
}) {
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input type="radio" name={name} value={option.value} defaultChecked={option.value === chosen} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

export function CheckField({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <label className={styles.check}>
      <input type="checkbox" name={name} />
      <span>{children}</span>
    </label>
  );
}
