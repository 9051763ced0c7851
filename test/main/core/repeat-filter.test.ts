import { describe, expect, test } from 'vitest';
import { createRepeatFilter } from '../../../main/core/repeat-filter.ts';
import { sourceId } from '../../../shared/kernel/ids.ts';

const A = sourceId('a');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function counting() {
  let handled = 0;
  return { handle: () => Promise.resolve(++handled), handled: () => handled };
}

describe('a byte-identical message', () => {
  test('that carries its own time is handled once and answered each time', async () => {
    const filter = createRepeatFilter<number>(10);
    const { handle, handled } = counting();
    const outcomes = await Promise.all([1, 2, 3].map(() => filter.once(A, bytes('x'), true, handle)));
    expect(outcomes).toEqual([1, 1, 1]);
    expect(handled()).toBe(1);
  });

  test('without a time of its own is always new', async () => {
    const filter = createRepeatFilter<number>(10);
    const { handle, handled } = counting();
    await filter.once(A, bytes('x'), false, handle);
    await filter.once(A, bytes('x'), false, handle);
    expect(handled()).toBe(2);
  });

  test('from another monitor is another message', async () => {
    const filter = createRepeatFilter<number>(10);
    const { handle, handled } = counting();
    await filter.once(A, bytes('x'), true, handle);
    await filter.once(sourceId('b'), bytes('x'), true, handle);
    expect(handled()).toBe(2);
  });

  test('that could not be stored is tried anew', async () => {
    const filter = createRepeatFilter<number>(10);
    const { handle, handled } = counting();
    await filter.once(A, bytes('x'), true, handle);
    filter.forget(A, bytes('x'));
    await filter.once(A, bytes('x'), true, handle);
    expect(handled()).toBe(2);
  });

  test('is remembered among the last few only', async () => {
    const filter = createRepeatFilter<number>(2);
    const { handle, handled } = counting();
    for (const text of ['x', 'y', 'z', 'x']) await filter.once(A, bytes(text), true, handle);
    expect(handled()).toBe(4);
  });

  test('is forgotten with its monitor when 200 others were heard since, and not before', async () => {
    const filter = createRepeatFilter<number>(2);
    const { handle, handled } = counting();
    const others = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n++) await filter.once(sourceId(`other ${n}`), bytes('x'), true, handle);
    };
    await filter.once(A, bytes('x'), true, handle);
    await others(199);
    await filter.once(A, bytes('x'), true, handle);
    expect(handled()).toBe(200);
    await others(200);
    const before = handled();
    await filter.once(A, bytes('x'), true, handle);
    expect(handled()).toBe(before + 1);
  });
});
