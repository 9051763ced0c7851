import { describe, expect, it } from 'vitest';
import type { Append, AppendResult } from '../../../main/store/append.ts';
import { appendQueue } from '../../../main/store/append-queue.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import { events, recorded } from '../../support/record.ts';

/** A writer that answers when the test says so. */
function heldWriter() {
  const batches: (readonly Append[])[] = [];
  const letGo: (() => void)[] = [];
  const write = (appends: readonly Append[]) => {
    batches.push(appends);
    const position = (append: Append) => append.events.at(-1)?.position ?? 0;
    const results: AppendResult[] = appends.map((append) =>
      ok({ position: position(append), repeatedCommand: false, messages: [] }),
    );
    return new Promise<readonly AppendResult[]>((resolve) => letGo.push(() => resolve(results)));
  };
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { batches, letGo, write, turn };
}
const append = (n: number) => events(recorded(n));

describe('the append queue', () => {
  it('writes what came in one turn of the event loop together', async () => {
    const { batches, letGo, write, turn } = heldWriter();
    const queue = appendQueue(write);
    const answers = Promise.all([1, 2, 3].map((n) => queue.append(append(n))));
    expect(batches).toHaveLength(0);
    await turn();
    expect(batches).toEqual([[append(1), append(2), append(3)]]);
    letGo.shift()?.();
    expect((await answers).map((answer) => answer.ok && answer.value.position)).toEqual([1, 2, 3]);
  });

  it('writes one batch at a time, and all that came meanwhile in the next', async () => {
    const { batches, letGo, write, turn } = heldWriter();
    const queue = appendQueue(write);
    const first = queue.append(append(1));
    await turn();
    const second = queue.append(append(2));
    await turn();
    const third = queue.append(append(3));
    await turn();
    expect(batches).toHaveLength(1);
    letGo.shift()?.();
    await first;
    expect(batches[1]).toEqual([append(2), append(3)]);
    letGo.shift()?.();
    await Promise.all([second, third]);
    expect(batches).toHaveLength(2);
  });

  it('answers every caller when the writer is gone', async () => {
    const queue = appendQueue(() => Promise.reject(new Error('gone')));
    const answers = await Promise.all([queue.append(append(1)), queue.append(append(2))]);
    const refusal = err({ code: 'store-failed', fields: { text: 'gone' } });
    expect(answers).toEqual([refusal, refusal]);
  });

  it('is bounded in bytes', async () => {
    const { letGo, write, turn } = heldWriter();
    const queue = appendQueue(write);
    const big = { ...append(1), messages: Array.from({ length: 65 }, () => ({ raw: new Uint8Array(1_048_576) })) };
    expect(await queue.append(big as never)).toEqual(err({ code: 'store-busy' }));
    const small = queue.append(append(1));
    await turn();
    letGo.shift()?.();
    expect((await small).ok).toBe(true);
  });
});
