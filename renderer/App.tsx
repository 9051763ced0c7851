import { useState } from 'react';
import styles from './App.module.css';
import { SignIn } from './access/SignIn.tsx';
import { AlarmsScreen } from './alarms/AlarmsScreen.tsx';
import { Board } from './board/Board.tsx';
import { ChairScreen } from './chair/ChairScreen.tsx';
import { Banners } from './frame/Banners.tsx';
import { BottomBar } from './frame/BottomBar.tsx';
import { TopBar } from './frame/TopBar.tsx';
import { UnassignedMonitors } from './frame/UnassignedMonitors.tsx';
import { PhysicianQueue } from './physician/PhysicianQueue.tsx';
import { StaffScreen } from './staff/StaffScreen.tsx';
import { useSignedIn } from './state/connection.ts';
import { BOARD, type Route, useRoute } from './state/route.ts';
import { classes } from './ui/classes.ts';

type Panel = 'signIn' | 'unassigned' | null;

const SCREENS = { board: Board, alarms: AlarmsScreen, physician: PhysicianQueue, staff: StaffScreen } as const;

/** The frame around every screen: alarms, link, sound and clock above, nurses and the sentence below. */
export function App() {
  const signedIn = useSignedIn();
  const asked = useRoute();
  const [panel, setPanel] = useState<Panel>(null);
  const close = (): void => setPanel(null);
  // The display seat has the board and nothing else, whatever the address says.
  const route = signedIn === null ? BOARD : asked;

  return (
    <div className={styles.app}>
      <TopBar onSignIn={() => setPanel(panel === 'signIn' ? null : 'signIn')} />
      <Banners />
      <div className={styles.middle}>
        <main className={classes(styles.screen, route.screen === 'board' ? 'dark' : `page ${styles.page}`)}>
          <Screen route={route} />
        </main>
        {panel === 'signIn' && <SignIn onClose={close} />}
        {panel === 'unassigned' && signedIn !== null && <UnassignedMonitors onClose={close} />}
      </div>
      <BottomBar onBind={() => setPanel(panel === 'unassigned' ? null : 'unassigned')} />
    </div>
  );
}

function Screen({ route }: { readonly route: Route }) {
  if (route.screen === 'chair') return <ChairScreen key={route.chair} chair={route.chair} />;
  const Shown = SCREENS[route.screen];
  return <Shown />;
}
