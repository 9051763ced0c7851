import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { millis } from '../../shared/kernel/units.ts';
import { DRIVER_NAMES } from '../devices/drivers/driver.ts';
import { type FleetPlan, openingScene, parseFleet, spokenDriver } from '../devices/simulator/fleet.ts';
import { MESSAGE_EVERY_MS } from '../devices/simulator/monitor.ts';
import { SCENARIO_NAMES } from '../devices/simulator/scenarios.ts';
import { parsePressures, parseValues } from '../devices/simulator/steering.ts';
import { parseAddress, type WireEnd } from '../devices/simulator/wire.ts';
import type { readOptions } from './cli-command.ts';

export const SIMULATE_OPTIONS = {
  mllp: { type: 'string' },
  listen: { type: 'string' },
  udp: { type: 'string' },
  serial: { type: 'string' },
  fleet: { type: 'string' },
  driver: { type: 'string' },
  scenario: { type: 'string' },
  onset: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  'patient-id': { type: 'string' },
  location: { type: 'string' },
  pressures: { type: 'string' },
  values: { type: 'string' },
  'infusion-at': { type: 'string' },
  'interval-ms': { type: 'string' },
  'exit-after': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Typed = Extract<ReturnType<typeof readOptions<typeof SIMULATE_OPTIONS>>, { ok: true }>['value'];
type OptionName = Exclude<keyof typeof SIMULATE_OPTIONS, 'json' | 'help'>;

export type SimulateQuestion = { readonly plan: FleetPlan; readonly exitAfterSeconds: number | null };

/** A file of eight monitors is a few kilobytes. */
const FLEET_CHARACTERS_MAX = 262_144;
const SEED_MAX = 4_294_967_295;

/** @returns what to simulate, or one sentence that says what is wrong with the options */
export function readSimulateQuestion(typed: Typed): Result<SimulateQuestion, string> {
  const exitAfter = numberOf(typed, 'exit-after', 0.1, 604_800);
  if (!exitAfter.ok) return exitAfter;
  const plan = typed.fleet === undefined ? onePlan(typed) : fleetPlan(typed, typed.fleet);
  return plan.ok ? ok({ plan: plan.value, exitAfterSeconds: exitAfter.value }) : plan;
}

/** In a fleet every monitor has its own options, in the file. */
function fleetPlan(typed: Typed, path: string): Result<FleetPlan, string> {
  const others = Object.keys(typed).filter((name) => !['fleet', 'exit-after', 'json'].includes(name));
  if (others.length > 0)
    return err(`--fleet takes the options of its monitors from the file: leave out --${others[0]}`);
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length > FLEET_CHARACTERS_MAX)
      return err(`--fleet ${path}: longer than ${FLEET_CHARACTERS_MAX} characters`);
    const plan = parseFleet(JSON.parse(text));
    return plan.ok ? plan : err(`--fleet ${path}: ${plan.error}`);
  } catch (error) {
    return err(`--fleet ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** One monitor, named on the command line. */
function onePlan(typed: Typed): Result<FleetPlan, string> {
  const end = wireEnd(typed);
  if (!end.ok) return end;
  const driver = oneOf(typed, 'driver', DRIVER_NAMES);
  if (!driver.ok) return driver;
  const spoken = spokenDriver(driver.value ?? 'hl7');
  if (!spoken.ok) return spoken;
  if (spoken.value === 'ivy-450c' && end.value.kind !== 'serial')
    return err('an ivy-450c has a serial port only: --serial PATH');
  const scenario = oneOf(typed, 'scenario', SCENARIO_NAMES);
  if (!scenario.ok) return scenario;
  const onset = numberOf(typed, 'onset', 0, 86_400);
  const seed = numberOf(typed, 'seed', 0, SEED_MAX);
  const speed = numberOf(typed, 'speed', 0.01, 1_000);
  const interval = numberOf(typed, 'interval-ms', 10, 600_000);
  const infusion = numberOf(typed, 'infusion-at', -86_400, 86_400);
  for (const read of [onset, seed, speed, interval, infusion]) if (!read.ok) return read;
  const pressures = typed.pressures === undefined ? ok([]) : parsePressures(typed.pressures);
  if (!pressures.ok) return err(`--pressures: ${pressures.error}`);
  const values = typed.values === undefined ? ok({}) : parseValues(typed.values);
  if (!values.ok) return err(`--values: ${values.error}`);
  const tooLong = (['patient-id', 'location'] as const).find((name) => (typed[name]?.length ?? 0) > 80);
  if (tooLong !== undefined) return err(`--${tooLong} has at most 80 characters`);

  const name = scenario.value ?? 'quiet';
  const options = {
    driver: spoken.value,
    seed: valueOr(seed, 1),
    scenes: [openingScene(name, valueOr(onset, null) === null ? null : valueOr(onset, 0) * 1_000)],
    patientId: typed['patient-id'] ?? null,
    location: typed.location ?? '',
    pressures: pressures.value,
    values: values.value,
    infusionStartsAtMs: valueOr(infusion, null) === null ? null : valueOr(infusion, 0) * 1_000,
    speed: valueOr(speed, 1),
    intervalMs: millis(valueOr(interval, MESSAGE_EVERY_MS)),
  };
  return ok({ clock: null, members: [{ id: 'monitor', end: end.value, scenario: name, options }] });
}

const valueOr = <T>(read: Result<number | null, string>, otherwise: T): number | T =>
  read.ok ? (read.value ?? otherwise) : otherwise;

function wireEnd(typed: Typed): Result<WireEnd, string> {
  const given = (['mllp', 'listen', 'udp', 'serial'] as const).filter((name) => typed[name] !== undefined);
  if (given.length !== 1) {
    return err(
      'say where the monitor is wired to: one of --mllp HOST:PORT, --listen HOST:PORT, --serial PATH, --fleet FILE',
    );
  }
  if (typed.udp !== undefined) return err('--udp is not built yet: --mllp, --listen and --serial are');
  if (typed.serial !== undefined) {
    return typed.serial === '' ? err('--serial wants a path') : ok({ kind: 'serial', path: typed.serial });
  }
  const kind = typed.mllp === undefined ? 'listen' : 'mllp';
  const address = parseAddress(typed.mllp ?? typed.listen ?? '');
  return address.ok ? ok({ kind, address: address.value }) : err(`--${kind}: ${address.error}`);
}

function oneOf<const T extends string>(typed: Typed, name: OptionName, known: readonly T[]): Result<T | null, string> {
  const text = typed[name];
  if (text === undefined) return ok(null);
  const found = known.find((candidate) => candidate === text);
  return found === undefined ? err(`--${name} is one of ${known.join(', ')}, not "${text}"`) : ok(found);
}

function numberOf(typed: Typed, name: OptionName, low: number, high: number): Result<number | null, string> {
  const text = typed[name];
  if (text === undefined) return ok(null);
  const value = /^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= low && value <= high) return ok(value);
  return err(`--${name} is a number from ${low} to ${high}, not "${text}"`);
}
