import type { ChairView, PersonChoice, TimelineEntry, TrendView } from '../../shared/board/views.ts';
import { personId, sessionId, sourceId } from '../../shared/kernel/ids.ts';
import { instant, kilogram, percent, perMinute } from '../../shared/kernel/units.ts';
import type { Baseline } from '../../shared/session/baseline.ts';
import { ago, ahead, alertAt, fresh, patientIn, pressure } from './suite-stories.ts';

const baseline: Baseline = {
  version: 1,
  acceptedAt: ago(31),
  expiresAt: ahead(1),
  systolic: { sum: 249, count: 2 },
  diastolic: { sum: 156, count: 2 },
  mean: { sum: 186, count: 2 },
  heartRate: perMinute(72),
  spo2: percent(98),
  rhythm: 'sinus',
  implausible: [],
  released: false,
};

const infusing = patientIn(2, {
  clock: { mode: 'until', endsAt: ahead(12, 51) },
  pressure: pressure(151, 92, 20.8, 1),
  alerts: [
    alertAt(2, 'BP-02', 'medium', {
      raisedAt: ago(1),
      physicianBy: ahead(4, 12),
      accepted: { by: 'Ana R.', at: ago(0, 48) },
      cause: { what: 'systolic', value: 151, baseline: 125, limit: 20, changePercent: 20.8, measuredAt: ago(1) },
    }),
    alertAt(2, 'HR-03', 'medium'),
  ],
});

/** In the middle of an infusion, with a pressure beyond 20 %. */
export const infusingChair: ChairView = {
  ...infusing,
  session: sessionId('s-2'),
  identity: { name: 'Bergström, Tuva', mrn: '00 4471 882', birthDate: '1961-04-30', sex: 'female' },
  nurseId: personId('ana'),
  handoverTo: null,
  weightKg: kilogram(80),
  driver: 'Lars Bergström',
  ondansetron: { doses: 1, declined: null },
  baseline,
  baselineDraft: null,
  dosePlan: {
    weightKg: 80,
    doseMg: 40,
    stockMgPerMl: 50,
    drawMl: 0.8,
    bagMl: 50,
    method: 'withdraw',
    rateMlPerHour: 75,
    preparedBy: 'Ana R.',
    preparedById: personId('ana'),
    verifiedBy: 'Ben K.',
  },
  respiratoryRate: fresh(14),
  pressures: [
    pressure(124, 78, -0.4, 29),
    pressure(131, 80, 5.2, 16),
    pressure(148, 90, 18.9, 3),
    pressure(151, 92, 20.8, 1),
  ],
  pauseReason: null,
  outcome: null,
  monitor: sourceId('monitor-2'),
  monitorsOffered: [{ source: sourceId('monitor-2'), watches: 2 }],
  mismatchShown: null,
  clocks: {
    infusionLeft: { mode: 'until', endsAt: ahead(12, 51) },
    recovery: null,
    pressure: { mode: 'until', endsAt: ahead(14) },
    baseline: null,
    stopUndo: null,
  },
};

/** The rest is over, one pressure is missing. */
export const baselineChair: ChairView = {
  ...infusingChair,
  ...patientIn(2, {
    phase: 'BASELINE',
    clock: { mode: 'until', endsAt: ahead(0, 50) },
    next: { action: 'acceptBaseline', due: null },
    dose: null,
  }),
  dosePlan: null,
  baseline: null,
  baselineDraft: {
    ready: false,
    missing: [
      { code: 'pressures-too-few', fields: { have: 1, need: 2, notBefore: 0 } },
      { code: 'values-too-few', fields: { parameter: 'spo2', have: 2, need: 3 } },
      { code: 'not-known-to-this-page', fields: { leastMl: 12 } },
    ],
    systolic: [124],
    heartRate: 72,
    spo2: null,
    rhythm: 'sinus',
  },
  clocks: { infusionLeft: null, recovery: null, pressure: null, baseline: null, stopUndo: null },
};

/** A stop that can still be undone, and a pump that may still run. */
export const stoppedChair: ChairView = {
  ...infusingChair,
  ...patientIn(2, {
    phase: 'RECOVERY',
    clock: { mode: 'until', endsAt: ahead(29, 57) },
    pumpStopNotConfirmed: true,
    next: { action: 'confirmPumpStopped', due: { mode: 'since', since: ago(0, 3) } },
  }),
  clocks: {
    infusionLeft: null,
    recovery: { mode: 'until', endsAt: ahead(29, 57) },
    pressure: { mode: 'until', endsAt: ahead(3) },
    baseline: null,
    stopUndo: { mode: 'until', endsAt: ahead(0, 7) },
  },
};

/** The dose waits for the second clinician. */
export const verifyingChair: ChairView = {
  ...infusingChair,
  ...patientIn(2, {
    phase: 'READY',
    clock: { mode: 'until', endsAt: ahead(18) },
    next: { action: 'verifyDose', due: null },
  }),
  dosePlan: infusingChair.dosePlan && { ...infusingChair.dosePlan, verifiedBy: null },
  clocks: {
    infusionLeft: null,
    recovery: null,
    pressure: null,
    baseline: { mode: 'until', endsAt: ahead(18) },
    stopUndo: null,
  },
};

/** Half an hour of a heart that quickens a little, with a hole where the leads were off. */
export const trend: TrendView = {
  chair: 2,
  from: ago(33),
  baseline,
  pressures: infusingChair.pressures,
  points: Array.from({ length: 180 }, (_, i) => ({
    at: instant(ago(32) + i * 10_000),
    heartRate: i > 70 && i < 84 ? null : Math.round(72 + 10 * Math.sin(i / 40) + 3 * Math.sin(i)),
    spo2: 97 + (i % 3),
  })),
};

const entry = (position: number, minutes: number, type: string, parts: Partial<TimelineEntry> = {}): TimelineEntry => ({
  position,
  at: ago(minutes),
  effectiveAt: ago(minutes),
  type,
  who: 'Ana R.',
  fields: {},
  alarm: null,
  ...parts,
});

export const timeline: readonly TimelineEntry[] = [
  entry(1, 60, 'patient-assigned', { fields: { nurse: 'Ana R.', courseDay: 3 } }),
  entry(2, 52, 'patient-arrived', { effectiveAt: ago(55) }),
  entry(3, 31, 'baseline-accepted', { fields: { version: 1, heartRate: 72, spo2: 98, systolic: 124.5 } }),
  entry(4, 28, 'infusion-started', { fields: { rateMlPerHour: 75 } }),
  entry(5, 3, 'alert-raised', {
    who: null,
    alarm: {
      rule: 'BP-01',
      priority: 'medium',
      cause: {
        what: 'systolic',
        value: 151,
        baseline: 124.5,
        limit: 149,
        changePercent: 21.285140562,
        measuredAt: ago(3),
      },
    },
  }),
  entry(6, 2, 'alert-accepted', { alarm: { rule: 'BP-01', priority: 'medium', cause: null } }),
  entry(7, 1, 'something-new', { fields: { someField: 'sideEffect' } }),
];

export const people: readonly PersonChoice[] = [
  { id: personId('ana'), name: 'Ana Reyes', shortName: 'Ana R.', roles: ['nurse', 'charge'], onShift: true },
  { id: personId('ben'), name: 'Ben Kowalski', shortName: 'Ben K.', roles: ['nurse'], onShift: true },
  { id: personId('fa'), name: 'فاطمة الزهراء', shortName: 'فاطمة ز.', roles: ['nurse'], onShift: false },
  { id: personId('oka'), name: 'Dr Chidi Okafor', shortName: 'Dr Okafor', roles: ['physician'], onShift: true },
];
