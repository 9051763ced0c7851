import type { IpcMain, WebContents } from 'electron';
import type { IpcChannel, IpcPage } from '../link/ipc-transport.ts';
import { CHANNEL } from './channel.ts';
import { isBoardFrame } from './sender-guard.ts';

/** Electron's side of the one channel: what the board's own page says, and nobody else. */
export const windowChannel = (ipc: Pick<IpcMain, 'on'>, refused: (what: string) => void): IpcChannel => ({
  onMessage(listener) {
    ipc.on(CHANNEL, (event, message: unknown) => {
      if (isBoardFrame(event.senderFrame)) listener(pageOf(event.sender), message);
      else refused('message of a foreign frame');
    });
  },
});

const pageOf = (contents: WebContents): IpcPage => ({
  id: contents.id,
  send: (text) => {
    // A crashed page is reloaded and begins anew; what was meant for the one before it is not for it.
    if (!contents.isDestroyed() && !contents.isCrashed()) contents.send(CHANNEL, text);
  },
  onGone: (listener) => {
    contents.once('destroyed', listener);
  },
});
