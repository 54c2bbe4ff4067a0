import { BUY } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'
import { isBeyond } from './price-order.ts'
import { requestLogOf } from './request-log.ts'

/** A limit is the worst price of any lot, and prices are whole ticks. */
export const withinLimit: WatchedLaw = {
  id: 'PERP-12',
  name: 'no lot trades or rests beyond its order’s limit, no order trades more than its lots, and whatever rests is on the tick',
  rulesOut: 'A taker who pays more than it said, a maker who rests at a price it never named, prices between two ticks',
  parts: ['engine', 'order book', 'curve'],
  when: 'on a curve an order may end an atom beyond its limit, since amount and spread are each rounded against it',
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const { terms } = view.simulation.parts
    const { venues } = view.simulation.parts.exchange
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const order = request?.order
        const line = request?.lines.at(-1)
        if (order === undefined || line === undefined) return
        if (entry.kind === 'filled') {
          if (order.limit !== 0) ruling.exercised('fills under a limit')
          // On a curve this bounds the average; the marginal price is a law of its own.
          const slack = terms[entry.market].restingOrders ? 0 : 1
          if (isBeyond(order, (entry.quote + (order.side === BUY ? 0 - slack : slack)) / entry.lots))
            ruling.broken(`${entry.lots} lots for ${entry.quote} atoms, beyond the limit ${order.limit}`)
          if (entry.lots > line.left) ruling.broken(`a fill of ${entry.lots} lots where ${line.left} are wanted`)
        }
        if (entry.kind === 'rested') {
          ruling.exercised('resting orders')
          const { tickUnits } = venues[entry.market].spec
          if (entry.price <= 0 || entry.price % tickUnits !== 0)
            ruling.broken(`an order rests at ${entry.price}, no whole number of ${tickUnits}`)
          if (isBeyond(order, entry.price)) ruling.broken(`an order to ${order.limit} rests at ${entry.price}`)
        }
      },
    }
  },
}
