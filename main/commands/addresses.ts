import { err, ok, type Result } from '../../shared/kernel/result.ts';

export type Address = { readonly host: string; readonly port: number };

/** Loopback unless a person says otherwise; 2575 is the port registered for HL7. */
export const DEFAULT_HTTP = '127.0.0.1:8480';
export const DEFAULT_MLLP = '127.0.0.1:2575';

/**
 * HOST:PORT as typed, [::1]:PORT for IPv6; port 0 takes any free one.
 * @returns the address, or one sentence that names the option
 */
export function parseAddress(option: string, text: string): Result<Address, string> {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port > 65_535)
    return err(`--${option} wants HOST:PORT, such as 127.0.0.1:2575, not '${text}'.`);
  return ok({ host, port });
}
