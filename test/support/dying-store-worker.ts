import { parentPort } from 'node:worker_threads';

/** A store's thread that opens and then dies at the first question, as one with a bug would. */
parentPort?.postMessage({ kind: 'opened', result: { ok: true, value: { position: 0, lastAt: null } } });
parentPort?.on('message', () => {
  throw new Error('died of a bug');
});
