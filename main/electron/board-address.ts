import type { Privileges } from 'electron';

/**
 * The window's own scheme: no port of the machine, no file:// with its wide rights, and an origin that no
 * page of the network can have.
 */
export const BOARD_SCHEME = 'chairside';
const BOARD_HOST = 'board';
export const BOARD_ORIGIN = `${BOARD_SCHEME}://${BOARD_HOST}`;
export const BOARD_URL = `${BOARD_ORIGIN}/`;

/** Standard gives it an origin (storage, 'self' in the policy); secure makes it a trustworthy one. Nothing bypasses the policy. */
export const BOARD_PRIVILEGES: Privileges = { standard: true, secure: true, supportFetchAPI: true };

/** What an address of our scheme asks for, without query and hash; null where it is not the board's. */
export function boardPath(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== `${BOARD_SCHEME}:` || parsed.host !== BOARD_HOST) return null;
  return parsed.username === '' && parsed.password === '' ? parsed.pathname : null;
}

/** The page itself; the screens are its hashes. */
export const isBoardPage = (url: string): boolean => boardPath(url) === '/';
