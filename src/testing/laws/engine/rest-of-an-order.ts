import { POST_ONLY, SLIDE } from '../../../market/order-flags.ts'
import {
  BEYOND_LIMIT,
  ENGINE_FULL,
  INSUFFICIENT_MARGIN,
  NO_LIQUIDITY,
  SELF_TRADE,
  WOULD_CROSS,
  WOULD_INCREASE,
} from '../../../market/refusal.ts'
import { BUY, opposite } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'
import { isBeyond, isImmediate } from './price-order.ts'
import { type EngineRequest, requestLogOf } from './request-log.ts'

/** An order that has traded and been answered with a refusal has met one of these. */
const STOPS: ReadonlySet<number> = new Set([
  BEYOND_LIMIT,
  ENGINE_FULL,
  INSUFFICIENT_MARGIN,
  NO_LIQUIDITY,
  SELF_TRADE,
  WOULD_CROSS,
  WOULD_INCREASE,
])

/** What is wrong with how an order ended; nothing for most. */
const wrongEnd = ({ line, order, former, lines, traded, prevented, answer }: EngineRequest): string | undefined => {
  if (order === undefined || answer === undefined || line.kind === 'cancel') return undefined
  const rested = lines.flatMap(({ entry }) => (entry.kind === 'rested' ? [entry] : []))
  const left = order.lots - traded.lots - prevented
  // A replacement that keeps its place does not come to rest anew.
  if (answer > 0 && answer === former?.handle) return rested.length > 0 ? 'rests twice' : undefined
  if (answer <= 0) {
    if (rested.length > 0) return `is answered ${answer} and rests`
    if (answer === 0 && left > 0) return `is answered 0 with ${left} lots neither traded nor resting`
    if (answer < 0 && traded.lots > 0 && !STOPS.has(answer)) return `has traded, and is answered ${answer}`
    return undefined
  }
  if (isImmediate(order.flags)) return 'is immediate and rests'
  const [found] = rested
  if (rested.length !== 1 || found.handle !== answer)
    return `is answered ${answer}, and ${JSON.stringify(rested)} rests`
  if (found.lots !== left) return `rests with ${found.lots} lots, not ${left}`
  if (found.owner !== order.owner || found.side !== order.side || found.flags !== order.flags)
    return `rests as ${JSON.stringify(found)}`
  const slides = (order.flags & (POST_ONLY | SLIDE)) === (POST_ONLY | SLIDE)
  if (!slides && found.price !== order.limit) return `rests at ${found.price}`
  return undefined
}

/** An order in good form ends in one of three ways. */
export const restOfAnOrder: WatchedLaw = {
  id: 'PERP-18',
  name: 'what an order has not traded rests entire, at its limit, under the handle answered; an immediate order’s rest is dropped, and only when nothing more is within its limit',
  rulesOut: 'Lots lost between taking and resting, a market order that rests, an order that stops while it could trade',
  parts: ['engine', 'order book', 'curve'],
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const order = request?.order
        if (entry.kind !== 'answer' || request === undefined || order === undefined || entry.to === 'cancel') return
        const { market, answer } = entry
        if (answer > 0) ruling.exercised('orders that rest')
        else ruling.exercised(answer === 0 ? 'orders that trade whole' : 'orders that are refused or dropped')
        const wrong = wrongEnd(request)
        if (wrong !== undefined)
          ruling.broken(`an order of ${order.lots} lots on side ${order.side} to ${order.limit} ${wrong}`)
        if (answer > 0 && view.books[market].orders.get(answer) === undefined)
          ruling.broken(`the order is answered ${answer}, and nothing rests under it`)
        if (!view.simulation.parts.terms[market].restingOrders) return
        const next = view.books[market].queue(opposite(order.side))[0]
        if (answer === NO_LIQUIDITY && next !== undefined)
          ruling.broken(`no liquidity is left, and an order rests at ${next.price}`)
        if (answer === BEYOND_LIMIT && (next === undefined || !isBeyond(order, next.price)))
          ruling.broken(`the next price is beyond ${order.limit}, and the next order rests at ${next?.price}`)
        if (
          answer > 0 &&
          next !== undefined &&
          (order.side === BUY ? next.price <= order.limit : next.price >= order.limit)
        ) {
          const slides = (order.flags & SLIDE) !== 0
          if (!slides) ruling.broken(`the order rests, and one at ${next.price} is within its limit ${order.limit}`)
        }
      },
    }
  },
}
