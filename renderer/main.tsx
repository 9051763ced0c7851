import '@fontsource-variable/inter';
import './tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LINK_PATH } from '../shared/link/frames.ts';
import { App } from './App.tsx';
import { startAlarmSound } from './alarms/alarm-sound.ts';
import { ipcWire, type PreloadDoor } from './link/ipc-wire.ts';
import { newUuid } from './link/new-uuid.ts';
import { createStationLink } from './link/station-link.ts';
import { webSocketWire } from './link/web-socket-wire.ts';
import { followStation } from './state/follow-station.ts';
import { reloadOnceFor, tokenStore, workstationName } from './state/page-memory.ts';
import { startScreenClock } from './state/screen-clock.ts';
import { createScreenTimers } from './state/screen-timers.ts';
import { StationProvider } from './state/station-context.ts';

declare global {
  interface Window {
    /** Opened by Electron's preload script; absent in a browser. */
    readonly chairside?: PreloadDoor;
  }
}

/** crypto.randomUUID is missing on a page served over plain HTTP. */
const makeUuid = (): string => newUuid(crypto.getRandomValues(new Uint8Array(16)));

const openWire =
  window.chairside === undefined
    ? webSocketWire(() => new WebSocket(new URL(LINK_PATH, location.href.replace(/^http/, 'ws'))))
    : ipcWire(window.chairside);

const link = createStationLink({
  openWire,
  timers: createScreenTimers(),
  build: __CHAIRSIDE_BUILD__,
  workstation: workstationName(makeUuid),
  tokens: tokenStore,
  newCommandId: makeUuid,
  onOutdated: reloadOnceFor,
});

startScreenClock(link.stationNow);
followStation(link);
startAlarmSound(new AudioContext());

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <StationProvider value={link}>
      <App />
    </StationProvider>
  </StrictMode>,
);
