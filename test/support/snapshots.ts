import type { Alert } from '../../shared/alarms/alert.ts';
import type { Snapshot } from '../../shared/board/snapshot.ts';
import type { AlertId } from '../../shared/kernel/ids.ts';
import { KETAMINE_INFUSION } from '../../shared/protocol/protocol-library.ts';
import type { SuiteBuilder } from './suite-builder.ts';

type Extras = Partial<Pick<Snapshot, 'unassigned' | 'recording'>> & {
  readonly link?: 'none' | 'live' | 'lost';
  readonly unrecorded?: readonly AlertId[];
};

/** What a station in this suite's place would make its views of, every monitor connected. */
export const snapshotOf = (suite: SuiteBuilder, extras: Extras = {}): Snapshot => ({
  state: suite.state(),
  now: suite.now(),
  protocol: KETAMINE_INFUSION,
  recording: extras.recording ?? true,
  alertRecorded: (alert) => !(extras.unrecorded ?? []).includes(alert),
  unassigned: extras.unassigned ?? [],
  chairs: (chair) => ({
    vitals: suite.vitals(chair),
    link: { state: extras.link ?? 'live', since: suite.now() },
    simulated: false,
    baselineDraft: suite.draft(chair, suite.now()),
  }),
});

/** Every family that a chair can have an alert of, each by its gravest rule. */
export const EVERY_FAMILY: readonly Pick<Alert, 'family' | 'rule' | 'priority'>[] = [
  { family: 'pressure', rule: 'BP-03', priority: 'high' },
  { family: 'pressureDue', rule: 'BP-07', priority: 'medium' },
  { family: 'rate', rule: 'HR-02', priority: 'high' },
  { family: 'rhythm', rule: 'RH-01', priority: 'medium' },
  { family: 'oxygen', rule: 'OX-02', priority: 'high' },
  { family: 'ecg', rule: 'TEC-01', priority: 'medium' },
  { family: 'probe', rule: 'TEC-02', priority: 'medium' },
  { family: 'feed', rule: 'TEC-03', priority: 'low' },
  { family: 'link', rule: 'TEC-04', priority: 'medium' },
  { family: 'identity', rule: 'TEC-05', priority: 'high' },
  { family: 'infusion', rule: 'INF-01', priority: 'medium' },
  { family: 'cover', rule: 'RAT-03', priority: 'high' },
];
