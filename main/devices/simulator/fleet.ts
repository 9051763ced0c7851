import { z } from 'zod';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { instant, type Millis, millis } from '../../../shared/kernel/units.ts';
import { type Clock, scaledClock } from '../../clock.ts';
import { DRIVER_NAMES, type DriverName } from '../drivers/driver.ts';
import type { LinkNews } from './link.ts';
import { createMonitor, MESSAGE_EVERY_MS, type Monitor, type MonitorOptions } from './monitor.ts';
import { SCENARIO_NAMES, SCENARIOS, type ScenarioName } from './scenarios.ts';
import { type Scene, withScene } from './scene.ts';
import { SPOKEN_DRIVERS, type SpokenDriver } from './speech.ts';
import { parsePressures, parseValues, type SteeringLine } from './steering.ts';
import { layWire, parseAddress, type WireEnd } from './wire.ts';

type FleetMember = {
  readonly id: string;
  readonly end: WireEnd;
  readonly scenario: ScenarioName;
  readonly options: MonitorOptions;
};

export type FleetPlan = {
  /** The demo's clock (scaledClock), or null for the real one. */
  readonly clock: { readonly origin: number; readonly speed: number } | null;
  readonly members: readonly FleetMember[];
};

/** At most eight chairs, and some spares nobody has bound yet. */
const MEMBERS_MAX = 64;
const INTERVAL_MIN_MS = 100;

/**
 * How often, in real time, a monitor on a hurried clock speaks. The station ages readings by its own hurried
 * clock: more than 4 s of that apart is marked SLOW FEED, more than 10 s stale. So 3 s of station time, never
 * more than a real second, never less than 100 ms: fresh up to speed 100, unmarked up to speed 40.
 */
export const intervalAtSpeed = (speed: number): Millis =>
  millis(Math.max(INTERVAL_MIN_MS, Math.min(MESSAGE_EVERY_MS, Math.floor(3_000 / speed))));

/** Only some monitors can be simulated so far; the rest are refused by name. */
export function spokenDriver(driver: DriverName): Result<SpokenDriver, string> {
  const spoken = SPOKEN_DRIVERS.find((name) => name === driver);
  if (spoken !== undefined) return ok(spoken);
  return err(`simulating ${driver} is not built yet: ${SPOKEN_DRIVERS.join(' and ')} are`);
}

/** @param onsetMs on the patient's clock; null takes the scenario's own lead-in */
export const openingScene = (name: ScenarioName, onsetMs: number | null): Scene => ({
  name,
  atMs: onsetMs ?? SCENARIOS[name].leadInMs,
});

/** Turns what another parser found into what zod wants to hear. */
const read = <T>(parse: (text: string) => Result<T, string>) =>
  z
    .string()
    .max(2_000)
    .transform((text, context) => {
      const parsed = parse(text);
      if (parsed.ok) return parsed.value;
      context.addIssue({ code: 'custom', message: parsed.error });
      return z.NEVER;
    });

const daySeconds = z.number().min(-86_400).max(86_400);
const wire = z.union([
  z.strictObject({ mllp: read(parseAddress) }).transform(({ mllp }): WireEnd => ({ kind: 'mllp', address: mllp })),
  z
    .strictObject({ listen: read(parseAddress) })
    .transform(({ listen }): WireEnd => ({ kind: 'listen', address: listen })),
  z
    .strictObject({ serial: z.string().min(1).max(200) })
    .transform(({ serial }): WireEnd => ({ kind: 'serial', path: serial })),
]);

const memberSchema = z.strictObject({
  id: z.string().min(1).max(40),
  wire,
  driver: z.enum(DRIVER_NAMES).default('hl7'),
  seed: z.int().default(1),
  scenario: z.enum(SCENARIO_NAMES).default('quiet'),
  /** When the scenario sets in, in seconds on the patient's clock; absent takes its own lead-in. */
  onset: daySeconds.nullable().default(null),
  /** Scenarios that follow. */
  followedBy: z
    .array(z.strictObject({ scenario: z.enum(SCENARIO_NAMES), at: daySeconds }))
    .max(8)
    .default([]),
  patientId: z.string().max(64).nullable().default(null),
  location: z.string().max(80).default(''),
  /** When the drug starts, in seconds on the patient's clock: negative when it began before the monitor did. */
  infusionStartsAt: daySeconds.nullable().default(null),
  pressures: read(parsePressures).default([]),
  values: read(parseValues).default({}),
});

const fleetSchema = z.strictObject({
  clock: z
    .strictObject({ origin: z.int().min(0), speed: z.number().positive().max(100) })
    .nullable()
    .default(null),
  monitors: z
    .array(memberSchema)
    .min(1)
    .max(MEMBERS_MAX)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two monitors have one id'),
});

/** Reads a fleet file's JSON. What is wrong is named by its place in the file. */
export function parseFleet(json: unknown): Result<FleetPlan, string> {
  const parsed = fleetSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err(`at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'not understood'}`);
  }
  const { clock, monitors } = parsed.data;
  const members: FleetMember[] = [];
  for (const { id, wire: end, driver, scenario, onset, followedBy, infusionStartsAt, ...rest } of monitors) {
    const spoken = spokenDriver(driver);
    if (!spoken.ok) return err(`monitor ${id}: ${spoken.error}`);
    const opening = openingScene(scenario, onset === null ? null : onset * 1_000);
    const scenes = followedBy.reduce<readonly Scene[]>(
      (all, next) => withScene(all, { name: next.scenario, atMs: next.at * 1_000 }),
      [opening],
    );
    const infusionStartsAtMs = infusionStartsAt === null ? null : infusionStartsAt * 1_000;
    // The demo hurries the whole clock, so the patient needs no hurrying on top.
    const intervalMs = intervalAtSpeed(clock?.speed ?? 1);
    const options = { ...rest, scenes, infusionStartsAtMs, speed: 1, driver: spoken.value, intervalMs };
    members.push({ id, end, scenario, options });
  }
  return ok({ clock, members });
}

/** One running monitor. `end` is where its wire really goes: a port of 0 has become a number. */
type FleetRoll = Pick<MonitorOptions, 'driver' | 'seed'> & Pick<FleetMember, 'id' | 'scenario' | 'end'>;

export type Fleet = {
  readonly monitors: readonly FleetRoll[];
  /** False when no monitor has that id. */
  readonly steer: (line: SteeringLine) => boolean;
  readonly stop: () => void;
};

/** @throws the operating system's error when an address cannot be listened on; nothing is left running then */
export async function startFleet(
  plan: FleetPlan,
  real: Clock,
  onNews: (id: string, news: LinkNews) => void,
): Promise<Fleet> {
  const own =
    plan.clock === null ? real : scaledClock(real, { origin: instant(plan.clock.origin), speed: plan.clock.speed });
  const running: { readonly roll: FleetRoll; readonly monitor: Monitor; readonly remove: () => void }[] = [];
  const stop = (): void => {
    for (const { monitor, remove } of running) {
      monitor.stop();
      remove();
    }
  };
  for (const { id, end, scenario, options } of plan.members) {
    try {
      const laid = await layWire(end, options.driver);
      const monitor = createMonitor(options, { own, real }, laid.wire, (news) => onNews(id, news));
      const { driver, seed } = options;
      running.push({ roll: { id, driver, seed, scenario, end: laid.end }, monitor, remove: laid.remove });
    } catch (error) {
      stop();
      throw error;
    }
  }
  for (const { monitor } of running) monitor.start();
  return {
    monitors: running.map(({ roll }) => roll),
    steer({ monitor: id, steering }) {
      const steered = running.filter(({ roll }) => id === null || roll.id === id);
      for (const { monitor } of steered) monitor.steer(steering);
      return steered.length > 0;
    },
    stop,
  };
}
