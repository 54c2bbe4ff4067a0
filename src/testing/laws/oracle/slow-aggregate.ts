import { ascending, halfEven } from '../../watch/exact-division.ts'
import { floorDiv, type Share } from '../../watch/reckoning.ts'

/** What a source says, and how much it counts. */
export interface Report {
  readonly price: bigint
  readonly weight: bigint
}

/** How reports become one price, with the trim as an exact share. */
export type SlowAggregation =
  | { readonly kind: 'median' }
  | { readonly kind: 'weighted-median' }
  | { readonly kind: 'trimmed-mean'; readonly trim: Share }

/** Mean, half-even. */
const mean = (prices: readonly bigint[]): bigint =>
  halfEven(
    prices.reduce((sum, price) => sum + price, 0n),
    BigInt(prices.length),
  )

/** Every report as often as its weight says would be the obvious way; this one counts weights below and above instead. */
const weightedMedian = (reports: readonly Report[]): bigint => {
  const half = (chosen: readonly Report[]): bigint => 2n * chosen.reduce((sum, { weight }) => sum + weight, 0n)
  const total = reports.reduce((sum, { weight }) => sum + weight, 0n)
  // A price is a median when no more than half of the weight lies on either side of it.
  const medians = reports
    .map(({ price }) => price)
    .filter(
      (price) =>
        half(reports.filter((other) => other.price < price)) <= total &&
        half(reports.filter((other) => other.price > price)) <= total,
    )
    .sort(ascending)
  return mean([medians[0], medians[medians.length - 1]])
}

/** One price of several, as docs/oracle-and-mark.md defines each rule; half-even. */
export const slowAggregate = (aggregation: SlowAggregation, reports: readonly Report[]): bigint => {
  const sorted = reports.map(({ price }) => price).sort(ascending)
  const { length } = sorted
  switch (aggregation.kind) {
    case 'median':
      return mean([sorted[Math.ceil(length / 2) - 1], sorted[Math.floor(length / 2)]])
    case 'weighted-median':
      return weightedMedian(reports)
    case 'trimmed-mean': {
      const { n, d } = aggregation.trim
      const cut = Number(floorDiv(BigInt(length) * n, d))
      return mean(sorted.slice(cut, length - cut))
    }
  }
}
