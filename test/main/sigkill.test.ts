import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ensureBoard } from '../../main/board-build.ts';
import { mllpFrame } from '../../main/devices/framing/mllp.ts';
import { databasePath } from '../../main/store/store-desk.ts';
import { verifyRecord } from '../../main/store/verify.ts';
import { webSocketWire } from '../../renderer/link/web-socket-wire.ts';
import { instant, minutes } from '../../shared/kernel/units.ts';
import { LINK_PATH } from '../../shared/link/frames.ts';
import { chairsideProcess, readyHub } from '../support/chairside-process.ts';
import { dataFolder } from '../support/data-folder.ts';
import { HEART_RATE, hl7, msh } from '../support/hl7-messages.ts';
import { acknowledged, mllpClient } from '../support/mllp-client.ts';
import { simClock } from '../support/sim-clock.ts';
import { bringToReady, stationBench, suiteConfig } from '../support/station-bench.ts';
import { type StationScreen, stationScreen } from '../support/station-screen.ts';
import { patientOf } from '../support/suite-people.ts';

const chair = 1;
/** What it takes to reach READY on a stepped clock, with a little over. */
const PRELUDE_MS = minutes(7);
const TEST_MS_MAX = 60_000;

beforeAll(async () => {
  await ensureBoard(() => {});
}, TEST_MS_MAX);

/** A data folder in which chair 1 is ready to be started, and the configuration of its suite. */
async function readySuite() {
  const folder = dataFolder();
  const data = join(folder, 'data');
  const bench = await stationBench(data, simClock(instant(Date.now() - PRELUDE_MS)));
  await bringToReady(bench);
  await bench.pass(minutes(0.5));
  await bench.stop();
  const config = join(folder, 'suite.json');
  writeFileSync(config, JSON.stringify(suiteConfig()));
  return { data, config };
}

async function screenAt(http: string): Promise<StationScreen> {
  const url = `${http.replace('http', 'ws')}${LINK_PATH}`;
  const screen = await stationScreen(webSocketWire(() => new WebSocket(url, { origin: http })));
  await screen.signIn('ana', 'nurse');
  return screen;
}

/** A second monitor of which the test sees every acknowledgement: sends until its connection breaks. */
async function countedMonitor(address: string, acknowledgedIds: string[]): Promise<() => void> {
  const client = await mllpClient(address);
  const send = async (): Promise<void> => {
    while (!client.socket.destroyed) {
      const controlId = randomUUID().slice(0, 20);
      const segments = [msh({ controlId }), 'PV1||I|CHAIR-2', 'OBR|1|||182777000^monitoring of patient^SCT'];
      await client.send(mllpFrame(hl7([...segments, `OBX|1|${HEART_RATE(70)}`])));
      const [answer = ''] = await client.answers(1);
      if (acknowledged(answer) === `AA ${controlId}`) acknowledgedIds.push(controlId);
    }
  };
  void send().catch(() => {});
  return () => void client.socket.destroy();
}

/** The control ids of every message of a source on disk. */
function storedIds(dataDir: string, source: string): ReadonlySet<string> {
  const db = new Database(databasePath(dataDir), { readonly: true });
  const rows = db.prepare<[string], { raw: Buffer }>('SELECT raw FROM messages WHERE source = ?').all(source);
  db.close();
  return new Set(rows.map(({ raw }) => inflateRawSync(raw).toString('latin1').split('|')[9] ?? ''));
}

const turn = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    await turn(50);
  }
}

test('SIGKILL at any moment of an infusion loses nothing that was answered, acknowledged or shown as recorded', {
  timeout: TEST_MS_MAX,
}, async () => {
  const { data, config } = await readySuite();
  const answered = new Map<number, string>();
  const recordedAlerts = new Set<string>();
  const acknowledgedIds: string[] = [];

  let hub = await readyHub(data, '--config', config);
  const values = 'heartRate=72,spo2=98,respiratoryRate=14,rhythm=sinus';
  const who = ['--location', 'CHAIR-1', '--patient-id', 'MRN-1', '--values', values, '--pressures', '120/80/93'];
  const monitor = chairsideProcess('simulate', '--json', '--mllp', hub.mllp, ...who);
  await monitor.firstLine;
  let screen = await screenAt(hub.http);
  let stopCounting = await countedMonitor(hub.mllp, acknowledgedIds);

  const noteAlerts = async (): Promise<readonly string[]> => {
    const alerts = await screen.look('alerts', {});
    for (const { id, recorded } of alerts) if (recorded) recordedAlerts.add(id);
    return alerts.filter(({ recorded }) => recorded).map(({ rule }) => rule);
  };
  /** The hub dies; what it had said must be true of the one that follows. */
  const killed = async (): Promise<void> => {
    await hub.end('SIGKILL');
    stopCounting();
    const ports = ['--mllp', hub.mllp, '--http', hub.http.replace('http://', '')];
    hub = await readyHub(data, '--config', config, ...ports);
    screen = await screenAt(hub.http);
    const timeline = new Map((await screen.look('timeline', { chair })).map((entry) => [entry.position, entry.type]));
    for (const [position, type] of answered) expect([position, timeline.get(position)]).toEqual([position, type]);
    const history = new Set((await screen.call('alertHistory', { limit: 500 }).then(valueOf)).map((e) => e.alert.id));
    for (const id of recordedAlerts) expect([...history]).toContain(id);
    const stored = storedIds(data, 'monitor-2');
    expect(acknowledgedIds.filter((id) => !stored.has(id))).toEqual([]);
    expect(verifyRecord(data)).toMatchObject({ ok: true, value: { ok: true, problems: [] } });
    stopCounting = await countedMonitor(hub.mllp, acknowledgedIds);
  };

  // 1. The instant after the start was answered.
  await until(async () => ((await screen.look('chair', { chair })).heartRate.state === 'fresh' ? true : null));
  const started = await screen.do('start', { chair, rateMlPerHour: 75 });
  const startedWall = Date.now();
  answered.set(started.position, 'infusion-started');
  await killed();
  const running = await screen.look('chair', { chair });
  if (running.clock?.mode !== 'until') expect.fail(`no running clock: ${JSON.stringify(running.clock)}`);
  expect(Math.abs(running.clock.endsAt - (startedWall + minutes(40)))).toBeLessThan(1_000);

  // 2. With a pause on its way: it happened or it did not, and asking again with its id makes it so once.
  const commandId = randomUUID();
  const pause = { chair, reason: 'patientRequest' } as const;
  const asked = screen.call('pause', pause, { commandId }).then(
    (answer) => answer.ok && answered.set(answer.value.position, 'infusion-paused'),
    () => null,
  );
  await turn(3);
  await killed();
  await asked;
  const paused = await screen.call('pause', pause, { commandId });
  expect(paused).toMatchObject({ ok: true });
  const pauses = (await screen.look('timeline', { chair })).filter(({ type }) => type === 'infusion-paused');
  expect(pauses).toHaveLength(1);
  const held = await screen.look('chair', { chair });
  if (held.clock?.mode !== 'held') expect.fail('not held');
  const heldFor = held.clock.value;

  // 3. While paused: the clock stands over the gap as well.
  await killed();
  expect(await screen.look('chair', { chair })).toMatchObject({ phase: 'PAUSED', clock: { value: heldFor } });
  answered.set((await screen.do('confirmPumpStopped', { chair })).position, 'pump-stop-confirmed');
  const resumed = await screen.do('resume', { chair });
  answered.set(resumed.position, 'infusion-resumed');
  const resumedWall = Date.now();

  // 4. Just as an alarm is shown as recorded, acknowledgements streaming in.
  await until(async () => ((await screen.look('chair', { chair })).heartRate.state === 'fresh' ? true : null));
  monitor.say({ pressure: [160, 95] });
  await until(async () => ((await noteAlerts()).includes('BP-01') ? true : null));
  await killed();
  const rules = await noteAlerts();
  expect(rules).toContain('BP-01');

  // 5. In the middle of somebody's work.
  const patient = patientOf(2);
  for (const person of ['cal']) await screen.call('beginShift', { person });
  await screen.do('assign', { chair: 2, patient, courseDay: 1, nurse: 'cal' });
  await screen.do('arrive', { chair: 2, mrn: patient.mrn, birthDate: patient.birthDate });
  const [alert] = await screen.look('alerts', {});
  const accepted = await screen.do('acceptAlert', { alert: alert?.id ?? '' });
  answered.set(accepted.position, 'alert-accepted');
  await killed();
  expect(await screen.look('chair', { chair: 2 })).toMatchObject({ phase: 'PREP', identity: { mrn: 'MRN-2' } });
  expect(await screen.look('alerts', {})).toMatchObject([{ rule: 'BP-01', accepted: { by: 'Ana R.' } }]);

  const after = await screen.look('chair', { chair });
  if (after.clock?.mode !== 'until') expect.fail('not running');
  expect(Math.abs(after.clock.endsAt - (resumedWall + heldFor))).toBeLessThan(1_000);
  expect(acknowledgedIds.length).toBeGreaterThan(50);

  stopCounting();
  expect(await hub.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(verifyRecord(data)).toMatchObject({ ok: true, value: { ok: true, problems: [] } });
});

function valueOf<T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}
