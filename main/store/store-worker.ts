import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from './database.ts';
import { openDesk, type QuestionName, type QuestionTo, type StoreDesk } from './store-desk.ts';
import type { FromWorker, ToWorker, WorkerStart } from './store-line.ts';

/** The store's own thread: a commit waits for the disk here, not where sockets are served. */
function answer<Name extends QuestionName>(desk: StoreDesk, name: Name, ask: QuestionTo<Name>) {
  return desk[name](ask);
}

const port = parentPort;
if (port === null) throw new Error('store-worker is started by store-line');
// Given by store-line, in this same process.
const { dataDir, retention }: WorkerStart = workerData;
const tell = (message: FromWorker): void => port.postMessage(message);

const opened = openDesk(dataDir, retention);
tell({ kind: 'opened', result: opened.ok ? { ok: true, value: opened.value.openedAt } : opened });
if (opened.ok) {
  const { desk } = opened.value;
  port.on('message', ({ id, name, ask }: ToWorker) => {
    try {
      tell({ kind: 'answer', id, answer: answer(desk, name, ask) });
    } catch (error) {
      // A damaged page met by one question: the others, and above all the appends, go on.
      tell({ kind: 'failed', id, text: messageOf(error) });
    }
    if (name === 'close') port.close();
  });
}
