import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHub } from '../../main/link/hub.ts';
import { FRAMES_PER_SECOND_MAX } from '../../main/link/link-limits.ts';
import { millis } from '../../shared/kernel/units.ts';
import { PROTOCOL_VERSION, QUERIES, STREAMS } from '../../shared/link/contract.ts';
import { stationFrame } from '../../shared/link/frames.ts';
import { COMMANDS } from '../../shared/session/session-commands.ts';
import { simClock } from '../support/sim-clock.ts';
import { timersOf } from './conformance.ts';
import { settled } from './raw-screen.ts';
import { stationDouble } from './station-double.ts';

const SEATS = [null, 'nurse', 'charge', 'physician'] as const;
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(COMMANDS), ...Object.keys(QUERIES), ...Object.keys(STREAMS)) },
  fc.string({ maxLength: 70 }),
  fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', 'valueOf'),
);
/** Inputs that are sometimes nearly right, so that the last checks are reached as well as the first. */
const field = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(1, 8, 9, -1, 'ana', 'a1', null, true, '2020-02-30', 10, 'withdraw'),
);
const key = fc.constantFrom(
  'chair',
  'alert',
  'person',
  'role',
  'reason',
  'minutesAgo',
  'to',
  'limit',
  '__proto__',
  'text',
);
const input = fc.oneof(
  fc.jsonValue(),
  fc.record({ chair: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ alert: fc.string({ maxLength: 210 }) }),
  fc
    .array(fc.tuple(key, field), { maxLength: 4 })
    .map((pairs) => `{${pairs.map(([k, v]) => `"${k}":${JSON.stringify(v)}`).join(',')}}`),
);
const commandId = fc.oneof(fc.constant(undefined), fc.uuid(), fc.constant('not-a-uuid'));
const id = fc.oneof(fc.nat(20), fc.constantFrom(-1, 0.5, Number.MAX_SAFE_INTEGER + 2, '1', null));
const frame = fc
  .record(
    {
      kind: fc.constantFrom('call', 'subscribe', 'unsubscribe', 'ping', 'hello', 'reply'),
      id,
      name,
      stream: name,
      commandId,
      input,
    },
    { requiredKeys: ['kind'] },
  )
  .map((fields) => {
    const text = JSON.stringify(fields);
    // A textual input was written out by hand, to hold keys that no object literal can.
    return typeof fields.input === 'string' ? text.replace(JSON.stringify(fields.input), fields.input) : text;
  });
const asked = fc
  .record({ kind: fc.constant('call'), id: fc.nat(20), name, commandId, input })
  .map((fields) => JSON.stringify(fields));
/** Right as they stand; the station must see some of these, and none of what is made of them wrongly. */
const RIGHT = [
  ['acceptAlert', { alert: 'a1' }],
  ['pause', { chair: 3, reason: 'toilet' }],
  ['end', { chair: 8, deliveredMl: 40 }],
  ['releaseBaseline', { chair: 1, reason: 'known' }],
  ['reassignNurse', { chair: 2, to: 'mo', reason: 'break' }],
] as const;
const nearlyRight = fc
  .record({
    right: fc.constantFrom(...RIGHT),
    id: fc.nat(20),
    commandId,
    spoil: fc.option(fc.tuple(key, field), { freq: 1 }),
  })
  .map(({ right: [called, given], spoil, ...rest }) =>
    JSON.stringify({
      kind: 'call',
      name: called,
      ...rest,
      input: spoil === null ? given : { ...given, [spoil[0]]: spoil[1] },
    }),
  );
const anything = fc.oneof(
  { weight: 10, arbitrary: nearlyRight },
  { weight: 10, arbitrary: asked },
  { weight: 10, arbitrary: frame },
  { weight: 5, arbitrary: fc.json() },
  { weight: 5, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.constant('x'.repeat(20_000)) },
);

/** What was allowed must be allowed again by the contract itself, read here without the hub. */
function breaksNoRule(command: { readonly name: keyof typeof COMMANDS }, role: string): boolean {
  const { name: called, ...fields } = command;
  return COMMANDS[called].may.some((may) => may === role) && COMMANDS[called].input.safeParse(fields).success;
}

test('whatever a screen says is answered or ends the link; no command acts without its schema and its role', async () => {
  let acts = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SEATS),
      fc.array(anything, { minLength: 5, maxLength: 40 }),
      async (role, texts) => {
        const clock = simClock();
        const station = stationDouble();
        const { services, report } = station;
        const timers = timersOf(clock);
        const hub = createHub({ services, clock, rate: 1, timers, build: 'b1', simulation: false, report });
        const said: unknown[] = [];
        let closed = false;
        const end = hub.connect({
          send: (text) => said.push(stationFrame.parse(JSON.parse(text))),
          close: () => {
            closed = true;
          },
          bufferedBytes: () => 0,
          remote: 'fuzz',
        });
        end.receive(
          JSON.stringify({ kind: 'hello', protocol: PROTOCOL_VERSION, build: 'b1', workstation: 'desk', token: null }),
        );
        if (role !== null) {
          end.receive(JSON.stringify({ kind: 'call', id: 0, name: 'signIn', input: { person: 'ana', role } }));
        }
        for (const text of texts) {
          clock.advance(millis(10));
          const before = said.length;
          end.receive(text);
          await settled();
          expect(closed || said.length > before, text).toBe(true);
        }
        acts += station.received.length;
        for (const { command, act } of station.received) {
          expect(breaksNoRule(command, act.actor.role), JSON.stringify(command)).toBe(true);
          expect(act.commandId).toMatch(/^[0-9a-f-]{36}$/i);
        }
        expect(station.notes.filter(({ event }) => event === 'service-threw')).toEqual([]);
        hub.stop();
      },
    ),
    { numRuns: 300 },
  );
  // Else only refusals were seen, and nothing was shown.
  expect(acts).toBeGreaterThan(50);
});

test('a flood is cut off within its second', () => {
  const clock = simClock();
  const { services, report } = stationDouble();
  const hub = createHub({ services, clock, rate: 1, timers: timersOf(clock), build: 'b1', simulation: false, report });
  let answers = 0;
  let closed = false;
  const end = hub.connect({
    send: () => {
      answers += 1;
    },
    close: () => {
      closed = true;
    },
    bufferedBytes: () => 0,
    remote: randomUUID(),
  });
  for (let sent = 0; sent < 10_000; sent++) end.receive('{"kind":"ping"}');
  expect(closed).toBe(true);
  expect(answers).toBe(FRAMES_PER_SECOND_MAX + 1);
  hub.stop();
});
