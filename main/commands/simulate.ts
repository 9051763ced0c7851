import { assertNever } from '../../shared/kernel/result.ts';
import { millis } from '../../shared/kernel/units.ts';
import { type Clock, systemClock } from '../clock.ts';
import { type Fleet, startFleet } from '../devices/simulator/fleet.ts';
import type { LinkNews } from '../devices/simulator/link.ts';
import { SCENARIO_NAMES, SCENARIOS } from '../devices/simulator/scenarios.ts';
import { parseSteering } from '../devices/simulator/steering.ts';
import { wireText } from '../devices/simulator/wire.ts';
import { type CliCommand, type CliIo, readOptions } from './cli-command.ts';
import { readSimulateQuestion, SIMULATE_OPTIONS, type SimulateQuestion } from './simulate-options.ts';

const USAGE = `Usage: chairside simulate --mllp HOST:PORT | --listen HOST:PORT | --serial PATH [options]
       chairside simulate --fleet FILE

A bedside monitor with a made-up patient that speaks real bytes. Its HL7 says so: sending application
CHAIRSIDE-SIM, processing id T.

  --mllp HOST:PORT     call the station; wait for each acknowledgement, repeat what got none
  --listen HOST:PORT   wait to be called
  --serial PATH        a serial line
  --driver NAME        what it speaks: hl7 (MLLP framing) or ivy-450c (serial only). Default hl7
  --scenario NAME      what happens, see below. Default quiet
  --onset SECONDS      when it happens, on the patient's clock. Default 20, pressor 150
  --seed N             which patient. Default 1; the same seed is always the same patient
  --speed N            the patient lives N times as fast; times in messages stay real
  --patient-id ID      the id the monitor sends. Default none
  --location TEXT      PV1-3, as in SUITE^CHAIR^3
  --pressures LIST     what the cuff finds, in order: 120/75,144/90 or with a mean 120/75/90
  --values LIST        fixed numbers: heartRate=72,spo2=98,respiratoryRate=14,rhythm=sinus
  --infusion-at SECS   when ketamine starts to act, on the patient's clock; negative: it already has
  --interval-ms N      between two messages. Default 1000
  --exit-after SECONDS end by itself
  --fleet FILE         many monitors in one process, from a JSON file
  --json               one line {"ready":true,…} on stdout once it runs
  --help               this text

Scenarios:
${SCENARIO_NAMES.map((name) => `  ${name.padEnd(15)}${SCENARIOS[name].summary}`).join('\n')}

Steered while it runs by JSON lines on stdin:
  {"cuff":true}  {"pressure":[151,92]}  {"heartRate":45}  {"spo2":88}  {"rhythm":"atrialFibrillation"}
  {"scenario":"leads-off"}  {"silence":true}  {"infusing":true}  {"patientId":"MRN-2"}  {"heartRate":null}
In a fleet, {"monitor":"chair-3","cuff":true} is for one of them.

Exit status: 0 ended, 1 could not start, 2 bad usage or not built yet.`;

/** One bedside monitor, or a fleet of them, on real wires. */
export const simulateCommand: CliCommand = {
  name: 'simulate',
  summary: 'a bedside monitor that speaks real bytes',
  usage: USAGE,
  run: async (args, io) => {
    const options = readOptions(args, SIMULATE_OPTIONS);
    if (!options.ok) return badUsage(io, options.error);
    if (options.value.help === true) {
      io.stdout(USAGE);
      return 0;
    }
    const question = readSimulateQuestion(options.value);
    if (!question.ok) return badUsage(io, question.error);
    return simulate(question.value, options.value.json === true, io, systemClock());
  },
};

function badUsage(io: CliIo, sentence: string): 2 {
  io.stderr(`chairside simulate: ${sentence}`);
  io.stderr('Try: chairside simulate --help');
  return 2;
}

async function simulate(question: SimulateQuestion, json: boolean, io: CliIo, clock: Clock): Promise<0 | 1> {
  const say = (text: string): void => io.stderr(`chairside simulate: ${text}`);
  let fleet: Fleet;
  try {
    fleet = await startFleet(question.plan, clock, (id, news) => say(`${id}: ${newsText(news)}`));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
  const monitors = fleet.monitors.map(({ end, ...monitor }) => ({ ...monitor, wire: wireText(end) }));
  if (json) io.stdout(JSON.stringify({ ready: true, monitors }));
  else for (const { id, scenario, wire } of monitors) io.stdout(`${id}: SIMULATION, ${scenario}, ${wire}`);
  await steerUntilTheEnd(fleet, question.exitAfterSeconds, io, clock, say);
  fleet.stop();
  return 0;
}

/** Runs until it is told to end or its time is up. The end of stdin is not the end: most have none. */
async function steerUntilTheEnd(
  fleet: Fleet,
  exitAfterSeconds: number | null,
  io: CliIo,
  clock: Clock,
  say: (text: string) => void,
): Promise<void> {
  const over = new AbortController();
  const end = (): void => over.abort();
  if (io.signal.aborted) end();
  io.signal.addEventListener('abort', end, { once: true });
  const cancel = exitAfterSeconds === null ? () => {} : clock.setTimer(millis(exitAfterSeconds * 1_000), end);
  const finished = new Promise<void>((resolve) => {
    if (over.signal.aborted) resolve();
    over.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const reading = steer(io.stdin, fleet, say, over.signal);
  await finished;
  cancel();
  io.signal.removeEventListener('abort', end);
  // A pipe that somebody still holds open would keep the process alive; a destroyed one ends the reading.
  if ('destroy' in io.stdin && typeof io.stdin.destroy === 'function') {
    io.stdin.destroy();
    await reading;
  }
}

async function steer(
  stdin: AsyncIterable<Uint8Array>,
  fleet: Fleet,
  say: (text: string) => void,
  over: AbortSignal,
): Promise<void> {
  try {
    for await (const line of linesOf(stdin)) {
      if (over.aborted) return;
      if (line.trim() === '') continue;
      const parsed = parseSteering(line);
      if (!parsed.ok) say(`ignored: ${parsed.error}`);
      else if (!fleet.steer(parsed.value)) say(`ignored: no monitor ${parsed.value.monitor}`);
    }
  } catch (error) {
    if (!over.aborted) say(`stdin: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const LINE_MAX = 65_536;

/** Lines of a stream cut anywhere. One that never ends is handed over in pieces, to be refused as such. */
async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = '';
  for await (const bytes of stream) {
    held += decoder.decode(bytes, { stream: true });
    const lines = held.split('\n');
    held = lines.pop() ?? '';
    yield* lines;
    if (held.length > LINE_MAX) {
      yield held;
      held = '';
    }
  }
  if (held !== '') yield held;
}

function newsText(news: LinkNews): string {
  switch (news.kind) {
    case 'connected':
      return 'connected';
    case 'lost':
      return news.text === '' ? 'connection lost' : `connection lost: ${news.text}`;
    case 'unreachable':
      return `cannot connect, trying again: ${news.text}`;
    case 'no-answer':
      return 'no acknowledgement in time';
    case 'refused':
      return `message ${news.controlId} was answered ${news.code}`;
    default:
      return assertNever(news);
  }
}
