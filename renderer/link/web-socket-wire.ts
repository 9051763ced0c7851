import type { OpenWire } from './screen-wire.ts';

/** What is used of a browser's WebSocket. */
export type BrowserSocket = {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'error' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
};

/** WebSocket.OPEN: the constant, not the class, so that the socket is made where it is known. */
const OPEN = 1;

/** @param connect makes a new socket to the station, not yet open */
export const webSocketWire =
  (connect: () => BrowserSocket): OpenWire =>
  (listener) => {
    const socket = connect();
    let ours = true;
    socket.addEventListener('open', () => ours && listener.opened());
    // The station sends text only; anything else is no frame, and an empty text says so.
    socket.addEventListener('message', ({ data }) => ours && listener.frame(typeof data === 'string' ? data : ''));
    // A failed connection closes as well; its error event tells a page nothing more.
    socket.addEventListener('error', () => {});
    socket.addEventListener('close', () => ours && listener.closed());
    return {
      send: (text) => {
        if (socket.readyState === OPEN) socket.send(text);
      },
      close: () => {
        ours = false;
        socket.close();
      },
    };
  };
