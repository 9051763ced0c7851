import { holds } from '../access/roles.ts';
import { CHAIRS, personId, sourceId } from '../kernel/ids.ts';
import { err, type Refusal } from '../kernel/result.ts';
import { after, minutes } from '../kernel/units.ts';
import { assignedChairs, isOnShift, overrideInForce } from '../nursing/load.ts';
import { type DecideContext, factsUnless, type Verdict } from './decide-context.ts';
import { needsOverride, oneMoreChair } from './decide-nursing.ts';
import { canNurse, when } from './guards.ts';
import { boundTo } from './monitor-binding.ts';
import { refusal, wholeSeconds } from './refusals.ts';
import type { Command } from './session-commands.ts';

type CommandOf<Name extends Command['name']> = Extract<Command, { readonly name: Name }>;

/** A patient is given a chair and a nurse. A third chair needs the charge nurse, with a reason or an override. */
export function assign(context: DecideContext, command: CommandOf<'assign'>): Verdict {
  const { state, actor, now, protocol, newSessionId } = context;
  const nurse = personId(command.nurse);
  const elsewhere = CHAIRS.find((chair) => state.sessions[chair]?.patient.mrn === command.patient.mrn);
  const given = command.overrideReason ?? '';
  const byCharge = given !== '' && actor.role === 'charge';
  const inForce = overrideInForce(state.staffing, nurse, now)?.reason ?? null;
  return factsUnless(
    [
      ...canNurse(state.staffing, nurse),
      byCharge ? null : oneMoreChair(context, nurse),
      when(given !== '' && actor.role !== 'charge', 'override-needs-charge'),
      elsewhere === undefined ? null : refusal('patient-in-other-chair', { chair: elsewhere }),
    ],
    [
      {
        type: 'patient-assigned',
        chair: command.chair,
        session: newSessionId,
        patient: command.patient,
        courseDay: command.courseDay,
        nurse,
        protocol: { id: protocol.id, version: protocol.version },
        ratioOverride: needsOverride(context, nurse) ? (byCharge ? given : inForce) : null,
      },
    ],
  );
}

/** A break: at most 30:00, and it ends by itself (clinical decision 5). */
export function grantRatioOverride(context: DecideContext, command: CommandOf<'grantRatioOverride'>): Verdict {
  const { state, protocol, now } = context;
  const nurse = personId(command.nurse);
  const length = minutes(command.minutes);
  const most = protocol.nursing.overrideAtMost;
  return factsUnless(
    [
      ...canNurse(state.staffing, nurse),
      when(length > most, 'override-too-long', { minutesMost: wholeSeconds(most) / 60 }),
    ],
    [{ type: 'ratio-override-granted', nurse, reason: command.reason, until: after(now, length) }],
  );
}

export function beginShift({ state }: DecideContext, command: CommandOf<'beginShift'>): Verdict {
  const person = personId(command.person);
  return factsUnless(
    [
      when(state.staffing.people[person] === undefined, 'unknown-person'),
      when(isOnShift(state.staffing, person), 'already-on-shift'),
    ],
    [{ type: 'shift-begun', person }],
  );
}

/** An active chair always has a nurse: whoever still has one hands it over before leaving. */
export function endShift({ state }: DecideContext, command: CommandOf<'endShift'>): Verdict {
  const person = personId(command.person);
  const chairs = assignedChairs(state.sessions, person).length;
  return factsUnless(
    [when(!isOnShift(state.staffing, person), 'not-on-shift'), when(chairs > 0, 'nurse-has-chairs', { chairs })],
    [{ type: 'shift-ended', person }],
  );
}

/** Handed from one named provider to the next by the next one's declaration (clinical decision 3). */
export function declareProvider({ state }: DecideContext, command: CommandOf<'declareProvider'>): Verdict {
  const id = personId(command.person);
  const person = state.staffing.people[id];
  if (person === undefined) return err([refusal('unknown-person')]);
  return factsUnless(
    [
      when(!holds(person, 'physician'), 'not-a-physician'),
      when(state.staffing.providerOnSite === id, 'already-on-site'),
    ],
    [{ type: 'provider-on-site', person: id }],
  );
}

/** Nobody can be kept from leaving; the ratio rules say at once what that means for the chairs (RAT-02). */
export function providerLeaves({ state }: DecideContext, command: CommandOf<'providerLeaves'>): Verdict {
  const person = personId(command.person);
  return factsUnless(
    [when(state.staffing.providerOnSite !== person, 'not-on-site')],
    [{ type: 'provider-left', person }],
  );
}

/** Which chair a monitor feed watches. Not while a session is bound to it: its numbers would change patients. */
export function assignSource(context: DecideContext, command: CommandOf<'assignSource'>): Verdict {
  const source = sourceId(command.source);
  const bound = boundTo(context, source);
  const reasons: (Refusal | null)[] = [
    when(!context.sourceExists(source), 'unknown-source'),
    bound === null || bound === command.chair ? null : refusal('monitor-bound-elsewhere', { chair: bound }),
  ];
  return factsUnless(reasons, [{ type: 'source-assigned', source, chair: command.chair }]);
}
