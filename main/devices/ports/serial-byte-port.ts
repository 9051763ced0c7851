import { SerialPort } from 'serialport';
import type { SerialSettings } from '../drivers/driver.ts';
import { type BytePort, type BytePortEvents, PORT_WAITING_BYTES_MAX, type PortClosed } from './byte-port.ts';

/**
 * A serial line through the operating system's tty.
 * No modem line is touched: a pseudo-terminal has none, and many adapters wire only three pins. A monitor that
 * goes silent with the cable in says nothing here; whoever holds the port watches for that.
 * @param path as the operating system names it, /dev/ttyUSB0 or COM3; it need not be in the list of known ports
 */
export function createSerialBytePort(path: string, settings: SerialSettings): BytePort {
  let current: SerialPort | null = null;
  const asked = new WeakSet<SerialPort>();

  const open = (events: BytePortEvents): void => {
    if (current !== null) throw new Error(`serial port ${path} is already open`);
    const port = new SerialPort({
      path,
      baudRate: settings.baudRate,
      dataBits: settings.dataBits,
      parity: settings.parity,
      stopBits: settings.stopBits,
      rtscts: settings.rtscts,
      autoOpen: false,
    });
    current = port;
    const closed = (why: PortClosed): void => {
      if (current !== port) return;
      current = null;
      events.onClosed(why);
    };
    port.on('data', (bytes: Buffer) => {
      if (current === port) events.onData(bytes);
    });
    let failure = '';
    port.on('error', (error: Error) => {
      failure = error.message;
      // After a failed write serialport closes by itself and says so; any other failure is ours to close.
      if (port.closing) return;
      if (port.isOpen) port.close(() => closed({ code: 'failed', text: failure }));
      else closed({ code: 'failed', text: failure });
    });
    port.on('end', () => {
      if (port.isOpen) port.close(() => closed({ code: 'disconnected', text: 'end of the line' }));
    });
    // With an error from serialport when the line is gone; without one from the stream beneath it, when a
    // write was still waiting.
    port.on('close', (error?: Error | null) =>
      closed(asked.has(port) ? { code: 'asked', text: '' } : { code: 'disconnected', text: error?.message ?? failure }),
    );
    port.open((error) => {
      if (error !== null) return closed({ code: 'open-failed', text: error.message });
      if (port.isOpen) events.onOpen();
    });
  };

  return {
    open,
    write(bytes) {
      if (current === null || !current.isOpen) return false;
      if (current.writableLength + bytes.length > PORT_WAITING_BYTES_MAX) return false;
      current.write(Buffer.from(bytes));
      return true;
    },
    close() {
      const port = current;
      if (port === null) return;
      asked.add(port);
      if (port.isOpen) port.close();
      // Still opening: it is closed as soon as it is open.
      else port.once('open', () => port.close());
    },
  };
}
