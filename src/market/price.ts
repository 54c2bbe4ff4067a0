/** Micro-units per price unit: mids, TWAPs, EMAs and oracle prices keep six decimals of a price unit (DESIGN §2). */
export const MICROS_PER_UNIT = 1_000_000

/** Pico per whole: premiums and funding rates as state are integers of 1e-12. */
export const PICO = 1_000_000_000_000
