import { expect, test } from 'vitest'
import { BUY, SELL, type Side } from '../../../src/market/side.ts'
import { sharedFile } from '../../shared-files.ts'
import { RecordedOrders, rowsOf } from './recorded-orders.ts'

const file = sharedFile('data/l3/lobster_AAPL_2012-06-21_message_orderbook_10_first_rows.csv.gz')

const ADDED = '1'
const REDUCED = '2'
const DELETED = '3'
const EXECUTED = '4'

/** Side, price and size of each of the ten best levels after a row. */
const levelsAfter = (row: Readonly<Record<string, string>>): [Side, number, number][] =>
  Array.from({ length: 10 }, (_, i): [Side, number, number][] => [
    [SELL, Number(row[`ask_p${i + 1}`]), Number(row[`ask_q${i + 1}`])],
    [BUY, Number(row[`bid_p${i + 1}`]), Number(row[`bid_q${i + 1}`])],
  ]).flat()

/** The lots that rested before the first message, or came while their level was out of sight: one order a level, without an id. */
const unseen = (side: Side, price: number): string => `unseen ${side} ${price}`

test.skipIf(file === undefined)(
  'every visible execution of a NASDAQ opening is at the best price and from the head of its queue, and the ten best levels agree after each message',
  () => {
    const rows = rowsOf(file as string)
    const orders = new RecordedOrders(100)
    const added: string[] = []
    const causes: Record<string, number> = {}
    const count = (cause: string): void => {
      causes[cause] = (causes[cause] ?? 0) + 1
    }
    const agree = (side: Side, price: number, lots: number): void => {
      const differs = lots - orders.lotsAt(side, price)
      const id = unseen(side, price)
      const rests = orders.lotsOf(id)
      if (differs === 0) return
      count(differs > 0 ? 'lots came into sight with their level' : 'lots left while their level was out of sight')
      // A known order may be deleted while its level is out of sight: the newest of that size.
      const gone = added.findLast((each) => orders.lotsOf(each) === -differs && orders.priceOf(each) === price)
      if (rests === 0 && gone !== undefined) orders.cancel(gone)
      else if (rests === 0) expect(orders.add(id, side, differs, price)).toBe(true)
      else if (rests + differs === 0) orders.cancel(id)
      else expect(orders.change(id, rests + differs, price)).toBe(true)
    }
    const [first] = rows
    for (const [side, price, lots] of levelsAfter(first)) {
      const own = Number(first.price_1e4) === price ? Number(first.size) : 0
      if (lots > own) expect(orders.add(unseen(side, price), side, lots - own, price)).toBe(true)
    }
    for (const row of rows) {
      const side = row.direction === '1' ? BUY : SELL
      const [price, lots] = [Number(row.price_1e4), Number(row.size)]
      const id = orders.lotsOf(row.order_id) > 0 ? row.order_id : unseen(side, price)
      if (row.type === ADDED) {
        expect(orders.add(row.order_id, side, lots, price)).toBe(true)
        added.push(row.order_id)
      } else if (row.type === REDUCED || row.type === DELETED) {
        const left = orders.lotsOf(id) - lots
        expect(left).toBeGreaterThanOrEqual(0)
        if (left === 0) orders.cancel(id)
        else orders.change(id, left, price)
      } else if (row.type === EXECUTED) count(`execution: ${orders.execute(id, side, lots, price)}`)
      else count('execution of a hidden order, of which the book knows nothing')
      for (const level of levelsAfter(row)) agree(...level)
      expect(orders.crossed()).toBe(false)
    }
    expect(causes).toEqual({
      'execution: head of the best level': 98,
      'execution of a hidden order, of which the book knows nothing': 61,
      'lots came into sight with their level': 11,
      'lots left while their level was out of sight': 1,
    })
  },
)
