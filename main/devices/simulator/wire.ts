import { assertNever, err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Driver } from '../drivers/driver.ts';
import { hl7Driver } from '../drivers/hl7.ts';
import { ivy450c } from '../drivers/ivy-450c.ts';
import { createSerialBytePort } from '../ports/serial-byte-port.ts';
import { createTcpBytePort } from '../ports/tcp-byte-port.ts';
import type { MonitorWire } from './monitor.ts';
import type { SpokenDriver } from './speech.ts';
import { listenForCaller, type TcpAddress } from './tcp-called-port.ts';

/** Where a simulated monitor's cable goes. */
export type WireEnd =
  | { readonly kind: 'mllp'; readonly address: TcpAddress }
  | { readonly kind: 'listen'; readonly address: TcpAddress }
  | { readonly kind: 'serial'; readonly path: string };

/** A wire in place. `end` is where it really goes: a port of 0 has become a number. */
export type LaidWire = { readonly wire: MonitorWire; readonly end: WireEnd; readonly remove: () => void };

/** Both ends of a line must be set alike, so the settings are the station's own. */
const DRIVERS: Readonly<Record<SpokenDriver, Driver>> = { hl7: hl7Driver, 'ivy-450c': ivy450c };

/** Reads HOST:PORT, with an IPv6 host in brackets. */
export function parseAddress(text: string): Result<TcpAddress, string> {
  const parts = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text);
  const host = parts?.[1] ?? parts?.[2];
  const port = Number(parts?.[3]);
  if (host === undefined || port > 65_535) return err(`"${text.slice(0, 80)}" is no HOST:PORT`);
  return ok({ host, port });
}

/** @throws the operating system's error when an address cannot be listened on */
export async function layWire(end: WireEnd, driver: SpokenDriver): Promise<LaidWire> {
  switch (end.kind) {
    case 'mllp':
      return {
        wire: { port: createTcpBytePort(end.address.host, end.address.port), onNoAnswer: 'reconnect' },
        end,
        remove: () => {},
      };
    case 'listen': {
      const called = await listenForCaller(end.address);
      const wire: MonitorWire = { port: called.port, onNoAnswer: 'reconnect' };
      return { wire, end: { kind: 'listen', address: called.address }, remove: called.stop };
    }
    case 'serial': {
      const settings = DRIVERS[driver].serial;
      if (settings === null) throw new Error(`${driver} does not run over a serial line`);
      return { wire: { port: createSerialBytePort(end.path, settings), onNoAnswer: 'resend' }, end, remove: () => {} };
    }
    default:
      return assertNever(end);
  }
}

/** As it was asked for on the command line. */
export function wireText(end: WireEnd): string {
  if (end.kind === 'serial') return `serial ${end.path}`;
  const { host, port } = end.address;
  return `${end.kind} ${host.includes(':') ? `[${host}]` : host}:${port}`;
}
