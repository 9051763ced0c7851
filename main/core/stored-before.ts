import type { SourceId } from '../../shared/kernel/ids.ts';
import type { Observation, Report } from '../../shared/vitals/observation.ts';

/** Reports of one source that are remembered: what a monitor may still wait for an answer to. */
const REPORTS_MAX = 100;

const saidBy = ({ parameter, value, validity, observedAt, code }: Observation) =>
  [parameter, value, validity, observedAt, code] as const;

/** All that a report says but when it came: the same message gives the same text. */
const textOf = ({ sentAt, patientId, location, faults, observations }: Report): string =>
  JSON.stringify([sentAt, patientId, location, faults, observations.map(saidBy)]);

/**
 * What the record held when the station started. A monitor that saw no answer before the station ended sends
 * the same message again to the new one, whose repeat filter has forgotten it: judged again, a number from
 * before the gap would be shown as fresh. The bytes are not at hand then, so what they said decides.
 */
export function createStoredBefore() {
  const said = new Map<SourceId, Set<string>>();
  return {
    add(report: Report): void {
      const known = said.get(report.source) ?? new Set<string>();
      said.set(report.source, known.add(textOf(report)));
      const [oldest] = known;
      if (known.size > REPORTS_MAX && oldest !== undefined) known.delete(oldest);
    },
    /** For a message with a time of its own only: another may rightly say the same again. */
    has: (report: Report): boolean => said.get(report.source)?.has(textOf(report)) ?? false,
  };
}
