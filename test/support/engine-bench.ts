import { randomUUID } from 'node:crypto';
import { createChronicle } from '../../main/core/chronicle.ts';
import { createEngine } from '../../main/core/engine.ts';
import type { EngineChange, MessageToStore } from '../../main/core/engine-types.ts';
import type { AppendBatch } from '../../main/core/recorder.ts';
import { parseCommand } from '../../main/link/call-input.ts';
import type { RuleId } from '../../shared/alarms/alert.ts';
import { alertViews } from '../../shared/board/alert-view.ts';
import { boardView } from '../../shared/board/board-view.ts';
import { chairTile } from '../../shared/board/tile.ts';
import { type Chair, type CommandId, commandId, sessionId, workstationId } from '../../shared/kernel/ids.ts';
import { type Instant, instant, type Millis, seconds } from '../../shared/kernel/units.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import type { CommandInput, CommandName } from '../../shared/session/session-commands.ts';
import type { RecordedEvent, SuiteState } from '../../shared/session/suite.ts';
import type { Report } from '../../shared/vitals/observation.ts';
import { report } from './reports.ts';
import { simClock } from './sim-clock.ts';
import { monitorOf, roleFor, STAFF, type Who } from './suite-people.ts';

type Batch = AppendBatch<MessageToStore>;
type Waiting = { readonly batch: Batch; readonly settle: (written: boolean) => void };

/** A disk that takes, refuses or keeps everybody waiting, as the test says. */
function scriptedDisk() {
  let mode: 'takes' | 'refuses' | 'holds' = 'takes';
  const waiting: Waiting[] = [];
  const written: RecordedEvent[] = [];
  const messages: MessageToStore[] = [];
  const take = ({ events, message }: Batch): void => {
    written.push(...events);
    if (message !== null) messages.push(message);
  };
  return {
    /** All events and messages on disk, in order. */
    written,
    messages,
    says: (next: typeof mode): void => {
      mode = next;
    },
    /** Ends everything that is being held, in order. */
    release: (taken: boolean): void => {
      for (const { batch, settle } of waiting.splice(0)) {
        if (taken) take(batch);
        settle(taken);
      }
    },
    append: async (batch: Batch): Promise<boolean> => {
      if (mode === 'refuses') return false;
      if (mode === 'holds') return new Promise((settle) => waiting.push({ batch, settle }));
      take(batch);
      return true;
    },
  };
}

/** Everything the disk was asked for has been answered, and what follows from it has been done. */
export const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

type Values = Parameters<typeof report>[1];
type Extras = Parameters<typeof report>[2];

/**
 * The engine on a stepped clock and a scripted disk, in the middle of a suite's day.
 * @param initial the log so far, folded
 * @param now the moment at which the station starts
 */
export function engineBench(initial: SuiteState, now: Instant) {
  const clock = simClock(now);
  const disk = scriptedDisk();
  const changes: EngineChange[] = [];
  const faults: (Chair | null)[] = [];
  const onDiskAlready = new Map<CommandId, number>();
  const engine = createEngine({
    clock: { now: clock.now, wakeAt: (at, wake) => clock.setTimer((at - clock.now()) as Millis, wake) },
    protocol: KETAMINE_INFUSION,
    initial,
    chronicle: createChronicle(),
    positionOf: async (command) => onDiskAlready.get(command) ?? null,
    append: disk.append,
    newSessionId: () => sessionId(randomUUID()),
    onChange: (change) => changes.push(change),
    onFault: (chair) => faults.push(chair),
  });
  let messages = 0;

  const bench = {
    engine,
    clock,
    disk,
    changes,
    faults,
    onDiskAlready,
    at: (offset: Millis): Instant => instant(now + offset),
    advance: (by: Millis): void => clock.advance(by),

    /** A message that came just now; unless told otherwise, of chair 1's monitor and unlike any before. */
    hear: (
      values: Values,
      extras: Extras & { readonly raw?: string; readonly timed?: boolean } = {},
    ): Promise<boolean> => {
      messages += 1;
      const { raw = `message ${messages}`, timed = true, ...rest } = extras;
      const heard: Report = report(clock.now(), values, { source: monitorOf(1), ...rest });
      return engine.receive({ report: heard, raw: Buffer.from(raw), timed, simulated: false });
    },
    /** The monitor's numbers once a second, the first one second from now. */
    hearFor: async (length: Millis, values: Values, extras: Extras = {}): Promise<void> => {
      for (let passed = 0; passed < length; passed += 1_000) {
        clock.advance(seconds(1));
        await bench.hear(values, extras);
      }
    },

    /** As a screen asks: parsed, in the first role in which this person may. */
    ask: <Name extends CommandName>(
      who: Who,
      name: Name,
      input: CommandInput<Name>,
      seen: { readonly id?: string; readonly position?: number } = {},
    ) => {
      const role = roleFor(who, name);
      const command = parseCommand(name, input, role);
      if (!command.ok) throw new Error(`${name}: ${JSON.stringify(command.error)}`);
      return engine.command(command.value, {
        actor: { person: STAFF[who].id, role },
        commandId: commandId(seen.id ?? randomUUID()),
        expectedPosition: seen.position ?? null,
        workstation: workstationId('test'),
      });
    },

    tile: (chair: Chair = 1) => chairTile(chair, engine.snapshot(), true),
    board: () => boardView(engine.snapshot(), true),
    alerts: () => alertViews(engine.snapshot()),
    rules: (): readonly RuleId[] => alertViews(engine.snapshot()).map(({ rule }) => rule),
  };
  engine.start();
  return bench;
}
