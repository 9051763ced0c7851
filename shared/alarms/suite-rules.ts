import { held, NOW, once, type Rule, tell } from './alarm-rule.ts';
import {
  type CoverFacts,
  chairCovered,
  chairUncovered,
  type NurseFacts,
  type ProviderFacts,
  providerMissing,
  providerPresent,
  ratioKept,
  tooManyChairs,
} from './suite-facts.ts';

/** The rules of the suite's people. The charge nurse is told at once: nobody at the chair can mend them. */
const STAFFING = {
  scope: 'suite',
  kind: 'staffing',
  armedIn: 'always',
  reads: null,
  clearAfter: NOW,
  latch: 'none',
  escalation: tell(0, null, null),
  physician: 'none',
  adverseEvent: 'no',
} as const;

export const NURSE_RULE: Rule<NurseFacts> = {
  ...STAFFING,
  id: 'RAT-01',
  family: 'ratio',
  priority: 'medium',
  onsets: held(tooManyChairs, 30),
  clear: ratioKept,
  source: 'P: "1:2 nurse-to-patient ratio"',
};

export const PROVIDER_RULE: Rule<ProviderFacts> = {
  ...STAFFING,
  id: 'RAT-02',
  family: 'provider',
  priority: 'medium',
  onsets: once(providerMissing),
  clear: providerPresent,
  source: 'P: "one provider always on site"',
};

export const COVER_RULE: Rule<CoverFacts> = {
  ...STAFFING,
  id: 'RAT-03',
  family: 'cover',
  priority: 'high',
  onsets: held(chairUncovered, 15),
  clear: chairCovered,
  source: 'P',
};
