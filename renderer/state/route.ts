import { useSyncExternalStore } from 'react';
import { type Chair, isChair } from '../../shared/kernel/ids.ts';

/** Which screen is shown. It lives in the address, so that a wall screen comes back to the same place. */
export type Route =
  | { readonly screen: 'board' | 'alarms' | 'physician' | 'staff' }
  | { readonly screen: 'chair'; readonly chair: Chair };

export const BOARD: Route = { screen: 'board' };

function parseRoute(hash: string): Route {
  const [screen, number] = hash.replace(/^#\/?/, '').split('/');
  if (screen === 'alarms' || screen === 'physician' || screen === 'staff') return { screen };
  const chair = Number(number);
  return screen === 'chair' && isChair(chair) ? { screen, chair } : BOARD;
}

export const addressOf = (route: Route): string =>
  route.screen === 'chair' ? `#/chair/${route.chair}` : `#/${route.screen}`;

const onHashChange = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

export function useRoute(): Route {
  const hash = useSyncExternalStore(onHashChange, () => location.hash);
  return parseRoute(hash);
}
