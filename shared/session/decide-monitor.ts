import { type SourceId, sourceId } from '../kernel/ids.ts';
import { err } from '../kernel/result.ts';
import { mmHg, percent, perMinute } from '../kernel/units.ts';
import { type Acts, about, factsUnless } from './decide-context.ts';
import { identifiersMatch, noEmergency, when } from './guards.ts';
import { monitorFree } from './monitor-binding.ts';
import { refusal } from './refusals.ts';
import type { Session } from './session-state.ts';
import type { SuiteEvent, SuiteState } from './suite.ts';

/** Which monitor speaks for the patient, whether it is the patient it speaks of, and what is charted without it. */
export const monitorActs: Pick<
  Acts,
  'bindMonitor' | 'rebindMonitor' | 'monitorOff' | 'chartVitals' | 'settleIdentity'
> = {
  bindMonitor: (act) => {
    const { session, command, state } = act;
    const source = sourceId(command.source);
    return factsUnless(monitorFree(act, source, session.chair), binding(state, session, source));
  },

  /** Without this a chair whose monitor or cuff breaks after the baseline could never be assessed. */
  rebindMonitor: (act) => {
    const { session, command, state } = act;
    const source = sourceId(command.source);
    return factsUnless(
      [...identifiersMatch(session.patient, command), ...monitorFree(act, source, session.chair)],
      binding(state, session, source),
    );
  },

  monitorOff: ({ session }) =>
    factsUnless(
      [when(session.monitor === null, 'monitor-not-bound'), noEmergency(session)],
      [{ ...about(session), type: 'monitor-taken-off' }],
    ),

  chartVitals: ({ session, command }) => {
    const { systolic, diastolic, heartRate, spo2 } = command;
    return factsUnless(
      [when(diastolic >= systolic, 'diastolic-not-below-systolic')],
      [
        {
          ...about(session),
          type: 'vitals-charted',
          systolic: mmHg(systolic),
          diastolic: mmHg(diastolic),
          heartRate: perMinute(heartRate),
          spo2: percent(spo2),
        },
      ],
    );
  },

  settleIdentity: ({ session, command }) => {
    if (session.identityMismatch === null) return err([refusal('no-identity-question')]);
    const { shown } = session.identityMismatch;
    return factsUnless(identifiersMatch(session.patient, command), [
      { ...about(session), type: 'identity-settled', shown },
    ]);
  },
};

/** The monitor watches this chair, if it did not yet, and speaks for this patient from now on. */
const binding = ({ assignments }: SuiteState, session: Session, source: SourceId): readonly SuiteEvent[] => [
  ...(assignments[source] === session.chair
    ? []
    : [{ type: 'source-assigned' as const, source, chair: session.chair }]),
  { ...about(session), type: 'monitor-bound', source },
];
