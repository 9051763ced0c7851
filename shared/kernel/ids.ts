declare const id: unique symbol;
type Id<Of extends string> = string & { readonly [id]: Of };

export type PersonId = Id<'person'>;
export type SessionId = Id<'session'>;
export type AlertId = Id<'alert'>;
/** One feed of one monitor: a serial path, a listening connection, or what a message says of its sender. */
export type SourceId = Id<'source'>;
/** Made by the screen, a UUID: a retry of the same click carries the same one and cannot act twice. */
export type CommandId = Id<'command'>;
/** One screen's own id, kept by the workstation: one of its windows sounds. */
export type WorkstationId = Id<'workstation'>;

export const personId = (text: string): PersonId => text as PersonId;
export const sessionId = (text: string): SessionId => text as SessionId;
export const alertId = (text: string): AlertId => text as AlertId;
export const sourceId = (text: string): SourceId => text as SourceId;
export const commandId = (text: string): CommandId => text as CommandId;
export const workstationId = (text: string): WorkstationId => text as WorkstationId;

/** The suite has eight chairs, numbered as painted on the floor. */
export const CHAIRS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type Chair = (typeof CHAIRS)[number];
export const isChair = (n: number): n is Chair => Number.isInteger(n) && n >= 1 && n <= 8;
