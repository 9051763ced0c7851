import { type PersonId, personId } from '../kernel/ids.ts';
import { err, type Refusal } from '../kernel/result.ts';
import { assignedChairs, overrideInForce } from '../nursing/load.ts';
import { type Acts, about, type DecideContext, factsUnless } from './decide-context.ts';
import { canNurse, when } from './guards.ts';
import { refusal } from './refusals.ts';

/** Who cares for a chair, from hand to hand. Until the receiver accepts, the giver does. */
export const nursingActs: Pick<Acts, 'offerHandover' | 'acceptHandover' | 'declineHandover' | 'reassignNurse'> = {
  offerHandover: ({ session, command, state, actor }) => {
    const to = personId(command.to);
    const isMine = actor.person === session.nurse || actor.role === 'charge';
    return factsUnless(
      [
        when(!isMine, 'not-your-chair'),
        when(to === session.nurse, 'already-the-nurse'),
        ...canNurse(state.staffing, to),
      ],
      [{ ...about(session), type: 'handover-offered', to, by: actor.person }],
    );
  },

  acceptHandover: (act) => {
    const { session, state, actor, now } = act;
    if (session.handover === null) return err([refusal('no-handover')]);
    const ratioOverride = needsOverride(act, actor.person)
      ? (overrideInForce(state.staffing, actor.person, now)?.reason ?? null)
      : null;
    return factsUnless(
      [
        when(session.handover.to !== actor.person, 'not-offered-to-you'),
        ...canNurse(state.staffing, actor.person),
        oneMoreChair(act, actor.person),
      ],
      [{ ...about(session), type: 'handover-accepted', by: actor.person, ratioOverride }],
    );
  },

  /** The receiver declines; the one who offered may also take the offer back. */
  declineHandover: ({ session, actor }) => {
    if (session.handover === null) return err([refusal('no-handover')]);
    const { to, offeredBy } = session.handover;
    return factsUnless(
      [when(actor.person !== to && actor.person !== offeredBy, 'not-offered-to-you')],
      [{ ...about(session), type: 'handover-declined', by: actor.person }],
    );
  },

  reassignNurse: (act) => {
    const { session, command, state } = act;
    const to = personId(command.to);
    return factsUnless(
      [when(to === session.nurse, 'already-the-nurse'), ...canNurse(state.staffing, to), oneMoreChair(act, to)],
      [{ ...about(session), type: 'nurse-reassigned', to, reason: command.reason }],
    );
  },
};

/** Would one more chair take this nurse beyond 1:2? Counts ASSIGNED to DISCHARGE_READY. */
export const needsOverride = ({ state, protocol }: DecideContext, nurse: PersonId): boolean =>
  assignedChairs(state.sessions, nurse).length >= protocol.nursing.chairsPerNurse;

/** One more chair for this nurse: within 1:2, or with the charge nurse's override in force. */
export function oneMoreChair(context: DecideContext, nurse: PersonId): Refusal | null {
  const { state, protocol, now } = context;
  const isAllowed = !needsOverride(context, nurse) || overrideInForce(state.staffing, nurse, now) !== null;
  const chairs = assignedChairs(state.sessions, nurse).length;
  return when(!isAllowed, 'nurse-ratio', { chairs, most: protocol.nursing.chairsPerNurse });
}
