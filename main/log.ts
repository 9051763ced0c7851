import { type DestinationStream, destination, type Level, type Logger, pino, stdTimeFunctions } from 'pino';

export type Log = Logger;

/**
 * Fields that name a patient or may, at whatever depth they are found. A log is read by people who may not
 * know who is in the chairs. Texts are not searched: write fields, not sentences with names in them.
 */
const NAMING = new Set([
  'patient',
  'patientId',
  'familyName',
  'givenName',
  'name',
  'shortName',
  'mrn',
  'birthDate',
  'driver',
  'shown',
  'raw',
  'bytes',
  'note',
]);
const REDACTED = '[redacted]';
const DEPTH_MAX = 8;

function redact(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (ArrayBuffer.isView(value) || depth > DEPTH_MAX) return REDACTED;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return redactFields(value, depth);
}

const redactFields = (fields: object, depth: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, NAMING.has(key) ? REDACTED : redact(value, depth + 1)]),
  );

/**
 * The station's log, JSON lines. Diagnostics only: what happened to a patient is in the record, never here.
 * @param to where lines go; standardError() unless a test or a desktop host has its own place
 */
export const createLog = (level: Level, to: DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactFields(fields, 0),
      },
      // What a child logger is bound to passes the formatter by.
      redact: { paths: [...NAMING].flatMap((key) => [key, `*.${key}`]), censor: REDACTED },
    },
    to,
  );

/** Written before the call returns, so that the last words of a dying process are not lost. */
export const standardError = (): DestinationStream => destination({ dest: 2, sync: true });

/** Appended to `path`, its folder made if missing. */
export const logFile = (path: string): DestinationStream => destination({ dest: path, mkdir: true, sync: true });
