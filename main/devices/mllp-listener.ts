import { createServer, type Socket } from 'node:net';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { Instant } from '../../shared/kernel/units.ts';
import type { DecoderContext, Message, Problem } from './drivers/driver.ts';
import { createHl7Decoder } from './drivers/hl7.ts';
import { MLLP_FRAME_BYTES_MAX } from './framing/mllp.ts';
import { type MllpConnection, type MllpLimits, type MllpPeer, serveMllp } from './mllp-connection.ts';

const LIMITS: MllpLimits = {
  // Eight chairs, their gateways, and connections that the peer has forgotten and the probes have not found yet.
  connections: 64,
  unanswered: 256,
  unansweredOfOne: 64,
  frameBytes: MLLP_FRAME_BYTES_MAX,
  unreadAnswerBytes: 262_144,
};
/** A half-open connection is found by probes after this silence; the system then asks once a second, ten times. */
const KEEP_ALIVE_AFTER_MS = 10_000;
/** Closing waits no longer than this without traffic for a peer to read its last answers. */
const CLOSE_IDLE_MS = 1_500;

type Options = {
  readonly host: string;
  /** 0 lets the system choose; `listen` tells which it was. */
  readonly port: number;
  readonly context: DecoderContext;
  readonly now: () => Instant;
  /** Resolves true once the message is on disk: only then is it acknowledged. A rejection counts as false. */
  readonly onMessage: (message: Message, peer: MllpPeer, receivedAt: Instant) => Promise<boolean>;
  readonly onOpen?: (peer: MllpPeer) => void;
  readonly onClose: (peer: MllpPeer) => void;
  /** Bytes that belonged to no message, and messages that could not be taken. */
  readonly onDiscarded: (problem: Problem, peer: MllpPeer) => void;
  readonly limits?: Partial<MllpLimits>;
};

/** An address of the old kind stays one when it comes through a socket of the new kind. */
const plainAddress = (address: string | undefined): string => (address ?? 'unknown').replace(/^::ffff:/, '');

/** A server that many monitors connect to and send HL7 in MLLP frames. */
export function createMllpListener({ host, port, context, now, onMessage, ...tell }: Options) {
  const limits = { ...LIMITS, ...tell.limits };
  const connections = new Map<Socket, MllpConnection>();
  let opened = 0;
  let inFlight = 0;

  const suite = {
    begin: (): boolean => {
      if (inFlight >= limits.unanswered) return false;
      inFlight += 1;
      return true;
    },
    done: (): void => {
      inFlight -= 1;
      for (const connection of connections.values()) connection.wake();
    },
  };

  const newPeer = (remoteAddress: string | undefined): MllpPeer => {
    opened += 1;
    return { id: `mllp ${opened}`, remoteAddress: plainAddress(remoteAddress) };
  };

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
    const peer = newPeer(socket.remoteAddress);
    const decoder = createHl7Decoder(context, limits.frameBytes);
    tell.onOpen?.(peer);
    connections.set(
      socket,
      serveMllp({ socket, peer, decoder, now, suite, limits, onMessage, onDiscarded: tell.onDiscarded }),
    );
    socket.on('close', () => {
      connections.delete(socket);
      tell.onClose(peer);
    });
  });
  server.maxConnections = limits.connections;
  server.on('drop', (refused) => {
    const text = `more than ${limits.connections} connections`;
    tell.onDiscarded(
      { severity: 'error', code: 'connection-refused', at: 'connection', text },
      newPeer(refused?.remoteAddress),
    );
  });

  return {
    /** Begins to listen; resolves to HOST:PORT as it really is, or to why it cannot. */
    listen: (): Promise<Result<string, string>> =>
      new Promise((resolve) => {
        // Stays on: an error of a listening server (too many open files) must not end the station.
        server.on('error', (error) => resolve(err(`cannot listen on ${host}:${port}: ${error.message}`)));
        server.listen({ host, port }, () => {
          const address = server.address();
          const taken = address === null || typeof address === 'string' ? port : address.port;
          resolve(ok(`${host.includes(':') ? `[${host}]` : host}:${taken}`));
        });
      }),
    /** Takes no more connections and no more messages; what was read is stored and answered, within a bound. */
    async close(): Promise<void> {
      const closed = new Promise<void>((resolve) => {
        if (server.listening) server.close(() => resolve());
        else resolve();
      });
      for (const [socket, connection] of connections) {
        connection.end();
        socket.setTimeout(CLOSE_IDLE_MS, () => socket.destroy());
      }
      await closed;
    },
  };
}
export type MllpListener = ReturnType<typeof createMllpListener>;
