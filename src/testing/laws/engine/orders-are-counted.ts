import { CANCELLED } from '../../../market/clearing.ts'
import { UNKNOWN_ORDER } from '../../../market/refusal.ts'
import type { WatchedLaw } from '../../law.ts'
import { requestLogOf } from './request-log.ts'

/** Lots of an order leave it once. */
export const ordersAreCounted: WatchedLaw = {
  id: 'PERP-22',
  name: 'no order loses more lots than it has or comes back after it has gone, and a cancel takes exactly its order and answers its lots',
  rulesOut: 'A fill of an order that is gone, a cancel that takes somebody else’s, a handle that names two orders',
  parts: ['order book'],
  watch: (view, ruling) => {
    const log = requestLogOf(view)
    return {
      heard: (entry) => {
        const request = log.hear(entry)
        const lots = log.line.order?.lots
        if (entry.kind === 'removed') {
          if (lots === undefined) ruling.broken(`${entry.lots} lots leave order ${entry.handle}, which does not rest`)
          else if (entry.lots < 1 || entry.lots > lots)
            ruling.broken(`${entry.lots} lots leave order ${entry.handle}, which has ${lots}`)
        }
        if (entry.kind === 'rested') {
          ruling.exercised('orders that rest')
          if (lots !== undefined) ruling.broken(`a second order rests under handle ${entry.handle}`)
          if (entry.lots < 1) ruling.broken(`an order rests with ${entry.lots} lots`)
        }
        if (entry.kind !== 'answer' || entry.to !== 'cancel' || request === undefined) return
        ruling.exercised('cancels')
        const { former } = request
        const said = request.lines.slice(0, -1).map((line) => line.entry)
        const [first] = said
        const gone =
          first?.kind === 'removed' &&
          first.cause === CANCELLED &&
          first.handle === former?.handle &&
          first.lots === former.lots &&
          said.length === 1
        const nothing = former === undefined && said.length === 0
        const expected = former?.lots ?? UNKNOWN_ORDER
        if (entry.answer !== expected || !(gone || nothing))
          ruling.broken(
            `the cancel of ${JSON.stringify(former)} is answered ${entry.answer}, with ${JSON.stringify(said)}`,
          )
      },
    }
  },
}
