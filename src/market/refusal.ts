/**
 * What a market refuses, as negative codes: values, never exceptions (DESIGN §8).
 * `submit`, `cancel` and `replace` answer one of them instead of a handle.
 */
export const INSUFFICIENT_MARGIN = -1
export const NO_LIQUIDITY = -2
export const BEYOND_LIMIT = -3
export const BELOW_LOT = -4
export const WOULD_CROSS = -5
export const SELF_TRADE = -6
export const PAUSED = -7
/** The limit price is no whole number of ticks. */
export const OFF_TICK = -8
/** A reduce-only order on a flat account, or on the side that increases its size. */
export const WOULD_INCREASE = -9
/** The handle's order has been filled, cancelled or has expired. */
export const UNKNOWN_ORDER = -10
/** Fill-or-kill: the engine cannot fill all lots within the limit. */
export const NOT_ALL_FILLED = -11
/** The order's good-til time has passed. */
export const EXPIRED = -12
/** The order is larger than the engine or the market allows (trade limit, largest order). */
export const BEYOND_TRADE_LIMIT = -13
/** The limit price lies outside the market's price band. */
export const OUTSIDE_BAND = -14
/** Position or open-interest cap. */
export const BEYOND_CAP = -15
/** The price after the trade would leave the engine's fluctuation band for this block. */
export const BEYOND_FLUCTUATION = -16
/** The engine's preallocated room for resting orders or price levels is used up and may not grow. */
export const ENGINE_FULL = -17
/** A replacement that the engine's replacement rule does not allow. */
export const INVALID_REPLACEMENT = -18
/** An account or market that does not exist, or is closed to trading. */
export const UNKNOWN_ACCOUNT = -19
/** The withdrawal, transfer or payment is larger than what is free. */
export const INSUFFICIENT_BALANCE = -20
/** An immediate order under an id that has traded before. */
export const ALREADY_FILLED = -21

const names: Readonly<Record<number, string>> = {
  [INSUFFICIENT_MARGIN]: 'insufficient-margin',
  [NO_LIQUIDITY]: 'no-liquidity',
  [BEYOND_LIMIT]: 'beyond-limit',
  [BELOW_LOT]: 'below-lot',
  [WOULD_CROSS]: 'would-cross',
  [SELF_TRADE]: 'self-trade',
  [PAUSED]: 'paused',
  [OFF_TICK]: 'off-tick',
  [WOULD_INCREASE]: 'would-increase',
  [UNKNOWN_ORDER]: 'unknown-order',
  [NOT_ALL_FILLED]: 'not-all-filled',
  [EXPIRED]: 'expired',
  [BEYOND_TRADE_LIMIT]: 'beyond-trade-limit',
  [OUTSIDE_BAND]: 'outside-band',
  [BEYOND_CAP]: 'beyond-cap',
  [BEYOND_FLUCTUATION]: 'beyond-fluctuation',
  [ENGINE_FULL]: 'engine-full',
  [INVALID_REPLACEMENT]: 'invalid-replacement',
  [UNKNOWN_ACCOUNT]: 'unknown-account',
  [INSUFFICIENT_BALANCE]: 'insufficient-balance',
  [ALREADY_FILLED]: 'already-filled',
}

/** The refusal's name as users read it: `refusalName(-2)` is `'no-liquidity'`; `'none'` for a code that refuses nothing. */
export const refusalName = (code: number): string => names[code] ?? 'none'
