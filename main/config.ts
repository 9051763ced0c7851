import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ROLES } from '../shared/access/roles.ts';
import { CHAIRS } from '../shared/kernel/ids.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { builtDrivers, driverNamed } from './devices/device-registry.ts';
import { DRIVER_NAMES } from './devices/drivers/driver.ts';

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** How a monitor's feed is recognised: by its serial line, by PV1-3 of its messages, or by who connects. */
const via = z.union([
  z.strictObject({ serial: z.string().min(1).max(200) }),
  z.strictObject({ location: z.string().min(1).max(80) }),
  z.strictObject({ remote: z.string().min(1).max(80) }),
]);

const monitor = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and dashes, at most 40'),
  chair: z.literal([...CHAIRS]).nullable(),
  driver: z
    .enum(DRIVER_NAMES)
    .refine((name) => driverNamed(name) !== null, `this driver is not built yet: ${builtDrivers().join(' and ')} are`)
    .default('hl7'),
  via,
});

const person = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and dashes, at most 40'),
  name: z.string().trim().min(1).max(80),
  shortName: z.string().trim().min(1).max(20),
  roles: z.array(z.enum(ROLES)).min(1),
});

const idsDiffer = (items: readonly { readonly id: string }[]): boolean =>
  new Set(items.map(({ id }) => id)).size === items.length;

const configSchema = z.strictObject({
  suite: z
    .strictObject({
      name: z.string().trim().min(1).max(60),
      /** IANA zone of monitors that send local times. */
      zone: z.string().refine(isZone, 'an IANA time zone such as America/Chicago'),
    })
    .default({ name: 'Infusion suite', zone: 'UTC' }),
  people: z.array(person).max(200).default([]).refine(idsDiffer, 'two people have one id'),
  monitors: z.array(monitor).max(64).default([]).refine(idsDiffer, 'two monitors have one id'),
});

export type Config = z.output<typeof configSchema>;

export const DEFAULT_CONFIG: Config = configSchema.parse({});

/** Reads a configuration file. What is wrong is named by its place in the file, with what to do. */
export function readConfig(path: string): Result<Config, string> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return err(`cannot read the configuration ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseConfig(json, path);
}

export function parseConfig(json: unknown, name: string): Result<Config, string> {
  const parsed = configSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const faults = parsed.error.issues
    .slice(0, 10)
    .map((issue) => `  at ${issue.path.join('.') || 'the top'}: ${issue.message}`);
  return err([`the configuration ${name} is not usable:`, ...faults].join('\n'));
}
