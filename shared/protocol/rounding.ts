/**
 * Turns an exact result into one that a device or a person can use. Only the edge rounds: arithmetic hands
 * over unrounded numbers and is given its rounder (LoopKit's habit: the pump knows its step, the dose does not).
 */
export type Rounder = (value: number) => number;

/**
 * Binary fractions leave dust behind: 0.1 + 0.2 is 0.30000000000000004. Every number here is a product or
 * quotient of a few decimal numbers with at most six digits, so the dust lies beyond the fifteenth digit and
 * what is meant lies well before the twelfth. Keeping twelve significant digits removes the one and never
 * touches the other.
 */
export const withoutDust: Rounder = (value) => Number(value.toPrecision(12));

/**
 * Rounds half-up to so many decimals: 75.05 to one decimal is 75.1, whatever its binary form.
 * @param decimals 0 to 6
 */
export const halfUp =
  (decimals: number): Rounder =>
  (value) => {
    const scale = 10 ** decimals;
    // Scaled without dust, a tie is a tie; the last division gives the double nearest to the decimal.
    return Math.round(withoutDust(value * scale)) / scale;
  };

/** What infusion pumps are commonly set by: steps of 0.1 mL/h, half-up. A proposal of ours, as the pump's step. */
export const PUMP_RATE_ROUNDER: Rounder = halfUp(1);

/** A number as a worksheet writes it: at most `decimals` of them, a leading zero, never a trailing one (ISMP). */
export const decimalText = (value: number, decimals = 4): string => String(halfUp(decimals)(value));
