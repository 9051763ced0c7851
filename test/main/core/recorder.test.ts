import { describe, expect, test } from 'vitest';
import { type AppendBatch, createRecorder, type EventDraft } from '../../../main/core/recorder.ts';
import { personId } from '../../../shared/kernel/ids.ts';
import { instant } from '../../../shared/kernel/units.ts';
import { NO_STAFF } from '../../../shared/nursing/staffing.ts';
import type { RecordedEvent, SuiteEvent, SuiteState } from '../../../shared/session/suite.ts';

const EMPTY: SuiteState = {
  position: 0,
  sessions: { 1: null, 2: null, 3: null, 4: null, 5: null, 6: null, 7: null, 8: null },
  staffing: NO_STAFF,
  assignments: {},
  alerts: [],
};

/** A store whose writes the test lets through or breaks, one by one and in order. */
function gatedStore() {
  const waiting: { batch: AppendBatch<string>; settle: (written: boolean) => void }[] = [];
  const written: number[] = [];
  return {
    append: (batch: AppendBatch<string>) => new Promise<boolean>((settle) => waiting.push({ batch, settle })),
    async next(succeeds: boolean): Promise<void> {
      const { batch, settle } = waiting.shift() ?? expect.fail('nothing is being written');
      if (succeeds) written.push(...batch.events.map(({ position }) => position));
      settle(succeeds);
      await new Promise((done) => setImmediate(done));
    },
    written,
    waiting: () => waiting.length,
  };
}

const at = instant(0);
const draft = (event: SuiteEvent): EventDraft => ({
  at,
  effectiveAt: at,
  actor: 'station',
  workstation: null,
  commandId: null,
  event,
});
const shift = (name: string): EventDraft => draft({ type: 'shift-begun', person: personId(name) });
const judgement = (id: string): EventDraft => draft({ type: 'alert-escalated', id: id as never, step: 'physician' });

/** Folds names into onShift, so that a test can read what took effect. */
const evolve = (state: SuiteState, { position, event }: RecordedEvent): SuiteState => {
  expect(position).toBe(state.position + 1);
  const name =
    event.type === 'shift-begun' ? event.person : event.type === 'alert-escalated' ? personId(event.id) : personId('?');
  return { ...state, position, staffing: { ...state.staffing, onShift: [...state.staffing.onShift, name] } };
};

function recorderOver(store: ReturnType<typeof gatedStore>) {
  let changes = 0;
  const committed: number[] = [];
  const recorder = createRecorder<string>({
    initial: EMPTY,
    evolve,
    survivesFailure: (event) => event.type.startsWith('alert-'),
    append: store.append,
    onCommitted: ({ position }) => committed.push(position),
    onChange: () => {
      changes += 1;
    },
  });
  return { recorder, effects: () => recorder.state().staffing.onShift, changes: () => changes, committed };
}

describe('the recorder', () => {
  test('lets an event take effect at once and answers only when it is on disk', async () => {
    const store = gatedStore();
    const { recorder, effects, committed } = recorderOver(store);
    let answered = false;
    const answer = recorder.record([shift('ana')], null).then((value) => {
      answered = true;
      return value;
    });
    expect(effects()).toEqual(['ana']);
    expect(recorder.recordedPosition()).toBe(0);
    await new Promise((done) => setImmediate(done));
    expect(answered).toBe(false);
    expect(committed).toEqual([]);
    await store.next(true);
    expect(await answer).toBe(true);
    expect(committed).toEqual([1]);
    expect(recorder.recordedPosition()).toBe(1);
  });

  test('undoes a command whose write failed, and what was decided on top of it', async () => {
    const store = gatedStore();
    const { recorder, effects } = recorderOver(store);
    const first = recorder.record([shift('ana')], null);
    const second = recorder.record([shift('ben')], null);
    await store.next(false);
    await store.next(false);
    expect(await Promise.all([first, second])).toEqual([false, false]);
    expect(effects()).toEqual([]);
    expect(recorder.recording()).toBe(false);
  });

  test('keeps a judgement whose write failed in force, in order, and writes it when it can', async () => {
    const store = gatedStore();
    const { recorder, effects } = recorderOver(store);
    void recorder.record([shift('ana')], null);
    void recorder.record([judgement('a1')], null);
    await store.next(false);
    void recorder.record([judgement('a2')], null);
    await store.next(false);
    void recorder.record([judgement('a3')], null);
    expect(effects()).toEqual(['a1', 'a2', 'a3']);

    const retried = recorder.retry();
    void recorder.record([judgement('a4')], null);
    await store.next(true);
    expect(await retried).toBe(false);
    const again = recorder.retry();
    await store.next(true);
    expect(await again).toBe(true);
    expect(store.written).toEqual([1, 2, 3, 4]);
    expect(recorder.recording()).toBe(true);
  });

  test('refuses a command at once while judgements wait for the disk', async () => {
    const store = gatedStore();
    const { recorder, effects } = recorderOver(store);
    void recorder.record([judgement('a1')], null);
    await store.next(false);
    expect(await recorder.record([shift('ana')], null)).toBe(false);
    expect(effects()).toEqual(['a1']);
  });

  test('still stores a monitor’s message while judgements wait', async () => {
    const store = gatedStore();
    const { recorder } = recorderOver(store);
    void recorder.record([judgement('a1')], null);
    await store.next(false);
    const stored = recorder.record([judgement('a2')], 'bytes');
    await store.next(true);
    expect(await stored).toBe(true);
  });

  test('records again by itself once a write succeeds and nothing waits', async () => {
    const store = gatedStore();
    const { recorder, effects } = recorderOver(store);
    void recorder.record([shift('ana')], null);
    await store.next(false);
    expect(recorder.recording()).toBe(false);
    const tried = recorder.record([shift('ben')], null);
    await store.next(true);
    expect(await tried).toBe(true);
    expect(recorder.recording()).toBe(true);
    expect(effects()).toEqual(['ben']);
  });
});
