import type { Instant } from '../../../shared/kernel/units.ts';
import type { Observation, SensorFault } from '../../../shared/vitals/observation.ts';

export const DRIVER_NAMES = [
  'hl7',
  'philips-intellivue',
  'ge-dri',
  'philips-efficia',
  'masimo',
  'nellcor',
  'nonin',
  'ivy-450c',
] as const;
export type DriverName = (typeof DRIVER_NAMES)[number];

/** Something a reader could not take as it stood. Named, placed, and never fatal. */
export type Problem = {
  readonly severity: 'error' | 'warning' | 'info';
  /** Stable, kebab-case: "unit-unknown", "crc-mismatch", "segment-missing". */
  readonly code: string;
  /** Where: "OBX[4]-6", "byte 312". */
  readonly at: string;
  readonly text: string;
};

/** An alarm the monitor itself announces. */
export type MonitorAlarm = {
  readonly event: string;
  readonly code: string;
  readonly priority: 'high' | 'medium' | 'low' | null;
  readonly phase: 'start' | 'continue' | 'end' | null;
  readonly text: string;
};

/** What one message or frame of a monitor says. */
export type Message = {
  /** The bytes as they came, without transport framing. */
  readonly raw: Uint8Array;
  /** It carries a time of its own: a byte-identical repeat is then the same message, else it is always new. */
  readonly timed: boolean;
  /** When the monitor says it sent this (MSH-7), by its own clock; null when it does not say. */
  readonly sentAt: Instant | null;
  /** It says of itself that what it holds happened to no patient (HL7 MSH-11 T or D): a simulator, a training mode. */
  readonly simulated: boolean;
  readonly patientId: string | null;
  readonly location: string | null;
  readonly observations: readonly Observation[];
  readonly faults: readonly SensorFault[];
  readonly alarms: readonly MonitorAlarm[];
  readonly problems: readonly Problem[];
  /** Empty where the protocol wants no answer. `stored` is asked for only once the message is on disk. */
  readonly answer: Answer | null;
};

export type Answer = {
  /** What the content deserves once stored: AA when understood or harmless, AE / AR when it is not. */
  readonly code: 'AA' | 'AE' | 'AR';
  readonly controlId: string;
  /** Bytes to send after the message is stored. */
  readonly stored: Uint8Array;
  /** Bytes to send if it could not be stored: never AA. */
  readonly notStored: Uint8Array;
};

/** What came of one read. Nothing here throws on bytes. */
export type Decoded = {
  readonly messages: readonly Message[];
  /** Bytes that belonged to no message: junk between frames, a cut frame, a bad checksum. */
  readonly discarded: readonly Problem[];
  /** Bytes the protocol wants sent at once (a handshake, a negative answer to a frame that never ends). */
  readonly reply: readonly Uint8Array[];
  /** The connection must be closed: the peer broke a bound. */
  readonly close: boolean;
};

/** One per connection or line; holds the half-read frame and nothing else. */
export type Decoder = {
  readonly push: (bytes: Uint8Array, receivedAt: Instant) => Decoded;
  /** The connection ended: what was half-read is named, never completed. */
  readonly end: () => Decoded;
};

export type SerialSettings = {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  readonly rtscts: boolean;
};

/** What a decoder needs from outside. */
export type DecoderContext = {
  /** IANA zone for times without an offset. */
  readonly zone: string;
};

export type Driver = {
  readonly name: DriverName;
  /** How the manual wires it; null for a protocol that only runs over a network. */
  readonly serial: SerialSettings | null;
  /** What the device must be sent to begin and to keep talking; null where it talks by itself. */
  readonly poll: { readonly bytes: Uint8Array; readonly everyMs: number } | null;
  readonly decoder: (context: DecoderContext) => Decoder;
};
