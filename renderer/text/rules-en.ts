import type { Cause, RuleId } from '../../shared/alarms/alert.ts';

/**
 * What each alarm rule says: `short` stands on a tile beside its countdown, so it keeps to eleven letters;
 * `sentence` is for a nurse at the screen.
 */
const RULES: Readonly<Record<RuleId, { readonly short: string; readonly sentence: string }>> = {
  'BP-01': { short: 'repeat BP', sentence: 'Blood pressure more than 20 % from baseline: repeat it now' },
  'BP-01D': { short: 'DBP >20 %', sentence: 'Diastolic pressure more than 20 % from baseline' },
  'BP-02': { short: 'BP >20 %', sentence: 'Blood pressure more than 20 % from baseline, confirmed by a repeat' },
  'BP-03': { short: 'BP danger', sentence: 'Blood pressure at a dangerous level' },
  'BP-06': { short: 'BP due', sentence: 'Blood pressure overdue by more than 2 minutes' },
  'BP-07': { short: 'BP overdue', sentence: 'Blood pressure overdue by more than 5 minutes, or a repeat not taken' },
  'HR-01': { short: 'HR low', sentence: 'New bradycardia' },
  'HR-02': { short: 'HR danger', sentence: 'Heart rate dangerously low' },
  'HR-03': { short: 'HR high', sentence: 'New tachycardia' },
  'HR-04': { short: 'HR danger', sentence: 'Heart rate dangerously high' },
  'HR-05': { short: 'HR rise', sentence: 'Heart rate 20 % above a fast baseline' },
  'RH-01': { short: 'AF new', sentence: 'New atrial fibrillation' },
  'OX-01': { short: 'SpO₂ low', sentence: 'Oxygen saturation low' },
  'OX-02': { short: 'SpO₂ danger', sentence: 'Oxygen saturation dangerously low' },
  'TEC-01': { short: 'check leads', sentence: 'No ECG: check the leads' },
  'TEC-02': { short: 'check probe', sentence: 'No SpO2: check the probe' },
  'TEC-03': { short: 'old values', sentence: 'Values are too old to be shown' },
  'TEC-04': { short: 'link lost', sentence: 'The monitor is silent: check it and its cable' },
  'TEC-05': { short: 'who is it?', sentence: 'The monitor names another patient' },
  'INF-01': { short: 'end pump', sentence: 'The infusion has run past its 40 minutes' },
  'RAT-01': { short: '1:2 exceeded', sentence: 'A nurse has more than two active patients' },
  'RAT-02': { short: 'no provider', sentence: 'No provider is declared on site' },
  'RAT-03': { short: 'no nurse', sentence: 'An active chair has no nurse' },
};

/** A newer station may know rules that this page does not: its code is then shown as it is. */
export const ruleText = (rule: string): { readonly short: string; readonly sentence: string } =>
  (RULES as Readonly<Record<string, { short: string; sentence: string }>>)[rule] ?? { short: rule, sentence: rule };

const WHAT: Readonly<Record<Cause['what'], string>> = {
  systolic: 'SBP',
  diastolic: 'DBP',
  mean: 'MAP',
  heartRate: 'HR',
  spo2: 'SpO₂',
  rhythm: 'rhythm',
  ecg: 'ECG',
  link: 'monitor',
  identity: 'identity',
  clock: 'clock',
  nurse: 'patients per nurse',
  provider: 'provider',
};

const signed = (n: number, digits: number): string => `${n < 0 ? '−' : '+'}${Math.abs(n).toFixed(digits)}`;

/** "SBP 151, baseline 125, +20.8 %", with whatever of it the alert carries. */
export function causeText(cause: Cause): string {
  // What a rhythm alarm measures is the rate that goes with it.
  const what = cause.what === 'rhythm' && cause.value !== null ? WHAT.heartRate : WHAT[cause.what];
  const parts = [cause.value === null ? what : `${what} ${cause.value}`];
  if (cause.baseline !== null) parts.push(`baseline ${Math.round(cause.baseline)}`);
  if (cause.changePercent !== null) parts.push(`${signed(cause.changePercent, 1)} %`);
  if (cause.limit !== null) parts.push(`limit ${cause.limit}`);
  return parts.join(', ');
}

/** "+6 %", with a true minus sign; nothing is rounded to a signed zero. */
export function percentText(change: number): string {
  const rounded = Math.round(change);
  return rounded === 0 ? '0 %' : `${signed(rounded, 0)} %`;
}
