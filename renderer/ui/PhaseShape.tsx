import type { ReactNode } from 'react';
import type { Phase } from '../../shared/session/session-state.ts';

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 3, strokeLinejoin: 'round' } as const;
const full = { fill: 'currentColor' } as const;

/** A phase is told by shape before it is read: each outline differs from across the room. */
const SHAPES: Readonly<Record<Phase, ReactNode>> = {
  EMPTY: <rect x="4" y="4" width="16" height="16" rx="2" {...line} strokeDasharray="3 4" />,
  ASSIGNED: <circle cx="12" cy="12" r="9" {...line} strokeDasharray="4 4" />,
  PREP: <path d="M5 12h14M12 5v14" {...line} strokeWidth={4} />,
  BASELINE: <path d="M2 13h5l3-8 4 15 3-7h5" {...line} />,
  READY: <rect x="4" y="4" width="16" height="16" {...line} strokeWidth={4} />,
  INFUSING: <path d="M12 2s7 8 7 13a7 7 0 0 1-14 0c0-5 7-13 7-13z" {...full} />,
  PAUSED: <path d="M5 3h5v18H5zM14 3h5v18h-5z" {...full} />,
  RECOVERY: <circle cx="12" cy="12" r="9" {...line} strokeWidth={4} />,
  DISCHARGE_READY: <path d="M3 12h13M11 5l8 7-8 7" {...line} strokeWidth={4} />,
  CLOSED: <path d="M4 12l6 6L20 6" {...line} strokeWidth={4} />,
  TURNOVER: <path d="M12 2l3 7 7 3-7 3-3 7-3-7-7-3 7-3z" {...full} />,
};

/** Decoration beside the phase's word. */
export function PhaseShape({ phase, className }: { readonly phase: Phase; readonly className?: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {SHAPES[phase]}
    </svg>
  );
}
