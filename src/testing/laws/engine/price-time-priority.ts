import { FILLED } from '../../../market/clearing.ts'
import type { WatchedLaw } from '../../law.ts'
import { type HeardLine, requestLogOf } from './request-log.ts'

/** What a match has to do with the order that should trade next; nothing is wrong in most. */
const wrongMatch = ({ entry, head, left }: HeardLine): string | undefined => {
  if (entry.kind !== 'asked' && entry.kind !== 'filled') return undefined
  const { maker, lots, quote } = entry
  if (head === undefined) return `a match with ${maker} where nothing rests`
  if (head.owner !== maker) return `a match with ${maker}, and ${head.owner} stands first at ${head.price}`
  if (lots < 1 || lots > head.lots || lots > left)
    return `a match of ${lots} lots, of ${left} wanted and ${head.lots} resting first`
  if (quote !== lots * head.price) return `${lots} lots at ${head.price} for ${quote} atoms`
  return undefined
}

/** Who quotes the better price trades first, who quoted it earlier at the same price, and at the price it quoted. */
export const priceTimePriority: WatchedLaw = {
  id: 'PERP-11',
  name: 'each match takes the oldest order at the best price of the other side, at that order’s price',
  rulesOut: 'A lost place in the queue, a better price passed over, a fill at the taker’s limit',
  parts: ['order book'],
  when: 'orders rest in the engine',
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    const { terms } = view.simulation.parts
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        if (request === undefined || !terms[entry.market].restingOrders) return
        const { lines } = request
        const line = lines.at(-1)
        const wrong = line && wrongMatch(line)
        if (wrong !== undefined) ruling.broken(wrong)
        const before = lines.at(-2)
        if (before?.entry.kind !== 'filled') return
        ruling.exercised('fills')
        const { head } = before
        if (
          entry.kind !== 'removed' ||
          entry.cause !== FILLED ||
          entry.handle !== head?.handle ||
          entry.lots !== before.entry.lots
        )
          ruling.broken(
            `${before.entry.lots} lots of order ${head?.handle} were filled, and then ${JSON.stringify(entry)}`,
          )
      },
    }
  },
}
