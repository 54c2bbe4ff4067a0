import { AFTER, COST } from '../../../market/clearing.ts'
import { BY_QUOTE, FILL_OR_KILL, POST_ONLY, REDUCE_ONLY } from '../../../market/order-flags.ts'
import { opposite } from '../../../market/side.ts'
import type { StateArray } from '../../../market/stateful.ts'
import type { WatchedLaw } from '../../law.ts'
import { type EngineRequest, requestLogOf } from './request-log.ts'

interface Foretold {
  readonly lots: number
  readonly cost: number
  readonly after: number
}

/** Does something beside prices decide what trades: an account's margin, its own orders, or what it may reduce? */
const isHindered = ({ lines }: EngineRequest): boolean =>
  lines.some(
    ({ entry, head }) =>
      (entry.kind === 'asked' && entry.verdict !== 0) ||
      (entry.kind === 'removed' && head !== undefined && (head.flags & REDUCE_ONLY) !== 0) ||
      (entry.kind === 'asked' && head !== undefined && (head.flags & REDUCE_ONLY) !== 0),
  )

/** A quote is a promise for as long as nothing has happened. */
export const quoteForetells: WatchedLaw = {
  id: 'PERP-23',
  name: 'a quote foretells the lots, the cost and the next price of the order that follows it, and changes nothing',
  rulesOut: 'A price shown and not given, and a look at the market that moves it',
  parts: ['engine', 'order book', 'curve'],
  when: 'no side of a match is refused, nobody meets its own order, and neither side may only reduce',
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const { exchange, terms } = view.simulation.parts
    let foretold: Foretold | undefined
    const foretell = (market: number, side: 0 | 1, lots: number, limit: number): Foretold => {
      const { engine, clearing } = exchange.venues[market]
      const { cell } = clearing
      const kept = cell.slice()
      const before = Object.entries(engine.state()).map(([name, array]) => [name, array.slice()] as const)
      const available = engine.quote(side, lots, limit)
      const quoted = { lots: available, cost: cell[COST], after: cell[AFTER] }
      cell.set(kept)
      const state: Readonly<Record<string, StateArray>> = engine.state()
      for (const [name, array] of before)
        if (array.length !== state[name].length || array.some((x, i) => x !== state[name][i]))
          ruling.broken(`a quote of ${lots} lots on side ${side} changes the engine's ${name}`)
      return quoted
    }
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const { market } = entry
        if (entry.kind === 'submit') {
          const special = (entry.flags & (BY_QUOTE | POST_ONLY | REDUCE_ONLY)) !== 0
          const own = view.books[market].of(entry.owner).some(({ side }) => side !== entry.side)
          foretold = special || own ? undefined : foretell(market, entry.side, entry.lots, entry.limit)
        }
        if (entry.kind !== 'answer' || entry.to !== 'submit' || request?.order === undefined) return
        const { order, traded } = request
        if (foretold === undefined || isHindered(request)) return
        const { engine } = exchange.venues[market]
        const rests = terms[market].restingOrders
        // A curve trades an order without a limit whole or not at all, and has limits that a quote does not know.
        if (!rests && traded.lots === 0) return
        const killed = (order.flags & FILL_OR_KILL) !== 0 && foretold.lots < order.lots
        const expected = killed ? { lots: 0, cost: 0 } : foretold
        if (foretold.lots > 0) ruling.exercised('quotes of something')
        if (traded.lots !== expected.lots || traded.quote !== expected.cost)
          ruling.broken(
            `${traded.lots} lots traded for ${traded.quote} atoms; foretold were ${expected.lots} for ${expected.cost}`,
          )
        const best = engine.best(opposite(order.side))
        if (!killed && best !== 0 && best !== foretold.after)
          ruling.broken(`the next price is ${best}, and was foretold as ${foretold.after}`)
      },
    }
  },
}
