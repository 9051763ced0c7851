import { byUrgency } from '../../shared/alarms/urgency.ts';
import type { AlertView } from '../../shared/board/views.ts';

/** The order in which every screen shows alarms. */
export const inOrderOfUrgency = (alerts: readonly AlertView[]): readonly AlertView[] => alerts.toSorted(byUrgency);

/** Asks for a physician's own acknowledgement and has none yet. */
export const waitsForPhysician = (alert: AlertView): boolean => alert.physicianBy !== null && alert.physician === null;
