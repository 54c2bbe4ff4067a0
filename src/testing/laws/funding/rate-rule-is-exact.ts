import fc from 'fast-check'
import type { RateInput, RateRule } from '../../../funding/rate-rule.ts'
import type { MarketView } from '../../../market/market-view.ts'
import { fundingConfig } from '../../../scenario/build/build-funding.ts'
import { marketSpec } from '../../../scenario/market-units.ts'
import { type Scenario, scenarioParts } from '../../../scenario/scenario.ts'
import { rateWords } from '../../cases/funding-variants.ts'
import { labScenario } from '../../cases/lab-scenario.ts'
import type { LawText } from '../../law.ts'
import type { Law } from '../../law-property.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'
import { formulaSeesTheMarket } from './formula-sees-the-market.ts'
import { FARTHEST, picoOf } from './pico-reckoning.ts'
import { SlowRate } from './slow-rate.ts'

/** What a rule is asked at one payment after the other. */
interface Payment {
  readonly premium: number
  readonly skew: number
  readonly elapsed: number
}

/** What a rate rule of one's own promises. */
export interface RatePromises {
  /** Premiums up to so far from zero (a rate, `5bps`) may give a rate of either sign. @defaultValue `'0'` */
  readonly deadZone?: string
  /** A larger premium never gives a smaller rate. @defaultValue true */
  readonly monotone?: boolean
}

const LIMIT = Number(FARTHEST)

const payments = fc.array(
  fc.record({
    premium: fc.oneof(
      fc.integer({ min: -20, max: 20 }).map((x) => x * 1_000_000_000),
      fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
      fc.constantFrom(0, LIMIT, 0 - LIMIT),
    ),
    skew: fc.integer({ min: -30_000, max: 30_000 }),
    elapsed: fc.constantFrom(1000, 2000, 3_600_000, 1),
  }),
  { minLength: 1, maxLength: 8 },
)

/** A market of this skew. */
const viewOf = (skew: number): MarketView => ({
  symbol: 'LAB-PERP',
  index: 1_000_000,
  indexLow: 999_000,
  indexHigh: 1_000_300,
  indexTime: 0,
  indexStatus: 0,
  mark: 1_000_100,
  mid: 1_000_200,
  bestBid: 1_000_150,
  bestAsk: 1_000_250,
  impactBid: 1_000_140,
  impactAsk: 1_000_270,
  openInterest: 31_000,
  skew,
})

const TEXT: LawText = {
  id: 'PERP-77',
  name: 'a funding rate is whole pico, of the premium’s or skew’s sign outside of the clamp, never falls as they rise, and is exactly its formula, rounded toward zero',
  rulesOut: 'Shorts paid by a market below its index, a dead zone at the wrong place, a rounding that favours a side',
  parts: ['funding'],
}

const PERIOD = 28_800_000

const inputOf = ({ premium, skew, elapsed }: Payment, lastRate: number): RateInput => ({
  premium,
  lastRate,
  elapsed,
  period: PERIOD,
  view: viewOf(skew),
})

/** The law over a rule of one's own, which is made anew for each case. */
export const rateRuleLaw = (
  make: () => RateRule,
  { deadZone = '0', monotone = true }: RatePromises = {},
): Law<readonly Payment[]> =>
  lawOverNumbers(TEXT, payments, (asked, ruling) => {
    const free = Number(picoOf(deadZone))
    for (const payment of asked) {
      const rate = make().rate(inputOf(payment, 0))
      const higher = make().rate(inputOf({ ...payment, premium: Math.min(LIMIT, payment.premium + 1_000_000) }, 0))
      ruling.exercised('rates')
      if (!Number.isSafeInteger(rate))
        ruling.broken(`a premium of ${payment.premium} pico gives ${rate}, no whole pico`)
      if (Math.abs(payment.premium) > free && rate * payment.premium < 0)
        ruling.broken(`a premium of ${payment.premium} pico gives a rate of ${rate} pico`)
      if (monotone && higher < rate)
        ruling.broken(`a premium of ${payment.premium} pico gives ${rate}, a larger one ${higher}`)
    }
  })

interface RuleCase {
  readonly funding: Scenario['funding']
  readonly payments: readonly Payment[]
}

/** The law over perplab's own rules, exact. */
export const rateRuleIsExact = (): Law<RuleCase> => {
  const spec = marketSpec(labScenario().markets[0], 0)
  const funding = rateWords().map(
    (words) => scenarioParts.funding.parse({ ...words, period: '8h' }) as Scenario['funding'],
  )
  return lawOverNumbers(TEXT, fc.record({ funding, payments }), ({ funding: words, payments: asked }, ruling) => {
    const { rate: rule } = fundingConfig(words, undefined, spec)
    const slow = new SlowRate(words, spec)
    const figures = words as { readonly interest?: string; readonly clamp?: string; readonly offset?: string }
    let last = 0
    for (const payment of asked) {
      const { premium, skew, elapsed } = payment
      last = rule.rate(inputOf(payment, last))
      const should = slow.of({ premium: BigInt(premium), skew: BigInt(skew), elapsed: BigInt(elapsed) })
      ruling.exercised(words.rate)
      formulaSeesTheMarket(inputOf(payment, last), ruling)
      if (!Number.isSafeInteger(last) || BigInt(last) !== should)
        ruling.broken(
          `a premium of ${premium} pico and a skew of ${skew} lots give ${last} pico, should give ${should}`,
        )
      const sign = words.rate === 'skew-proportional' ? skew : premium
      const free = [figures.interest, figures.clamp, figures.offset].reduce(
        (sum, text) => sum + Math.abs(Number(picoOf(text ?? '0'))),
        0,
      )
      if (words.rate !== 'constant' && words.rate !== 'skew-velocity' && Math.abs(sign) > free && last * sign < 0)
        ruling.broken(`${words.rate}: ${last} pico has another sign than ${sign}`)
    }
  })
}
