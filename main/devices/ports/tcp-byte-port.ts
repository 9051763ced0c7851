import { connect, type Socket } from 'node:net';
import { type BytePort, type BytePortEvents, PORT_WAITING_BYTES_MAX, type PortClosed } from './byte-port.ts';

/** A peer that vanished without a word is found by the operating system's probes, begun after this silence. */
const KEEP_ALIVE_AFTER_MS = 10_000;

/**
 * A connection we make to a monitor that listens (Mindray's patient data share does, on port 4601).
 * @param host name or address
 */
export function createTcpBytePort(host: string, port: number): BytePort {
  let current: Socket | null = null;

  const open = (events: BytePortEvents): void => {
    if (current !== null) throw new Error(`the connection to ${host}:${port} is already open`);
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS });
    current = socket;
    let opened = false;
    let why: PortClosed = { code: 'disconnected', text: 'the peer ended the connection' };
    socket.on('connect', () => {
      opened = true;
      if (current === socket) events.onOpen();
    });
    socket.on('data', (bytes: Buffer) => {
      if (current === socket) events.onData(bytes);
    });
    socket.on('error', (error) => {
      why = { code: opened ? 'disconnected' : 'open-failed', text: error.message };
    });
    socket.on('close', () => {
      current = null;
      events.onClosed(asked.has(socket) ? { code: 'asked', text: '' } : why);
    });
  };

  /** Sockets that we ended ourselves, until their end is told. */
  const asked = new WeakSet<Socket>();

  return {
    open,
    write(bytes) {
      if (current === null || current.connecting || !current.writable) return false;
      if (current.writableLength + bytes.length > PORT_WAITING_BYTES_MAX) return false;
      current.write(bytes);
      return true;
    },
    close() {
      if (current === null) return;
      asked.add(current);
      current.destroy();
    },
  };
}
