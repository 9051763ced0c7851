import { mgPerKg, minutes, seconds } from '../kernel/units.ts';
import type { Protocol } from './protocol.ts';

/**
 * The published protocol (Tankha et al., Reg Anesth Pain Med 2025, rapm-2025-106907): 0.5 mg/kg actual body
 * weight over 40 minutes, no ceiling dose; ECG, pulse oximetry and a blood pressure every 15 minutes;
 * ondansetron 8 mg and one more as needed; 30 minutes of monitoring; one nurse to two patients.
 * Every number that the paper does not give is a proposal of ours, for a medical director to sign.
 */
export const KETAMINE_INFUSION: Protocol = {
  id: 'ketamine-rapm-2025-106907',
  version: 1,
  title: 'Ketamine infusion 0.5 mg/kg over 40 min (rapm-2025-106907)',
  signedBy: null,
  infusion: {
    doseMgPerKg: mgPerKg(0.5), // paper
    duration: minutes(40), // paper
    completeAtShare: 0.95, // proposal
    stopUndo: seconds(10), // proposal
    pauseNeedsPhysicianAfter: minutes(20), // proposal
    wallNeedsPhysicianAfter: minutes(90), // proposal
    overrunLow: minutes(2), // proposal, rule INF-01
    overrunMedium: minutes(5), // proposal, rule INF-01
  },
  pressure: {
    every: minutes(15), // paper
    overdueLow: minutes(2), // proposal, rule BP-06
    overdueMedium: minutes(5), // proposal, rule BP-07
    repeatWithin: minutes(3), // proposal, rule BP-07
    startNotOlderThan: minutes(5), // proposal
  },
  baseline: {
    rest: minutes(5), // 5 min seated rest: general guidance for cuff pressures
    validFor: minutes(30), // proposal
    readingsWithin: minutes(10), // proposal
    spreadMmHg: 10, // proposal
    ecgWindow: seconds(60), // proposal
    valuesAtLeast: 3, // proposal
    renewWithinPercent: 10, // proposal
  },
  recovery: {
    duration: minutes(30), // paper
    vitalsNotOlderThan: minutes(10), // proposal
    pressureWithinPercent: 20, // paper; also the PADSS band
    padssAtLeast: 9, // PADSS: 9 of 10 is fit for discharge
  },
  ondansetron: { doseMg: 8, dosesAtMost: 2 }, // paper
  nursing: { chairsPerNurse: 2, overrideAtMost: minutes(30) }, // paper; proposal
};
