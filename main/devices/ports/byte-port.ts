/**
 * Why a port is closed. `open-failed`: it never opened. `disconnected`: the cable, the adapter or the peer is
 * gone. `failed`: the operating system refused a read or a write. `asked`: our own close().
 */
export type PortClosed = {
  readonly code: 'open-failed' | 'disconnected' | 'failed' | 'asked';
  /** The operating system's words, for the log. */
  readonly text: string;
};

export type BytePortEvents = {
  readonly onOpen: () => void;
  readonly onData: (bytes: Uint8Array) => void;
  /** Exactly once for every open(), whatever became of it; no other event follows it. */
  readonly onClosed: (why: PortClosed) => void;
};

/**
 * A wire that carries bytes both ways: a serial line or a socket. It knows nothing of frames, never opens
 * again by itself and waits for nobody: silence, back-off and handshakes belong to whoever holds it.
 */
export type BytePort = {
  /** May be called again once the last open() has ended in onClosed; a call before that is a bug and throws. */
  readonly open: (events: BytePortEvents) => void;
  /** False when the bytes were not taken: the port is not open, or more is waiting than PORT_WAITING_BYTES_MAX. */
  readonly write: (bytes: Uint8Array) => boolean;
  /** Without effect on a port that is closed. */
  readonly close: () => void;
};

/** A peer that stops reading must not fill our memory. */
export const PORT_WAITING_BYTES_MAX = 1_048_576;
