/** What one screen may ask and hold. Beyond each of these it gets a coded answer or is let go: never memory. */

/** A whole board asks for about 12 streams; the rest is room. */
export const SUBSCRIPTIONS_MAX = 32;
export const CALLS_IN_FLIGHT_MAX = 16;
/** A screen that reconnects sends at most SUBSCRIPTIONS_MAX + CALLS_IN_FLIGHT_MAX frames at once. */
export const FRAMES_PER_SECOND_MAX = 200;
/** Screens, spare windows and one or two that have died without saying so. */
export const PEERS_MAX = 64;

/** A connection that has not said hello by then is somebody else's, or lost. */
export const HELLO_WITHIN_MS = 5_000;
export const HEARTBEAT_MS = 1_000;

/** At most four views a second of each stream: no eye reads faster. Alert changes do not wait. */
export const VIEW_INTERVAL_MS = 250;

/** Above this a peer is slow: its views wait and only the latest is sent once it has drained. */
export const BUFFERED_BYTES_SLOW = 256 * 1024;
/** Looked at again this often while a peer is slow. */
export const SLOW_RETRY_MS = 100;
/** Above this a peer is gone in all but name: it is closed, and shows its own silence. */
export const BUFFERED_BYTES_MAX = 4 * 1024 * 1024;
