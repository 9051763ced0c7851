import type { Priority, RuleId } from '../../shared/alarms/alert.ts';
import type { AlertView, BoardView, ChairTile, NumberView, PressureView } from '../../shared/board/views.ts';
import { alertId, CHAIRS, type Chair, personId, sourceId } from '../../shared/kernel/ids.ts';
import { instant, millis } from '../../shared/kernel/units.ts';

/** 10:42 on a winter day, UTC. */
export const NOW = instant(Date.UTC(2026, 10, 22, 10, 42, 0));
export const ago = (minutes: number, seconds = 0) => instant(NOW - minutes * 60_000 - seconds * 1_000);
export const ahead = (minutes: number, seconds = 0) => instant(NOW + minutes * 60_000 + seconds * 1_000);

export const fresh = (value: number, questionable = false): Extract<NumberView, { state: 'fresh' }> => ({
  state: 'fresh',
  value,
  questionable,
  at: ago(0, 1),
  staleAt: ahead(0, 9),
});

const sinus = { state: 'fresh', value: 'sinus', staleAt: ahead(0, 9) } as const;

export const pressure = (
  systolic: number,
  diastolic: number | null,
  changePercent: number | null,
  minutesOld: number,
): PressureView => ({
  systolic,
  diastolic,
  mean: null,
  measuredAt: ago(minutesOld),
  by: 'monitor',
  changePercent,
  beyondLimit: changePercent !== null && Math.abs(changePercent) > 20,
});

const tile = (chair: Chair, parts: Partial<ChairTile> = {}): ChairTile => ({
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
  ...parts,
});

/** A patient with everything live; the parts say what is special. */
export const patientIn = (chair: Chair, parts: Partial<ChairTile> = {}): ChairTile =>
  tile(chair, {
    phase: 'INFUSING',
    clock: { mode: 'until', endsAt: ahead(27, 14) },
    heartRate: fresh(74),
    spo2: fresh(98),
    rhythm: sinus,
    pressure: pressure(132, 81, 6.2, 11),
    next: { action: 'pressure', due: { mode: 'until', endsAt: ahead(4, 10) } },
    patient: 'J. Ma…',
    nurse: 'Ana R.',
    courseDay: 3,
    dose: { givenMg: 13, orderedMg: 40, mgPerMs: 40 / 2_400_000, at: NOW },
    link: { state: 'live', since: ago(40), slowFeedMs: null, simulated: false },
    ...parts,
  });

export const alertAt = (
  chair: Chair | null,
  rule: RuleId,
  priority: Priority,
  parts: Partial<AlertView> = {},
): AlertView => {
  const cause = {
    what: 'heartRate',
    value: 141,
    baseline: 72,
    limit: 100,
    changePercent: 95.8,
    measuredAt: ago(0, 2),
  } as const;
  return {
    id: alertId(`${chair}-${rule}`),
    chair,
    rule,
    priority,
    condition: 'present',
    raisedAt: ago(0, 42),
    cause,
    worst: cause,
    soundedAt: ago(0, 42),
    physicianBy: null,
    accepted: null,
    physician: null,
    escalatedTo: null,
    recorded: true,
    ...parts,
  };
};

export const board = (tiles: readonly ChairTile[], parts: Partial<BoardView> = {}): BoardView => ({
  position: 1,
  tiles: CHAIRS.map((chair) => tiles.find((one) => one.chair === chair) ?? tile(chair)),
  lanes: [
    { person: personId('ana'), name: 'Ana R.', chairs: [1, 2], load: 2, limit: 2, overrideUntil: null },
    { person: personId('ben'), name: 'Ben K.', chairs: [3, 4], load: 2, limit: 2, overrideUntil: null },
    { person: personId('chi'), name: 'Chi N.', chairs: [5, 6, 7], load: 3, limit: 2, overrideUntil: ahead(18) },
    { person: personId('dee'), name: 'Dee W.', chairs: [], load: 0, limit: 2, overrideUntil: null },
  ],
  providerOnSite: 'Dr Okafor',
  suiteAlerts: [],
  unassigned: [],
  recording: true,
  ...parts,
});

/** Eight chairs in eight states, as on a busy morning. */
export const busySuite: BoardView = board([
  patientIn(1),
  patientIn(2, {
    clock: { mode: 'until', endsAt: ahead(12, 51) },
    heartRate: fresh(88),
    pressure: pressure(158, 92, 28, 1),
    patient: 'T. Be…',
    dose: { givenMg: 31, orderedMg: 46, mgPerMs: 0, at: NOW },
    alerts: [
      alertAt(2, 'BP-02', 'medium', {
        accepted: { by: 'Ana R.', at: ago(0, 48) },
        physicianBy: ahead(4, 12),
        raisedAt: ago(1),
      }),
    ],
  }),
  patientIn(3, {
    phase: 'RECOVERY',
    clock: { mode: 'until', endsAt: ahead(8, 20) },
    heartRate: fresh(66),
    spo2: fresh(99),
    pressure: pressure(118, 74, -2.4, 17),
    next: { action: 'pressure', due: { mode: 'until', endsAt: ago(2, 10) } },
    patient: 'P. Os…',
    nurse: 'Ben K.',
    dose: { givenMg: 35, orderedMg: 35, mgPerMs: 0, at: NOW },
  }),
  patientIn(4, {
    phase: 'READY',
    clock: { mode: 'until', endsAt: ahead(18, 2) },
    heartRate: fresh(71),
    spo2: fresh(96),
    rhythm: { state: 'notReported' },
    pressure: pressure(126, 78, 0.3, 3),
    next: { action: 'verifyDose', due: null },
    patient: 'L. Du…',
    nurse: 'Ben K.',
    courseDay: 1,
    dose: { givenMg: 0, orderedMg: 52, mgPerMs: 0, at: NOW },
  }),
  patientIn(5, {
    clock: { mode: 'until', endsAt: ahead(31, 40) },
    heartRate: fresh(141),
    spo2: fresh(95),
    rhythm: { state: 'fresh', value: 'atrialFibrillation', staleAt: ahead(0, 9) },
    pressure: pressure(124, 80, 1, 6),
    patient: 'R. Ha…',
    nurse: 'Chi N.',
    dose: { givenMg: 9, orderedMg: 43, mgPerMs: 0, at: NOW },
    alerts: [alertAt(5, 'RH-01', 'high'), alertAt(5, 'HR-03', 'medium')],
  }),
  patientIn(6, {
    phase: 'PAUSED',
    clock: { mode: 'held', value: millis(22 * 60_000 + 5_000) },
    heartRate: { state: 'stale', since: ago(0, 14) },
    rhythm: { state: 'stale', since: ago(0, 14) },
    spo2: fresh(97),
    pressure: pressure(136, 84, 9, 9),
    patient: 'M. Sa…',
    nurse: 'Chi N.',
    dose: { givenMg: 18, orderedMg: 41, mgPerMs: 0, at: NOW },
    alerts: [alertAt(6, 'TEC-01', 'medium', { raisedAt: ago(0, 4) })],
  }),
  tile(7),
  tile(8, { phase: 'TURNOVER', next: { action: 'cleaned', due: { mode: 'since', since: ago(6) } } }),
]);

const LONG = 'Wolfeschlegelsteinhausen…';

/** Widest digits, longest names, scripts that run the other way. */
export const wideSuite: BoardView = board(
  [
    patientIn(1, {
      heartRate: fresh(188),
      spo2: fresh(100),
      pressure: pressure(208, 118, 100, 88),
      clock: { mode: 'until', endsAt: ago(12, 20) },
      patient: LONG,
      nurse: 'Maria-Konstantina P.',
      next: { action: 'ondansetron', due: null },
    }),
    patientIn(2, {
      heartRate: fresh(100, true),
      spo2: fresh(100, true),
      pressure: pressure(188, 112, 48, 0),
      patient: 'מ. כה…',
      nurse: 'فاطمة ز.',
      next: { action: 'repeatPressure', due: { mode: 'until', endsAt: ago(12, 20) } },
      alerts: [alertAt(2, 'OX-02', 'low', { raisedAt: ago(14, 3) }), alertAt(2, 'BP-03', 'low')],
    }),
    patientIn(3, {
      phase: 'DISCHARGE_READY',
      heartRate: fresh(144),
      rhythm: { state: 'fresh', value: 'tachycardia', staleAt: ahead(0, 9) },
      spo2: fresh(100),
      pressure: pressure(181, 104, 44, 2),
      patient: LONG,
      nurse: 'Wilhelmina-Charlotte',
      alerts: [
        alertAt(3, 'HR-04', 'high', {
          accepted: { by: 'Maria-Konstantina P.', at: ago(14, 48) },
          physicianBy: ago(10, 12),
        }),
        alertAt(3, 'BP-02', 'medium', { accepted: { by: 'Ana R.', at: ago(2) } }),
      ],
    }),
    patientIn(4, {
      phase: 'BASELINE',
      heartRateIsPulse: true,
      rhythm: { state: 'fresh', value: 'atrialFlutter', staleAt: ahead(0, 9) },
      heartRate: fresh(128),
      spo2: fresh(100),
      pressure: pressure(142, null, null, 1),
      dose: null,
      link: { state: 'live', since: NOW, slowFeedMs: 15_000, simulated: false },
      next: { action: 'acceptBaseline', due: { mode: 'until', endsAt: ahead(4, 59) } },
    }),
    patientIn(5, { phase: 'PREP', pressure: null, dose: null, clock: null, next: { action: 'prepare', due: null } }),
    patientIn(6, {
      pressure: pressure(131, 80, 5, 24),
      clock: { mode: 'until', endsAt: ahead(140) },
      next: { action: 'releaseBaseline', due: { mode: 'since', since: ago(22) } },
    }),
    tile(7, { phase: 'ASSIGNED', patient: LONG, nurse: 'Ben K.', courseDay: 5, next: { action: 'arrive', due: null } }),
    tile(8, { phase: 'CLOSED', next: { action: 'clean', due: null } }),
  ],
  {
    lanes: ['Wilhelmina-Charlotte', 'Maria-Konstantina P.', 'فاطمة ز.', 'Ben K.', 'Dee W.'].map((name, place) => ({
      person: personId(name),
      name,
      chairs: ([[1, 2, 3], [4, 5], [6, 7], [8], []] as const)[place] ?? [],
      load: [3, 2, 2, 1, 0][place] ?? 0,
      limit: 2,
      overrideUntil: place === 0 ? ahead(20) : null,
    })),
    providerOnSite: 'Dr Wilhelmina-Charlotte Wolfeschlegelsteinhausen',
  },
);

/** All that can be wrong at once. */
export const brokenSuite: BoardView = board(
  [
    patientIn(1, {
      emergency: true,
      alerts: [alertAt(1, 'HR-02', 'high', { recorded: false })],
      pumpStopNotConfirmed: true,
    }),
    patientIn(2, { phase: 'PAUSED', clock: { mode: 'held', value: millis(1_000_000) }, pumpStopNotConfirmed: true }),
    patientIn(3, {
      identityInQuestion: true,
      alerts: [alertAt(3, 'TEC-05', 'high')],
    }),
    patientIn(4, {
      heartRate: { state: 'withdrawn', since: ago(3, 5) },
      rhythm: { state: 'stale', since: ago(3, 5) },
      spo2: { state: 'withdrawn', since: ago(3, 5) },
      link: { state: 'lost', since: ago(3, 5), slowFeedMs: null, simulated: false },
      alerts: [alertAt(4, 'TEC-04', 'medium', { raisedAt: ago(2, 55) })],
    }),
    patientIn(5, {
      phase: 'PREP',
      heartRate: { state: 'none' },
      spo2: { state: 'none' },
      rhythm: { state: 'notReported' },
      pressure: null,
      dose: null,
      clock: null,
      next: { action: 'bindMonitor', due: null },
      link: { state: 'none', since: null, slowFeedMs: null, simulated: false },
    }),
    patientIn(6, { alerts: [alertAt(6, 'OX-01', 'medium', { condition: 'gone', raisedAt: ago(3) })] }),
    patientIn(7, { alerts: [alertAt(7, 'BP-06', 'low', { raisedAt: ago(1, 3) })] }),
    patientIn(8, {
      alerts: [
        alertAt(8, 'RH-01', 'medium', {
          accepted: { by: 'Chi N.', at: ago(4) },
          physicianBy: ahead(1),
          physician: { by: 'Dr Okafor', at: ago(1), decision: 'continue', text: '' },
        }),
      ],
    }),
  ],
  {
    providerOnSite: null,
    suiteAlerts: [alertAt(null, 'RAT-02', 'medium')],
    recording: false,
    unassigned: [
      {
        source: sourceId('mllp:10.4.0.17'),
        firstSeenAt: ago(9),
        lastSeenAt: ago(0, 2),
        location: 'ICU^12',
        sample: 'MSH|^~\\&|MONITOR|…',
      },
    ],
  },
);
