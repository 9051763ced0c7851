import type { TokenStore } from '../link/station-link.ts';

/**
 * What a page keeps over a reload. A browser may refuse storage altogether; then a reload only means that
 * somebody signs in again.
 */
function remembered(storage: () => Storage, key: string) {
  return {
    read: (): string | null => {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    write: (value: string | null): void => {
      try {
        if (value === null) storage().removeItem(key);
        else storage().setItem(key, value);
      } catch {
        // Nothing depends on it.
      }
    },
  };
}

/** Of this window alone: another window of the same workstation is another seat. */
export const tokenStore: TokenStore = remembered(() => sessionStorage, 'chairside-token');

/** This workstation's own id, made once and kept: one of its windows sounds. */
export function workstationName(newId: () => string): string {
  const store = remembered(() => localStorage, 'chairside-workstation');
  const name = store.read() ?? newId();
  store.write(name);
  return name;
}

const reloadedFor = remembered(() => sessionStorage, 'chairside-reloaded-for');

/** Once per build of the station: a page that is still not of that build says so instead of reloading for ever. */
export function reloadOnceFor(build: string): void {
  if (reloadedFor.read() === build) return;
  reloadedFor.write(build);
  location.reload();
}
