import { BOARD_ORIGIN } from './board-address.ts';

/** Of Electron's frame what a sender is judged by; null when it has gone or gone elsewhere since it spoke. */
export type SenderFrame = { readonly origin: string; readonly parent: object | null } | null;

/** The top frame of our own page, and nothing else, speaks with the station. */
export const isBoardFrame = (frame: SenderFrame): boolean =>
  frame !== null && frame.parent === null && frame.origin === BOARD_ORIGIN;
