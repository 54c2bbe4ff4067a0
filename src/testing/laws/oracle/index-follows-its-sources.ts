import type { WatchedLaw } from '../../law.ts'
import { halfEven, larger } from '../../watch/exact-division.ts'
import { followOracles } from './oracle-follower.ts'

/** The index is what can be known of the true price by the scenario's own words, and nothing else. */
export const indexFollowsItsSources: WatchedLaw = {
  id: 'PERP-72',
  name: 'the index is what sources, delays, faults, aggregation, heartbeat, deviation and smoothing make of the true price',
  rulesOut:
    'A stale price used as a good one, a price that nobody can know yet, a publication that is missed or too many',
  parts: ['oracle'],
  watch: (view, ruling) => {
    const { feeds, parts } = view.simulation
    const times = feeds.map(() => 0)
    return followOracles(view, ({ market, oracle }) => {
      const { published } = feeds[market].parts.oracle
      if (published.time !== oracle.time)
        ruling.broken(
          `the index of market ${market} was made at ${published.time} ms, should have been at ${oracle.time} ms`,
        )
      if (BigInt(published.price) !== oracle.index)
        ruling.broken(
          `the index of market ${market} is ${published.price} micro-units, should be ${oracle.index}: ${oracle.live} live sources, published at ${oracle.time} ms`,
        )
      const units = larger(1n, halfEven(oracle.index, 1_000_000n))
      if (BigInt(parts.exchange.markets.index[market]) !== units)
        ruling.broken(`market ${market} reads an index of ${parts.exchange.markets.index[market]} units, not ${units}`)
      if (times[market] !== oracle.time) ruling.exercised('publications')
      times[market] = oracle.time
    })
  },
}
