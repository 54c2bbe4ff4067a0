import type { WatchedLaw } from '../../law.ts'
import { floorDiv } from '../../watch/reckoning.ts'

const PICO = 1_000_000_000_000n

/** A market's funding index is a sum, and nothing of it is lost. */
export const indexSumsItsPayments: WatchedLaw = {
  id: 'PERP-67',
  name: 'the funding index of longs and of shorts is the floor of the exact sum of rate x price over all payments, and moves at no other time',
  rulesOut:
    'A remainder that is dropped at each payment, longs paid by a positive rate, a notional taken at the wrong price',
  parts: ['funding'],
  watch: ({ scenario, simulation }, ruling) => {
    const { funding } = simulation.parts.exchange
    const sums = simulation.feeds.map(() => 0n)
    const rates: bigint[][] = simulation.feeds.map(() => [])
    return {
      told: (event) => {
        if (event.kind === 'funding') rates[event.market].push(BigInt(event.ratePico))
      },
      after: (moment) => {
        for (const [market, feed] of simulation.feeds.entries()) {
          const made = rates[market].splice(0)
          if (made.length > 0 && !(moment.kind === 'funding' && moment.market === market))
            ruling.broken(`market ${market} pays funding outside of its turn`)
          const price = BigInt(scenario.funding.price === 'mark' ? feed.mark : feed.parts.oracle.published.price)
          for (const rate of made) {
            sums[market] += rate * price
            ruling.exercised(
              rate === 0n ? 'payments of nothing' : rate > 0n ? 'payments by longs' : 'payments by shorts',
            )
          }
          const index = floorDiv(sums[market], PICO)
          for (const [side, found] of [
            ['longs', funding.long[market]] as const,
            ['shorts', funding.short[market]] as const,
          ])
            if (BigInt(found) !== index)
              ruling.broken(`the index of the ${side} of market ${market} is ${found}, payments add up to ${index}`)
        }
      },
    }
  },
}
