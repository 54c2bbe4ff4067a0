/**
 * One price of several. Rounding is to the nearest micro-unit, ties to even: an average owes nobody anything.
 *
 * @param prices - the first `count` entries are read; sorted in place
 * @param weights - parallel to `prices`, sorted with them
 * @param count - at least 1
 */
export type Aggregate = (prices: Float64Array, weights: Float64Array, count: number) => number
