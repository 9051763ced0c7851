import type { ComponentProps } from 'react';
import styles from './Button.module.css';
import { classes } from './classes.ts';

type Props = ComponentProps<'button'> & {
  /** `main` for what is most likely next, `grave` for what stops something. */
  readonly weight?: 'main' | 'quiet' | 'grave';
};

export function Button({ weight = 'quiet', className, type = 'button', ...rest }: Props) {
  return <button {...rest} type={type} className={classes(styles.button, styles[weight], className)} />;
}
