import type { ClockView } from '../../shared/board/views.ts';
import { after, type Instant } from '../../shared/kernel/units.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** "4:10", "59:59", then "1:04 h": what is long needs no seconds. `ms` is 0 or more. */
function minutesAndSeconds(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 100) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)} h`;
}

/** How long ago something was: "14 s", "2:05". A clock that seems to run ahead reads 0, never a minus. */
export function ageText(since: Instant, now: Instant): string {
  const ms = Math.max(0, now - since);
  return ms < 60_000 ? `${Math.floor(ms / 1_000)} s` : minutesAndSeconds(ms);
}

export const elapsedText = (since: Instant, now: Instant): string => minutesAndSeconds(Math.max(0, now - since));

/** Whole minutes since; for pressures, whose age is counted in minutes. */
export const minutesSince = (since: Instant, now: Instant): number => Math.max(0, Math.floor((now - since) / 60_000));

export type Countdown = { readonly text: string; readonly overdue: boolean };

/** Counts down to `endsAt`, then up as "+2:10". The last second is shown as 0:01, so 0:00 means due now. */
export function countdownTo(endsAt: Instant, now: Instant): Countdown {
  const left = endsAt - now;
  if (left <= -1_000) return { text: `+${minutesAndSeconds(-left)}`, overdue: true };
  return { text: minutesAndSeconds(Math.max(0, Math.ceil(left / 1_000) * 1_000)), overdue: left <= 0 };
}

export function clockText(clock: ClockView, now: Instant): Countdown {
  if (clock.mode === 'until') return countdownTo(clock.endsAt, now);
  if (clock.mode === 'since') return { text: elapsedText(clock.since, now), overdue: false };
  // What stands still was counting down: it rounds as it did while it ran, and an overrun shows as one.
  return countdownTo(after(now, clock.value), now);
}

const dayClock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayClockWithSeconds = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Wall time in the workstation's own zone, "10:42". */
export const timeOfDay = (at: Instant): string => dayClock.format(at);
export const timeOfDayWithSeconds = (at: Instant): string => dayClockWithSeconds.format(at);
