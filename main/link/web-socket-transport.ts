import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { SCREEN_FRAME_BYTES_MAX } from '../../shared/link/frames.ts';
import type { LinkTimers } from '../../shared/link/link-timers.ts';
import type { Hub } from './hub.ts';
import type { Farewell, LinkReport } from './hub-services.ts';
import { PEERS_MAX } from './link-limits.ts';

/** A screen that has answered nothing for one whole round is gone, though its connection may look open. */
const PING_MS = 10_000;
/** How long the far end may take to close politely. */
const CLOSE_WITHIN_MS = 1_000;

/** RFC 6455, section 7.4.1: 1001 going away, 1002 protocol error, 1008 policy, 1009 too big, 1013 try later. */
const CLOSE_CODES: Readonly<Record<Farewell, number>> = {
  'no-hello': 1008,
  protocol: 1002,
  'frame-too-large': 1009,
  flood: 1008,
  'too-slow': 1008,
  'too-many': 1013,
  stopping: 1001,
};

export type WebSocketTransport = {
  /** Takes over an upgrade request whose path, Host and Origin are already judged. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends what is still open; call it after the hub has said farewell. */
  readonly close: () => void;
};

export function createWebSocketTransport(options: {
  readonly hub: Pick<Hub, 'connect'>;
  readonly timers: LinkTimers;
  readonly report: LinkReport;
}): WebSocketTransport {
  const { hub, timers, report } = options;
  // Uncompressed: a compressed frame of 16 KB may hold gigabytes, and views are small.
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: SCREEN_FRAME_BYTES_MAX,
    clientTracking: true,
  });

  return {
    upgrade(request, socket, head) {
      const remote = request.socket.remoteAddress ?? 'unknown';
      if (server.clients.size >= PEERS_MAX) {
        report({ event: 'handshake-refused', remote, why: 'too-many' });
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => bridge(webSocket, remote, hub, timers));
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function bridge(webSocket: WebSocket, remote: string, hub: Pick<Hub, 'connect'>, timers: LinkTimers): void {
  let cancelTerminate = (): void => {};
  const end = hub.connect({
    // A send to a closing socket only tells its callback; without one it would be an error event.
    send: (text) => webSocket.send(text, () => {}),
    close: (why) => {
      webSocket.close(CLOSE_CODES[why], why);
      cancelTerminate = timers.setTimer(() => webSocket.terminate(), CLOSE_WITHIN_MS);
    },
    bufferedBytes: () => webSocket.bufferedAmount,
    remote,
  });

  let answered = true;
  const ping = (): void => {
    if (!answered) return webSocket.terminate();
    answered = false;
    webSocket.ping();
    cancelPing = timers.setTimer(ping, PING_MS);
  };
  let cancelPing = timers.setTimer(ping, PING_MS);

  webSocket.on('pong', () => {
    answered = true;
  });
  webSocket.on('message', (data, isBinary) => end.receive(isBinary ? '' : textOf(data)));
  // Every error (too long, not UTF-8, reset) is followed by `close`, where it is dealt with.
  webSocket.on('error', () => {});
  webSocket.on('close', () => {
    cancelPing();
    cancelTerminate();
    end.closed();
  });
}

const textOf = (data: RawData): string => {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8');
};
