import { assertNever } from '../../../shared/kernel/result.ts';
import { type Hl7Identity, observationReport } from './hl7-speech.ts';
import { ansarFrame } from './ivy-speech.ts';
import { mllpFrame } from './mllp-talk.ts';
import type { MonitorReading } from './monitor-reading.ts';
import type { Outgoing } from './outbox.ts';
import type { Noise } from './random.ts';

/** The drivers whose monitors can be simulated so far. */
export const SPOKEN_DRIVERS = ['hl7', 'ivy-450c'] as const;
export type SpokenDriver = (typeof SPOKEN_DRIVERS)[number];

/** How one kind of monitor puts a reading into bytes, transport framing included. */
export type Speech = {
  /** Each message waits for its acknowledgement. */
  readonly acknowledged: boolean;
  readonly message: (reading: MonitorReading) => Outgoing;
  /** A whole frame of this transport with nothing to be understood in it. */
  readonly nonsense: () => Uint8Array;
};

/** Control ids differ between runs, too: they begin with the moment the monitor was switched on. */
function hl7Speech(identity: Hl7Identity, startedAt: number): Speech {
  let count = 0;
  return {
    acknowledged: true,
    message: (reading) => {
      count += 1;
      const controlId = `${startedAt.toString(36)}-${count}`.toUpperCase();
      return { controlId, bytes: mllpFrame(observationReport(reading, identity, controlId)) };
    },
    nonsense: () => mllpFrame(new TextEncoder().encode('THIS IS NOT HL7')),
  };
}

const ivySpeech = (): Speech => ({
  acknowledged: false,
  message: (reading) => ({ controlId: '', bytes: ansarFrame(reading) }),
  nonsense: () => Uint8Array.from([0xff, ...new TextEncoder().encode('ANSAR-B '), ...new Uint8Array(500), 0xfe]),
});

export function createSpeech(driver: SpokenDriver, identity: Hl7Identity, startedAt: number): Speech {
  switch (driver) {
    case 'hl7':
      return hl7Speech(identity, startedAt);
    case 'ivy-450c':
      return ivySpeech();
    default:
      return assertNever(driver);
  }
}

/** Bytes that open or close a frame of either transport: static without them cannot swallow the message after it. */
const FRAME_BYTES: readonly number[] = [0x0b, 0x1c, 0xff, 0xfe];

/** What a bad line puts between two messages, turn by turn: static, a frame cut in half, a frame of nonsense. */
export function garble(turn: number, speech: Speech, frame: Uint8Array, noise: Noise): Uint8Array {
  switch (turn % 3) {
    case 0:
      return Uint8Array.from({ length: 24 }, (_, i) => {
        const byte = Math.floor(256 * noise.uniform(`static/${turn}`, i));
        return FRAME_BYTES.includes(byte) ? 0x3f : byte;
      });
    case 1:
      return frame.subarray(0, Math.floor(frame.length / 2));
    default:
      return speech.nonsense();
  }
}
