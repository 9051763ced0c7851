/** One way to a station. Neither function throws, also when the far end has gone. */
export type ScreenWire = {
  readonly send: (text: string) => void;
  /** Nothing is heard of it after this. */
  readonly close: () => void;
};

/** What a wire tells, never before `OpenWire` has returned. */
export type WireListener = {
  readonly opened: () => void;
  readonly frame: (text: string) => void;
  readonly closed: () => void;
};

/** Tries to connect once; trying again is the link's own affair. */
export type OpenWire = (listener: WireListener) => ScreenWire;
