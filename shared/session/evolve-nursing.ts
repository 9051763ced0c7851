import { assertNever } from '../kernel/result.ts';
import type { Instant } from '../kernel/units.ts';
import type { SessionEvent } from './session-events.ts';
import type { Session } from './session-state.ts';

type NursingEvent = Extract<
  SessionEvent,
  { readonly type: 'handover-offered' | 'handover-accepted' | 'handover-declined' | 'nurse-reassigned' }
>;

/** Folds who cares for the chair. It has one nurse at every moment: the giver until the receiver accepts. */
export function evolveNursing(session: Session, event: NursingEvent, at: Instant): Session {
  switch (event.type) {
    case 'handover-offered':
      return { ...session, handover: { to: event.to, offeredBy: event.by, offeredAt: at } };
    case 'handover-accepted':
      return { ...session, nurse: event.by, handover: null };
    case 'handover-declined':
      return { ...session, handover: null };
    case 'nurse-reassigned':
      return { ...session, nurse: event.to, handover: null };
    default:
      return assertNever(event);
  }
}
