import type { ChairTile as TileView } from '../../shared/board/views.ts';
import { useLinkLost, useSignedIn } from '../state/connection.ts';
import { addressOf } from '../state/route.ts';
import { PHASES, tileText } from '../text/en.ts';
import { AlarmFrame } from '../ui/AlarmFrame.tsx';
import { classes } from '../ui/classes.ts';
import styles from './ChairTile.module.css';
import { leadingAlert } from './leading-alert.ts';
import { SimulationMark } from './SimulationMark.tsx';
import { TileAction } from './TileAction.tsx';
import { TileFoot } from './TileFoot.tsx';
import { TileHead } from './TileHead.tsx';
import { TilePressure } from './TilePressure.tsx';
import { TileVitals } from './TileVitals.tsx';

/** Phases in which nobody sits in the chair: the tile has no numbers to show. */
const VACANT = ['EMPTY', 'ASSIGNED', 'CLOSED', 'TURNOVER'];

/**
 * One chair of the board, top to bottom: number, phase and its clock; heart rate, rhythm and SpO2; blood
 * pressure; the one next thing; who it is and how much has been given. An alarm changes the frame, the
 * header and the next thing, never the place of a number.
 */
export function ChairTile({ tile }: { readonly tile: TileView }) {
  const linkLost = useLinkLost();
  const signedIn = useSignedIn();
  const alert = leadingAlert(tile.alerts);
  const vacant = VACANT.includes(tile.phase);
  const filled = alert !== null && alert.accepted === null;

  return (
    <section
      aria-label={`${tileText.chair(tile.chair)}, ${PHASES[tile.phase].sentence}`}
      className={classes(
        styles.tile,
        alert !== null && styles[alert.priority],
        filled && styles.filled,
        tile.emergency && styles.emergency,
        linkLost && styles.lost,
      )}
    >
      <TileHead tile={tile} alert={alert} linkLost={linkLost} />
      {vacant ? (
        <Vacant tile={tile} />
      ) : (
        <>
          <TileVitals tile={tile} linkLost={linkLost} />
          <TilePressure tile={tile} linkLost={linkLost} />
        </>
      )}
      <TileAction tile={tile} alert={alert} linkLost={linkLost} />
      <TileFoot tile={tile} alert={alert} linkLost={linkLost} />
      {alert !== null && <AlarmFrame priority={alert.priority} accepted={alert.accepted !== null} />}
      {signedIn !== null && (
        <a className={styles.open} href={addressOf({ screen: 'chair', chair: tile.chair })}>
          <span className="spoken">Open chair {tile.chair}</span>
        </a>
      )}
    </section>
  );
}

function Vacant({ tile }: { readonly tile: TileView }) {
  const words = tile.phase === 'EMPTY' ? tileText.free : PHASES[tile.phase].sentence;
  return (
    <div className={styles.vacant}>
      <p>{words}</p>
      <SimulationMark tile={tile} />
    </div>
  );
}
