import type { Rhythm } from '../../../../shared/vitals/observation.ts';

type RhythmRow = {
  readonly number: number;
  readonly refIds: readonly string[];
  /** Null: the monitor says that it cannot tell. */
  readonly rhythm: Rhythm | null;
  readonly source: string;
};

const EXERCISE = 'IEEE 11073-10406 (basic ECG), as in a public nomenclature list';
const PHILIPS = 'mdpnp/mdpnp, Philips ObservedValue.java';
const EVENTS = 'DICOM CID 3038; mindleaving/patient-monitor-datalogger EventType.cs; MindraySim AlarmDict.csv';

/** A rhythm as a coded value: terms of partition 2 (what was observed) and of partition 3 (what happened). */
const RHYTHM_ROWS: readonly RhythmRow[] = [
  { number: 147_474, refIds: ['ECG_SINUS_RHY'], rhythm: 'sinus', source: EXERCISE },
  { number: 147_688, refIds: ['ECG_TACHY'], rhythm: 'tachycardia', source: EXERCISE },
  { number: 147_720, refIds: ['ECG_ATR_FIB'], rhythm: 'atrialFibrillation', source: EXERCISE },
  { number: 147_984, refIds: ['ECG_SV_BRADY'], rhythm: 'bradycardia', source: EXERCISE },
  { number: 147_467, refIds: ['ECG_RHY_ABSENT'], rhythm: null, source: PHILIPS },
  { number: 147_473, refIds: ['ECG_RHY_UNANALYZEABLE'], rhythm: null, source: PHILIPS },
  { number: 147_519, refIds: ['ECG_RHY_NOS'], rhythm: 'other', source: PHILIPS },
  { number: 199_736, refIds: ['EVT_ECG_ATR_FIB'], rhythm: 'atrialFibrillation', source: EVENTS },
  { number: 258_504, refIds: ['EVT_ECG_ATR_FIB'], rhythm: 'atrialFibrillation', source: EVENTS },
  { number: 199_884, refIds: ['EVT_ECG_ATR_FLUT', 'EVT_ECG_A_FLUTTER'], rhythm: 'atrialFlutter', source: EVENTS },
  { number: 199_684, refIds: ['EVT_ECG_ASYSTOLE'], rhythm: 'asystole', source: EVENTS },
  { number: 199_692, refIds: ['EVT_ECG_SINUS_BRADY'], rhythm: 'bradycardia', source: EVENTS },
  { number: 199_694, refIds: ['EVT_ECG_BRADY_EXTREME'], rhythm: 'bradycardia', source: EVENTS },
  { number: 258_374, refIds: ['EVT_ECG_BRADY'], rhythm: 'bradycardia', source: EVENTS },
  { number: 199_870, refIds: ['EVT_ECG_SINUS_TACHY'], rhythm: 'tachycardia', source: EVENTS },
  { number: 199_730, refIds: ['EVT_ECG_TACHY_EXTREME'], rhythm: 'tachycardia', source: EVENTS },
  { number: 258_376, refIds: ['EVT_ECG_TACHY'], rhythm: 'tachycardia', source: EVENTS },
  { number: 199_800, refIds: ['EVT_ECG_SV_TACHY'], rhythm: 'supraventricularTachycardia', source: EVENTS },
  { number: 199_806, refIds: ['EVT_ECG_V_FIB'], rhythm: 'ventricularFibrillation', source: EVENTS },
  { number: 199_832, refIds: ['EVT_ECG_V_TACHY'], rhythm: 'ventricularTachycardia', source: EVENTS },
  { number: 199_828, refIds: ['EVT_ECG_V_RHY'], rhythm: 'other', source: EVENTS },
];

export const RHYTHM_BY_NUMBER = new Map(RHYTHM_ROWS.map((row) => [row.number, row] as const));
