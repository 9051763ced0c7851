import type { Instant } from '../../shared/kernel/units.ts';
import type { WritableDatabase } from './database.ts';
import { MESSAGE_RETENTION, type MessageRetention, messageWriter } from './message-log.ts';
import { SAMPLE_RETENTION, type SampleRetention, samplePacker } from './sample-packing.ts';

export type Retention = { readonly messages: MessageRetention; readonly samples: SampleRetention };
export const RETENTION: Retention = { messages: MESSAGE_RETENTION, samples: SAMPLE_RETENTION };

/**
 * One short transaction of house-keeping: packs a minute of readings, drops what is past its keeping.
 * True when there may be more to do; the caller lets appends go first.
 */
export function housekeeper(db: WritableDatabase, retention: Retention): (now: Instant) => boolean {
  const messages = messageWriter(db);
  const packSamples = samplePacker(db);
  const pass = db.transaction((now: Instant): boolean => {
    const morePacking = packSamples(now, retention.samples);
    const moreDropping = messages.retain(now, retention.messages);
    return morePacking || moreDropping;
  });
  return (now) => pass.immediate(now);
}
