import { type Exact, exact } from './exact.ts'
import { decimalOf, type EngineWords, type ScenarioWords } from './words.ts'

/** The scenario's words, the arm's engine, and what follows from them for every market. */
export interface Terms {
  readonly words: ScenarioWords
  readonly engine: EngineWords
  readonly markets: readonly {
    readonly symbol: string
    /** Price units a tick. */
    readonly tick: Exact
    readonly lot: Exact
    /** Price units of a price of 1, and so price units at the start. */
    readonly unitsPerPrice: Exact
    /** Micro-units. */
    readonly start: Exact
    readonly atomsPerQuote: Exact
  }[]
  readonly atomsPerQuote: Exact
  readonly traders: number
}

export const MICROS: Exact = exact(1_000_000)

/** @param startPrices - quote per base, by market */
export const termsOf = (words: ScenarioWords, arm: string, startPrices: readonly number[]): Terms => {
  const markets = words.markets.map(({ symbol, tick, lot, quoteDecimals }, m) => {
    const atomsPerQuote = exact(10).pow(quoteDecimals)
    const unitsPerPrice = decimalOf(lot).times(atomsPerQuote)
    return {
      symbol,
      tick: decimalOf(tick).times(unitsPerPrice),
      lot: decimalOf(lot),
      unitsPerPrice,
      start: unitsPerPrice.times(startPrices[m]).times(MICROS),
      atomsPerQuote,
    }
  })
  return {
    words,
    engine: words.engines[arm],
    markets,
    atomsPerQuote: markets[0].atomsPerQuote,
    traders: words.traders[0].count,
  }
}
