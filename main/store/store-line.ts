import { Worker } from 'node:worker_threads';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { messageOf } from './database.ts';
import type { Retention } from './maintenance.ts';
import type { AnswerTo, OpenedAt, OpenedDesk, OpenRefusal, QuestionName, QuestionTo } from './store-desk.ts';

export type WorkerStart = { readonly dataDir: string; readonly retention: Retention };
export type ToWorker = {
  readonly id: number;
  readonly name: QuestionName;
  readonly ask: QuestionTo<QuestionName>;
};
export type FromWorker =
  | { readonly kind: 'opened'; readonly result: Result<OpenedAt, OpenRefusal> }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: AnswerTo<QuestionName> }
  | { readonly kind: 'failed'; readonly id: number; readonly text: string };

/** A way to a store desk, wherever it sits. */
export type StoreLine = {
  readonly openedAt: OpenedAt;
  /** Rejects when the desk could not answer, or is gone. */
  readonly ask: <Name extends QuestionName>(name: Name, ask: QuestionTo<Name>) => Promise<AnswerTo<Name>>;
  /** Resolves when the desk is gone, with why; null when it was closed by asking. */
  readonly gone: Promise<Error | null>;
};

type Pending = { readonly resolve: (answer: AnswerTo<QuestionName>) => void; readonly reject: (error: Error) => void };

/** Where the thread's code lies when nothing is bundled. */
const WORKER = new URL('./store-worker.ts', import.meta.url);

/** A desk in a thread of its own. */
export function lineToWorker(start: WorkerStart, code: URL = WORKER): Promise<Result<StoreLine, OpenRefusal>> {
  const worker = new Worker(code, { workerData: start });
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let closing = false;
  let failure: Error | null = null;
  let ended = false;

  const gone = new Promise<Error | null>((resolve) => {
    worker.on('error', (error: unknown) => {
      failure = error instanceof Error ? error : new Error(messageOf(error));
    });
    worker.on('exit', (code) => {
      if (!closing) failure ??= new Error(`the store's thread ended by itself with ${code}`);
      ended = true;
      for (const { reject } of pending.values()) reject(failure ?? new Error('the store is closed'));
      pending.clear();
      resolve(failure);
    });
  });
  const ask: StoreLine['ask'] = (name, question) => {
    closing ||= name === 'close';
    if (failure !== null || ended) return Promise.reject(failure ?? new Error('the store is closed'));
    lastId += 1;
    const message: ToWorker = { id: lastId, name, ask: question };
    return new Promise((resolve, reject) => {
      worker.postMessage(message);
      // An answer has the type its question's name says: both ends are compiled against StoreAnswers.
      pending.set(message.id, { resolve, reject });
    });
  };
  const settle = (message: Exclude<FromWorker, { kind: 'opened' }>) => {
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.answer);
    else waiting?.reject(new Error(message.text));
  };
  return new Promise((resolve, reject) => {
    void gone.then((error) => reject(error ?? new Error('the store ended before it was opened')));
    worker.on('message', (message: FromWorker) => {
      if (message.kind !== 'opened') settle(message);
      else if (message.result.ok) resolve(ok({ openedAt: message.result.value, ask, gone }));
      else {
        closing = true;
        resolve(message.result);
      }
    });
  });
}

/** A desk in the caller's own thread: every question is answered before `ask` returns. */
export function lineBeside({ desk, openedAt }: OpenedDesk): StoreLine {
  let close: (error: null) => void;
  const gone = new Promise<null>((resolve) => {
    close = resolve;
  });
  return {
    openedAt,
    gone,
    // oxlint-disable-next-line typescript/require-await -- a throw becomes a rejection, as from the thread
    ask: async (name, question) => {
      const answer = desk[name](question);
      if (name === 'close') close(null);
      return answer;
    },
  };
}
