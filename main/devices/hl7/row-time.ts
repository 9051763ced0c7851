import type { Instant } from '../../../shared/kernel/units.ts';
import type { NumericParameter, TimeBasis } from '../../../shared/vitals/observation.ts';
import type { Problem } from '../drivers/driver.ts';
import { clipped } from './field.ts';
import type { ObservationGroup, ObservationRow } from './observation-row.ts';
import { readTime, type TimeContext } from './time.ts';

export type RowTime = {
  readonly observedAt: Instant | null;
  readonly timeBasis: TimeBasis;
  /** It disagrees with the message's own time by more than one feed can explain. */
  readonly doubtful: boolean;
};

/** A monitor repeats its last pressure for hours; anything else it reports as it is now. */
const APART_MS_MAX = { pressure: 24 * 3_600_000, other: 3_600_000 };

const isCuff = (parameter: NumericParameter): boolean => parameter.startsWith('nibp');

/** A group of nothing but cuff rows has the cuff's own time: a monitor opens one for that purpose. */
function groupBases(rows: readonly ObservationRow[], count: number): readonly TimeBasis[] {
  const cuff = Array<boolean>(count).fill(false);
  const other = Array<boolean>(count).fill(false);
  for (const { group, meaning } of rows) {
    if (group < 0 || meaning.kind !== 'parameter') continue;
    if (isCuff(meaning.parameter)) cuff[group] = true;
    else if (meaning.parameter !== 'pulseRate') other[group] = true;
  }
  return cuff.map((hasCuff, group) => (hasCuff && other[group] === false ? 'measurement' : 'message'));
}

/** Gives each row its time: its own, else its group's, else the message's. */
export function createRowClock(
  rows: readonly ObservationRow[],
  groups: readonly ObservationGroup[],
  messageTime: string,
  context: TimeContext,
) {
  const problems = new Map<string, Problem>();
  const known = new Map<string, Instant | null>();

  const read = (text: string, at: string): Instant | null => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const reading = readTime(text, context);
    const instant = reading.kind === 'time' ? reading.at : null;
    known.set(text, instant);
    if (reading.kind === 'unreadable') {
      problems.set(`time ${text}`, {
        severity: 'warning',
        code: 'time-unreadable',
        at,
        text: JSON.stringify(clipped(text, 40)),
      });
    } else if (reading.kind === 'time' && reading.how !== 'exact') {
      const why = reading.how === 'skipped' ? 'no clock showed this hour' : 'clocks showed this hour twice';
      problems.set(`time ${text}`, {
        severity: 'info',
        code: `time-${reading.how}`,
        at,
        text: `${clipped(text, 40)}: ${why}`,
      });
    }
    return instant;
  };

  const sentAt = read(messageTime, 'MSH-7');
  const groupBasis = groupBases(rows, groups.length);

  const source = (row: ObservationRow): { observedAt: Instant | null; timeBasis: TimeBasis } => {
    const own = read(row.time, `${row.at}-14`);
    if (own !== null) return { observedAt: own, timeBasis: 'measurement' };
    const ofGroup = read(groups[row.group]?.time ?? '', `OBR[${row.group + 1}]-7`);
    if (ofGroup !== null) return { observedAt: ofGroup, timeBasis: groupBasis[row.group] ?? 'message' };
    return { observedAt: sentAt, timeBasis: sentAt === null ? 'none' : 'message' };
  };

  return {
    sentAt,
    /** Is there any time in the message at all? A repeat of such a message is the same message. */
    timed: (): boolean => sentAt !== null || rows.some((row) => source(row).observedAt !== null),
    of(row: ObservationRow, parameter: NumericParameter | 'ecgRhythm'): RowTime {
      const { observedAt, timeBasis } = source(row);
      const pressure = parameter !== 'ecgRhythm' && isCuff(parameter);
      const apart = observedAt === null || sentAt === null ? 0 : Math.abs(observedAt - sentAt);
      const doubtful = apart > (pressure ? APART_MS_MAX.pressure : APART_MS_MAX.other);
      if (doubtful) {
        const text = `measured ${Math.round(apart / 3_600_000)} h away from the message's own time`;
        problems.set('apart', { severity: 'warning', code: 'time-disagrees', at: row.at, text });
      }
      return { observedAt, timeBasis, doubtful };
    },
    problems: (): readonly Problem[] => [...problems.values()],
  };
}
export type RowClock = ReturnType<typeof createRowClock>;
