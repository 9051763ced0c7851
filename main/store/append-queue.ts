import { err } from '../../shared/kernel/result.ts';
import type { Append, AppendRefusal, AppendResult } from './append.ts';
import { messageOf } from './database.ts';

type Waiting = {
  readonly append: Append;
  readonly bytes: number;
  readonly answer: (result: AppendResult) => void;
};

/** Sockets are held back at 256 unanswered messages; this bounds what gets past that. */
export const WAITING_MAX = 1_024;
const WAITING_BYTES_MAX = 67_108_864;

/**
 * One batch at a time: what comes in one turn of the event loop, or while a batch is being written, goes
 * together in the next and shares its commit. Nothing waits longer than one commit for the next.
 * @param write resolves with one result for each append, in order
 */
export function appendQueue(write: (appends: readonly Append[]) => Promise<readonly AppendResult[]>) {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let state: 'idle' | 'gathering' | 'writing' = 'idle';
  let shut: AppendRefusal | null = null;
  let onIdle: (() => void)[] = [];

  function writeNext(): void {
    if (waiting.length === 0) {
      state = 'idle';
      for (const tell of onIdle.splice(0)) tell();
      return;
    }
    state = 'writing';
    const batch = waiting;
    waiting = [];
    waitingBytes = 0;
    void settle(batch);
  }

  async function settle(batch: readonly Waiting[]): Promise<void> {
    let results: readonly AppendResult[] = [];
    let refusal: AppendRefusal = { code: 'store-failed' };
    try {
      results = await write(batch.map(({ append }) => append));
    } catch (error) {
      refusal = { code: 'store-failed', fields: { text: messageOf(error) } };
    }
    // The next batch is on its way before anybody acts on this one's answers.
    writeNext();
    for (const [i, { answer }] of batch.entries()) answer(results[i] ?? err(refusal));
  }

  return {
    append(append: Append): Promise<AppendResult> {
      if (shut !== null) return Promise.resolve(err(shut));
      const bytes = append.messages.reduce((sum, { raw }) => sum + raw.length, 0);
      if (waiting.length >= WAITING_MAX || waitingBytes + bytes > WAITING_BYTES_MAX) {
        return Promise.resolve(err({ code: 'store-busy' }));
      }
      waitingBytes += bytes;
      return new Promise((answer) => {
        waiting.push({ append, bytes, answer });
        if (state !== 'idle') return;
        state = 'gathering';
        setImmediate(writeNext);
      });
    },
    /** Refuses what comes from now on; resolves once all that came before is answered. */
    shut(refusal: AppendRefusal): Promise<void> {
      shut ??= refusal;
      return state === 'idle' ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve));
    },
  };
}
