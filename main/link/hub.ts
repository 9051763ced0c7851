import type { Instant } from '../../shared/kernel/units.ts';
import type { LinkTimers } from '../../shared/link/link-timers.ts';
import type { HubServices, LinkReport, PeerEnd, PeerWire } from './hub-services.ts';
import { HEARTBEAT_MS, PEERS_MAX } from './link-limits.ts';
import { Peer, type PeerContext } from './peer.ts';
import { createViewCache } from './view-cache.ts';

export type HubOptions = {
  readonly services: HubServices;
  /** The station's own time, which screens show and count by. */
  readonly clock: { readonly now: () => Instant };
  /** How fast that time runs against real time: 1 in a suite, N in a demo, 0 on a stepped clock. */
  readonly rate: number;
  /** Real time: heartbeats, intervals and patience do not run faster in a demo. */
  readonly timers: LinkTimers;
  /** A page of another build reloads before it shows anything. */
  readonly build: string;
  /** Some monitors here are simulated: every screen says so. */
  readonly simulation: boolean;
  readonly report: LinkReport;
};

export type Hub = {
  /** A transport hands over a new connection; after `close` was called on the wire its end is ignored. */
  readonly connect: (wire: PeerWire) => PeerEnd;
  /** Lets every screen go and takes no more. */
  readonly stop: () => void;
};

/** Joins any number of screens over any transport to one station. Transports carry text and know no call. */
export function createHub(options: HubOptions): Hub {
  const { services, clock, rate, timers, build, simulation, report } = options;
  const peers = new Set<Peer>();
  const views = createViewCache();
  const context: PeerContext = {
    services,
    views,
    timers,
    build,
    simulation,
    report,
    stationTime: () => ({ now: clock.now(), rate }),
    tokenEnded: (token) => {
      for (const peer of peers) peer.tokenEnded(token);
    },
    left: (peer) => peers.delete(peer),
  };
  let stopped = false;

  const stopListening = services.onChange((change) => {
    views.forget(change.topics);
    for (const peer of peers) peer.changed(change);
  });

  const beat = (): void => {
    for (const peer of peers) peer.heartbeat();
    cancelBeat = timers.setTimer(beat, HEARTBEAT_MS);
  };
  let cancelBeat = timers.setTimer(beat, HEARTBEAT_MS);

  return {
    connect(wire) {
      const peer = new Peer(context, wire);
      if (stopped || peers.size >= PEERS_MAX) peer.close(stopped ? 'stopping' : 'too-many');
      else peers.add(peer);
      return { receive: (text) => peer.receive(text), closed: () => peer.closed() };
    },

    stop() {
      stopped = true;
      stopListening();
      cancelBeat();
      for (const peer of peers) peer.close('stopping');
    },
  };
}
