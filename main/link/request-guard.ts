import type { IncomingMessage } from 'node:http';

/**
 * Which requests are meant for this station. A page of another site can make a browser send requests here,
 * by DNS rebinding even under a name of its own; but it can forge neither the name in Host nor the Origin.
 */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
/** A name or an IPv4 address, or an IPv6 address in brackets; a port or none. RFC 9110, section 7.2. */
const HOST_HEADER = /^([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * @param names what else people type to reach this station, without a port
 */
export function isOurHost(request: IncomingMessage, names: readonly string[]): boolean {
  const name = HOST_HEADER.exec(request.headers.host ?? '')?.[1]?.toLowerCase();
  if (name === undefined) return false;
  if (LOOPBACK_NAMES.includes(name) || names.some((ours) => ours.toLowerCase() === name)) return true;
  // Rebinding needs a name: the very address at which the connection arrived is ours.
  return name === addressOf(request);
}

function addressOf(request: IncomingMessage): string | null {
  const { localAddress } = request.socket;
  if (localAddress === undefined) return null;
  const plain = localAddress.replace(/^::ffff:(?=\d+\.)/, '');
  return plain.includes(':') ? `[${plain}]` : plain;
}

/** A page served by us and nothing else: browsers send an Origin with every WebSocket, scripts without one are no screen. */
export function isOurOrigin(request: IncomingMessage): boolean {
  return request.headers.origin === `http://${request.headers.host}`;
}
