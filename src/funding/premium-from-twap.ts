import type { StateArray } from '../market/stateful.ts'
import { picoOfRatio } from './pico.ts'
import type { PremiumRule } from './premium-rule.ts'
import { PriceTwap } from './price-twap.ts'

/**
 * Premium of averages: `(TWAP of the mid - TWAP of the index) / index`, so that rate * index is the difference of the TWAPs
 * (Perp v1, `ClearingHouse.sol` payFunding: 15 minutes; Drift v2, `math/funding.rs`: an hour). A virtual AMM's mid is its mark price.
 * While a price is missing, the one before goes on; before both were seen the premium is 0.
 * It is an average already: the premium index takes the latest one (`mean: 'latest'`).
 *
 * @param window - milliseconds, > 0
 */
export const premiumFromTwap = (window: number): PremiumRule => {
  if (!(Number.isSafeInteger(window) && window > 0))
    throw new RangeError(`funding.premium.window: ${window} ms must be a whole number of milliseconds above 0`)
  const mids = new PriceTwap(window)
  const indices = new PriceTwap(window)
  return {
    name: 'twap',
    premium: ({ mid, index }, now) => {
      mids.observe(now, mid)
      indices.observe(now, index)
      const market = mids.average(now)
      const published = indices.average(now)
      return market === 0 || published === 0 || index === 0 ? 0 : picoOfRatio(market - published, index)
    },
    state: () => {
      const all: Record<string, StateArray> = {}
      for (const [name, array] of Object.entries(mids.state())) all[`mid.${name}`] = array
      for (const [name, array] of Object.entries(indices.state())) all[`index.${name}`] = array
      return all
    },
    reserve: (lengths) => {
      mids.reserve({ times: lengths['mid.times'] })
      indices.reserve({ times: lengths['index.times'] })
    },
  }
}
