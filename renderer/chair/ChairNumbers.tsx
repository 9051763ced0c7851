import type { ChairView, NumberView } from '../../shared/board/views.ts';
import { useLinkLost } from '../state/connection.ts';
import { useTick } from '../state/screen-clock.ts';
import { chairText } from '../text/acts-en.ts';
import { minutesSince, timeOfDay } from '../text/durations.ts';
import { text, tileText } from '../text/en.ts';
import { percentText } from '../text/rules-en.ts';
import { classes } from '../ui/classes.ts';
import { shownNumber, shownRhythm } from '../ui/fresh-number.ts';
import { Labelled } from '../ui/Labelled.tsx';
import styles from './ChairNumbers.module.css';

type Props = { readonly view: ChairView };

/** The patient's numbers now, and every pressure of the session. */
export function ChairNumbers({ view }: Props) {
  return (
    <div className={styles.numbers}>
      <Number
        label={tileText.heartRate}
        short={view.heartRateIsPulse ? tileText.pulseShort : tileText.heartRateShort}
        value={view.heartRate}
        colour="heart"
        beside={<Rhythm view={view} />}
      />
      <Number label={tileText.spo2} short={tileText.spo2Short} value={view.spo2} colour="oxygen" />
      <Number label={tileText.respiration} short="RR /min" value={view.respiratoryRate} colour="breath" />
      <Pressure view={view} />
    </div>
  );
}

type NumberProps = {
  readonly label: string;
  readonly short: string;
  readonly value: NumberView;
  readonly colour: 'heart' | 'oxygen' | 'breath';
  readonly beside?: React.ReactNode;
};

function Number({ label, short, value, colour, beside }: NumberProps) {
  const now = useTick();
  const shown = shownNumber(value, now, useLinkLost());
  return (
    <div className={classes(styles.cell, styles[colour])}>
      <span className={styles.label}>{short}</span>
      <span className={styles.row}>
        <Labelled label={label} className={classes(styles.value, !shown.fresh && styles.gone)}>
          {shown.text}
        </Labelled>
        {shown.questionable && <span className={styles.label}>{tileText.questionable}</span>}
        {shown.fresh ? beside : shown.age !== null && <span className={styles.age}>{shown.age}</span>}
      </span>
    </div>
  );
}

function Rhythm({ view }: Props) {
  const now = useTick();
  const shown = shownRhythm(view.rhythm, now, useLinkLost());
  return (
    <Labelled label={tileText.rhythm} className={styles.rhythm}>
      {shown === null ? tileText.rhythmNotReported.join(' ') : shown.spoken}
    </Labelled>
  );
}

function Pressure({ view }: Props) {
  const now = useTick();
  const lost = useLinkLost();
  const { pressure } = view;
  const earlier = view.pressures.filter((one) => one.measuredAt !== pressure?.measuredAt).toReversed();
  return (
    <div className={classes(styles.cell, styles.pressure)}>
      <span className={styles.label}>
        {tileText.pressureShort}
        {pressure !== null && !lost && `, ${text.minutesAgoShort(minutesSince(pressure.measuredAt, now))}`}
        {pressure?.by === 'hand' && !lost && `, ${tileText.byHand}`}
      </span>
      <span className={styles.row}>
        <Labelled
          label={tileText.bloodPressure}
          className={classes(styles.value, (pressure === null || lost) && styles.gone)}
        >
          {pressure === null || lost ? text.dashes : `${pressure.systolic}/${pressure.diastolic ?? text.unknown}`}
        </Labelled>
        {pressure !== null && !lost && pressure.changePercent !== null && (
          <b className={classes(pressure.beyondLimit && styles.beyond)}>{percentText(pressure.changePercent)}</b>
        )}
      </span>
      {earlier.length > 0 && (
        <ol aria-label={chairText.pressures} className={styles.earlier}>
          {earlier.slice(0, 4).map((one) => (
            <li key={`${one.measuredAt} ${one.systolic}`}>
              {timeOfDay(one.measuredAt)} {one.systolic}/{one.diastolic ?? text.unknown}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
