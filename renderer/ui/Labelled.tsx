import type { ReactNode } from 'react';

type Props = { readonly label: string; readonly className?: string | undefined; readonly children: ReactNode };

/** A number or word with its name for a screen reader and for scripts (aria-label "Heart rate"). */
export function Labelled({ label, className, children }: Props) {
  return (
    // A plain span may not carry a name, and a fieldset is for forms.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <span role="group" aria-label={label} className={className}>
      {children}
    </span>
  );
}
