import type { CodeUse } from './meaning.ts';

export type LoincRow = { readonly code: string; readonly use: CodeUse; readonly source: string };

const US_CORE = 'HL7 US Core vital signs';
const LOINC = 'loinc.org';

/** LOINC's plain pressures name neither cuff nor artery; a monitor that means the artery has codes that say so. */
export const LOINC_ROWS: readonly LoincRow[] = [
  { code: '8867-4', use: 'heartRate', source: US_CORE },
  { code: '8889-8', use: 'pulseRate', source: LOINC },
  { code: '59408-5', use: 'spo2', source: US_CORE },
  // The laboratory's code; monitors use it all the same.
  { code: '2708-6', use: 'spo2', source: US_CORE },
  { code: '61006-3', use: 'perfusionIndex', source: LOINC },
  { code: '8480-6', use: 'nibpSystolic', source: US_CORE },
  { code: '8462-4', use: 'nibpDiastolic', source: US_CORE },
  { code: '8478-0', use: 'nibpMean', source: LOINC },
  { code: '76534-7', use: 'nibpSystolic', source: LOINC },
  { code: '76535-4', use: 'nibpDiastolic', source: LOINC },
  { code: '76536-2', use: 'nibpMean', source: LOINC },
  { code: '76215-3', use: 'abpSystolic', source: LOINC },
  { code: '76213-8', use: 'abpDiastolic', source: LOINC },
  { code: '76214-6', use: 'abpMean', source: LOINC },
  { code: '9279-1', use: 'respiratoryRate', source: US_CORE },
  { code: '8310-5', use: 'temperature', source: US_CORE },
  { code: '8328-7', use: 'temperature', source: LOINC },
  { code: '8329-5', use: 'temperature', source: LOINC },
  { code: '8331-1', use: 'temperature', source: LOINC },
  { code: '8332-9', use: 'temperature', source: LOINC },
  { code: '8333-7', use: 'temperature', source: LOINC },
  { code: '19889-5', use: 'etco2', source: LOINC },
  { code: '8884-9', use: 'rhythm', source: US_CORE },
];
