import type { LinkState, StationLink } from '../link/station-link.ts';
import { useBoardState } from './board-state.ts';
import { useConnectionState } from './connection.ts';

function show(state: LinkState): void {
  if (state.phase === 'live') {
    const { simulation, rate, signedIn } = state;
    useConnectionState.setState({ link: 'live', simulation, rate, signedIn });
  } else useConnectionState.setState({ link: state.phase });
}

/** Keeps what the whole frame needs, link and board, in step with the station for as long as the page lives. */
export function followStation(link: StationLink): void {
  show(link.state());
  link.onState(show);
  link.subscribe(
    'board',
    {},
    (board) => useBoardState.setState({ board }),
    () => useBoardState.setState({ board: null }),
  );
}
