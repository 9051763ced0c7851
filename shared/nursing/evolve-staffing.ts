import type { Actor } from '../access/roles.ts';
import { assertNever } from '../kernel/result.ts';
import type { StaffEvent, Staffing } from './staffing.ts';

/** The suite's people after one more fact. Every list is bounded by the people registered. */
export function evolveStaffing(staffing: Staffing, event: StaffEvent, actor: Actor): Staffing {
  switch (event.type) {
    case 'person-registered':
      return { ...staffing, people: { ...staffing.people, [event.person.id]: event.person } };
    case 'shift-begun':
      return { ...staffing, onShift: [...staffing.onShift.filter((id) => id !== event.person), event.person] };
    case 'shift-ended':
      return { ...staffing, onShift: staffing.onShift.filter((id) => id !== event.person) };
    case 'provider-on-site':
      return { ...staffing, providerOnSite: event.person };
    case 'provider-left':
      return { ...staffing, providerOnSite: null };
    case 'ratio-override-granted': {
      const by = actor === 'station' ? null : actor.person;
      const override = { reason: event.reason, until: event.until, by };
      return { ...staffing, overrides: { ...staffing.overrides, [event.nurse]: override } };
    }
    default:
      return assertNever(event);
  }
}
