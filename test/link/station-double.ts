import type { ActOf, HubServices, LinkNote, SeenView, Topic, ViewChange } from '../../main/link/hub-services.ts';
import type { Person, Role } from '../../shared/access/roles.ts';
import type { BoardView, ChairView, TrendView } from '../../shared/board/views.ts';
import { type Chair, personId } from '../../shared/kernel/ids.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { instant } from '../../shared/kernel/units.ts';
import type { CallError, Seat, SignedIn } from '../../shared/link/contract.ts';
import type { Command } from '../../shared/session/session-commands.ts';

type CommandAnswer = Promise<Result<{ readonly position: number }, CallError>>;

const PEOPLE: readonly Person[] = [
  { id: personId('ana'), name: 'Ana Ruiz', shortName: 'Ana R.', roles: ['nurse', 'charge'] },
  { id: personId('mo'), name: 'Mo Lind', shortName: 'Mo L.', roles: ['physician'] },
];

/** A station with nothing behind it: it remembers what it was asked, and answers as a test says. */
export function stationDouble() {
  const tokens = new Map<string, SignedIn>();
  const listeners = new Set<(change: ViewChange) => void>();
  const notes: LinkNote[] = [];
  const received: { readonly command: Command; readonly act: ActOf }[] = [];
  const acted = new Map<string, number>();
  const made = new Map<string, number>();
  let position = 0;
  let marker = 'first';
  let broken: Topic | null = null;
  let answering: (command: Command, act: ActOf) => CommandAnswer = (_command, act) => actOnce(act);

  /** As the real log does it: a commandId that is known gets its old answer. */
  function actOnce({ commandId }: ActOf): CommandAnswer {
    const known = acted.get(commandId) ?? ++position;
    acted.set(commandId, known);
    return Promise.resolve(ok({ position: known }));
  }

  const seen = <View>(topic: Topic, seat: Seat, view: View): { position: number; view: View } => {
    made.set(`${topic} ${seat}`, (made.get(`${topic} ${seat}`) ?? 0) + 1);
    if (broken === topic) throw new Error(`the view of ${topic} is broken`);
    return { position, view };
  };

  const services: HubServices = {
    signIn: ({ person: id, role }) => {
      const person = PEOPLE.find((one) => one.id === id);
      if (person === undefined) return err({ code: 'refused', reasons: [{ code: 'person-unknown' }] });
      const signedIn: SignedIn = { person, role, token: `token-${tokens.size + 1}-${id}` };
      tokens.set(signedIn.token, signedIn);
      return ok(signedIn);
    },
    resume: (token) => tokens.get(token) ?? null,
    signOut: (token) => void tokens.delete(token),
    command: (command, act) => {
      received.push({ command, act });
      return answering(command, act);
    },
    queries: {
      people: () => ok(PEOPLE.map((person) => ({ ...person, onShift: true }))),
      alertHistory: () => ok([]),
      previewDose: () => err({ code: 'refused', reasons: [{ code: 'no-weight', fields: { chair: 3 } }] }),
    },
    views: {
      board: (_, seat) => seen('board', seat, boardOf(`${marker} for ${seat}`)),
      alerts: (_, seat) => seen('alerts', seat, []),
      chair: ({ chair }, seat) => seen(`chair:${chair}`, seat, emptyChair(chair)),
      timeline: ({ chair }, seat) => seen(`timeline:${chair}`, seat, []),
      trend: ({ chair }, seat): SeenView<'trend'> => seen(`trend:${chair}`, seat, emptyTrend(chair)),
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return {
    services,
    report: (note: LinkNote) => void notes.push(note),
    notes,
    received,
    acted,
    /** How often a view was made, by "topic seat". */
    made,
    actOnce,
    answerCommands: (answer: (command: Command, act: ActOf) => CommandAnswer): void => {
      answering = answer;
    },
    breakView: (topic: Topic | null): void => {
      broken = topic;
    },
    /** The board says something new; `urgent` as after an alert. */
    show: (text: string, urgent = false, topics: readonly Topic[] = ['board']): void => {
      marker = text;
      position += 1;
      for (const listener of listeners) listener({ topics, urgent });
    },
    restart: (): void => tokens.clear(),
  };
}
export type StationDouble = ReturnType<typeof stationDouble>;

/** The marker stands where a name would, so that a test can read it from the view. */
const boardOf = (marker: string): BoardView => ({
  position: 0,
  tiles: [],
  lanes: [],
  providerOnSite: marker,
  suiteAlerts: [],
  unassigned: [],
  recording: true,
});

const emptyTrend = (chair: Chair): TrendView => ({
  chair,
  from: instant(0),
  points: [],
  pressures: [],
  baseline: null,
});

const emptyChair = (chair: Chair): ChairView => ({
  chair,
  phase: 'EMPTY',
  clock: null,
  heartRate: { state: 'none' },
  heartRateIsPulse: false,
  spo2: { state: 'none' },
  rhythm: { state: 'notReported' },
  pressure: null,
  next: null,
  patient: null,
  nurse: null,
  courseDay: null,
  dose: null,
  pumpStopNotConfirmed: false,
  emergency: false,
  identityInQuestion: false,
  alerts: [],
  link: { state: 'none', since: null, slowFeedMs: null, simulated: false },
  session: null,
  identity: null,
  nurseId: null,
  handoverTo: null,
  weightKg: null,
  driver: null,
  ondansetron: null,
  baseline: null,
  baselineDraft: null,
  dosePlan: null,
  respiratoryRate: { state: 'none' },
  pressures: [],
  pauseReason: null,
  outcome: null,
  monitor: null,
  monitorsOffered: [],
  mismatchShown: null,
  clocks: { infusionLeft: null, recovery: null, pressure: null, baseline: null, stopUndo: null },
});

export const NURSE = { person: 'ana', role: 'nurse' } as const satisfies { person: string; role: Role };
