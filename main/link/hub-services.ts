import type { z } from 'zod';
import type { Actor } from '../../shared/access/roles.ts';
import type { Chair, CommandId, WorkstationId } from '../../shared/kernel/ids.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type {
  CallError,
  QUERIES,
  QueryName,
  QueryOutput,
  Seat,
  SignedIn,
  STREAMS,
  StreamName,
  StreamView,
} from '../../shared/link/contract.ts';
import type { Command } from '../../shared/session/session-commands.ts';

/** Inputs as a handler gets them: parsed, defaults filled in. */
export type QueryAsked<Name extends QueryName> = z.output<(typeof QUERIES)[Name]['input']>;
export type StreamAsked<Name extends StreamName> = z.output<(typeof STREAMS)[Name]['input']>;

/** The hub seats people itself; every other query is the station's. */
export type StationQuery = Exclude<QueryName, 'signIn' | 'signOut'>;

/** What can change: one board, one list of alerts, three views of each chair. */
export type Topic = 'board' | 'alerts' | `${'chair' | 'timeline' | 'trend'}:${Chair}`;

export type ViewChange = {
  readonly topics: readonly Topic[];
  /** An alert or an event changed: goes out at once. False for readings, which wait for their turn. */
  readonly urgent: boolean;
};

/** A view, and how far the log had come when it was made. */
export type SeenView<Name extends StreamName> = { readonly position: number; readonly view: StreamView[Name] };

/** Who acts, from where, and on what they had seen. */
export type ActOf = {
  readonly actor: Exclude<Actor, 'station'>;
  readonly commandId: CommandId;
  /** The position of the view the person looked at; null where the act does not depend on it. */
  readonly expectedPosition: number | null;
  readonly workstation: WorkstationId;
};

/**
 * All that the hub needs of a station. Inputs arrive parsed and permitted; an answer that is no `Result`
 * but an exception is a bug and reaches the screen as `failed`.
 */
export type HubServices = {
  /** Makes a new token each time: the hub ends the one that sat here before. */
  readonly signIn: (input: QueryAsked<'signIn'>) => Result<SignedIn, CallError>;
  /** Who holds this token; null when it is unknown or was signed out. */
  readonly resume: (token: string) => SignedIn | null;
  /** The token is worth nothing from here on. */
  readonly signOut: (token: string) => void;
  /** Resolves once what happened is on disk. The same `commandId` again acts once and answers alike. */
  readonly command: (command: Command, act: ActOf) => Promise<Result<{ readonly position: number }, CallError>>;
  readonly queries: {
    readonly [Name in StationQuery]: (
      input: QueryAsked<Name>,
      seat: Seat,
    ) => Result<QueryOutput[Name], CallError> | Promise<Result<QueryOutput[Name], CallError>>;
  };
  /** Asked once per change and role, however many screens look. */
  readonly views: {
    readonly [Name in StreamName]: (input: StreamAsked<Name>, seat: Seat) => SeenView<Name>;
  };
  /** Calls back after each change, when `views` already shows it; returns the end of it. */
  readonly onChange: (listener: (change: ViewChange) => void) => () => void;
};

/** Why the hub lets a screen go. */
export type Farewell = 'no-hello' | 'protocol' | 'frame-too-large' | 'flood' | 'too-slow' | 'too-many' | 'stopping';

/** One connection, as a transport carries it. Neither function throws, also when the far end has gone. */
export type PeerWire = {
  readonly send: (text: string) => void;
  readonly close: (why: Farewell) => void;
  /** Bytes accepted by `send` and not yet taken by the far end; 0 where a transport cannot know. */
  readonly bufferedBytes: () => number;
  /** Where it comes from, for the log: an address or a window. */
  readonly remote: string;
};

/** What the transport tells of its connection. */
export type PeerEnd = {
  readonly receive: (text: string) => void;
  readonly closed: () => void;
};

/** For the log: codes and addresses, never what a frame held. */
export type LinkNote =
  | { readonly event: 'screen-closed'; readonly remote: string; readonly why: Farewell }
  | {
      readonly event: 'handshake-refused';
      readonly remote: string;
      readonly why: 'host' | 'origin' | 'path' | 'too-many';
    }
  | { readonly event: 'service-threw'; readonly at: string; readonly error: unknown };
export type LinkReport = (note: LinkNote) => void;
