/** The one channel; it carries the frames of shared/link as text. */
export const CHANNEL = 'chairside';
