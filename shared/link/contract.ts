import { z } from 'zod';
import type { Person, Role } from '../access/roles.ts';
import { ROLES } from '../access/roles.ts';
import type { AlertView, BoardView, ChairView, PersonChoice, TimelineEntry, TrendView } from '../board/views.ts';
import { CHAIRS } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/result.ts';
import type { DosePlan } from '../protocol/dose.ts';
import { COMMANDS, type CommandInput, type CommandName } from '../session/session-commands.ts';

/**
 * The one contract between a screen and the station. Commands change the record and need a signed-in role;
 * queries and streams only show. A transport carries frames (frames.ts) and knows nothing of this file.
 */
export const PROTOCOL_VERSION = 1;

/** `display` is no role but the unsigned seat: the board without names. */
export type Seat = Role | 'display';
const ANYONE: readonly Seat[] = [...ROLES, 'display'];
const chairInput = z.strictObject({ chair: z.literal([...CHAIRS]) });
const nothing = z.strictObject({});

export const QUERIES = {
  people: { may: ANYONE, input: nothing },
  /** Choose a person; PINs come with a later release. Answers with a token that a reconnecting screen shows again. */
  signIn: { may: ANYONE, input: z.strictObject({ person: z.string().min(1).max(64), role: z.enum(ROLES) }) },
  signOut: { may: ANYONE, input: nothing },
  /** The last `limit` closed and open alerts with who did what when. */
  alertHistory: { may: ROLES, input: z.strictObject({ limit: z.int().min(1).max(500).default(100) }) },
  /** The dose and each step of its arithmetic, before anyone confirms it. */
  previewDose: {
    may: ROLES,
    input: z.strictObject({
      chair: z.literal([...CHAIRS]),
      stockMgPerMl: z.literal([10, 50, 100]),
      bagMl: z.number().min(10).max(500),
      method: z.enum(['withdraw', 'add', 'dilute']),
    }),
  },
} as const satisfies Record<string, { may: readonly Seat[]; input: z.ZodType }>;
export type QueryName = keyof typeof QUERIES;

/** The whole worksheet: every step as data. */
export type DosePreview = DosePlan;
export type SignedIn = { readonly person: Person; readonly role: Role; readonly token: string };
export type AlertHistoryEntry = { readonly alert: AlertView; readonly events: readonly TimelineEntry[] };
export type QueryOutput = {
  people: readonly PersonChoice[];
  signIn: SignedIn;
  signOut: null;
  alertHistory: readonly AlertHistoryEntry[];
  previewDose: DosePreview;
};

/** Every stream sends one whole snapshot, then whole updates: never patches. */
export const STREAMS = {
  board: { may: ANYONE, input: nothing },
  chair: { may: ROLES, input: chairInput },
  timeline: { may: ROLES, input: chairInput },
  trend: { may: ROLES, input: chairInput },
  alerts: { may: ROLES, input: nothing },
} as const satisfies Record<string, { may: readonly Seat[]; input: z.ZodType }>;
export type StreamName = keyof typeof STREAMS;
export type StreamInput<Name extends StreamName> = z.input<(typeof STREAMS)[Name]['input']>;
export type StreamView = {
  board: BoardView;
  chair: ChairView;
  timeline: readonly TimelineEntry[];
  trend: TrendView;
  alerts: readonly AlertView[];
};

export type CallName = CommandName | QueryName;
export type CallInput<Name extends CallName> = Name extends CommandName
  ? CommandInput<Name>
  : Name extends QueryName
    ? z.input<(typeof QUERIES)[Name]['input']>
    : never;
/** A command answers with the position its events reached; a query with its view. */
export type CallOutput<Name extends CallName> = Name extends QueryName
  ? QueryOutput[Name]
  : { readonly position: number };

export const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);
export const isQuery = (name: string): name is QueryName => Object.hasOwn(QUERIES, name);
export const isStream = (name: string): name is StreamName => Object.hasOwn(STREAMS, name);

/** Every call gets a reply with one of these codes; nothing is dropped in silence. */
export type CallError =
  | { readonly code: 'bad-input'; readonly at: string; readonly text: string }
  | { readonly code: 'not-permitted'; readonly needs: readonly Seat[] }
  | { readonly code: 'unknown-call' }
  /** Somebody else acted first: look again. */
  | { readonly code: 'conflict' }
  | { readonly code: 'refused'; readonly reasons: readonly Refusal[] }
  /** The record could not be written: nothing has happened. */
  | { readonly code: 'not-recorded' }
  | { readonly code: 'not-connected' }
  | { readonly code: 'too-slow' }
  | { readonly code: 'failed' };
