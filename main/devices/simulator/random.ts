/**
 * Randomness as a function of place, not of history: the same seed, channel and index always give the same
 * number, so a simulated patient can be asked about any moment, in any order and at any step, and answers alike.
 */
export type Noise = {
  /** Evenly spread over [0, 1). */
  readonly uniform: (channel: string, index: number) => number;
  /** Standard normal, cut off at +-2.5 so that no believable patient has an unbelievable second. */
  readonly gaussian: (channel: string, index: number) => number;
  /**
   * A standard normal that drifts: two moments closer together than `spanMs` are correlated, two further
   * apart are independent.
   */
  readonly wander: (channel: string, atMs: number, spanMs: number) => number;
};

const GAUSSIAN_MAX = 2.5;

/** FNV-1a over the channel's name: one stream of numbers per name. */
function streamOf(channel: string, seed: number): number {
  let hash = 0x81_1c_9d_c5 ^ seed;
  for (let i = 0; i < channel.length; i += 1) hash = Math.imul(hash ^ channel.charCodeAt(i), 0x01_00_01_93);
  return hash;
}

/** The finalizer of MurmurHash3: every input bit reaches every output bit. */
function scramble(input: number): number {
  let x = input | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85_eb_ca_6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2_b2_ae_35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** @param seed any integer; only its low 32 bits count */
export function createNoise(seed: number): Noise {
  const uniform: Noise['uniform'] = (channel, index) =>
    scramble(scramble(streamOf(channel, seed)) + Math.imul(index | 0, 0x9e_37_79_b9)) / 2 ** 32;

  const gaussian: Noise['gaussian'] = (channel, index) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform(`${channel}/radius`, index)));
    const drawn = radius * Math.cos(2 * Math.PI * uniform(`${channel}/angle`, index));
    return Math.max(-GAUSSIAN_MAX, Math.min(GAUSSIAN_MAX, drawn));
  };

  const wander: Noise['wander'] = (channel, atMs, spanMs) => {
    const index = Math.floor(atMs / spanMs);
    const along = atMs / spanMs - index;
    const mixed = gaussian(channel, index) * (1 - along) + gaussian(channel, index + 1) * along;
    // Between two lattice points the mixture is narrower than either; this keeps the spread at 1 throughout.
    return mixed / Math.hypot(1 - along, along);
  };

  return { uniform, gaussian, wander };
}
