import { useLayoutEffect, useRef } from 'react';
import type { Priority } from '../../shared/alarms/alert.ts';
import styles from './AlarmFrame.module.css';
import { classes } from './classes.ts';

/**
 * The frame of an alarm: flashing while nobody has accepted it (high 2.0 Hz, medium 0.6 Hz, low steady;
 * IEC 60601-1-8 as quoted in the project's alarm facts), steady and hatched afterwards.
 * Only the frame flashes, never what must be read.
 */
export function AlarmFrame({ priority, accepted }: { readonly priority: Priority; readonly accepted: boolean }) {
  const frame = useRef<HTMLDivElement>(null);

  // One phase clock for all frames: every animation counts from the page's own zero, whenever it appeared.
  // After each drawing, because another priority starts another animation.
  useLayoutEffect(() => {
    for (const animation of frame.current?.getAnimations() ?? []) animation.startTime = 0;
  });

  return (
    <div
      ref={frame}
      aria-hidden="true"
      className={classes(styles.frame, styles[priority], accepted ? styles.accepted : styles.flashing)}
    />
  );
}
