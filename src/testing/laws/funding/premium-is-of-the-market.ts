import type { WatchedLaw } from '../../law.ts'
import { boundOf, FARTHEST, within } from './pico-reckoning.ts'
import { PremiumSamples } from './premium-samples.ts'
import { quotesInView } from './quotes-in-view.ts'
import { SlowPremium } from './slow-premium.ts'

/** The premium is what the scenario says it is of, at the moment at which it is sampled. */
export const premiumIsOfTheMarket: WatchedLaw = {
  id: 'PERP-68',
  name: 'each premium sample is exactly its rule of mid, impact prices or averages over the published index, with its fallback, within its limit',
  rulesOut: 'A premium of the mark, of one side of the book alone, of the block before, or of the wrong sign',
  parts: ['funding'],
  watch: (view, ruling) => {
    const { scenario, simulation } = view
    const limit = boundOf(scenario.funding.premiumLimit, FARTHEST)
    const markets = simulation.feeds.map(() => ({
      rule: new SlowPremium(scenario.funding.premium),
      samples: new PremiumSamples(scenario.funding),
      last: 0n,
    }))
    return {
      after: (moment) => {
        if (moment.kind !== 'funding') return
        const now = simulation.block.time
        const market = markets[moment.market]
        if (market.samples.due(now) > 0) {
          const quotes = quotesInView(view, moment.market)
          market.last = within(market.rule.of(quotes, now, market.last), limit)
          ruling.exercised(market.last === 0n ? 'samples without a premium' : 'samples with a premium')
        }
        const found = BigInt(simulation.feeds[moment.market].parts.funding.premium)
        if (found !== market.last)
          ruling.broken(`the premium of market ${moment.market} is ${found} pico, should be ${market.last}`)
      },
    }
  },
}
