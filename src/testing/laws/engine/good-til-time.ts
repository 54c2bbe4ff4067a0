import { EXPIRED_ORDER } from '../../../market/clearing.ts'
import { EXPIRED } from '../../../market/refusal.ts'
import type { WatchedLaw } from '../../law.ts'
import { requestLogOf } from './request-log.ts'

/** Good til t: gone in the block of time t, before anybody can trade with it. */
export const goodTilTime: WatchedLaw = {
  id: 'PERP-21',
  name: 'an order rests until its good-til time, and goes whole with the opening of the first block at or after it',
  rulesOut: 'A stale order that is filled, and one that is taken off early',
  parts: ['order book'],
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    return {
      heard: (entry) => {
        const { market } = entry
        const request = log.hear(entry)
        const resting = log.line.order?.lots
        const now = log.now[market]
        if (entry.kind === 'removed') {
          const expiry = log.expiryOf(market, entry.handle)
          const due = expiry !== 0 && expiry <= now
          if (entry.cause === EXPIRED_ORDER) {
            ruling.exercised('orders that expire')
            if (!due || request !== undefined)
              ruling.broken(`order ${entry.handle}, good til ${expiry}, expires at ${now}`)
            if (entry.lots !== resting) ruling.broken(`${entry.lots} lots of ${resting} expire`)
          } else if (due) ruling.broken(`order ${entry.handle}, good til ${expiry}, still trades at ${now}`)
        }
        const expiry = request?.order?.expiry ?? 0
        if (entry.kind === 'answer' && entry.answer === EXPIRED && (expiry === 0 || expiry > now))
          ruling.broken(`an order good til ${expiry} is refused at ${now} as expired`)
      },
      before: ({ kind }) => {
        // The block has been opened, and nothing has happened in it.
        if (kind === 'block') return
        for (const [market, book] of view.books.entries())
          for (const { handle } of book.orders.values()) {
            const expiry = log.expiryOf(market, handle)
            if (expiry !== 0 && expiry <= log.now[market])
              ruling.broken(`order ${handle}, good til ${expiry}, rests at ${log.now[market]}`)
          }
      },
    }
  },
}
