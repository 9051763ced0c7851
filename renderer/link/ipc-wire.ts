import type { OpenWire, WireListener } from './screen-wire.ts';

/** All that the preload script opens of Electron (window.chairside). */
export type PreloadDoor = {
  readonly send: (text: string) => void;
  readonly onFrame: (listener: (text: string) => void) => void;
};

/** The channel is always there; which connection is the present one is known here alone. */
export function ipcWire(door: PreloadDoor): OpenWire {
  let current: WireListener | null = null;
  door.onFrame((text) => current?.frame(text));
  return (listener) => {
    current = listener;
    queueMicrotask(() => {
      if (current === listener) listener.opened();
    });
    return {
      send: (text) => {
        if (current === listener) door.send(text);
      },
      close: () => {
        if (current === listener) current = null;
      },
    };
  };
}
