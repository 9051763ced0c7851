import type { Hub } from './hub.ts';
import type { PeerEnd } from './hub-services.ts';

/** One page of a window, as Electron's main process sees it. */
export type IpcPage = {
  /** Stays the same while the page lives, also over a reload. */
  readonly id: number;
  /** Never throws, also when the page has gone. */
  readonly send: (text: string) => void;
  readonly onGone: (listener: () => void) => void;
};

/**
 * Electron's one channel without Electron, so that it is tested like any other wire. Whoever implements it
 * passes on only what the top frame of our own page sent.
 */
export type IpcChannel = {
  readonly onMessage: (listener: (page: IpcPage, message: unknown) => void) => void;
};

/** Bridges each window to the hub. A reloaded page is the same peer: its new hello begins anew. */
export function serveIpc(channel: IpcChannel, hub: Pick<Hub, 'connect'>): void {
  /** Null once the hub has let a page go: there is no line to cut, so its next message is a new connection. */
  const ends = new Map<number, PeerEnd | null>();

  const connect = (page: IpcPage): PeerEnd => {
    let dismissed = false;
    const end = hub.connect({
      send: page.send,
      close: () => {
        dismissed = true;
        ends.set(page.id, null);
      },
      // Electron does not say how much waits; the page is a process of the same machine.
      bufferedBytes: () => 0,
      remote: `window ${page.id}`,
    });
    ends.set(page.id, dismissed ? null : end);
    return end;
  };

  channel.onMessage((page, message) => {
    if (!ends.has(page.id)) {
      page.onGone(() => {
        ends.get(page.id)?.closed();
        ends.delete(page.id);
      });
    }
    const end = ends.get(page.id) ?? connect(page);
    // Structured cloning carries anything; what is no text is judged as text that is no frame.
    end.receive(typeof message === 'string' ? message : '');
  });
}
