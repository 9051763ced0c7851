import type { AlertView } from '../../shared/board/views.ts';
import { inOrderOfUrgency } from '../state/alert-urgency.ts';

/** The alert that a tile shows in its frame, header and action line; the others are counted beside it. */
export const leadingAlert = (alerts: readonly AlertView[]): AlertView | null => inOrderOfUrgency(alerts)[0] ?? null;
