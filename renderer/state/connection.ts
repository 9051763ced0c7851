import { create } from 'zustand';
import type { SignedIn } from '../../shared/link/contract.ts';
import type { LinkState } from '../link/station-link.ts';

/** In one word how far this screen can be trusted (renderer/link says when each of them holds). */
export type LinkPhase = LinkState['phase'];

type Connection = {
  readonly link: LinkPhase;
  readonly simulation: boolean;
  /** Station time against real time: 1 in a suite, N in a demo at speed N. */
  readonly rate: number;
  readonly signedIn: SignedIn | null;
};

export const useConnectionState = create<Connection>(() => ({
  link: 'connecting',
  simulation: false,
  rate: 1,
  signedIn: null,
}));

export const useLinkPhase = (): LinkPhase => useConnectionState((state) => state.link);
export const useSignedIn = (): SignedIn | null => useConnectionState((state) => state.signedIn);
export const useSimulation = (): boolean => useConnectionState((state) => state.simulation);
export const useStationRate = (): number => useConnectionState((state) => state.rate);

/** True unless the station is heard: nothing on screen is then the present. */
export const useLinkLost = (): boolean => useConnectionState((state) => state.link !== 'live');
