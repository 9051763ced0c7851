import { createServer, type Socket } from 'node:net';
import { type BytePort, type BytePortEvents, PORT_WAITING_BYTES_MAX } from '../ports/byte-port.ts';

export type TcpAddress = { readonly host: string; readonly port: number };

/** A monitor that waits to be called: one caller at a time, as a bedside monitor's export port has it. */
export type TcpCalled = { readonly port: BytePort; readonly address: TcpAddress; readonly stop: () => void };

/** The byte port of whoever calls. Its open() waits for a caller; callers nobody waits for are hung up on. */
function createCalledPort(): { readonly port: BytePort; readonly onCaller: (caller: Socket) => void } {
  let waiting: BytePortEvents | null = null;
  let current: Socket | null = null;
  const hungUp = new WeakSet<Socket>();

  const onCaller = (caller: Socket): void => {
    // A caller that is gone before it is heard is no failure of ours.
    let failure = '';
    caller.on('error', (error) => {
      failure = error.message;
    });
    if (waiting === null || current !== null) {
      caller.destroy();
      return;
    }
    const events = waiting;
    current = caller;
    caller.setNoDelay(true);
    caller.on('data', (bytes) => events.onData(bytes));
    caller.on('close', () => {
      current = null;
      waiting = null;
      events.onClosed({ code: hungUp.has(caller) ? 'asked' : 'disconnected', text: failure });
    });
    events.onOpen();
  };

  const port: BytePort = {
    open(events) {
      if (waiting !== null) throw new Error('already waiting for a caller');
      waiting = events;
    },
    write(bytes) {
      if (current === null || !current.writable) return false;
      if (current.writableLength + bytes.length > PORT_WAITING_BYTES_MAX) return false;
      current.write(bytes);
      return true;
    },
    close() {
      if (current !== null) {
        hungUp.add(current);
        current.destroy();
        return;
      }
      const events = waiting;
      waiting = null;
      events?.onClosed({ code: 'asked', text: '' });
    },
  };
  return { port, onCaller };
}

/** @throws the operating system's error when the address cannot be listened on */
export function listenForCaller(address: TcpAddress): Promise<TcpCalled> {
  const { port, onCaller } = createCalledPort();
  const server = createServer(onCaller);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      const bound = server.address();
      const number = typeof bound === 'object' && bound !== null ? bound.port : address.port;
      resolve({ port, address: { host: address.host, port: number }, stop: () => server.close() });
    });
  });
}
