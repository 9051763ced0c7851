import type { EscalationStep } from '../../shared/alarms/alert.ts';

const ESCALATED: Readonly<Record<EscalationStep, string>> = {
  partnerAndCharge: 'partner nurse and charge nurse told',
  physician: 'physician told',
  met: 'call the emergency team?',
  chargePhonesProvider: 'charge nurse: phone the provider',
};

/** What is said of an alarm beside its rule and its numbers. */
export const alertText = {
  gone: 'the condition is over',
  acceptedBy: (who: string, age: string) => `accepted by ${who} ${age} ago`,
  waitsForPhysician: 'waits for a physician',
  decided: (who: string, decision: string) => `${who} decided: ${decision}`,
  escalatedTo: ESCALATED,
  accept: 'Accept',
  passOn: 'Pass on',
  decide: 'Physician’s decision',
  order: 'Words of the order',
  active: 'Active',
  waiting: 'Waiting for a physician',
  noneActive: 'No alarm is active.',
  noneWaiting: 'Nobody waits for a physician.',
  history: 'History',
  noHistory: 'No alarms yet.',
  reload: 'Load again',
  now: 'Now',
  canWait: 'Can wait',
  nothingNow: 'Nothing asks for a physician now.',
  nothingWaits: 'Nothing else waits.',
} as const;
