import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { WatchedLaw } from '../../law.ts'
import { floorDiv, shareOf } from '../../watch/reckoning.ts'
import { boundOf, FARTHEST, within } from './pico-reckoning.ts'
import { PremiumSamples } from './premium-samples.ts'
import { SlowPremiumIndex } from './slow-premium-index.ts'
import { isByRule, SlowRate } from './slow-rate.ts'

/** What is paid is what the rule says of the premiums that were sampled, scaled to the time paid, within its bounds. */
export const rateFollowsItsRule: WatchedLaw = {
  id: 'PERP-69',
  name: 'the rate of each payment is its rule of the mean premium, times interval over period with the remainder carried, within change, period and payment caps',
  rulesOut: 'A rate of the wrong samples or period, a cap that does not hold, a remainder lost between payments',
  parts: ['funding'],
  when: 'the rate is a rule by name: formulas are the user’s own',
  watch: ({ scenario, simulation, reckoning }, ruling) => {
    const { funding: words } = scenario
    if (!isByRule(words)) return {}
    const period = BigInt(millisecondsOf(words.period))
    const scale = shareOf(words.multiplier)
    const mostChange = boundOf(words.maxChange, 2n * FARTHEST)
    const mostPerPeriod = boundOf(words.periodCap, FARTHEST)
    const mostPerPayment = boundOf(words.cap, BigInt(Number.MAX_SAFE_INTEGER))
    const markets = simulation.parts.exchange.venues.map(({ spec, pool }) => ({
      pool,
      rule: new SlowRate(words, spec),
      index: new SlowPremiumIndex(words.sample),
      samples: new PremiumSamples(words),
      rate: undefined as bigint | undefined,
      carried: 0n,
      until: simulation.parts.start,
      paid: [] as bigint[],
    }))
    /** The rate of the next payment, by the scenario's words. */
    const next = (market: (typeof markets)[number], number: number, now: number): bigint => {
      const elapsed = BigInt(words.every === 'block' ? now - market.until : millisecondsOf(words.every))
      market.until = now
      const skew = 0n - reckoning.size(number, market.pool)
      const asked = market.rule.of({ premium: market.index.close(), skew, elapsed })
      const changed = market.rate === undefined ? asked : market.rate + within(asked - market.rate, mostChange)
      market.rate = within(changed, mostPerPeriod)
      const due = market.rate * elapsed * scale.n + market.carried
      const paid = floorDiv(due, period * scale.d)
      market.carried = due - paid * period * scale.d
      if (market.rate !== asked) ruling.exercised('rates held by a bound')
      if (paid !== within(paid, mostPerPayment)) ruling.exercised('payments held by the cap')
      ruling.exercised(market.carried === 0n ? 'payments without a remainder' : 'payments with a remainder')
      return within(paid, mostPerPayment)
    }
    return {
      told: (event) => {
        if (event.kind === 'funding') markets[event.market].paid.push(BigInt(event.ratePico))
      },
      after: (moment) => {
        if (moment.kind !== 'funding') return
        const now = simulation.block.time
        const market = markets[moment.market]
        const { funding } = simulation.feeds[moment.market].parts
        market.index.take(BigInt(funding.premium), market.samples.due(now))
        for (const paid of market.paid.splice(0)) {
          const should = next(market, moment.market, now)
          if (paid !== should)
            ruling.broken(`market ${moment.market} pays ${paid} pico of notional, should pay ${should}`)
        }
        if (BigInt(funding.premiumIndex) !== market.index.value)
          ruling.broken(`the premium index is ${funding.premiumIndex} pico, should be ${market.index.value}`)
        if (BigInt(funding.rate) !== (market.rate ?? 0n))
          ruling.broken(`the rate per period is ${funding.rate} pico, should be ${market.rate ?? 0n}`)
      },
    }
  },
}
