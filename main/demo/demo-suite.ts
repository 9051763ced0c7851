import type { Instant } from '../../shared/kernel/units.ts';
import { type Config, parseConfig } from '../config.ts';
import { DEMO_CHAIRS, DEMO_PEOPLE, startOf } from './demo-day.ts';
import { DEMO_ZONE } from './past-monitor.ts';
import type { SerialPair } from './serial-pairs.ts';

/** The demo's people and monitors, as a configuration file would say it. */
export function demoConfig(lines: readonly SerialPair[]): Config {
  const monitors = DEMO_CHAIRS.map(({ chair }) => {
    const line = lines.find((candidate) => candidate.chair === chair);
    const via = line === undefined ? { location: `CHAIR-${chair}` } : { serial: line.stationEnd };
    return { id: `monitor-${chair}`, chair, driver: line?.driver ?? 'hl7', via };
  });
  const config = parseConfig(
    { suite: { name: 'Infusion suite', zone: DEMO_ZONE }, people: DEMO_PEOPLE, monitors },
    'of the demo',
  );
  if (!config.ok) throw new Error(config.error);
  return config.value;
}

/** The same eight monitors going on from where the prelude left them, on the demo's clock (simulate --fleet). */
export const demoFleet = (
  mllp: string,
  lines: readonly SerialPair[],
  clock: { readonly origin: Instant; readonly speed: number },
): object => ({
  clock,
  monitors: DEMO_CHAIRS.map((demo) => {
    const { chair, seed, scenario, onsetSeconds, patient } = demo;
    const line = lines.find((candidate) => candidate.chair === chair);
    const started = startOf(demo);
    return {
      id: `monitor-${chair}`,
      wire: line === undefined ? { mllp } : { serial: line.monitorEnd },
      driver: line?.driver ?? 'hl7',
      seed,
      scenario,
      onset: onsetSeconds,
      patientId: patient.mrn,
      location: `CHAIR-${chair}`,
      infusionStartsAt: started === null ? null : Math.round(started * 60),
    };
  }),
});
