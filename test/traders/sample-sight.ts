import type { MarketView } from '../../src/market/market-view.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import type { OwnAccount, Sight } from '../../src/traders/sight.ts'

/** Price units of the sample market: a lot is 0.0001 of a coin at 30,000 quote, at a million atoms a quote unit. */
export const SAMPLE_PRICE = 3_000_000
const MICROS = 1_000_000

/** A market quoted at `price` units, five units wide on either side, with some fields changed. */
export const sampleView = (price: number = SAMPLE_PRICE, changes: Partial<MarketView> = {}): MarketView => ({
  symbol: 'BTC-PERP',
  index: price * MICROS,
  indexLow: price * MICROS,
  indexHigh: price * MICROS,
  indexTime: 0,
  indexStatus: 0,
  mark: price * MICROS,
  mid: price * MICROS,
  bestBid: (price - 5) * MICROS,
  bestAsk: (price + 5) * MICROS,
  impactBid: (price - 5) * MICROS,
  impactAsk: (price + 5) * MICROS,
  openInterest: 0,
  skew: 0,
  ...changes,
})

export const sampleAccount = (changes: Partial<OwnAccount> = {}): OwnAccount => ({
  equity: 100_000_000_000,
  free: 100_000_000_000,
  size: 0,
  notional: 0,
  filledLots: 0,
  openOrders: 0,
  ...changes,
})

/** A flat account of 100,000 quote in the sample market. */
export const sampleSight = (
  changes: Partial<Omit<Sight, 'market' | 'account' | 'external'>> & {
    market?: MarketView
    account?: Partial<OwnAccount>
    external?: number
  } = {},
): Sight => {
  const { account, external, market = sampleView(), ...rest } = changes
  return {
    time: 0,
    market,
    restingOrders: true,
    tickUnits: 1,
    takerFee: fraction(45, 100_000),
    makerFee: fraction(-1, 10_000),
    initialMargin: fraction(1, 40),
    fundingRatePico: 0,
    account: sampleAccount(account),
    external: () => external ?? market.index,
    liquidatable: () => [],
    volumeLots: 0,
    ...rest,
  }
}
