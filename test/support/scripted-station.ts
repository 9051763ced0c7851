import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Role } from '../../shared/access/roles.ts';
import type { BoardView, ChairView, PersonChoice, TimelineEntry, TrendView } from '../../shared/board/views.ts';
import { personId } from '../../shared/kernel/ids.ts';
import { type CallError, type DosePreview, PROTOCOL_VERSION, type SignedIn } from '../../shared/link/contract.ts';
import { LINK_PATH, screenFrame } from '../../shared/link/frames.ts';

/** What a scripted station shows and answers; a function may look at what was asked. */
export type Script = {
  readonly now: number;
  /** 0 holds the station's clock still, so that a picture is the same every time. */
  readonly rate?: number;
  readonly simulation?: boolean;
  readonly signedIn?: { readonly name: string; readonly role: Role } | null;
  readonly board: BoardView;
  readonly chair?: ChairView;
  readonly timeline?: readonly TimelineEntry[];
  readonly trend?: TrendView;
  readonly people?: readonly PersonChoice[];
  readonly preview?: DosePreview;
  /** Why a command is refused; absent: it succeeds. */
  readonly refuse?: (name: string, input: unknown) => CallError | null;
};

export type ScriptedStation = {
  readonly url: string;
  /** Every call that a screen has made, oldest first. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  /** A new board, sent as an update to whoever looks at it. */
  readonly show: (board: BoardView) => void;
  /** Keeps the connection and says nothing any more, heartbeats included. */
  readonly fallSilent: () => void;
  readonly close: () => Promise<void>;
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
/** As strict as the station's own page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'";
const BOARD_FOLDER = join(import.meta.dirname, '../../dist/renderer');

/**
 * Serves the built board and plays a script to it over a real WebSocket, in the contract's own frames: what
 * a screen does with views is tested without any rule that makes them.
 */
export async function startScriptedStation(script: Script): Promise<ScriptedStation> {
  const http = serveBoard();
  const calls: { name: string; input: unknown }[] = [];
  const boards = new Map<WebSocket, { id: number; sequence: number }>();
  let { board } = script;
  let silent = false;
  const time = { now: script.now, rate: script.rate ?? 0 };

  const sockets = new WebSocketServer({ server: http, path: LINK_PATH });
  sockets.on('connection', (socket) => {
    const send = (frame: object): void => {
      if (!silent) socket.send(JSON.stringify(frame));
    };
    const heartbeat = setInterval(() => send({ kind: 'heartbeat', time }), 500);
    socket.on('close', () => clearInterval(heartbeat));
    socket.addEventListener('message', ({ data }) => {
      const frame = screenFrame.parse(JSON.parse(typeof data === 'string' ? data : ''));
      if (frame.kind === 'hello') send(hello(script, frame.build));
      if (frame.kind === 'subscribe') {
        const view = frame.stream === 'board' ? board : viewOf(script, frame.stream);
        if (frame.stream === 'board') boards.set(socket, { id: frame.id, sequence: 0 });
        send({ kind: 'snapshot', id: frame.id, sequence: 0, position: 1, view });
      }
      if (frame.kind === 'call') {
        calls.push({ name: frame.name, input: frame.input });
        send({ kind: 'reply', id: frame.id, ...answer(script, frame.name, frame.input) });
      }
    });
  });

  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the scripted station has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    calls,
    show: (next) => {
      board = next;
      for (const [socket, watched] of boards) {
        watched.sequence += 1;
        socket.send(JSON.stringify({ kind: 'update', position: 2, view: next, ...watched }));
      }
    },
    fallSilent: () => {
      silent = true;
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
}

function hello(script: Script, build: string): object {
  const { signedIn = null, simulation = false } = script;
  const seat: SignedIn | null =
    signedIn === null
      ? null
      : {
          person: { id: personId('me'), name: signedIn.name, shortName: signedIn.name, roles: [signedIn.role] },
          role: signedIn.role,
          token: 'scripted',
        };
  const time = { now: script.now, rate: script.rate ?? 0 };
  return { kind: 'hello', protocol: PROTOCOL_VERSION, build, simulation, time, signedIn: seat };
}

function viewOf(script: Script, stream: string): unknown {
  if (stream === 'chair') return script.chair;
  if (stream === 'timeline') return script.timeline ?? [];
  if (stream === 'trend') return script.trend;
  return [...script.board.suiteAlerts, ...script.board.tiles.flatMap((tile) => tile.alerts)];
}

function answer(script: Script, name: string, input: unknown): object {
  if (name === 'people') return { ok: true, value: script.people ?? [] };
  if (name === 'alertHistory') {
    const alerts = script.board.tiles.flatMap((tile) => tile.alerts);
    return { ok: true, value: alerts.map((alert) => ({ alert, events: script.timeline?.slice(0, 3) ?? [] })) };
  }
  if (name === 'previewDose' && script.preview !== undefined) return { ok: true, value: script.preview };
  const error = script.refuse?.(name, input) ?? null;
  return error === null ? { ok: true, value: { position: 2 } } : { ok: false, error };
}

function serveBoard(): Server {
  return createServer((request, response) => {
    const path = normalize((request.url ?? '/').split('?')[0] ?? '/').replace(/^\/$/, '/index.html');
    try {
      const bytes = readFileSync(join(BOARD_FOLDER, path));
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
}
