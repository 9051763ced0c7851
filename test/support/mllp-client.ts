import { connect, type Socket } from 'node:net';

/** A monitor's end of a connection: sends bytes and waits for answers. */
export type MllpClient = {
  readonly socket: Socket;
  /** Resolves when the system has taken the bytes. */
  readonly send: (bytes: Uint8Array) => Promise<void>;
  /** The next `count` answers, in order, without their framing. Rejects if the connection ends before. */
  readonly answers: (count: number) => Promise<readonly string[]>;
  readonly closed: Promise<void>;
};

export async function mllpClient(address: string): Promise<MllpClient> {
  const [host, port] = address.split(':');
  const socket = connect({ host: host ?? '', port: Number(port), noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let text = '';
  let taken = 0;
  let wake = (): void => {};
  let ended = false;
  socket.setEncoding('latin1');
  socket.on('data', (data: string) => {
    text += data;
    wake();
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      ended = true;
      wake();
      resolve();
    });
  });
  const frames = (): readonly string[] => [...text.matchAll(/\x0b([^\x1c]*)\x1c\r/g)].map((match) => match[1] ?? '');
  return {
    socket,
    send: (bytes) =>
      new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve()))),
    async answers(count) {
      while (frames().length < taken + count) {
        if (ended)
          throw new Error(`the connection ended after ${frames().length} answers, ${taken + count} were awaited`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      taken += count;
      return frames().slice(taken - count, taken);
    },
    closed,
  };
}

/** MSA-1 and MSA-2 of an answer. */
export const acknowledged = (answer: string): string => {
  const [, msa = ''] = answer.split('\r');
  return msa.split(answer.charAt(3)).slice(1, 3).join(' ');
};
