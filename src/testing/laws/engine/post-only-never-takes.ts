import { POST_ONLY, SLIDE } from '../../../market/order-flags.ts'
import { BUY, opposite } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'
import { isBeyond, isWorse } from './price-order.ts'
import { requestLogOf } from './request-log.ts'

/** A post-only order adds liquidity or does nothing. */
export const postOnlyNeverTakes: WatchedLaw = {
  id: 'PERP-15',
  name: 'a post-only order never takes; one that slides rests one tick inside the best opposite price where it would have',
  rulesOut: 'A maker who pays a taker’s fee, or whose order moves further than it had to',
  parts: ['engine', 'order book', 'curve'],
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const { exchange } = view.simulation.parts
    /** Price of the best order of the other side when the order in hand came, by market. */
    const opposed: number[] = []
    return {
      heard: (entry) => {
        const { market } = entry
        const request = log.hear(entry)
        const order = request?.order
        if (order === undefined || (order.flags & POST_ONLY) === 0 || request?.line.kind === 'cancel') return
        if (entry.kind === 'submit' || entry.kind === 'replace')
          opposed[market] = view.books[market].queue(opposite(order.side))[0]?.price ?? 0
        if (entry.kind === 'filled') ruling.broken(`a post-only order of ${order.owner} takes ${entry.lots} lots`)
        if (entry.kind === 'answer' && entry.answer < 0) ruling.exercised('orders that are refused')
        if (entry.kind !== 'rested') return
        const { tickUnits } = exchange.venues[market].spec
        const best = opposed[market]
        const crosses = best !== 0 && !isBeyond(order, best)
        const inside = best + (order.side === BUY ? 0 - tickUnits : tickUnits)
        const price = crosses && (order.flags & SLIDE) !== 0 ? inside : order.limit
        if (crosses) ruling.exercised('orders that would have crossed, and rest')
        else ruling.exercised('orders that rest as they came')
        if (entry.price !== price)
          ruling.broken(`a post-only order to ${order.limit} rests at ${entry.price}, not ${price}`)
        const against = view.books[market].queue(opposite(order.side))[0]
        if (against !== undefined && !isWorse(order.side, against.price, entry.price))
          ruling.broken(`a post-only order rests at ${entry.price} against one at ${against.price}`)
      },
    }
  },
}
