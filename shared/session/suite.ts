import type { Actor } from '../access/roles.ts';
import type { Alert, AlertEvent } from '../alarms/alert.ts';
import type { Chair, CommandId, SourceId, WorkstationId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/units.ts';
import type { StaffEvent, Staffing } from '../nursing/staffing.ts';
import type { SessionEvent } from './session-events.ts';
import type { Session } from './session-state.ts';

/** Facts about the station itself. */
export type StationEvent =
  /** `gapMs` is how long nobody watched: wall time since the last event, at least 0; null at first start. */
  | { readonly type: 'station-started'; readonly version: string; readonly gapMs: number | null }
  | { readonly type: 'wall-clock-stepped'; readonly byMs: number }
  | { readonly type: 'source-assigned'; readonly source: SourceId; readonly chair: Chair | null };

export type SuiteEvent = SessionEvent | StaffEvent | AlertEvent | StationEvent;

/** An event as the log keeps it. Positions are consecutive from 1 and assigned by the engine alone. */
export type RecordedEvent = {
  readonly position: number;
  readonly at: Instant;
  /** When it happened, if a person said "n minutes ago"; else the same as `at`. */
  readonly effectiveAt: Instant;
  readonly actor: Actor;
  readonly workstation: WorkstationId | null;
  readonly commandId: CommandId | null;
  readonly event: SuiteEvent;
};

/** All that the log says, folded. What monitors sent lives elsewhere: readings are never events. */
export type SuiteState = {
  readonly position: number;
  readonly sessions: Readonly<Record<Chair, Session | null>>;
  readonly staffing: Staffing;
  /** Which chair each known monitor feed watches; sources without a row are unassigned. */
  readonly assignments: Readonly<Record<SourceId, Chair>>;
  /** Open alerts, oldest first. */
  readonly alerts: readonly Alert[];
};
