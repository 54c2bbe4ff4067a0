import type { Verdict } from '../../../market/clearing.ts'
import { BY_QUOTE } from '../../../market/order-flags.ts'
import { ENGINE_FULL } from '../../../market/refusal.ts'
import { armsOf } from '../../../scenario/arms.ts'
import type { WatchedLaw } from '../../law.ts'
import type { RestingBook } from '../../watch/resting-book.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'
import { type ExpectedLine, naiveBook } from './naive-book.ts'
import { requestLogOf } from './request-log.ts'

/** Is it the line that was expected? Fields that are not foretold are not looked at. */
const isAs = (expected: ExpectedLine, entry: TapeEntry, handle: number): boolean => {
  const said: Readonly<Record<string, unknown>> = { ...entry }
  return Object.entries(expected).every(([field, x]) =>
    field === 'answer' && x === undefined ? said['answer'] === handle : said[field] === x,
  )
}

/** A book with all its arrays says what a list of orders searched from its start would say. */
export const speaksAsANaiveBook: WatchedLaw = {
  id: 'PERP-29',
  name: 'an order book says to its exchange, line by line, what a list of orders searched from its start would say',
  rulesOut: 'Any match, removal or answer that the rules of the book do not give',
  parts: ['order book'],
  when: 'an order book of the scenario trades, within the room that it has for orders and prices',
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const { exchange } = view.simulation.parts
    const words = armsOf(view.scenario).find(({ name }) => name === view.arm)?.engine
    if (!view.ownEngine || words?.kind !== 'order-book') return {}
    /** Would an order at this price be one too many, or too far from the others? */
    const hasNoRoom = ({ orders }: RestingBook, price: number, tickUnits: number): boolean => {
      const prices = [price, ...[...orders.values()].map((order) => order.price)]
      const ticks = (Math.max(...prices) - Math.min(...prices)) / tickUnits + 1
      return orders.size >= words.mostOrders || ticks > words.mostLevels
    }
    const asking: (Generator<ExpectedLine, void, Verdict> | undefined)[] = []
    const next: (IteratorResult<ExpectedLine, void> | undefined)[] = []
    let handle = 0
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const { market } = entry
        if (request === undefined) return
        if (entry.kind === 'submit' || entry.kind === 'cancel' || entry.kind === 'replace') {
          const surroundings = {
            book: view.books[market],
            tickUnits: exchange.venues[market].spec.tickUnits,
            purges: words.purgeReduceOnly === 'at-once',
            size: (account: number) => Number(view.reckoning.size(market, account)),
          }
          const budgeted = ((request.order?.flags ?? 0) & BY_QUOTE) !== 0
          asking[market] = budgeted ? undefined : naiveBook(surroundings, request)
          next[market] = asking[market]?.next()
          return
        }
        const expected = next[market]
        if (asking[market] === undefined || expected === undefined) return
        ruling.exercised(entry.kind === 'answer' ? `answers to ${entry.to}` : entry.kind)
        if (entry.kind === 'rested') handle = entry.handle
        const full = entry.kind === 'answer' && entry.answer === ENGINE_FULL
        if (
          full &&
          expected.value?.kind === 'rested' &&
          hasNoRoom(view.books[market], expected.value.price, exchange.venues[market].spec.tickUnits)
        )
          return
        if (expected.done === true || !isAs(expected.value, entry, handle)) {
          ruling.broken(
            `${JSON.stringify(request.line)}: the engine says ${JSON.stringify(entry)}, expected is ${JSON.stringify(expected.value ?? 'nothing more')}`,
          )
          return
        }
        next[market] = asking[market]?.next(entry.kind === 'asked' ? entry.verdict : 0)
      },
    }
  },
}
