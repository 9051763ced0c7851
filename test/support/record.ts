import type { Append, IncomingMessage } from '../../main/store/append.ts';
import { type Chair, type CommandId, commandId, personId, sessionId } from '../../shared/kernel/ids.ts';
import { type Instant, instant } from '../../shared/kernel/units.ts';
import type { RecordedEvent, SuiteEvent } from '../../shared/session/suite.ts';
import { report } from './reports.ts';

/** 2026-11-22T14:00:00Z. */
export const TWO_O_CLOCK: Instant = instant(Date.UTC(2026, 10, 22, 14));
export const ADA_SESSION = sessionId('session-ada');

export const shiftBegun = (who: string): SuiteEvent => ({ type: 'shift-begun', person: personId(who) });

type EventExtras = { readonly command?: CommandId; readonly event?: SuiteEvent; readonly at?: Instant };

export const recorded = (position: number, extras: EventExtras = {}): RecordedEvent => ({
  position,
  at: extras.at ?? instant(TWO_O_CLOCK + position * 1_000),
  effectiveAt: extras.at ?? instant(TWO_O_CLOCK + position * 1_000),
  actor: { person: personId('ana'), role: 'nurse' },
  workstation: null,
  commandId: extras.command ?? null,
  event: extras.event ?? shiftBegun(`nurse-${position}`),
});

/** A command's id: a UUID with a number in it. */
export const command = (n: number): CommandId =>
  commandId(`00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`);

type MessageExtras = {
  readonly at?: Instant;
  readonly timed?: boolean;
  readonly chair?: Chair | null;
  readonly heartRate?: number;
  readonly spo2?: number | null;
};

/** A message with two readings, of a monitor that watches chair 1 unless `chair` says otherwise. */
export function message(text: string, extras: MessageExtras = {}): IncomingMessage {
  const chair = extras.chair === undefined ? 1 : extras.chair;
  return {
    raw: Buffer.from(text),
    timed: extras.timed ?? true,
    chair,
    session: chair === null ? null : ADA_SESSION,
    report: report(extras.at ?? TWO_O_CLOCK, {
      heartRate: extras.heartRate ?? 72,
      spo2: extras.spo2 === undefined ? 98 : extras.spo2,
    }),
  };
}

export const events = (...list: RecordedEvent[]): Append => ({ events: list, messages: [] });
export const messages = (...list: IncomingMessage[]): Append => ({ events: [], messages: list });
