import type { WatchedLaw } from '../../law.ts'
import { followOracles } from './oracle-follower.ts'

/** What engines that price by the range are given. */
export const publicationHasItsRange: WatchedLaw = {
  id: 'PERP-73',
  name: 'with the index go the lowest and highest aggregates sampled since the publication before, and the index lies between them',
  rulesOut: 'A range that leaves out a price that was seen, or keeps one of an earlier publication',
  parts: ['oracle'],
  watch: (view, ruling) =>
    followOracles(view, ({ market, oracle }) => {
      const { low, high, price } = view.simulation.feeds[market].parts.oracle.published
      if (BigInt(low) !== oracle.low || BigInt(high) !== oracle.high)
        ruling.broken(
          `the index of market ${market} has a range of ${low} to ${high} micro-units, should be ${oracle.low} to ${oracle.high}`,
        )
      if (low > price || price > high) ruling.broken(`the index ${price} lies outside of its range ${low} to ${high}`)
      ruling.exercised(low < high ? 'ranges' : 'single prices')
    }),
}
