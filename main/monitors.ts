import type { SourceId } from '../shared/kernel/ids.ts';
import { ok, type Result } from '../shared/kernel/result.ts';
import type { Instant } from '../shared/kernel/units.ts';
import type { Config } from './config.ts';
import type { Engine } from './core/engine.ts';
import { driverNamed } from './devices/device-registry.ts';
import type { DecoderContext, Message, Problem } from './devices/drivers/driver.ts';
import { createMllpListener, type MllpListener } from './devices/mllp-listener.ts';
import { createSerialBytePort } from './devices/ports/serial-byte-port.ts';
import { createSerialLine, type LineClock, type LineState, type SerialLine } from './devices/serial-line.ts';
import { nameSource, type Origin } from './devices/source-naming.ts';
import type { Log } from './log.ts';

type Options = {
  readonly engine: Engine;
  readonly config: Config;
  readonly clock: LineClock;
  readonly mllp: { readonly host: string; readonly port: number } | null;
  readonly log: Log;
};

/** A gateway sends the beds of a suite over one connection; names that a stranger invents fill no memory. */
const FEEDS_PER_WIRE_MAX = 200;

/** Every wire of the suite, joined to the engine: whose message it is, and when its wire ends. */
export function createMonitors({ engine, config, clock, mllp, log }: Options) {
  const context: DecoderContext = { zone: config.suite.zone };
  /** Which feeds were heard on which wire: when the wire ends they are gone, unless another carries them. */
  const heardOn = new Map<string, Set<SourceId>>();

  function receive(wire: string, origin: Origin, message: Message, receivedAt: Instant): Promise<boolean> {
    const source = nameSource(config.monitors, origin, message.location);
    const heard = heardOn.get(wire) ?? new Set<SourceId>();
    heardOn.set(wire, heard.add(source));
    const [first] = heard;
    if (heard.size > FEEDS_PER_WIRE_MAX && first !== undefined) heard.delete(first);
    const { patientId, location, observations, faults, sentAt, raw, timed, simulated } = message;
    return engine.receive({
      raw,
      timed,
      simulated,
      report: { source, receivedAt, sentAt, patientId, location, observations, faults },
    });
  }

  function wireEnded(wire: string): void {
    const gone = heardOn.get(wire) ?? new Set<SourceId>();
    heardOn.delete(wire);
    for (const source of gone) {
      const elsewhere = [...heardOn.values()].some((others) => others.has(source));
      if (!elsewhere) engine.disconnected(source);
    }
  }

  const discarded = (wire: string) => (problem: Problem) => log.warn({ wire, ...problem }, 'bytes discarded');

  const listener: MllpListener | null =
    mllp === null
      ? null
      : createMllpListener({
          ...mllp,
          context,
          now: clock.now,
          onMessage: (message, connection, receivedAt) =>
            receive(connection.id, { wire: 'tcp', remote: connection.remoteAddress }, message, receivedAt),
          onClose: (connection) => wireEnded(connection.id),
          onDiscarded: (problem, connection) => discarded(connection.id)(problem),
        });

  const lines = config.monitors.flatMap((monitor): { readonly path: string; readonly line: SerialLine }[] => {
    if (!('serial' in monitor.via)) return [];
    const path = monitor.via.serial;
    const driver = driverNamed(monitor.driver);
    if (driver === null || driver.serial === null) {
      log.error({ monitor: monitor.id, protocol: monitor.driver }, 'this driver cannot read a serial line');
      return [];
    }
    const wire = `serial ${path}`;
    const line = createSerialLine({
      port: createSerialBytePort(path, driver.serial),
      driver,
      context,
      clock,
      onMessage: (message, receivedAt) => receive(wire, { wire: 'serial', path }, message, receivedAt),
      onState: (state, text) => lineChanged(wire, state, text),
      onDiscarded: discarded(wire),
    });
    return [{ path, line }];
  });

  function lineChanged(wire: string, state: LineState, text: string): void {
    log.info({ wire, state, text }, 'serial line');
    if (state === 'closed' || state === 'silent') wireEnded(wire);
  }

  return {
    /** Opens every wire. Resolves to the address the listener has, or null where it was not asked for. */
    async open(): Promise<Result<string | null, string>> {
      for (const { line } of lines) line.start();
      return listener === null ? ok(null) : listener.listen();
    },
    serialPaths: lines.map(({ path }) => path),
    /** Takes no more; what was read is still stored and answered. */
    async close(): Promise<void> {
      await Promise.all([listener?.close(), ...lines.map(({ line }) => line.stop())]);
    },
  };
}
