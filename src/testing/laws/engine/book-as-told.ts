import { AFTER, BUDGET, COST } from '../../../market/clearing.ts'
import { MICROS_PER_UNIT } from '../../../market/price.ts'
import { BUY, opposite, SELL, type Side } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'
import type { RestingBook } from '../../watch/resting-book.ts'
import { isWorse } from './price-order.ts'

interface Level {
  readonly price: number
  readonly lots: number
}

const MOST_LEVELS = 1000

/** Lots by price, best first. */
const levelsOf = (book: RestingBook, side: Side): readonly Level[] => {
  const lots = new Map<number, number>()
  for (const order of book.queue(side)) lots.set(order.price, (lots.get(order.price) ?? 0) + order.lots)
  return [...lots].map(([price, sum]) => ({ price, lots: sum }))
}

/** What taking so many lots from the levels up to a limit (0 for none) gives. */
const walk = (levels: readonly Level[], side: Side, wanted: number, limit: number) => {
  let [left, cost, after] = [wanted, 0, 0]
  for (const { price, lots } of levels) {
    after = price
    if (left === 0 || (limit !== 0 && isWorse(side, price, limit))) break
    const taken = Math.min(left, lots)
    left -= taken
    cost += taken * price
    if (taken < lots) break
  }
  return { lots: wanted - left, cost, after: after * MICROS_PER_UNIT }
}

/** The most lots that a budget pays for, or the fewest that bring it; all there are where they bring less. */
const affordable = (levels: readonly Level[], side: Side, budget: number): number => {
  let [left, lots] = [budget, 0]
  for (const level of levels) {
    const here = side === BUY ? Math.floor(left / level.price) : Math.ceil(left / level.price)
    if (here <= level.lots) return lots + here
    lots += level.lots
    left -= level.lots * level.price
    if (left <= 0) return lots
  }
  return lots
}

/** What an engine says of its book is what it has told its clearing, order by order. */
export const bookAsTold: WatchedLaw = {
  id: 'PERP-14',
  name: 'best, mid, depth, quotes and budgets of a book are those of the orders that rest',
  rulesOut: 'A level that is shown and not there, lots counted twice, a mark from a price that nobody quotes',
  parts: ['order book'],
  when: 'orders rest in the engine',
  watch: ({ books, simulation }, ruling) => {
    const { exchange, terms } = simulation.parts
    const out = new Float64Array(2 * MOST_LEVELS)
    const judge = (market: number): void => {
      const { engine, clearing } = exchange.venues[market]
      const { cell } = clearing
      const kept = cell.slice()
      const bests = [BUY, SELL].map((side) => levelsOf(books[market], side as Side))
      for (const side of [BUY, SELL]) {
        const levels = bests[side]
        const best = (levels[0]?.price ?? 0) * MICROS_PER_UNIT
        if (engine.best(side) !== best) ruling.broken(`best of side ${side} is ${engine.best(side)}, not ${best}`)
        for (const most of [1, MOST_LEVELS]) {
          const written = engine.depth(side, most, out)
          const expected = levels.slice(0, most)
          const same = expected.every(
            ({ price, lots }, i) => out[2 * i] === price * MICROS_PER_UNIT && out[2 * i + 1] === lots,
          )
          if (written !== expected.length || !same)
            ruling.broken(
              `depth of side ${side} is ${[...out.subarray(0, 2 * written)]}, not ${JSON.stringify(expected)}`,
            )
        }
        const taker = opposite(side)
        const all = levels.reduce((sum, { lots }) => sum + lots, 0)
        const first = levels[0]?.lots ?? 0
        for (const [lots, limit] of [
          [first, 0],
          [first + 1, 0],
          [all, levels[1]?.price ?? 0],
          [all, (levels[0]?.price ?? 0) + (taker === BUY ? 1 : -1)],
          [all + 1, 0],
        ]) {
          if (lots === 0 || limit < 0) continue
          const expected = walk(levels, taker, lots, limit)
          const found = { lots: engine.quote(taker, lots, limit), cost: cell[COST], after: cell[AFTER] }
          if (found.lots !== expected.lots || found.cost !== expected.cost || found.after !== expected.after)
            ruling.broken(
              `quote of ${lots} lots on side ${taker} to ${limit} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`,
            )
        }
        const whole = levels.reduce((sum, { lots, price }) => sum + lots * price, 0)
        for (const budget of [1, (levels[0]?.price ?? 1) - 1, Math.floor(whole / 2), whole, whole + 1]) {
          if (budget < 1 || levels.length === 0) continue
          cell[BUDGET] = budget
          const lots = engine.lotsFor(taker, 0)
          const expected = affordable(levels, taker, budget)
          if (lots !== expected) ruling.broken(`${budget} atoms on side ${taker} are ${lots} lots, not ${expected}`)
        }
      }
      const [bid, ask] = bests.map((levels) => levels[0]?.price ?? 0)
      const mid = bid === 0 || ask === 0 ? 0 : (bid + ask) * (MICROS_PER_UNIT / 2)
      if (engine.mid() !== mid) ruling.broken(`the mid is ${engine.mid()}, not ${mid}`)
      cell.set(kept)
      if (bid !== 0 || ask !== 0) ruling.exercised('answers of a book with orders')
    }
    return {
      heard: ({ kind, market }) => {
        if (kind === 'answer' && terms[market].restingOrders) judge(market)
      },
    }
  },
}
