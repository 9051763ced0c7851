import type { ChairTile, PressureView } from '../../shared/board/views.ts';
import { after, type Instant, millis } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import { useNow } from '../state/screen-clock.ts';
import { minutesSince } from '../text/durations.ts';
import { text, tileText } from '../text/en.ts';
import { percentText } from '../text/rules-en.ts';
import { classes } from '../ui/classes.ts';
import { Labelled } from '../ui/Labelled.tsx';
import styles from './TilePressure.module.css';

type Props = { readonly tile: ChairTile; readonly linkLost: boolean };

const { every, overdueMedium } = KETAMINE_INFUSION.pressure;
/** Past this a pressure is not what the patient has now (rule BP-07): it is drawn grey, its age beside it. */
const OLD_AFTER = millis(every + overdueMedium);

const isOldPressure = (pressure: PressureView, now: Instant): boolean => now > after(pressure.measuredAt, OLD_AFTER);

const numbersOf = ({ systolic, diastolic }: PressureView): string => `${systolic}/${diastolic ?? text.unknown}`;

/** Blood pressure and the worse signed change of systolic or mean. Whether it is beyond 20 % the station says. */
export function TilePressure({ tile, linkLost }: Props) {
  const now = useNow();
  const { pressure } = tile;
  if (pressure === null || linkLost) {
    return (
      <div className={styles.row}>
        <Labelled label={tileText.bloodPressure} className={classes(styles.reading, styles.gone)}>
          {text.dashes}
        </Labelled>
        {pressure === null && <span className={styles.note}>{tileText.noPressure}</span>}
      </div>
    );
  }
  const old = isOldPressure(pressure, now);
  const numbers = numbersOf(pressure);
  return (
    <div className={classes(styles.row, tile.identityInQuestion && styles.unattributed)}>
      <Labelled
        label={tileText.bloodPressure}
        className={classes(styles.reading, numbers.length > 6 && styles.long, old && styles.gone)}
      >
        {numbers}
        {pressure.by === 'hand' && <span className="spoken">{tileText.byHand}</span>}
      </Labelled>
      {old ? (
        <span className={styles.note}>{text.minutesAgoShort(minutesSince(pressure.measuredAt, now))}</span>
      ) : (
        <Change pressure={pressure} />
      )}
    </div>
  );
}

function Change({ pressure }: { readonly pressure: PressureView }) {
  if (pressure.changePercent === null) return <span className={styles.note}>{tileText.noBaseline}</span>;
  return (
    <Labelled label={tileText.change} className={classes(styles.change, pressure.beyondLimit && styles.beyond)}>
      {percentText(pressure.changePercent)}
      <span className="spoken">{pressure.beyondLimit ? tileText.beyond : tileText.noneBeyond}</span>
    </Labelled>
  );
}
