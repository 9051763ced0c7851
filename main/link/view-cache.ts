import { ok, type Result } from '../../shared/kernel/result.ts';
import type { CallError, Seat, StreamName } from '../../shared/link/contract.ts';
import { FRAME_BYTES_MAX } from '../../shared/link/frames.ts';
import { parseStream } from './call-input.ts';
import type { HubServices, StreamAsked, Topic } from './hub-services.ts';

/** A view as text, ready to be put into a frame: made once, sent to many. */
export type ViewText = { readonly position: number; readonly json: string };

/** Kind, id, sequence and position around a view. */
const ENVELOPE_BYTES_MAX = 256;

/** One stream of one thing. It stays valid over changes of seat; what it shows depends on the seat. */
export type StreamRequest<Name extends StreamName = StreamName> = {
  readonly stream: Name;
  readonly topic: Topic;
  readonly see: (seat: Seat) => ViewText;
};

/** `see` throws only on a bug of the view, or when it would not fit into a frame. */
export function streamRequest<Name extends StreamName>(
  views: HubServices['views'],
  stream: Name,
  raw: unknown,
  seat: Seat,
): Result<StreamRequest<Name>, CallError> {
  const input = parseStream(stream, raw, seat);
  if (!input.ok) return input;
  const see = (viewer: Seat): ViewText => {
    const { position, view } = views[stream](input.value, viewer);
    const json = JSON.stringify(view);
    const bytes = Buffer.byteLength(json) + ENVELOPE_BYTES_MAX;
    if (bytes > FRAME_BYTES_MAX) throw new Error(`a view of ${stream} has ${bytes} bytes`);
    return { position, json };
  };
  return ok({ stream, topic: topicOf(stream, input.value), see });
}

function topicOf(stream: StreamName, input: StreamAsked<StreamName>): Topic {
  if (stream === 'board' || stream === 'alerts') return stream;
  if (!('chair' in input)) throw new Error(`stream ${stream} was asked for without a chair`);
  return `${stream}:${input.chair}`;
}

/**
 * Views of the present, by topic and seat; a change forgets its topics. Bounded by construction: 26 topics
 * times five seats.
 */
export function createViewCache() {
  const made = new Map<Topic, Map<Seat, ViewText>>();
  return {
    forget(topics: readonly Topic[]): void {
      for (const topic of topics) made.delete(topic);
    },
    read(request: StreamRequest, seat: Seat): ViewText {
      const bySeat = made.get(request.topic) ?? new Map<Seat, ViewText>();
      made.set(request.topic, bySeat);
      const known = bySeat.get(seat);
      if (known !== undefined) return known;
      const fresh = request.see(seat);
      bySeat.set(seat, fresh);
      return fresh;
    },
  };
}
export type ViewCache = ReturnType<typeof createViewCache>;
