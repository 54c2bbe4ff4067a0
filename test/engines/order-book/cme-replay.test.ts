import { expect, test } from 'vitest'
import { BUY, SELL, type Side } from '../../../src/market/side.ts'
import { sharedFile } from '../../shared-files.ts'
import { RecordedOrders, rowsOf } from './recorded-orders.ts'

const file = sharedFile('data/l3/cme_ESH4_mbo_2023-12-25.csv.gz')

type Row = Readonly<Record<string, string>>

const sideOf = (row: Row): Side => (row.side === 'B' ? BUY : SELL)
const lotsOf = (row: Row): number => Number(row.size)
/** ES moves by 0.25: 25 price units of a cent. */
const priceOf = (row: Row): number => Math.round(Number(row.price) * 100)

/** The orders that rest when the opening auction is over: before it the book may be crossed, and nothing trades. */
const opening = (rows: readonly Row[], auction: number): Map<string, { side: Side; lots: number; price: number }> => {
  const orders = new Map<string, { side: Side; lots: number; price: number }>()
  for (const row of rows.slice(0, auction)) {
    const known = orders.get(row.order_id)
    const order = { side: sideOf(row), lots: lotsOf(row), price: priceOf(row) }
    if (row.action === 'C') orders.delete(row.order_id)
    else if (known !== undefined && known.price === order.price && order.lots <= known.lots) known.lots = order.lots
    else if (order.lots > 0 && row.price !== '') {
      orders.delete(row.order_id)
      orders.set(row.order_id, order)
    }
  }
  for (let i = auction + 1; rows[i].action === 'F'; i++) {
    const order = orders.get(rows[i].order_id)
    if (order === undefined) continue
    order.lots -= lotsOf(rows[i])
    if (order.lots === 0) orders.delete(rows[i].order_id)
  }
  return orders
}

/** Orders that show again, after a fill, more than they had left: their reserve is not published, nor when it takes its place. */
const icebergs = (rows: readonly Row[]): Set<string> => {
  const left = new Map<string, number>()
  const filled = new Set<string>()
  const found = new Set<string>()
  for (const row of rows) {
    const id = row.order_id
    if (row.action === 'F') {
      filled.add(id)
      left.set(id, (left.get(id) ?? 0) - lotsOf(row))
    } else if (row.action === 'A' || row.action === 'M') {
      if (row.action === 'M' && filled.has(id) && lotsOf(row) > (left.get(id) ?? 0)) found.add(id)
      filled.delete(id)
      left.set(id, lotsOf(row))
    }
  }
  return found
}

test.skipIf(file === undefined)(
  'every CME execution is at the best price and from the head of its queue, but for the causes counted here',
  () => {
    const rows: readonly Row[] = rowsOf(file as string)
    const auction = rows.findIndex((row) => row.action === 'T' && row.side === 'N')
    const orders = new RecordedOrders(25)
    for (const [id, { side, lots, price }] of opening(rows, auction)) {
      if (!orders.add(id, side, lots, price)) throw new Error(`order ${id} crosses after the auction`)
    }

    const cancelledAt = new Set(
      rows.filter((row) => row.action === 'C').map((row) => `${row.order_id} ${row.ts_event_ns}`),
    )
    const refilled = icebergs(rows)
    const causes: Record<string, number> = {}
    const count = (cause: string): void => {
      causes[cause] = (causes[cause] ?? 0) + 1
    }
    let aggressor = ''
    for (const row of rows.slice(auction).filter((each) => each.side !== 'N')) {
      const id = row.order_id
      const rests = orders.lotsOf(id)
      if (row.action === 'T') aggressor = id
      else if (row.action === 'C') orders.cancel(id)
      else if (row.action === 'A' || row.action === 'M') {
        // A filled order's row of what it has left comes after the fill, and says nothing new.
        const change =
          rests === 0
            ? orders.add(id, sideOf(row), lotsOf(row), priceOf(row))
            : orders.change(id, lotsOf(row), priceOf(row))
        if (!change) count('an order that would have traded with the book')
      } else if (id === aggressor) {
        count('the aggressor itself, which had rested and was re-priced into the other side')
        if (rests > lotsOf(row)) orders.change(id, rests - lotsOf(row), orders.priceOf(id))
        else if (rests > 0) orders.cancel(id)
      } else {
        const ahead = orders.ahead(id, sideOf(row))
        const verdict = orders.execute(id, sideOf(row), lotsOf(row), priceOf(row))
        const passedOver = ahead.map((other) =>
          cancelledAt.has(`${other} ${row.ts_event_ns}`)
            ? 'orders that the trade cancelled (self-match prevention)'
            : refilled.has(other)
              ? 'an iceberg, whose refill takes a place that is not published'
              : 'unexplained',
        )
        if (verdict === 'head of the best level') count(verdict)
        else count(`${verdict}, behind ${[...new Set(passedOver)].sort().join(' and ') || 'nobody'}`)
      }
      if (orders.crossed()) count('the book is crossed')
    }
    expect(causes).toEqual({
      'head of the best level': 5678,
      'the aggressor itself, which had rested and was re-priced into the other side': 107,
      'not at the head, behind orders that the trade cancelled (self-match prevention)': 434,
      'not at the best price, behind orders that the trade cancelled (self-match prevention)': 22,
      'not at the head, behind an iceberg, whose refill takes a place that is not published': 91,
      'not at the head, behind an iceberg, whose refill takes a place that is not published and orders that the trade cancelled (self-match prevention)': 4,
    })
  },
)
