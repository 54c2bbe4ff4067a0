import fc from 'fast-check'
import { ACCOUNT_COLUMNS, type BookReader, MARKET_COLUMNS, type ViewSource } from '../../../chain/view-columns.ts'
import { type BlockView, ViewRing } from '../../../chain/view-ring.ts'
import type { MarketView } from '../../../market/market-view.ts'
import type { Ruling } from '../../law.ts'
import type { Law } from '../../law-property.ts'
import { lawOverNumbers } from '../law-over-numbers.ts'

interface ViewCase {
  readonly latency: number
  readonly blockTime: number
  /** Milliseconds between blocks. */
  readonly gaps: readonly number[]
}

const cases: fc.Arbitrary<ViewCase> = fc.record({
  latency: fc.constantFrom(0, 400, 1000, 2500),
  blockTime: fc.constantFrom(1000, 400),
  gaps: fc.array(fc.constantFrom(1000, 400, 1, 7, 3000), { minLength: 1, maxLength: 40 }),
})

const MARKETS = 2
const ACCOUNTS = 3

/** A figure that no other block, market, account or column has. */
const figure = (block: number, place: number, column: number): number => (block * 100 + place) * 100 + column

/** The chain after a block: every figure says which it is. */
const chainAfter = (block: number): ViewSource => ({
  accounts: ACCOUNTS,
  books: [Float64Array.from({ length: ACCOUNTS * ACCOUNT_COLUMNS }, (_, i) => figure(block, i, 0))],
  market: (market): MarketView => ({
    symbol: `M${market}`,
    ...{ index: figure(block, market, 1), indexLow: figure(block, market, 2), indexHigh: figure(block, market, 3) },
    ...{ indexTime: figure(block, market, 4), indexStatus: 0, mark: figure(block, market, 5) },
    ...{ mid: figure(block, market, 6), bestBid: figure(block, market, 7), bestAsk: figure(block, market, 8) },
    ...{ impactBid: figure(block, market, 9), impactAsk: figure(block, market, 10) },
    ...{ openInterest: figure(block, market, 11), skew: figure(block, market, 12) },
  }),
  marketFigures: (market, into, at) => {
    for (let column = 0; column < MARKET_COLUMNS; column++) into[at + column] = figure(block, market, 20 + column)
  },
})

const reader: BookReader = {
  accountFigure: ([book], account, column) => book[account * ACCOUNT_COLUMNS + column],
  positionFigure: ([book], account) => book[account * ACCOUNT_COLUMNS],
}

/** Everything that a view says against what it should. */
const difference = (view: BlockView, block: number): string | undefined => {
  const source = chainAfter(block)
  for (let market = 0; market < MARKETS; market++) {
    const expected = Object.entries(source.market(market))
    const found = new Map<string, unknown>(Object.entries(view.market(market)))
    for (const [name, x] of expected) if (found.get(name) !== x) return `${name} is ${found.get(name)}, not ${x}`
    for (let column = 0; column < MARKET_COLUMNS; column++)
      if (view.marketFigure(market, column) !== figure(block, market, 20 + column))
        return `figure ${column} of market ${market} is ${view.marketFigure(market, column)}`
  }
  for (let account = 0; account < ACCOUNTS; account++)
    for (let column = 0; column < ACCOUNT_COLUMNS; column++)
      if (view.accountFigure(account, column) !== source.books[0][account * ACCOUNT_COLUMNS + column])
        return `figure ${column} of account ${account} is ${view.accountFigure(account, column)}`
  return undefined
}

/** Reads the ring after every block. @returns what is wrong */
const faultOfViews = ({ latency, blockTime, gaps }: ViewCase, ruling: Ruling): string | undefined => {
  const symbols = Array.from({ length: MARKETS }, (_, market) => `M${market}`)
  const ring = new ViewRing({ symbols, latency, blockTime, reader })
  const times = [0 - latency]
  ring.push(times[0], chainAfter(0))
  let now = 0
  for (const [i, gap] of gaps.entries()) {
    now += gap
    times.push(now)
    ring.push(now, chainAfter(i + 1))
    for (const age of [0, 1, Math.floor(latency / 2), latency]) {
      if (age > latency) continue
      const newest = times.findLastIndex((time) => time <= now - age)
      const view = ring.at(now - age)
      ruling.exercised(newest === times.length - 1 ? 'views of the last block' : 'views of blocks before')
      if (view.time !== times[newest])
        return `at ${now}, ${age} ms ago was ${times[newest]}, and the view is of ${view.time}`
      const differs = difference(view, newest)
      if (differs !== undefined) return `at ${now}, the view of ${view.time}: ${differs}`
    }
  }
  return undefined
}

/** What a trader reads is the chain as old as its latency, exactly. */
export const nobodyReadsWhatIsNewer = (): Law<ViewCase> =>
  lawOverNumbers(
    {
      id: 'PERP-99',
      name: 'a view of the chain some milliseconds ago is the newest block of then, with every figure as it was',
      rulesOut: 'A trader that sees a block too soon or too late, a view that a later block has written over',
      parts: ['whole run'],
    },
    cases,
    (sample, ruling) => {
      const fault = faultOfViews(sample, ruling)
      if (fault !== undefined) ruling.broken(fault)
    },
  )
