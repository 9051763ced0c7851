import { personId, sessionId } from '../../shared/kernel/ids.ts';
import { type Instant, kilogram, mlPerHour } from '../../shared/kernel/units.ts';
import type { Protocol } from '../../shared/protocol/protocol.ts';
import { EMPTY_SUITE, evolveSuite } from '../../shared/session/evolve-suite.ts';
import type { SuiteEvent, SuiteState } from '../../shared/session/suite.ts';
import { asSessionBaseline, type RecordingBaseline } from './recording-baseline.ts';

/** The recording's patient sits in chair 1. */
export const CHAIR = 1;
const ABOUT = { chair: CHAIR, session: sessionId('recording') } as const;
export const NURSE = personId('nurse');
export const PROVIDER = personId('provider');

type Dated = { readonly at: Instant; readonly event: SuiteEvent };

/** The suite from one moment on. */
export type Stage = { readonly from: Instant; readonly suite: SuiteState };

/**
 * The suite as the recording goes through it, folded from the events a station would have written: a patient
 * whose baseline is watched, then infused to the end, one nurse on shift, a provider on site. Where the two
 * pressures come later than the start, the baseline holds them from the second on.
 * @param from the recording's first moment
 */
export function stagesOf(baseline: RecordingBaseline, from: Instant, protocol: Protocol): readonly Stage[] {
  const { startAt, pressuresKnownAt } = baseline;
  const before = watching(from, protocol);
  const infusing = (withPressures: boolean): SuiteState =>
    folded([...before, ...starting(baseline, withPressures, protocol)]);
  const known = pressuresKnownAt !== null && pressuresKnownAt <= startAt;
  return [
    { from, suite: folded(before) },
    { from: startAt, suite: infusing(known) },
    ...(pressuresKnownAt === null || known ? [] : [{ from: pressuresKnownAt, suite: infusing(true) }]),
  ];
}

const folded = (events: readonly Dated[]): SuiteState =>
  events.reduce(
    (suite, { at, event }, index) =>
      evolveSuite(suite, {
        position: index + 1,
        at,
        effectiveAt: at,
        actor: 'station',
        workstation: null,
        commandId: null,
        event,
      }),
    EMPTY_SUITE,
  );

/** Up to the phase BASELINE. Nobody real: a recording names no one, and no rule asks who it is or how heavy. */
function watching(at: Instant, protocol: Protocol): readonly Dated[] {
  const patient = { mrn: '', familyName: 'Recording', givenName: '', birthDate: '', sex: 'unknown' } as const;
  const events: readonly SuiteEvent[] = [
    { type: 'person-registered', person: { id: NURSE, name: 'Nurse', shortName: 'Nurse', roles: ['nurse'] } },
    { type: 'person-registered', person: { id: PROVIDER, name: 'Provider', shortName: 'P.', roles: ['physician'] } },
    { type: 'shift-begun', person: NURSE },
    { type: 'provider-on-site', person: PROVIDER },
    {
      ...ABOUT,
      type: 'patient-assigned',
      patient,
      courseDay: 1,
      nurse: NURSE,
      protocol: { id: protocol.id, version: protocol.version },
      ratioOverride: null,
    },
    { ...ABOUT, type: 'patient-arrived' },
    { ...ABOUT, type: 'preparation-completed', weight: kilogram(80), weightEntered: '80 kg', driver: '' },
  ];
  return events.map((event) => ({ at, event }));
}

function starting(baseline: RecordingBaseline, withPressures: boolean, protocol: Protocol): readonly Dated[] {
  const at = baseline.startAt;
  return [
    {
      at,
      event: { ...ABOUT, type: 'baseline-accepted', baseline: asSessionBaseline(baseline, withPressures, protocol) },
    },
    { at, event: { ...ABOUT, type: 'infusion-started', rate: mlPerHour(75) } },
  ];
}
