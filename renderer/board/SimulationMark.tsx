import type { ChairTile } from '../../shared/board/views.ts';
import { useSimulation } from '../state/connection.ts';
import { text } from '../text/en.ts';
import styles from './SimulationMark.module.css';

/** On every tile whose numbers nobody's body made, so that no photograph of a board can deceive. */
export function SimulationMark({ tile }: { readonly tile: ChairTile }) {
  const simulation = useSimulation();
  return simulation || tile.link.simulated ? <span className={styles.mark}>{text.simulation}</span> : null;
}
