import type { Message } from '../../main/devices/drivers/driver.ts';

/** What a careful reader gets from one capture, and what it must never say (test/captures/hl7/expected.json). */
export type Expectation = {
  readonly observations: readonly ExpectedObservation[];
  /** May be reported as named, or not at all where "absent" is allowed. */
  readonly ambiguous: readonly Ambiguity[];
  readonly mustNot: readonly { readonly parameter: string; readonly value: number | string }[];
  readonly alarms: readonly ExpectedAlarm[];
  readonly messages: number | readonly number[];
  /** For each message the codes that are right; "none" for no answer. */
  readonly ack: readonly (readonly string[])[];
  readonly patientId: string | null;
  readonly location: string | null;
};
type ExpectedObservation = {
  readonly parameter: string;
  readonly value: number | string | null;
  readonly unit: string | null;
  readonly validity: string | readonly string[];
};
type ExpectedAlarm = {
  readonly event: readonly string[];
  readonly text?: string;
  readonly priority?: string | readonly string[];
  readonly phase?: string;
};
type Ambiguity = Partial<ExpectedObservation> & {
  readonly event?: readonly string[];
  readonly allowed: readonly string[];
};

const oneOf = (allowed: string | readonly string[] | undefined, value: string | null): boolean =>
  allowed === undefined ||
  (typeof allowed === 'string' ? allowed === value : value !== null && allowed.includes(value));
const sameValue = (a: number | string | null | undefined, b: number | string | null): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) < 0.02 : a === b;

/** Every way in which what was read differs from what a careful reader gets; empty when it does not. */
export function differences(messages: readonly Message[], expected: Expectation): readonly string[] {
  const found: string[] = [];
  const read = messages.flatMap(({ observations }) => observations);
  const said = read.map((o) => `${o.parameter} ${o.value} ${o.validity}`);
  for (const wanted of expected.observations) {
    const there = read.some(
      (o) =>
        o.parameter === wanted.parameter &&
        sameValue(wanted.value, o.value) &&
        oneOf(wanted.validity, o.validity) &&
        (o.parameter === 'ecgRhythm' || o.unit === wanted.unit),
    );
    if (!there) found.push(`not read: ${wanted.parameter} ${wanted.value} ${String(wanted.validity)}`);
  }
  for (const [i, o] of read.entries()) {
    const wanted = expected.observations.some((e) => e.parameter === o.parameter && sameValue(e.value, o.value));
    const allowed = expected.ambiguous.some(
      (a) =>
        a.parameter === o.parameter &&
        (o.value === null || sameValue(a.value, o.value)) &&
        a.allowed.includes(o.validity),
    );
    if (!wanted && !allowed) found.push(`made up: ${said[i]}`);
    if (expected.mustNot.some((never) => never.parameter === o.parameter && sameValue(never.value, o.value))) {
      found.push(`never to be said: ${said[i]}`);
    }
  }
  return [...found, ...alarmDifferences(messages, expected), ...envelopeDifferences(messages, expected)];
}

function alarmDifferences(messages: readonly Message[], expected: Expectation): readonly string[] {
  const read = messages.flatMap(({ alarms }) => alarms);
  const names = (alarm: (typeof read)[number]): readonly string[] => [
    alarm.event,
    alarm.code,
    alarm.code.split('^')[0] ?? '',
  ];
  const isNamed = (alarm: (typeof read)[number], events: readonly string[] = []): boolean =>
    names(alarm).some((name) => events.includes(name));
  const missing = expected.alarms.filter(
    (wanted) =>
      !read.some(
        (alarm) =>
          isNamed(alarm, wanted.event) &&
          oneOf(wanted.priority, alarm.priority) &&
          oneOf(wanted.phase, alarm.phase) &&
          alarm.text.includes(wanted.text ?? ''),
      ),
  );
  const surplus = read.filter(
    (alarm) => ![...expected.alarms, ...expected.ambiguous].some(({ event }) => isNamed(alarm, event)),
  );
  return [
    ...missing.map(({ event }) => `alarm not read: ${event[0]}`),
    ...surplus.map(({ code }) => `alarm made up: ${code}`),
  ];
}

function envelopeDifferences(messages: readonly Message[], expected: Expectation): readonly string[] {
  const found: string[] = [];
  const counts = typeof expected.messages === 'number' ? [expected.messages] : expected.messages;
  if (!counts.includes(messages.length)) found.push(`${messages.length} messages instead of ${counts.join(' or ')}`);
  for (const [i, { answer }] of messages.entries()) {
    const code = answer?.code ?? 'none';
    if (!(expected.ack[i] ?? []).includes(code))
      found.push(`answer ${code} instead of ${expected.ack[i]?.join(' or ')}`);
  }
  for (const { patientId, location } of messages) {
    if (expected.patientId !== null && patientId !== expected.patientId) found.push(`patient ${patientId}`);
    if (expected.location !== null && location?.includes(expected.location) !== true)
      found.push(`location ${location}`);
  }
  return found;
}
