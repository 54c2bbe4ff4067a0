import { BUY, type Side } from '../../../market/side.ts'
import type { WatchedLaw } from '../../law.ts'
import { requestLogOf } from './request-log.ts'

interface Leg {
  readonly owner: number
  readonly side: Side
  readonly lots: number
  readonly quote: number
}

/** Money is not made by going there and back. */
export const roundTrip: WatchedLaw = {
  id: 'PERP-26',
  name: 'who trades lots and at once trades the same lots back, with nothing between, gets no more than it paid',
  rulesOut: 'A rounding or a spread in the trader’s favour, to be drawn on again and again within a block',
  parts: ['engine', 'order book', 'curve'],
  when: 'fees and rebates are left out',
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const legs: (Leg | undefined)[] = []
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const { market } = entry
        if (entry.kind === 'block' || (entry.kind === 'removed' && request === undefined)) legs[market] = undefined
        if (entry.kind !== 'answer' || request === undefined) return
        const { order, traded } = request
        const former = legs[market]
        if (entry.to !== 'submit' || order === undefined || traded.lots === 0) {
          // What was refused and changed nothing is nothing between.
          if (request.lines.length > 1) legs[market] = undefined
          return
        }
        const leg: Leg = { owner: order.owner, side: order.side, ...traded }
        legs[market] = leg
        if (former === undefined || former.owner !== leg.owner || former.side === leg.side || former.lots !== leg.lots)
          return
        ruling.exercised('round trips')
        const [paid, received] = former.side === BUY ? [former.quote, leg.quote] : [leg.quote, former.quote]
        if (received > paid)
          ruling.broken(`account ${leg.owner} buys ${leg.lots} lots for ${paid} atoms and sells them for ${received}`)
      },
    }
  },
}
