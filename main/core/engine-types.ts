import type { Actor } from '../../shared/access/roles.ts';
import type { Chair, CommandId, SessionId, WorkstationId } from '../../shared/kernel/ids.ts';
import type { Protocol } from '../../shared/protocol/protocol.ts';
import type { SuiteState } from '../../shared/session/suite.ts';
import type { Report } from '../../shared/vitals/observation.ts';
import type { Chronicle } from './chronicle.ts';
import type { AppendBatch } from './recorder.ts';
import type { EngineClock } from './wake-timer.ts';

/** One message of one monitor, read and stamped; its bytes are kept with it. */
export type Incoming = {
  readonly report: Report;
  readonly raw: Uint8Array;
  /** Carries a time of its own: a byte-identical repeat is the same message. */
  readonly timed: boolean;
  readonly simulated: boolean;
};

/** A message as the log keeps it, and whose it was taken to be on receipt. */
export type MessageToStore = Pick<Incoming, 'report' | 'raw' | 'timed'> & {
  /** Null for a feed that watches no chair. */
  readonly chair: Chair | null;
  /** Null when nobody sat there, or when the monitor named somebody else. */
  readonly session: SessionId | null;
};

/** Who acts, from where, on what they had seen. */
export type ActBy = {
  readonly actor: Exclude<Actor, 'station'>;
  readonly commandId: CommandId;
  readonly expectedPosition: number | null;
  readonly workstation: WorkstationId;
};

/** What has changed for those who look. */
export type EngineChange = {
  readonly chairs: readonly Chair[];
  readonly alerts: boolean;
  /** Something was decided, not only measured. */
  readonly urgent: boolean;
};

export type EngineOptions = {
  readonly clock: EngineClock;
  readonly protocol: Protocol;
  /** The log, folded, before the first new event. */
  readonly initial: SuiteState;
  /** The same log told as history; the engine tells it on. */
  readonly chronicle: Chronicle;
  /** Commands that are on disk already: a screen that lost its answer asks again. */
  readonly positionOf: (command: CommandId) => Promise<number | null>;
  /** Resolves true when all of the batch is on disk; never rejects. */
  readonly append: (batch: AppendBatch<MessageToStore>) => Promise<boolean>;
  readonly newSessionId: () => SessionId;
  readonly onChange: (change: EngineChange) => void;
  /** A bug in one chair's judgement: held there, told here. */
  readonly onFault: (chair: Chair | null, error: unknown) => void;
};
