import type { NumericParameter } from '../../../../shared/vitals/observation.ts';

/**
 * Mindray patient data share, HL7 2.3.1: OBX-3 a number, OBX-4 the number of the module that measured.
 * 110 is a heart rate to Comen and the ST of aVF here, so the module is part of the code. Central venous,
 * pulmonary, aortic and femoral pressures, T differences and the ST leads are left out: they are none of ours.
 * Source: Mindray PDS guide 0010-20-43061-2.
 */
export const MINDRAY_PDS: ReadonlyMap<string, NumericParameter> = new Map<string, NumericParameter>([
  ['101@2101', 'heartRate'],
  ['151@2102', 'respiratoryRate'],
  ['160@2103', 'spo2'],
  ['161@2103', 'pulseRate'],
  ['162@2103', 'perfusionIndex'],
  ['200@2104', 'temperature'],
  ['201@2104', 'temperature'],
  ['170@2105', 'nibpSystolic'],
  ['171@2105', 'nibpDiastolic'],
  ['172@2105', 'nibpMean'],
  ['250@2106', 'etco2'],
  ['600@2115', 'pulseRate'],
  ['500@2116', 'abpSystolic'],
  ['501@2116', 'abpMean'],
  ['502@2116', 'abpDiastolic'],
]);

/** Biolight / BPL central station, code system BHC. Source: their HL7 guide's sample. */
export const BIOLIGHT_BHC: ReadonlyMap<string, NumericParameter> = new Map<string, NumericParameter>([
  ['201', 'heartRate'],
  ['251', 'spo2'],
  ['259', 'pulseRate'],
  ['351', 'nibpSystolic'],
  ['352', 'nibpDiastolic'],
  ['353', 'nibpMean'],
  ['355', 'pulseRate'],
  ['401', 'respiratoryRate'],
]);

/**
 * Nihon Kohden: six digits without a code system, so the label must say the same. 072007 repeats the pulse
 * of 007001. Source: messages of PVM-2701 and a neonatal monitor (test/captures/hl7).
 */
export const NIHON_KOHDEN: ReadonlyMap<string, { readonly parameter: NumericParameter; readonly label: RegExp }> =
  new Map<string, { parameter: NumericParameter; label: RegExp }>([
    ['001000', { parameter: 'heartRate', label: /\bHR\b/i }],
    ['007000', { parameter: 'spo2', label: /\bSpO2\b/i }],
    ['007001', { parameter: 'pulseRate', label: /\bPR\b/i }],
    ['009000', { parameter: 'nibpSystolic', label: /\bNIBP SYS/i }],
    ['009001', { parameter: 'nibpDiastolic', label: /\bNIBP DIA/i }],
    ['009002', { parameter: 'nibpMean', label: /\bNIBP MEAN/i }],
  ]);
