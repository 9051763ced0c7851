import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { LINK_PATH } from '../../shared/link/frames.ts';
import { type BoardFile, readBoardFiles } from './board-files.ts';
import { type Health, metricsText } from './health-report.ts';
import type { LinkReport } from './hub-services.ts';
import { isOurHost, isOurOrigin } from './request-guard.ts';
import type { WebSocketTransport } from './web-socket-transport.ts';

/** Room for every screen's page load beside its link; more are other people's. */
const CONNECTIONS_MAX = 256;

/** A connection that never finishes asking is ended within 6 s. */
const LIMITS = {
  maxHeaderSize: 8_192,
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
} as const;

/**
 * Nothing but our own files, no inline script or style, no frames, no forms. Styles set by script (charts,
 * React) go through the object model, which the policy allows.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What every answer tells a browser it may do, over HTTP and over a window's own scheme. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

export type WebServerOptions = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Names beside the loopback's by which people reach this station. */
  readonly names: readonly string[];
  /** Where the built board is, or would be. */
  readonly boardDirectory: string;
  readonly health: () => Health;
  readonly transport: Pick<WebSocketTransport, 'upgrade'>;
  readonly report: LinkReport;
};

export type WebServer = {
  /** As a browser on this machine can open it. */
  readonly url: string;
  /** Ends every connection at once. */
  readonly close: () => Promise<void>;
};

type Page = { readonly status: number; readonly type: string; readonly body: string | Buffer; readonly cache: string };

/** Serves the board, the health and the link. Fails where the address is taken or not ours. */
export async function startWebServer(options: WebServerOptions): Promise<Result<WebServer, string>> {
  const pageOf = createPages(options);
  const server = createServer(LIMITS, (request, response) => respond(request, response, pageOf(request)));
  server.maxConnections = CONNECTIONS_MAX;
  server.on('upgrade', (request, socket, head) => judgeUpgrade(options, request, socket, head));
  const listening = await listen(server, options);
  if (!listening.ok) return listening;
  return ok({
    url: `http://${hostInUrl(options.host)}:${listening.value}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** An address that means "all of mine" opens on the loopback. */
const hostInUrl = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

const listen = (server: Server, { host, port, report }: WebServerOptions): Promise<Result<number, string>> =>
  new Promise((resolve) => {
    server.on('error', (error) => {
      report({ event: 'service-threw', at: 'web server', error });
      resolve(err(`cannot listen on ${host}:${port}: ${error.message}`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? ok(address.port) : err('not a network address'));
    });
  });

const plain = (status: number, body: string): Page => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
  cache: 'no-store',
});

const NOT_BUILT = plain(
  503,
  'The station is running, but its board has not been built yet.\nBuild it with: npm run build\nThen load this page again. /healthz tells how the station is.',
);

/** What each address answers. The board is read once, or again while it has not been built. */
function createPages({ names, boardDirectory, health, report }: WebServerOptions): (request: IncomingMessage) => Page {
  let files: ReadonlyMap<string, BoardFile> = new Map();
  const boardFile = (path: string): BoardFile | undefined => {
    if (files.size === 0) files = readBoardFiles(boardDirectory);
    return files.get(path);
  };

  return (request) => {
    if (!isOurHost(request, names)) {
      report({ event: 'handshake-refused', remote: remoteOf(request), why: 'host' });
      return plain(421, 'This station is not known by that name.');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET and HEAD.');
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    try {
      if (path === '/healthz') return healthPage(health());
      if (path === '/metrics') return { ...plain(200, ''), type: METRICS_TYPE, body: metricsText(health()) };
      const file = boardFile(path);
      if (file !== undefined) return filePage(file);
    } catch (error) {
      report({ event: 'service-threw', at: path.slice(0, 80), error });
      return plain(500, 'A fault of the station; it is in its log.');
    }
    return path === '/' ? NOT_BUILT : plain(404, 'Nothing here. The board is at /');
  };
}

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const healthPage = (health: Health): Page => ({
  status: health.status === 'ok' ? 200 : 503,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(health)}\n`,
  cache: 'no-store',
});

const filePage = ({ bytes, contentType, immutable }: BoardFile): Page => ({
  status: 200,
  type: contentType,
  body: bytes,
  cache: immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
});

function respond(request: IncomingMessage, response: ServerResponse, { status, type, body, cache }: Page): void {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': cache,
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** A WebSocket is not held back by the same-origin rule of browsers: here is where it is. */
function judgeUpgrade(
  { names, transport, report }: WebServerOptions,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  // A reset while it is being judged is nobody's fault here.
  socket.on('error', () => socket.destroy());
  const why = !isOurHost(request, names)
    ? 'host'
    : !isOurOrigin(request)
      ? 'origin'
      : request.url !== LINK_PATH
        ? 'path'
        : null;
  if (why === null) return transport.upgrade(request, socket, head);
  report({ event: 'handshake-refused', remote: remoteOf(request), why });
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

const remoteOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? 'unknown';
