import { BUY, SELL } from '../../../market/side.ts'
import { PUBLISH } from '../../../market/transaction.ts'
import type { WatchedLaw } from '../../law.ts'
import { halfEven, larger } from '../../watch/exact-division.ts'
import { LastTrades } from './last-trades.ts'
import { SlowMark } from './slow-mark.ts'
import { TruePrice } from './true-price.ts'

const MICROS = 1_000_000n

/** Margin and profit are reckoned at the mark that the scenario declares. */
export const markFollowsItsRule: WatchedLaw = {
  id: 'PERP-76',
  name: 'the mark is what its rule makes of index, quotes and last trade, with its fallback on a one-sided book, and is positive',
  rulesOut:
    'A mark that a thin book can move beyond its band, that is computed late, or that jumps when a side of the book is empty',
  parts: ['mark'],
  watch: (view, ruling) => {
    const { scenario, simulation } = view
    const { exchange, start } = simulation.parts
    const trades = new LastTrades(simulation.feeds.length)
    const markets = simulation.feeds.map((_, market) => ({
      rule: new SlowMark(scenario.mark),
      truth: new TruePrice(view, market),
      mark: 0n,
    }))
    const remark = (market: number, now: number): void => {
      const { engine } = exchange.venues[market]
      const { rule, truth } = markets[market]
      const prices = {
        index: BigInt(simulation.feeds[market].parts.oracle.published.price),
        mid: BigInt(engine.mid()),
        bid: BigInt(engine.best(BUY)),
        ask: BigInt(engine.best(SELL)),
        lastTrade: trades.of(market) * MICROS,
        elsewhere: truth.elsewhere(now),
      }
      markets[market].mark = rule.mark(prices, now)
      ruling.exercised(prices.mid === 0n ? 'one-sided books' : 'two-sided books')
    }
    const judge = (): void => {
      for (const [market, { mark }] of markets.entries()) {
        const found = BigInt(simulation.feeds[market].mark)
        if (found !== mark) ruling.broken(`the mark of market ${market} is ${found} micro-units, should be ${mark}`)
        const units = larger(1n, halfEven(mark, MICROS))
        if (mark > 0n && BigInt(exchange.markets.mark[market]) !== units)
          ruling.broken(`margin is reckoned at ${exchange.markets.mark[market]} units, the mark is ${units}`)
      }
    }
    for (const market of markets.keys()) remark(market, start)
    return {
      heard: (entry) => trades.hear(entry),
      after: (moment) => {
        const now = simulation.block.time
        if (moment.kind === 'step') for (const { truth } of markets) truth.hear(moment.action)
        if (moment.kind === 'mark') remark(moment.market, now)
        if (moment.kind === 'transaction' && moment.transaction.kind === PUBLISH) remark(moment.transaction.market, now)
        judge()
      },
    }
  },
}
