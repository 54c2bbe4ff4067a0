import fc from 'fast-check'
import { buildMark } from '../../../scenario/build/build-mark.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import { markVariants } from '../../cases/oracle-variants.ts'
import type { Law } from '../../law-property.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'
import { SlowMark } from './slow-mark.ts'

/** What there is to see after some milliseconds; 0 where there is no price. */
interface Sight {
  readonly after: number
  readonly index: number
  readonly bid: number
  readonly ask: number
  readonly lastTrade: number
  readonly elsewhere: number
}

interface MarkCase {
  readonly mark: Scenario['mark']
  readonly sights: readonly Sight[]
}

const price = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 900_000, max: 1_100_000 }))
const maybe = fc.oneof({ weight: 3, arbitrary: price }, { weight: 1, arbitrary: fc.constant(0) })

const sights = fc.array(
  fc.record({
    after: fc.constantFrom(0, 1000, 350, 90_000),
    index: fc.oneof({ weight: 9, arbitrary: price }, { weight: 1, arbitrary: fc.constant(0) }),
    bid: maybe,
    ask: maybe,
    lastTrade: maybe,
    elsewhere: maybe,
  }),
  { minLength: 1, maxLength: 10 },
)

/** Mark rules over any quotes, with external prices too. */
export const markRuleIsExact = (): Law<MarkCase> =>
  lawOverNumbers(
    {
      id: 'PERP-83',
      name: 'whatever is quoted, traded or priced elsewhere, and whatever is missing of it, the mark is exactly what its rule says',
      rulesOut: 'A fallback that nobody declared, and a price that counts although it is not there',
      parts: ['mark'],
    },
    fc.record({ mark: markVariants(), sights }),
    ({ mark: words, sights: seen }, ruling) => {
      const rule = buildMark(words)
      const slow = new SlowMark(words)
      let now = 0
      for (const { after, index, bid, ask, lastTrade, elsewhere } of seen) {
        now += after
        const mid = bid > 0 && ask > 0 ? Math.floor((bid + ask) / 2) : 0
        const quotes = { index, mid, bestBid: bid, bestAsk: ask, lastTrade, externalPerp: elsewhere }
        const is = rule.mark(quotes, now)
        const should = slow.mark(
          {
            index: BigInt(index),
            mid: BigInt(mid),
            bid: BigInt(bid),
            ask: BigInt(ask),
            lastTrade: BigInt(lastTrade),
            elsewhere: BigInt(elsewhere),
          },
          now,
        )
        ruling.exercised(words.rule)
        if (BigInt(is) !== should)
          ruling.broken(`${words.rule} marks ${is}, should mark ${should}: ${JSON.stringify(quotes)}`)
        if (index > 0 && is <= 0) ruling.broken(`a mark of ${is}`)
      }
    },
  )
