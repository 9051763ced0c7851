import type { Chair } from '../../shared/kernel/ids.ts';
import type { CommandInput, CommandName } from '../../shared/session/session-commands.ts';
import type { Patient } from '../../shared/session/session-state.ts';
import type { ScenarioName } from '../devices/simulator/scenarios.ts';

/**
 * An invented day, so that the board shows every kind of chair from its first second. Minutes count from
 * the demo's start; what lies before it has happened when the board opens. Nobody here exists.
 */
type Person = {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly roles: ('nurse' | 'charge' | 'physician' | 'administrator')[];
};

export const DEMO_PEOPLE: readonly Person[] = [
  { id: 'ana', name: 'Ana Ruiz', shortName: 'Ana R.', roles: ['nurse'] },
  { id: 'ben', name: 'Ben Kowalski', shortName: 'Ben K.', roles: ['nurse'] },
  { id: 'chi', name: 'Chi Nguyen', shortName: 'Chi N.', roles: ['nurse'] },
  { id: 'dee', name: 'Dee Whitfield', shortName: 'Dee W.', roles: ['nurse'] },
  { id: 'eve', name: 'Eve Lindqvist', shortName: 'Eve L.', roles: ['nurse', 'charge'] },
  { id: 'okafor', name: 'Dr Adaeze Okafor', shortName: 'Dr Okafor', roles: ['physician'] },
  { id: 'sato', name: 'Dr Kenji Sato', shortName: 'Dr Sato', roles: ['physician', 'administrator'] },
];

/** How far a chair has come when the board opens; the numbers are minutes before that moment. */
export type Stage =
  | { readonly phase: 'BASELINE'; readonly arrived: number }
  | { readonly phase: 'READY'; readonly arrived: number }
  | { readonly phase: 'INFUSING'; readonly started: number }
  | { readonly phase: 'PAUSED'; readonly started: number; readonly paused: number }
  | { readonly phase: 'RECOVERY'; readonly ended: number }
  | { readonly phase: 'DISCHARGE_READY'; readonly ended: number };

export type DemoChair = {
  readonly chair: Chair;
  readonly nurse: string;
  readonly patient: Patient;
  readonly courseDay: number;
  readonly weightKg: number;
  readonly seed: number;
  readonly stage: Stage;
  /** What its monitor will show, and how many seconds after the board opens. */
  readonly scenario: ScenarioName;
  readonly onsetSeconds: number | null;
};

const patient = (
  mrn: string,
  givenName: string,
  familyName: string,
  birthDate: string,
  sex: Patient['sex'],
): Patient => ({ mrn, familyName, givenName, birthDate, sex });

export const DEMO_CHAIRS: readonly DemoChair[] = [
  {
    chair: 1,
    nurse: 'ana',
    patient: patient('SIM-1001', 'Josephine', 'Marchetti', '1961-04-30', 'female'),
    courseDay: 3,
    weightKg: 80,
    seed: 11,
    stage: { phase: 'INFUSING', started: 12.8 },
    scenario: 'quiet',
    onsetSeconds: null,
  },
  {
    chair: 2,
    nurse: 'ana',
    patient: patient('SIM-1002', 'Theodore', 'Bergström', '1974-11-02', 'male'),
    courseDay: 2,
    weightKg: 92,
    seed: 12,
    stage: { phase: 'INFUSING', started: 27.2 },
    scenario: 'pressor',
    onsetSeconds: 15,
  },
  {
    chair: 3,
    nurse: 'ben',
    patient: patient('SIM-1003', 'Priscilla', 'Osei-Bonsu', '1983-07-19', 'female'),
    courseDay: 5,
    weightKg: 70,
    seed: 23,
    stage: { phase: 'RECOVERY', ended: 21.7 },
    scenario: 'quiet',
    onsetSeconds: null,
  },
  {
    chair: 4,
    nurse: 'ben',
    patient: patient('SIM-1004', 'Lucien', 'Duarte', '1990-01-08', 'male'),
    courseDay: 1,
    weightKg: 104,
    seed: 14,
    stage: { phase: 'READY', arrived: 24 },
    scenario: 'quiet',
    onsetSeconds: null,
  },
  {
    chair: 5,
    nurse: 'chi',
    patient: patient('SIM-1005', 'Rosalind', 'Hargreaves', '1956-09-23', 'female'),
    courseDay: 1,
    weightKg: 86,
    seed: 15,
    stage: { phase: 'INFUSING', started: 8.4 },
    scenario: 'af',
    onsetSeconds: 12,
  },
  {
    chair: 6,
    nurse: 'chi',
    patient: patient('SIM-1006', 'Mohammed', 'Sarraf-Hashemi', '1969-03-14', 'male'),
    courseDay: 4,
    weightKg: 82,
    seed: 16,
    stage: { phase: 'PAUSED', started: 20, paused: 1.4 },
    scenario: 'leads-off',
    onsetSeconds: 45,
  },
  {
    chair: 7,
    nurse: 'dee',
    patient: patient('SIM-1007', 'Ingrid', 'Falkenrath', '1948-12-01', 'female'),
    courseDay: 3,
    weightKg: 58,
    seed: 17,
    stage: { phase: 'DISCHARGE_READY', ended: 37 },
    scenario: 'quiet',
    onsetSeconds: null,
  },
  {
    chair: 8,
    nurse: 'dee',
    patient: patient('SIM-1008', 'Noah', 'Whitcombe', '2001-06-27', 'male'),
    courseDay: 2,
    weightKg: 75,
    seed: 18,
    stage: { phase: 'BASELINE', arrived: 6 },
    scenario: 'quiet',
    onsetSeconds: null,
  },
];

/** What somebody does at a chair, and when. `cuff` starts a measurement at the monitor. */
export type DemoAct =
  | { readonly at: number; readonly kind: 'cuff' }
  | {
      readonly at: number;
      readonly kind: 'act';
      readonly by: string;
      readonly role: 'nurse' | 'physician';
      readonly name: CommandName;
      readonly input: CommandInput<CommandName>;
    };

/** From arrival to start: rest, two pressures, baseline, ondansetron, a dose by two people. */
const MINUTES = {
  prepared: 3,
  firstCuff: 8.2,
  secondCuff: 10,
  accepted: 11.2,
  ondansetron: 11.6,
  dose: 12.2,
  verified: 12.8,
  started: 13.5,
} as const;
const INFUSION = 40;

/** When this patient came, in minutes before the board opens. */
export function arrivalOf({ stage }: DemoChair): number {
  switch (stage.phase) {
    case 'BASELINE':
    case 'READY':
      return stage.arrived;
    case 'INFUSING':
    case 'PAUSED':
      return stage.started + MINUTES.started;
    case 'RECOVERY':
    case 'DISCHARGE_READY':
      return stage.ended + INFUSION + MINUTES.started;
  }
}

/** When this patient's infusion began, in minutes, or null when it has not. */
export function startOf(demo: DemoChair): number | null {
  const { phase } = demo.stage;
  return phase === 'BASELINE' || phase === 'READY' ? null : -arrivalOf(demo) + MINUTES.started;
}

/** Everything that has happened at a chair when the board opens, in order. */
export function actsOf(demo: DemoChair): readonly DemoAct[] {
  const { chair, nurse, patient: who, stage, courseDay, weightKg } = demo;
  const arrived = -arrivalOf(demo);
  const did = <Name extends CommandName>(
    at: number,
    name: Name,
    input: CommandInput<Name>,
    by = nurse,
    role: 'nurse' | 'physician' = 'nurse',
  ): DemoAct => ({
    at,
    kind: 'act',
    by,
    role,
    name,
    // One act of the union, with its own input: the compiler cannot carry the pair through the widening.
    input: input as CommandInput<CommandName>,
  });
  const dose = { stockMgPerMl: 50, bagMl: 50, method: 'withdraw' } as const;
  const rateMlPerHour = 75;
  const acts: DemoAct[] = [
    did(arrived - 4, 'assign', { chair, patient: who, courseDay, nurse }),
    did(arrived, 'arrive', { chair, mrn: who.mrn, birthDate: who.birthDate }),
    did(arrived + 0.5, 'bindMonitor', { chair, source: `monitor-${chair}` }),
    did(arrived + MINUTES.prepared, 'completePreparation', {
      chair,
      weight: { value: weightKg, unit: 'kg' },
      driver: 'sister',
      checklistConfirmed: true,
    }),
    { at: arrived + MINUTES.firstCuff, kind: 'cuff' },
    { at: arrived + MINUTES.secondCuff, kind: 'cuff' },
    did(arrived + MINUTES.accepted, 'acceptBaseline', { chair }),
    did(arrived + MINUTES.ondansetron, 'ondansetron', { chair, outcome: 'given' }),
    did(arrived + MINUTES.dose, 'prepareDose', { chair, ...dose }),
    did(
      arrived + MINUTES.verified,
      'verifyDose',
      { chair, weightKg, stockMgPerMl: dose.stockMgPerMl, volumeMl: dose.bagMl, rateMlPerHour },
      'eve',
    ),
    did(arrived + MINUTES.started, 'start', { chair, rateMlPerHour }),
  ];
  if (stage.phase === 'READY') return acts.filter(({ at }) => at <= arrived + MINUTES.dose);
  if (stage.phase === 'PAUSED') {
    acts.push(
      did(-stage.paused, 'pause', { chair, reason: 'patientRequest' }),
      did(-stage.paused + 0.3, 'confirmPumpStopped', { chair }),
    );
  }
  if (stage.phase === 'RECOVERY' || stage.phase === 'DISCHARGE_READY') {
    acts.push(did(-stage.ended, 'end', { chair, deliveredMl: dose.bagMl }), { at: -stage.ended + 0.3, kind: 'cuff' });
  }
  if (stage.phase === 'DISCHARGE_READY') {
    acts.push({ at: -stage.ended + 31, kind: 'cuff' }, did(-stage.ended + 33, 'assess', { chair, padss: 10 }));
  }
  return acts.filter(({ at }) => at <= 0);
}

/** Who is on shift, before anybody arrives. */
export const staffActs = (at: number): readonly DemoAct[] => [
  ...['ana', 'ben', 'chi', 'dee', 'eve'].map(
    (person): DemoAct => ({ at, kind: 'act', by: 'eve', role: 'nurse', name: 'beginShift', input: { person } }),
  ),
  { at, kind: 'act', by: 'okafor', role: 'physician', name: 'declareProvider', input: { person: 'okafor' } },
];
