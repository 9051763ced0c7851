import type { Hub } from '../../main/link/hub.ts';
import type { Farewell, PeerEnd } from '../../main/link/hub-services.ts';
import type { OpenWire } from '../../renderer/link/screen-wire.ts';

export type MemoryWire = {
  readonly open: OpenWire;
  /** Both ends learn that the connection is gone; the next `open` works again. */
  readonly cut: () => void;
  /** What the hub sends stays on the way, and is counted as buffered, until `release`. */
  readonly hold: () => void;
  readonly release: () => void;
  /** The next frame to the screen never arrives. */
  readonly loseNext: () => void;
  /** As if the station were down: `open` fails. */
  readonly refuse: (refusing: boolean) => void;
  /** Why the hub let go of each connection, in order. */
  readonly farewells: readonly Farewell[];
};

type Line = { readonly toScreen: string[]; readonly gone: (byHub: boolean) => void; readonly deliver: () => void };

/** A hub and a screen in one process: ordered, asynchronous (one microtask a frame), faulty on demand. */
export function memoryWire(hub: Pick<Hub, 'connect'>): MemoryWire {
  const farewells: Farewell[] = [];
  let held = false;
  let losing = false;
  let refusing = false;
  let line: Line | null = null;

  const open: OpenWire = (listener) => {
    let alive = true;
    let end: PeerEnd | null = null;
    const mine: Line = {
      toScreen: [],
      gone: (byHub) => {
        if (!alive) return;
        alive = false;
        if (!byHub) end?.closed();
        queueMicrotask(listener.closed);
      },
      deliver: () => {
        // Hearing one frame may end the line or hold the rest.
        if (held || !alive) return;
        const text = mine.toScreen.shift();
        if (text === undefined) return;
        listener.frame(text);
        mine.deliver();
      },
    };
    line = mine;
    queueMicrotask(() => {
      if (refusing) return mine.gone(false);
      end = hub.connect({
        send: (text) => {
          if (!alive) return;
          if (losing) {
            losing = false;
            return;
          }
          mine.toScreen.push(text);
          queueMicrotask(mine.deliver);
        },
        close: (why) => {
          farewells.push(why);
          // What was sent before still arrives, as on a real connection.
          queueMicrotask(() => mine.gone(true));
        },
        bufferedBytes: () => mine.toScreen.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0),
        remote: 'memory',
      });
      if (alive) listener.opened();
    });
    return {
      send: (text) => {
        if (alive) queueMicrotask(() => alive && end?.receive(text));
      },
      close: () => {
        if (!alive) return;
        alive = false;
        end?.closed();
      },
    };
  };

  return {
    open,
    farewells,
    cut: () => line?.gone(false),
    hold: () => {
      held = true;
    },
    release: () => {
      held = false;
      line?.deliver();
    },
    loseNext: () => {
      losing = true;
    },
    refuse: (now) => {
      refusing = now;
    },
  };
}
