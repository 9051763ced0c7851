/**
 * Numbers that carry their unit in the type. A branded number costs nothing at run time; the compiler
 * refuses a rate where a dose is wanted. Each constructor only names the unit: range checks belong to the
 * border where the number came in.
 */
declare const unit: unique symbol;
type Measured<Unit extends string> = number & { readonly [unit]: Unit };

/** Station time: integer milliseconds since 1970-01-01T00:00Z, from a clock that never runs backwards. */
export type Instant = Measured<'instant ms'>;
/** A duration in milliseconds. */
export type Millis = Measured<'ms'>;
/** Beats or breaths per minute. */
export type PerMinute = Measured<'/min'>;
/** Millimetres of mercury, whole numbers: a driver rounds half-up once, at the edge. */
export type MmHg = Measured<'mm[Hg]'>;
/** Percent, 0 to 100. */
export type Percent = Measured<'%'>;
export type Kilogram = Measured<'kg'>;
export type Mg = Measured<'mg'>;
export type Ml = Measured<'mL'>;
export type MgPerMl = Measured<'mg/mL'>;
export type MgPerKg = Measured<'mg/kg'>;
export type MlPerHour = Measured<'mL/h'>;
export type MgPerMinute = Measured<'mg/min'>;
export type MgPerKgPerHour = Measured<'mg/kg/h'>;

export const instant = (ms: number): Instant => ms as Instant;
export const millis = (ms: number): Millis => ms as Millis;
export const seconds = (s: number): Millis => (s * 1_000) as Millis;
export const minutes = (min: number): Millis => (min * 60_000) as Millis;
export const perMinute = (n: number): PerMinute => n as PerMinute;
export const mmHg = (n: number): MmHg => n as MmHg;
export const percent = (n: number): Percent => n as Percent;
export const kilogram = (n: number): Kilogram => n as Kilogram;
export const mg = (n: number): Mg => n as Mg;
export const ml = (n: number): Ml => n as Ml;
export const mgPerMl = (n: number): MgPerMl => n as MgPerMl;
export const mgPerKg = (n: number): MgPerKg => n as MgPerKg;
export const mlPerHour = (n: number): MlPerHour => n as MlPerHour;
export const mgPerMinute = (n: number): MgPerMinute => n as MgPerMinute;
export const mgPerKgPerHour = (n: number): MgPerKgPerHour => n as MgPerKgPerHour;

/** How long from `from` until `to`; negative when `to` lies before `from`. */
export const between = (from: Instant, to: Instant): Millis => (to - from) as Millis;
export const after = (from: Instant, duration: Millis): Instant => (from + duration) as Instant;
/** The moment this long before another. */
export const before = (to: Instant, duration: Millis): Instant => (to - duration) as Instant;
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
