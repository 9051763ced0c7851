import { type LinkPhase, useLinkPhase, useSignedIn, useSimulation, useStationRate } from '../state/connection.ts';
import { addressOf, type Route, useRoute } from '../state/route.ts';
import { useNow } from '../state/screen-clock.ts';
import { useSoundState } from '../state/sound-state.ts';
import { timeOfDay } from '../text/durations.ts';
import { ROLE_WORDS, text } from '../text/en.ts';
import { classes } from '../ui/classes.ts';
import { AlarmBar } from './AlarmBar.tsx';
import styles from './TopBar.module.css';

type PanelDoors = { readonly onSignIn: () => void };

/** Stands over every screen: where one is, what alarms, whether this screen can be trusted, what time it is. */
export function TopBar({ onSignIn }: PanelDoors) {
  const signedIn = useSignedIn();
  return (
    <header className={classes('dark', styles.bar)}>
      {signedIn === null ? <strong className={styles.suite}>{text.suite}</strong> : <Screens />}
      <AlarmBar />
      <Simulation />
      <LinkSign />
      <SoundSign />
      <Clock />
      <button type="button" className={styles.person} onClick={onSignIn}>
        {signedIn === null ? (
          text.signIn
        ) : (
          <>
            <bdi className={styles.name}>{signedIn.person.shortName}</bdi>
            <span className={styles.role}>{ROLE_WORDS[signedIn.role]}</span>
          </>
        )}
      </button>
    </header>
  );
}

const SCREENS: readonly (Route & { screen: keyof typeof text.navigation })[] = [
  { screen: 'board' },
  { screen: 'alarms' },
  { screen: 'physician' },
  { screen: 'staff' },
];

function Screens() {
  const route = useRoute();
  return (
    <nav aria-label={text.screens} className={styles.screens}>
      {SCREENS.map((to) => (
        <a key={to.screen} href={addressOf(to)} aria-current={route.screen === to.screen ? 'page' : undefined}>
          {text.navigation[to.screen]}
        </a>
      ))}
    </nav>
  );
}

function Simulation() {
  const simulation = useSimulation();
  const rate = useStationRate();
  return simulation ? <span className={styles.simulation}>{text.simulationAt(rate)}</span> : null;
}

const LINK_WORDS: Readonly<Record<LinkPhase, string>> = {
  connecting: text.connecting,
  live: text.linkLive,
  lost: text.linkLostShort,
  outdated: text.linkLostShort,
};

function LinkSign() {
  const link = useLinkPhase();
  return <span className={classes(styles.sign, link !== 'live' && styles.missing)}>{LINK_WORDS[link]}</span>;
}

function SoundSign() {
  const { audible, enable } = useSoundState();
  if (audible) return <span className={styles.sign}>{text.soundOn}</span>;
  return (
    <button type="button" className={styles.soundOff} onClick={enable}>
      {text.soundOff}
    </button>
  );
}

function Clock() {
  const now = useNow();
  return <strong className={styles.clock}>{now > 0 ? timeOfDay(now) : text.dashes}</strong>;
}
