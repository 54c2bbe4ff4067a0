import { SELF_TRADE_PREVENTED } from '../../../market/clearing.ts'
import { CANCEL_INCOMING, DECREMENT_BOTH, SELF_TRADE_MASK } from '../../../market/order-flags.ts'
import { SELF_TRADE } from '../../../market/refusal.ts'
import type { WatchedLaw } from '../../law.ts'
import { isBeyond } from './price-order.ts'
import { requestLogOf } from './request-log.ts'

/** Nobody trades with itself: one of both orders gives way, as the incoming one says. */
export const selfTrade: WatchedLaw = {
  id: 'PERP-20',
  name: 'an account never trades with itself: its resting order goes, or its incoming one stops, or both shrink by the smaller of them, as the incoming order says',
  rulesOut: 'Volume out of nothing, and orders of others that go for it',
  parts: ['order book'],
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const order = request?.order
        const line = request?.lines.at(-1)
        if ((entry.kind === 'filled' || entry.kind === 'asked') && entry.maker === entry.taker)
          ruling.broken(`account ${entry.maker} trades ${entry.lots} lots with itself`)
        if (order === undefined || line === undefined || request?.line.kind === 'cancel') return
        const rule = order.flags & SELF_TRADE_MASK
        // An order that is undone had stopped before: what stood first then is what counts.
        const { head, left } = request?.lines.findLast((earlier) => earlier.entry.kind === 'reverted') ?? line
        const meetsItself = head?.owner === order.owner && !isBeyond(order, head.price)
        if (entry.kind === 'removed' && entry.cause === SELF_TRADE_PREVENTED) {
          const gone = rule === DECREMENT_BOTH ? Math.min(left, head?.lots ?? 0) : (head?.lots ?? 0)
          ruling.exercised(rule === DECREMENT_BOTH ? 'both shrink' : 'the resting order goes')
          if (!meetsItself || head.handle !== entry.handle)
            ruling.broken(`order ${entry.handle} goes for a self-trade; ${JSON.stringify(head)} stands first`)
          if (rule === CANCEL_INCOMING) ruling.broken('the resting order goes where the incoming one should')
          if (entry.lots !== gone) ruling.broken(`self-trade prevention takes ${entry.lots} lots, not ${gone}`)
        }
        if (
          entry.kind === 'answer' &&
          entry.answer === SELF_TRADE &&
          view.simulation.parts.terms[entry.market].restingOrders
        ) {
          ruling.exercised('the incoming order stops')
          if (rule !== CANCEL_INCOMING || !meetsItself)
            ruling.broken(`an order stops as a self-trade; ${JSON.stringify(head)} stands first, the rule is ${rule}`)
        }
      },
    }
  },
}
