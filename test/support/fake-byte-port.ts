import type { BytePort, BytePortEvents, PortClosed } from '../../main/devices/ports/byte-port.ts';

/** A wire whose far end is the test. */
export type FakeBytePort = BytePort & {
  /** Everything written since it was made, one entry a write. */
  readonly written: Uint8Array[];
  /** How often somebody tried to open it. */
  readonly openings: () => number;
  /** The pending open() succeeds. */
  readonly accept: () => void;
  readonly deliver: (bytes: Uint8Array) => void;
  /** The open port, or the pending open(), ends. */
  readonly drop: (code: PortClosed['code']) => void;
};

export function fakeBytePort(): FakeBytePort {
  let events: BytePortEvents | null = null;
  let isOpen = false;
  let openings = 0;
  const written: Uint8Array[] = [];
  const drop = (code: PortClosed['code']): void => {
    const ended = events;
    events = null;
    isOpen = false;
    ended?.onClosed({ code, text: code });
  };
  return {
    written,
    openings: () => openings,
    accept() {
      isOpen = true;
      events?.onOpen();
    },
    deliver: (bytes) => events?.onData(bytes),
    drop,
    open(next) {
      if (events !== null) throw new Error('already open');
      events = next;
      openings += 1;
    },
    write(bytes) {
      if (isOpen) written.push(bytes);
      return isOpen;
    },
    close: () => drop('asked'),
  };
}
