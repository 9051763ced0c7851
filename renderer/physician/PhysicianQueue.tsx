import type { AlertView, ChairTile } from '../../shared/board/views.ts';
import { inOrderOfUrgency, waitsForPhysician } from '../state/alert-urgency.ts';
import { useBoard } from '../state/board-state.ts';
import { useLinkLost } from '../state/connection.ts';
import { addressOf } from '../state/route.ts';
import { useNow, useTick } from '../state/screen-clock.ts';
import { useStream } from '../state/stream.ts';
import { alertText } from '../text/alerts-en.ts';
import { minutesSince } from '../text/durations.ts';
import { ACTIONS, PHASES, text, tileText } from '../text/en.ts';
import { percentText } from '../text/rules-en.ts';
import { AlertCard } from '../ui/AlertCard.tsx';
import { givenNow } from '../ui/dose-given.ts';
import { shownNumber } from '../ui/fresh-number.ts';
import styles from './PhysicianQueue.module.css';

/** Time left decides the order: what has lapsed stands first. */
const byTimeLeft = (a: AlertView, b: AlertView): number => (a.physicianBy ?? 0) - (b.physicianBy ?? 0);

/** What only a physician can end stands above what can wait. */
export function PhysicianQueue() {
  const alerts = inOrderOfUrgency(useStream('alerts', {}) ?? []);
  const tiles = useBoard()?.tiles ?? [];
  const asking = alerts.filter(waitsForPhysician).toSorted(byTimeLeft);
  // Technical alarms end at the charge nurse (decision 18): only what was escalated to a physician is here.
  const others = alerts.filter((alert) => !waitsForPhysician(alert) && alert.escalatedTo === 'physician');
  const releases = tiles.filter((tile) => tile.next?.action === 'releaseBaseline');
  return (
    <div className={styles.screen}>
      <section aria-label={alertText.now}>
        <h1>{alertText.now}</h1>
        {asking.length + releases.length === 0 && <p className={styles.empty}>{alertText.nothingNow}</p>}
        <ul className={styles.cards}>
          {asking.map((alert) => (
            <Card key={alert.id} alert={alert} tiles={tiles} />
          ))}
          {releases.map((tile) => (
            <li key={tile.chair} className={styles.card}>
              <a href={addressOf({ screen: 'chair', chair: tile.chair })}>
                {tileText.chair(tile.chair)}: {ACTIONS.releaseBaseline.sentence}
              </a>
              <Patient tile={tile} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={alertText.canWait}>
        <h2>{alertText.canWait}</h2>
        {others.length === 0 && <p className={styles.empty}>{alertText.nothingWaits}</p>}
        <ul className={styles.cards}>
          {others.map((alert) => (
            <Card key={alert.id} alert={alert} tiles={tiles} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Card({ alert, tiles }: { readonly alert: AlertView; readonly tiles: readonly ChairTile[] }) {
  const tile = tiles.find((one) => one.chair === alert.chair);
  return (
    <li className={styles.card}>
      {tile !== undefined && <Patient tile={tile} />}
      <AlertCard alert={alert} linkToChair />
    </li>
  );
}

/** What a physician asks first: who, in which phase, the numbers now, how much has been given. */
function Patient({ tile }: { readonly tile: ChairTile }) {
  const now = useTick();
  const lost = useLinkLost();
  const { pressure, dose } = tile;
  return (
    <p className={styles.patient}>
      {tile.patient !== null && <bdi className={styles.name}>{tile.patient}</bdi>}
      <span>{PHASES[tile.phase].sentence}</span>
      {tile.courseDay !== null && <span>{tileText.courseDay(tile.courseDay)}</span>}
      <span>HR {shownNumber(tile.heartRate, now, lost).text}</span>
      <span>SpO₂ {shownNumber(tile.spo2, now, lost).text}</span>
      {pressure !== null && !lost && (
        <span>
          BP {pressure.systolic}/{pressure.diastolic ?? text.unknown}{' '}
          {pressure.changePercent !== null && percentText(pressure.changePercent)},{' '}
          <PressureAge at={pressure.measuredAt} />
        </span>
      )}
      {dose !== null && !lost && (
        <span>{tileText.doseSpoken(Math.floor(givenNow(dose, now)), Math.round(dose.orderedMg))}</span>
      )}
    </p>
  );
}

function PressureAge({ at }: { readonly at: NonNullable<ChairTile['pressure']>['measuredAt'] }) {
  const now = useNow();
  return <>{text.minutesAgoShort(minutesSince(at, now))}</>;
}
