/**
 * What a random stream is for: the second word of its key, so that no two uses share draws. A code is never reused or
 * renumbered, since results depend on it.
 */
export type Purpose = number

/** Paths of index and external prices. */
export const PRICES: Purpose = 1
/** Noise traders' intents. */
export const NOISE: Purpose = 2
/** Network latency of senders. */
export const LATENCY: Purpose = 3
/** Block times. */
export const BLOCK_TIMES: Purpose = 4
/** Order of transactions in a block. */
export const ORDERING: Purpose = 5
/** Noise and bias of oracle sources. */
export const ORACLE: Purpose = 6
/** Parameters of traders, drawn once at the start. */
export const POPULATION: Purpose = 8
/** Trend followers' intents. */
export const TREND: Purpose = 9
/** Market makers' quotes. */
export const MAKERS: Purpose = 10
/** Arbitrageurs. */
export const ARBITRAGE: Purpose = 11
/** Liquidators and their bids for gas. */
export const LIQUIDATORS: Purpose = 12
/** Execution probes. */
export const PROBES: Purpose = 13
/** Arrival of jumps and switches of regime in price models. */
export const JUMPS: Purpose = 15
/** Parameters of a scenario that vary from run to run. */
export const VARIED: Purpose = 16
/** Designs of experiments: hypercubes, shifts of Sobol points, trajectories; groups tell them apart. */
export const DESIGNS: Purpose = 17
/** Resamples of bootstrap intervals. */
export const BOOTSTRAP: Purpose = 18
/** Crossover and mutation of searches. */
export const SEARCH: Purpose = 19
